"""What is kept and destroyed, on pages: in a city two years later, where files are due."""

import asyncio
import hashlib
import re
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest
from playwright.async_api import Page

from cli.simulated_city import START, simulated_city
from tests.keeping.archive import Archive
from tests.keeping.crowd import Filed, file_and_withdraw
from tests.keeping.ground import TWO_YEARS
from tests.keeping.witness import Witness
from tests.web import walk
from tests.web.chromium import chromium
from tests.web.test_accessibility import Reader
from tests.web.visitor import Visitor, hidden
from tests.web.walk import ENGLISH, FRENCH, Words

pytestmark = pytest.mark.stack
PAGE = "/bureau/ville/conservation"
DIRECTION, ELSEWHERE, ADMINISTRATION = "direction-vd", "direction-ro", "administration"
LIST = re.compile(rf"{PAGE}/([0-9a-f]{{32}})\?fait=(\w+)$")
PATIENCE_SECONDS = 60


@dataclass
class Later:
    """Files given up two years ago, their city, and who is at its pages."""

    archive: Archive
    due: list[Filed]
    administration: Visitor
    direction: Visitor
    elsewhere: Visitor
    clerk: Visitor

    @property
    def base_url(self) -> str:
        return self.archive.city.stack.base_url


@pytest.fixture(scope="module")
async def later() -> AsyncIterator[Later]:
    var = Path(tempfile.mkdtemp(prefix="guichet-due-"))
    var.chmod(0o755)
    try:
        async with AsyncExitStack() as stack:
            extra = {"GUICHET_LETTER_PROCESSES": "1"}
            city = await stack.enter_async_context(simulated_city(var, lambda line: None, START, extra))
            archive = Archive(city, var, Witness(city.stack.env["DATABASE_URL"]))
            due = await file_and_withdraw(archive, 7)
            await city.move_to(city.instant + TWO_YEARS)
            accounts = (ADMINISTRATION, DIRECTION, ELSEWHERE, "agent-vd")
            visitors = [await stack.enter_async_context(Visitor(city.stack.base_url)) for _ in accounts]
            for visitor, account in zip(visitors, accounts, strict=True):
                await visitor.sign_in(account)
            yield Later(archive, due, *visitors)
    finally:
        shutil.rmtree(var, ignore_errors=True)


async def press(visitor: Visitor, path: str, action: str, **fields: str) -> tuple[int, str]:
    """The status of a button of a list, also of one that the page no longer shows, and what is said to be done."""
    csrf = (await visitor.hidden("/deconnexion"))["csrf"]
    answer = await visitor.http.post(path, data={"csrf": csrf, "action": action, **fields})
    found = LIST.search(answer.headers.get("location", ""))
    return answer.status_code, found[2] if found else ""


async def test_who_may_look_and_who_may_propose(later: Later) -> None:
    assert (await later.clerk.get(PAGE)).status_code == 403
    for visitor, shown in ((later.administration, True), (later.direction, True), (later.elsewhere, False)):
        page = await visitor.get(PAGE)
        assert page.status_code == 200
        assert all((one.case_id in page.text) is shown for one in later.due)
        assert "Demande retirée ou fermée sans décision" in unescape(page.text)  # the schedule is for all to read
    assert 'id="propose"' not in (await later.direction.get(PAGE)).text
    csrf = (await later.direction.hidden("/deconnexion"))["csrf"]
    proposed = {"csrf": csrf, "cases": later.due[0].case_id, "key": secrets.token_hex(8)}
    refused = await later.direction.http.post(PAGE, data=proposed)
    assert refused.status_code == 403
    assert (await later.elsewhere.get(f"/dossier/{later.due[0].case_id}/gels")).status_code == 404
    assert PAGE in (await later.direction.get("/bureau")).text
    assert "/bureau/ville" in (await later.administration.get("/bureau")).text


