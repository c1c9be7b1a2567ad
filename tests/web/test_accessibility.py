"""Every page in a browser, in French and in English, through a whole case: no fault that axe knows, nothing inline.

The story is that of a new user: sign in, file a tree felling with two photographs, pay, be asked, answer, be granted,
download the sealed letter; then one refusal.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page
from pypdf import PdfReader

from tests.conftest import City
from tests.web import axe, walk
from tests.web.chromium import chromium
from tests.web.walk import ENGLISH, FRENCH, Words

pytestmark = [pytest.mark.stack, pytest.mark.browser]
PHONE = 390  # CSS pixels
PLAIN = (
    "/", "/services?borough=IS", "/services/abattage-arbre?borough=VD", "/services/demolition?borough=IS",
    "/connexion", "/verifier", "/verifier/RIEN", "/dev/outbox", "/rien",
)  # fmt: skip


@dataclass
class Reader:
    """Looks at pages and notes what is wrong with each."""

    base_url: str
    browser: Browser
    faults: list[str] = field(default_factory=list[str])
    seen: set[str] = field(default_factory=set[str])

    async def open(self) -> Page:
        """A new person's page; what its policy of content refuses is a fault."""
        page = await (await self.browser.new_context(accept_downloads=True)).new_page()
        page.set_default_timeout(20_000)
        page.on("console", self._hear)
        page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))
        return page

    async def look(self, page: Page) -> None:
        """axe on the page, and its width on a telephone; what axe itself injects is no fault of ours."""
        heard = len(self.faults)
        found = await axe.violations(page)
        del self.faults[heard:]
        self.faults += [f"{page.url}: {fault}" for fault in found]
        await page.set_viewport_size({"width": PHONE, "height": 844})
        if await page.evaluate("document.documentElement.scrollWidth") > PHONE:
            self.faults.append(f"{page.url}: wider than a telephone")
        await page.set_viewport_size({"width": 1280, "height": 900})
        self.seen.add(re.sub(r"[0-9a-f]{16,}(\.eml)?", "_", page.url.removeprefix(self.base_url)).split("?")[0])

    def _hear(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.faults.append(f"policy: {message.text}")


@pytest.fixture
async def reader(city: City) -> AsyncIterator[Reader]:
    async with chromium() as browser:
        yield Reader(city.base_url, browser)


@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
async def test_a_new_user_goes_from_sign_in_to_a_sealed_permit_on_pages_without_a_fault(
    reader: Reader, words: Words, tmp_path: Path
) -> None:
    base = reader.base_url + words.prefix
    citizen, clerk, director = await reader.open(), await reader.open(), await reader.open()
    await plain_pages(reader, citizen, base)
    case_id = await filing(reader, citizen, words)
    await walk.sign_in(clerk, reader.base_url, "agent-vd", words)
    await asking_and_answering(reader, clerk, citizen, base, case_id)
    await deciding(reader, clerk, director, base, case_id, words)
    await reading_the_permit(reader, citizen, base, case_id, tmp_path)
    assert not reader.faults
    assert {f"{words.prefix}{path}" for path in PAGES} <= reader.seen


PAGES = (
    "/", "/services", "/services/abattage-arbre", "/services/abattage-arbre/demande", "/connexion", "/verifier",
    "/demande/_/questions", "/demande/_/precisions", "/demande/_/documents", "/demande/_/verification", "/dossiers",
    "/dossier/_", "/dossier/_/recu", "/bureau", "/bureau/dossiers", "/bureau/retards", "/bureau/poste", "/preferences",
    "/verifier/_", "/deconnexion", "/dev/outbox", "/dev/outbox/_",
    "/dossier/_/actes/declare_complete", "/dossier/_/actes/ask_information",
    "/dossier/_/actes/answer_information", "/dossier/_/actes/conclude_review", "/dossier/_/actes/approve",
    "/dossier/_/actes/refuse", "/dossier/_/actes/withdraw", "/dossier/_/actes/attach_document",
)  # fmt: skip


async def plain_pages(reader: Reader, page: Page, base: str) -> None:
    """What anyone may read."""
    for path in PLAIN:
        await page.goto(base + path)
        await reader.look(page)


async def filing(reader: Reader, page: Page, words: Words) -> str:
    """From sign-in to a paid application; the case id."""
    base = reader.base_url + words.prefix
    await walk.sign_in(page, reader.base_url, "citoyen-3", words)
    await page.goto(f"{base}/services/abattage-arbre/demande")
    await reader.look(page)
    await walk.begin_tree_felling(page, reader.base_url, "VD", words)
    await page.locator("#trees").fill("beaucoup")
    await page.get_by_role("button", name=words.go_on).click()
    await reader.look(page)
    await walk.answer_tree_felling(page, words)
    await page.get_by_role("button", name=words.send).click()
    await reader.look(page)
    draft = page.url.removesuffix("/documents")
    await only_when_called_for(reader, page, draft, words)
    await walk.give_tree_documents(page, words)
    await page.get_by_role("button", name=words.file).click()
    await reader.look(page)
    case_id = await walk.file_application(page, words)
    await reader.look(page)
    await walk.pay(page, words)
    for path in ("/dossiers", f"/dossier/{case_id}/actes/withdraw", f"/dossier/{case_id}/actes/attach_document"):
        await page.goto(base + path)
        await reader.look(page)
    return case_id


async def only_when_called_for(reader: Reader, page: Page, draft: str, words: Words) -> None:
    """An answer that calls for another question, then taken back."""
    for answer, follow in (("no", "precisions"), ("yes", "documents")):
        await page.goto(f"{draft}/questions")
        await page.locator(f"input[name=owner][value={answer}]").check()
        await page.get_by_role("button", name=words.go_on).click()
        await page.wait_for_url(re.compile(f"/{follow}$"))
        await reader.look(page)


async def asking_and_answering(reader: Reader, clerk: Page, citizen: Page, base: str, case_id: str) -> None:
    """The clerk asks for a document and a text; the citizen forgets one, then gives both."""
    await citizen.goto(f"{base}/preferences")
    await reader.look(citizen)
    for path in ("/bureau", "/bureau/dossiers", "/bureau/poste", f"/dossier/{case_id}"):
        await clerk.goto(base + path)
        await reader.look(clerk)
    await walk.act(clerk, base, case_id, "ask_information")
    await clerk.locator("button[value=do]").click()
    await reader.look(clerk)
    await clerk.locator("#label_1").fill("Photographie de la souche <script>alert(1)</script>")
    await clerk.locator("#label_2").fill("Date prévue")
    await clerk.locator("#kind_2-2").check()
    await walk.submit(clerk)
    await walk.act(citizen, base, case_id, "answer_information")
    await citizen.locator("textarea").fill("En mai")
    await citizen.locator("button[value=do]").click()
    await reader.look(citizen)
    assert await citizen.locator("textarea").input_value() == "En mai"
    picture = {"name": "souche.jpg", "mimeType": "image/jpeg", "buffer": walk.photo("red")}
    await citizen.locator("input[type=file]").set_input_files([picture])  # pyright: ignore[reportArgumentType]
    await walk.submit(citizen)
    await reader.look(citizen)


async def deciding(reader: Reader, clerk: Page, director: Page, base: str, case_id: str, words: Words) -> None:
    """Complete, reviewed, approved; the director looks at a refusal and is told what it lacks."""
    await walk.act(clerk, base, case_id, "declare_complete")
    await reader.look(clerk)
    await walk.submit(clerk)
    await walk.act(clerk, base, case_id, "conclude_review")
    await clerk.locator("button[value=do]").click()
    await reader.look(clerk)
    await clerk.locator("input[value=favourable]").check()
    await walk.submit(clerk)
    await walk.act(clerk, base, case_id, "approve")
    await reader.look(clerk)
    await clerk.locator("#conditions").check()
    await walk.sign_in(director, reader.base_url, "direction-vd", words)
    await walk.act(director, base, case_id, "refuse")
    await director.locator("button[value=do]").click()
    await reader.look(director)
    await director.goto(f"{base}/bureau/retards")
    await reader.look(director)
    await walk.submit(clerk)
    await reader.look(clerk)
    happened = await clerk.locator(".city-timeline").inner_text()
    assert "En mai" in happened and "souche.jpg" in happened and "<script>" in happened


async def reading_the_permit(reader: Reader, citizen: Page, base: str, case_id: str, folder: Path) -> None:
    """The citizen sees the permit, downloads it sealed, and verifies it as anyone may."""
    await citizen.goto(f"{base}/dossier/{case_id}")
    permit = citizen.get_by_role("link", name=re.compile(r"^Permi[st] \(PDF\)"))
    await walk.until_there(citizen, permit)
    await reader.look(citizen)
    async with citizen.expect_download() as waiting:
        await permit.click()
    file = folder / "permit.pdf"
    await (await waiting.value).save_as(file)
    pages = PdfReader(file)
    assert "/Sig" in [field.get("/FT") for field in (pages.get_fields() or {}).values()]
    await citizen.get_by_role("link", name=re.compile(r"^(Vérifier|Verify) Permi[st]$")).click()
    await citizen.wait_for_url(re.compile("/verifier/"))
    await reader.look(citizen)
    assert (await citizen.locator("main .govuk-tag").inner_text()).strip() in ("Valide", "Valid")
    await citizen.goto(f"{base}/dev/outbox")
    await citizen.locator("table a").first.click()
    await citizen.wait_for_url(re.compile("eml$"))
    await reader.look(citizen)
    await citizen.goto(f"{base}/deconnexion")
    await reader.look(citizen)
