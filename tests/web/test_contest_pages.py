"""Statements of offence in a browser without a script: found, read, pleaded, paid, claimed; the desk; the roll."""

import asyncio
import re
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import httpx
import pytest
from icalendar import Calendar

from cli.court_calendar import open_day
from domain.clock import local_date
from tests.conftest import City
from tests.web.chromium import chromium
from tests.web.test_accessibility import Reader
from tests.web.visitor import H1, Visitor, hidden, title
from tests.web.walk import ENGLISH, FRENCH, Words, photo, sign_in

pytestmark = pytest.mark.stack
PLATE = "ABC 123"
EXPLANATIONS = "Le parcomètre était brisé."
PLEA = {
    "pleas.1": "not_guilty", "name": "Camille Exemple", "capacity": "owner", "explanations": EXPLANATIONS,
    "hearing_language": "fr", "mode": "in_person",
}  # fmt: skip


def today() -> date:
    """The city's date; it runs on the machine's clock."""
    return local_date(datetime.now(UTC))


@dataclass(frozen=True)
class Served:
    """A statement that was served: its number and its case."""

    number: str
    case_id: str

    @property
    def path(self) -> str:
        """Its page."""
        return f"/dossier/{self.case_id}"


async def asked_of(city: City, account: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """What the JSON door answers to one of the court's people."""
    sent = city.headers(account) | {"Idempotency-Key": secrets.token_hex(8)}
    async with httpx.AsyncClient(base_url=f"{city.base_url}/api/v1", timeout=30) as door:
        answer = await door.post(path, json=body, headers=sent)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def served(city: City, **changes: Any) -> Served:
    """Serve a parking statement."""
    count = {"number": 1, "provision": "C-4.1, art. 12", "description_fr": "Parcomètre impayé",
             "description_en": "Unpaid meter", "fine": 6000, "costs": 3000}  # fmt: skip
    party = {"kind": "owner", "name": "Camille Exemple", "address": ["12, rue Essai", "Montréal (Québec)  H2X 1Y4"],
             "plate": PLATE}  # fmt: skip
    number, day = f"8{secrets.randbelow(10**9):09d}", (today() - timedelta(days=3)).isoformat()
    body = {
        "number": number, "kind": "parking", "offence_at": f"{day}T10:15", "place": "rue Saint-Denis",
        "counts": [count], "party": party, "service_mode": "on_vehicle", "served_on": day,
    } | changes  # fmt: skip
    return Served(number, (await asked_of(city, "poursuite", "/statements", body))["case_id"])


async def found(visitor: Visitor, one: Served) -> None:
    """Open the half hour."""
    answer = await visitor.send("/constat", {"number": one.number, "fact": "abc-123"})
    assert answer.headers["location"] == one.path


async def act(visitor: Visitor, one: Served, name: str, fields: dict[str, Any], **more: Any) -> httpx.Response:
    """Send the form of an act as its page has it."""
    path = f"{one.path}/actes/{name}"
    page = await visitor.get(path)
    assert page.status_code == 200, page.text
    return await visitor.http.post(path, data=hidden(page) | {"action": "do"} | fields, **more)


@asynccontextmanager
async def at_work(city: City, account: str) -> AsyncGenerator[Visitor]:
    """One of the court's people, signed in."""
    async with Visitor(city.base_url) as one:
        await one.sign_in(account)
        yield one


async def test_a_wrong_pair_reads_like_an_unknown_number(city: City, visitor: Visitor) -> None:
    one = await served(city)
    wrong = await visitor.send("/constat", {"number": one.number, "fact": "ZZZ 999"})
    unknown = await visitor.send("/constat", {"number": "1", "fact": PLATE})
    assert wrong.status_code == unknown.status_code == 404
    summaries = [re.search(r"error-summary.*?</form>", page.text, re.DOTALL) for page in (wrong, unknown)]
    plain = [re.sub(r'value="[^"]*"', "", found[0]) for found in summaries if found]
    assert plain[0] == plain[1] and "Aucun constat ne correspond" in plain[0]
    assert (await visitor.get(one.path)).url.path == "/connexion"


async def test_a_citizen_finds_reads_and_pleads_without_an_account(city: City, visitor: Visitor) -> None:
    one, other = await served(city), await served(city)
    await found(visitor, one)
    page = await visitor.get(one.path)
    assert "Somme due aujourd’hui" in page.text and "90,00" in page.text
    assert "Comment cette date est calculée" in page.text and "art. 17" in page.text
    assert (await visitor.get(other.path)).url.path == "/connexion"  # the pass opens one case
    lacking = await act(visitor, one, "plead", PLEA | {"pleas.1": "", "name": ""})
    assert lacking.status_code == 422 and title(lacking).startswith("Erreur")
    assert 'href="#pleas.1"' in lacking.text and EXPLANATIONS in unescape(lacking.text)
    document = [("documents", ("parcomètre.jpg", photo("red"), "image/jpeg"))]
    done = await act(visitor, one, "plead", PLEA, files=document)
    assert done.headers["location"] == f"{one.path}?fait=plead"
    page = await visitor.get(one.path)
    assert "En révision administrative" in unescape(page.text) and EXPLANATIONS in unescape(page.text)
    assert "parcomètre.jpg" in page.text
    assert "Plaider coupable" in page.text  # what is still possible
    english = await visitor.get(f"/en{one.path}")
    assert "Under administrative review" in english.text and "Unpaid meter" in english.text


async def test_review_material_is_the_prosecutor_s_and_no_page_of_the_judge_shows_it(
    city: City, visitor: Visitor
) -> None:
    one = await served(city)
    await found(visitor, one)
    await act(visitor, one, "plead", PLEA, files=[("documents", ("preuve.jpg", photo("blue"), "image/jpeg"))])
    async with at_work(city, "poursuite") as prosecutor:
        read = unescape((await prosecutor.get(f"{one.path}/actes/continue_proceedings")).text)
        assert EXPLANATIONS in read and "preuve.jpg" in read
        desk = await prosecutor.get("/bureau?task=review")
        assert "Réviser le dossier" in desk.text and "Étudier la demande" not in desk.text
        assert (await act(prosecutor, one, "continue_proceedings", {})).status_code == 303
    for account in ("juge-1", "greffe"):
        async with at_work(city, account) as reader:
            for path in (one.path, f"{one.path}/actes/plead", f"{one.path}/actes/schedule"):
                page = unescape((await reader.get(path)).text)
                assert EXPLANATIONS not in page and "preuve.jpg" not in page
    async with at_work(city, "agent-vm") as elsewhere:
        assert (await elsewhere.get(one.path)).status_code == 404


async def test_paying_the_whole_is_said_to_be_pleading_guilty_and_asks_for_that_choice(
    city: City, visitor: Visitor
) -> None:
    one = await served(city)
    await found(visitor, one)
    page = await visitor.get(f"{one.path}/actes/offer_payment")
    assert "Payer le tout, c’est plaider coupable" in unescape(page.text)
    unsaid = await act(visitor, one, "offer_payment", {"how_much": "whole"})
    assert unsaid.status_code == 422 and 'href="#pleads_guilty"' in unsaid.text
    hidden_in_a_part = await act(visitor, one, "offer_payment", {"how_much": "part", "amount": "90,00"})
    assert hidden_in_a_part.status_code == 422
    too_much = await act(visitor, one, "offer_payment", {"how_much": "part", "amount": "91"})
    assert too_much.status_code == 422 and "dépasse ce qui est dû" in unescape(too_much.text)
    said = await act(visitor, one, "offer_payment", {"how_much": "whole", "pleads_guilty": "yes"})
    assert said.status_code == 303
    async with asyncio.timeout(60):
        while "-whole1?back=" not in (await visitor.get(one.path)).text:
            await asyncio.sleep(0.3)


async def test_an_account_keeps_a_statement_and_then_the_number_opens_it_no_more(
    city: City, visitor: Visitor, citizen: Visitor
) -> None:
    one = await served(city)
    await found(visitor, one)
    wrong = await citizen.send("/constat/reclamer", {"number": one.number, "code": "non"})
    assert wrong.status_code == 404 and "Aucun constat ne correspond" in wrong.text
    kept = await citizen.send("/constat/reclamer", {"number": one.number, "code": PLATE})
    assert kept.headers["location"] == f"{one.path}?fait=claim"
    assert one.number in (await citizen.get(one.path)).text
    assert "Constat – stationnement" in unescape((await citizen.get("/dossiers")).text)
    assert (await visitor.get(one.path)).status_code == 404
    again = await visitor.send("/constat", {"number": one.number, "fact": PLATE})
    assert again.status_code == 200 and "rattaché à un compte" in unescape(again.text)


async def test_a_visit_ends_on_this_device_when_it_is_closed(city: City, visitor: Visitor) -> None:
    one = await served(city)
    await found(visitor, one)
    token = (await visitor.hidden(one.path))["csrf"]
    closed = await visitor.http.post("/constat/fin", data={"csrf": token})
    assert closed.headers["location"] == "/constat?fini=2"
    assert (await visitor.get(one.path)).url.path == "/connexion"


async def test_a_pass_that_is_over_leads_back_to_the_search(city: City, visitor: Visitor) -> None:
    one = await served(city)
    visitor.http.cookies.set("guichet_constat", f"pass.{one.case_id}.1000000000.{'0' * 32}")
    page = await visitor.get(one.path)
    assert page.url.path == "/constat" and "La demi-heure est passée" in unescape(page.text)


async def test_the_office_sets_a_date_on_a_free_slot_and_it_is_on_the_roll(city: City, visitor: Visitor) -> None:
    one, day = await served(city), open_day(today() + timedelta(days=40 + secrets.randbelow(300)))
    plan = {
        "judge": "juge-4", "room": f"Salle {secrets.token_hex(3)}", "mode": "in_person", "language": "both",
        "starts_at": f"{day}T09:00", "ends_at": f"{day}T10:00", "slot_minutes": 30,
    }  # fmt: skip
    await asked_of(city, "greffe", "/sittings", plan)
    await found(visitor, one)
    await act(visitor, one, "plead", PLEA)
    async with at_work(city, "poursuite") as prosecutor:
        await act(prosecutor, one, "continue_proceedings", {})
    async with at_work(city, "greffe") as office:
        page = await office.get(f"{one.path}/actes/schedule?des={day}")
        slots = re.findall(r'name="slot" type="radio" value="(\w+)"', page.text)
        assert (await act(office, one, f"schedule?des={day}", {})).status_code == 422
        done = await act(office, one, f"schedule?des={day}", {"slot": slots[0]})
        assert done.headers["location"] == f"{one.path}?fait=schedule"
    reference = re.search(r"P-\d{4}-\d{7}-\d\d", (await visitor.get(one.path)).text)
    assert reference is not None
    for roll in (f"/role?jour={day}", f"/en/roll?jour={day}"):
        page = await visitor.get(roll)
        assert reference[0] in page.text and str(plan["room"]) in page.text and "Camille" not in page.text
    file = await visitor.get(f"{one.path}/audience.ics")
    (event,) = Calendar.from_ical(file.content).walk("VEVENT")
    assert file.headers["content-type"].startswith("text/calendar") and "Camille" not in file.text
    assert event.start.isoformat()[:16] == f"{day}T09:00" and event.start.utcoffset() is not None
    assert str(plan["room"]) in event["location"] and reference[0] in event["summary"]
    async with at_work(city, "juge-4") as judge:
        assert "Se récuser" in unescape((await judge.get(one.path)).text)
        no = await judge.get(f"{one.path}/actes/judge")
        assert no.status_code == 409


@pytest.mark.parametrize("path", ["/constat", "/role"])
async def test_the_court_s_public_pages_are_whole_in_both_languages(visitor: Visitor, path: str) -> None:
    for prefix, lang in (("", "fr-CA"), ("/en", "en-CA")):
        page = await visitor.get(prefix + path)
        assert page.status_code == 200 and f'<html lang="{lang}"' in page.text
        assert len(H1.findall(page.text)) == 1


@pytest.mark.browser
@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
async def test_the_pages_of_a_contest_have_no_fault_that_axe_knows(city: City, words: Words) -> None:
    one, base = await served(city), city.base_url + words.prefix
    async with chromium() as browser:
        reader = Reader(city.base_url, browser)
        citizen, prosecutor = await reader.open(), await reader.open()
        await citizen.goto(f"{base}/constat")
        await citizen.locator("main form button").click()
        await reader.look(citizen)
        await citizen.locator("#number").fill(one.number)
        await citizen.locator("#fact").fill(PLATE)
        await citizen.locator("main form button").click()
        await citizen.wait_for_url(re.compile("/dossier/"))
        await reader.look(citizen)
        for name in ("offer_payment", "apply_to_court", "attach_document", "plead"):
            await citizen.goto(f"{base}{one.path}/actes/{name}")
            await citizen.locator("button[value=do]").click()
            await reader.look(citizen)
        await citizen.locator("input[value=not_guilty]").check()
        await citizen.locator("input[value=owner]").check()
        await citizen.locator("button[value=do]").click()
        await citizen.wait_for_url(re.compile("fait="))
        await reader.look(citizen)
        await sign_in(prosecutor, city.base_url, "poursuite", words)
        for path in ("/bureau", "/bureau/dossiers", one.path, f"{one.path}/actes/withdraw_charges", "/role"):
            await prosecutor.goto(base + path)
            await reader.look(prosecutor)
        assert not reader.faults