async def test_a_list_goes_from_due_to_its_certificate_by_two_different_persons(later: Later) -> None:
    first, second = later.due[:2]
    office, direction = later.administration, later.direction
    lacking = await office.send(PAGE, {})
    assert lacking.status_code == 422 and 'href="#cases"' in lacking.text
    form = hidden(await office.get(PAGE)) | {"cases": [first.case_id, second.case_id, first.case_id]}
    made = [await office.http.post(PAGE, data=form) for _ in range(2)]  # a form sent twice is one list
    assert made[0].status_code == 303 and len({one.headers["location"] for one in made}) == 1
    path = made[0].headers["location"].partition("?")[0]
    again = await office.send(PAGE, {"cases": [first.case_id]})
    assert again.status_code == 409 and "Liste déjà établie" in unescape(again.text)
    assert "Dans la liste" in unescape((await office.get(PAGE)).text)
    home = unescape((await office.get("/bureau/ville")).text)
    assert "Listes à approuver\u00a0: <strong>1</strong>" in home
    assert (await later.elsewhere.get(path)).status_code == 404
    assert await press(office, path, "order", confirmed="yes") == (409, "")
    assert await press(office, path, "approve") == (303, "approuvee")
    assert await press(office, path, "approve") == (303, "deja")  # one person twice is one person
    assert "1 sur 2" in unescape((await office.get(PAGE)).text)
    assert await press(office, path, "order", confirmed="yes") == (409, "")
    assert await press(direction, path, "approve") == (303, "approuvee")
    assert await press(direction, path, "order", confirmed="yes") == (403, "")
    unconfirmed = await office.send(path, {"action": "order"})
    assert unconfirmed.status_code == 422 and 'href="#confirmed"' in unconfirmed.text
    assert (await office.get(f"{path}/certificat.pdf")).status_code == 404
    assert (await direction.get(f"/dossier/{first.case_id}")).status_code == 200  # nothing was destroyed so far
    assert await press(office, path, "order", confirmed="yes") == (303, "ordonnee")
    done = await carried_out(later, path)
    assert done.count("Détruit") >= 2
    pdf = await direction.get(f"{path}/certificat.pdf")
    assert pdf.content.startswith(b"%PDF") and hashlib.sha256(pdf.content).hexdigest() in done
    for one in (first, second):
        assert (await direction.get(f"/dossier/{one.case_id}")).status_code == 410
        assert (await direction.get(f"/dossier/{one.case_id}/gels")).status_code == 410
    assert first.case_id not in (await office.get(PAGE)).text
    assert await press(office, path, "order", confirmed="yes") == (303, "ordonnee")  # ordered twice, it is once


