"""What people do in their browser, step by step, as a new user would."""

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Locator, Page, TimeoutError

PATIENCE = 120  # seconds: letters are sealed and payments confirmed in the background


@dataclass(frozen=True)
class Words:
    """The words that a person looks for on the pages of one language."""

    prefix: str
    enter: str
    go_on: str
    send: str
    file: str
    pay: str


FRENCH = Words(
    "", "Entrer", "Enregistrer et continuer", "Envoyer et continuer", "Déposer la demande", "Payer maintenant"
)
ENGLISH = Words("/en", "Enter", "Save and continue", "Send and continue", "File the application", "Pay now")


def photo(colour: str) -> bytes:
    """A small photograph."""
    out = BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return out.getvalue()


async def sign_in(page: Page, base_url: str, account: str, words: Words = FRENCH) -> None:
    """Come in under a demo account."""
    await page.goto(f"{base_url}{words.prefix}/connexion")
    group = "citizen" if account.startswith("citoyen") else "staff"
    await page.locator(f"#account-{group}").select_option(account)
    form = page.locator("form", has=page.locator(f"#account-{group}"))
    await form.get_by_role("button", name=words.enter, exact=True).click()
    await page.wait_for_url(re.compile(r"/(dossiers|bureau)$"))


async def begin_tree_felling(page: Page, base_url: str, borough: str, words: Words = FRENCH) -> None:
    """Choose the borough; the first page of questions opens."""
    await page.goto(f"{base_url}{words.prefix}/services/abattage-arbre/demande?borough={borough}")
    await page.locator("form button").click()
    await page.wait_for_url(re.compile("/questions$"))


async def answer_tree_felling(
    page: Page, words: Words = FRENCH, *, trees: str = "1", email: str = "elodie@exemple.ca"
) -> None:
    """Answer the questions; the documents' page opens."""
    await page.locator("#work_address").fill("4101, rue Sherbrooke Est")
    await page.locator("#applicant_name").fill("Élodie Tremblay-Nguyễn")
    await page.locator("#applicant_email").fill(email)
    await page.locator("#mailing_address").fill("4101, rue Sherbrooke Est, Montréal (Québec) H1X 2B2")
    await page.locator("input[name=owner][value=yes]").check()
    await page.locator("#description").fill("Abattre un frêne mort <b>près</b> de la clôture.\nMerci !")
    await page.locator("#trees").fill(trees)
    await page.locator("#species").fill("Frêne")
    await page.locator("#diameter_cm").fill("22")
    await page.locator("input[name=reason][value=dead]").check()
    await page.locator("input[name=replanting][value=no]").check()
    await page.get_by_role("button", name=words.go_on).click()
    await page.wait_for_url(re.compile("/documents$"))


async def give_tree_documents(page: Page, words: Words = FRENCH) -> None:
    """Two photographs and a sketch; the last look opens."""
    two = [
        {"name": f"arbre {rank}.jpg", "mimeType": "image/jpeg", "buffer": photo(colour)}
        for rank, colour in enumerate(("green", "brown"), 1)
    ]
    await page.locator("input[name=photos]").set_input_files(two)  # pyright: ignore[reportArgumentType]
    sketch = {"name": "croquis.jpg", "mimeType": "image/jpeg", "buffer": photo("white")}
    await page.locator("input[name=location_plan]").set_input_files([sketch])  # pyright: ignore[reportArgumentType]
    await page.get_by_role("button", name=words.send).click()
    await page.wait_for_url(re.compile("/verification$"))


async def file_application(page: Page, words: Words = FRENCH) -> str:
    """Declare and file; the case id of the receipt."""
    await page.locator("#declared").check()
    await page.get_by_role("button", name=words.file).click()
    await page.wait_for_url(re.compile(r"/dossier/[0-9a-f]{32}/recu"))
    return page.url.split("/dossier/")[1][:32]


async def apply_for_tree_felling(page: Page, base_url: str, borough: str, words: Words = FRENCH) -> str:
    """From the first page to the receipt; the case id."""
    await begin_tree_felling(page, base_url, borough, words)
    await answer_tree_felling(page, words)
    await give_tree_documents(page, words)
    return await file_application(page, words)


async def pay(page: Page, words: Words = FRENCH) -> None:
    """Pay on the gateway's page and come back; wait until the money is known."""
    button = page.get_by_role("button", name=words.pay)
    await until_there(page, button)
    await button.click()
    await page.get_by_role("button", name="Payer").click()
    await page.wait_for_url(re.compile("paiement=1"))
    await until_gone(page, page.locator(".city-status a.govuk-button", has_text=re.compile("Payer|Pay ")))


async def act(page: Page, base_url: str, case_id: str, name: str) -> None:
    """Open the form of an act."""
    await page.goto(f"{base_url}/dossier/{case_id}/actes/{name}")


async def submit(page: Page) -> None:
    """Send the form of an act, and see it done."""
    await page.locator("button[name=action][value=do]").click()
    try:
        await page.wait_for_url(re.compile("fait="))
    except TimeoutError as late:
        told = await page.locator("main").inner_text()
        raise AssertionError(f"{page.url} refuses: {told[:600]}") from late


async def until_there(page: Page, locator: Locator) -> None:
    """Refresh until something that comes from the background is shown."""
    await _refresh(page, locator, wanted=True)


async def until_gone(page: Page, locator: Locator) -> None:
    """Refresh until something is no longer shown."""
    await _refresh(page, locator, wanted=False)


async def _refresh(page: Page, locator: Locator, *, wanted: bool) -> None:
    for _ in range(PATIENCE):
        if (await locator.count() > 0) == wanted:
            return
        await page.wait_for_timeout(1000)
        await page.reload()
    raise AssertionError(f"{page.url}: {'not there' if wanted else 'still there'} after two minutes")


async def download(page: Page, name: str, folder: Path) -> Path:
    """Download what a link names."""
    async with page.expect_download() as waiting:
        await page.get_by_role("link", name=name).first.click()
    file = await waiting.value
    target = folder / file.suggested_filename
    await file.save_as(target)
    return target