async def carried_out(later: Later, path: str) -> str:
    """The page of a list once it was carried out."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while "certificat.pdf" not in (page := await later.administration.get(path)).text:
            await asyncio.sleep(0.3)
    return unescape(page.text)


async def test_a_hold_keeps_a_file_until_it_is_lifted(later: Later) -> None:
    one, direction, office = later.due[2], later.direction, later.administration
    path, why = f"/dossier/{one.case_id}/gels", "Litige <b>Gardée</b> contre Ville"
    assert f'href="{path}"' in (await direction.get(f"/dossier/{one.case_id}")).text
    assert f'href="{path}"' not in (await later.clerk.get(f"/dossier/{one.case_id}")).text
    assert (await later.clerk.get(path)).status_code == 403
    for reason in ("  ", "x" * 10_000):
        wrong = await direction.send(path, {"action": "place", "reason": reason})
        assert wrong.status_code == 422 and 'href="#reason"' in wrong.text and reason.strip() in wrong.text
    form = hidden(await direction.get(path)) | {"action": "place", "reason": why}
    for _ in range(2):  # sent twice, it is one hold
        assert (await direction.http.post(path, data=form)).headers["location"] == f"{path}?fait=pose"
    page = await direction.get(path)
    (hold,) = re.findall(r'name="hold" value="([0-9a-f]{32})"', page.text)
    assert why in unescape(page.text) and "<b>Gardée" not in page.text
    assert f'href="{path}"' in (await office.get(PAGE)).text
    mixed = {"cases": [one.case_id, later.due[3].case_id]}
    refused = await office.send(PAGE, mixed)
    assert refused.status_code == 409 and "Dossier gelé" in unescape(refused.text)
    assert re.search(rf'value="{later.due[3].case_id}" checked', refused.text)  # what was chosen stays chosen
    for unknown in ("0" * 32, "rien", "\0"):
        lifted = await direction.send(path, {"action": "lift", "hold": unknown, "reason": "Fini."})
        assert lifted.status_code == 404
    unsaid = await direction.send(path, {"action": "lift", "hold": hold, "reason": ""})
    assert unsaid.status_code == 422 and 'href="#reason"' in unsaid.text
    assert (await direction.send(path, {"action": "lift", "hold": hold, "reason": "Désistement."})).status_code == 303
    assert "Désistement." in unescape((await office.get(path)).text)
    assert "The hold is lifted" in (await direction.get(f"/en{path}?fait=leve")).text
    assert f'href="{path}"' not in (await office.get(PAGE)).text


async def test_what_is_sent_wrongly_is_refused_and_nothing_fails(later: Later) -> None:
    office = later.administration
    for wrong in ("rien", "0" * 32, "x" * 10_000, "\0"):
        assert (await office.send(PAGE, {"cases": [wrong], "key": secrets.token_hex(8)})).status_code == 404
    for path in (f"{PAGE}/rien", f"{PAGE}/%00", f"{PAGE}/{'0' * 32}", f"{PAGE}/rien/certificat.pdf"):
        assert (await office.get(path)).status_code == 404
    token = await office.hidden(PAGE)
    sent = await office.http.post(f"{PAGE}/{'0' * 32}", data=token | {"action": "approve"})
    assert sent.status_code == 404
    keyless = await office.http.post(PAGE, data=token | {"cases": later.due[3].case_id, "key": "x"})
    assert keyless.status_code == 400


@pytest.mark.browser
@pytest.mark.parametrize(("words", "rank"), [(FRENCH, 4), (ENGLISH, 5)], ids=["fr", "en"])
async def test_two_people_destroy_a_file_in_their_browsers(
    later: Later, words: Words, rank: int, tmp_path: Path
) -> None:
    base, case_id = later.base_url + words.prefix, later.due[rank].case_id
    async with chromium() as browser:
        reader = Reader(later.base_url, browser)
        office, direction = await reader.open(), await reader.open()
        await walk.sign_in(office, later.base_url, ADMINISTRATION, words)
        await office.locator("nav a[href$='/bureau/ville']").click()
        await reader.look(office)
        await office.locator(f"main a[href$='{PAGE}']").click()
        await reader.look(office)
        await office.locator(f"#choose-{case_id}").check()
        await office.locator("button[form=propose]").click()
        await office.wait_for_url(re.compile("fait=proposee"))
        await reader.look(office)
        path = office.url.removeprefix(base).partition("?")[0]
        await approve(office)
        await walk.sign_in(direction, later.base_url, DIRECTION, words)
        await direction.locator(f"main a[href$='{PAGE}']").click()
        await direction.locator(f"a[href$='{path}']").first.click()
        await reader.look(direction)
        await approve(direction)
        await office.goto(base + path)
        await office.locator("#confirmed").check()
        await office.locator("button[value=order]").click()
        await office.wait_for_url(re.compile("fait=ordonnee"))
        await reader.look(office)
        certificate = office.locator("a[href$='/certificat.pdf']")
        await walk.until_there(office, certificate)
        await reader.look(office)
        async with office.expect_download() as saving:
            await certificate.click()
        await (await saving.value).save_as(tmp_path / "certificate.pdf")
    assert (tmp_path / "certificate.pdf").read_bytes().startswith(b"%PDF")
    assert not reader.faults


async def approve(page: Page) -> None:
    """Press the button that approves."""
    await page.locator("button[value=approve]").click()
    await page.wait_for_url(re.compile("fait=approuvee"))


@pytest.mark.browser
@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
async def test_a_hold_is_placed_and_lifted_in_a_browser_without_a_script(later: Later, words: Words) -> None:
    path = f"/dossier/{later.due[6].case_id}"
    async with chromium() as browser:
        reader = Reader(later.base_url, browser)
        looking = await reader.open()
        page = await (await browser.new_context(java_script_enabled=False)).new_page()
        page.set_default_timeout(20_000)
        for one in (page, looking):
            await walk.sign_in(one, later.base_url, DIRECTION, words)
        await page.goto(f"{later.base_url}{words.prefix}{path}")
        await page.locator("a[href$='/gels']").click()
        await page.locator("#reason").fill("Plainte à l’ombudsman.")
        await page.locator("button[value=place]").click()
        await page.wait_for_url(re.compile("fait=pose"))
        await looking.goto(page.url)
        await reader.look(looking)
        form = page.locator("form", has=page.locator("button[value=lift]"))
        await form.locator("textarea").fill("Plainte réglée.")
        await form.locator("button").click()
        await page.wait_for_url(re.compile("fait=leve"))
        await looking.goto(page.url)
        await reader.look(looking)
    assert not reader.faults
