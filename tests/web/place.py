"""A place with one of everything that a page shows: drafts, permits, a notice, links, a till, statements, a hearing."""

import asyncio
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cli.city_client import CityClient
from domain.contest_rules import COURT
from tests.conftest import City
from tests.web import test_sign_in_links as mail
from tests.web.people import BOROUGH, PEOPLE
from tests.web.place_builder import (
    CLERK,
    FELLING,
    GUILTY,
    NOTICE,
    OWNER,
    PLEA,
    Builder,
    builder_of,
)
from tests.web.recorded import recorded
from tests.web.remote_place import remote
from tests.web.test_contest_pages import PLATE, Served, served
from tests.web.visitor import TREE, Visitor
from tests.web.walk import photo
from web.visit import GUEST


@dataclass(frozen=True)
class Place:
    """The names that stand in the examples' paths, and what each of them is here."""

    names: Mapping[str, str]

    def path(self, example: str) -> str:
        """The address of an example."""
        return example.format(**self.names)


async def build(city: City) -> Place:
    """A place where every page has something to show."""
    client = CityClient(city.base_url, city.tokens)
    builder = builder_of(city, client)
    try:
        names = {"code": "abattage-arbre", "nothing": "0" * 32, "today": builder.today.isoformat()}
        fills = (
            drafts, _permit, _exemptions, _statements, _recorded, _dockets, _till, _mail, _rectification, _incident,
            _calendar, remote,
        )  # fmt: skip
        for fill in fills:
            names |= await fill(builder)
    finally:
        await client.close()
    return Place(names)


async def drafts(to: Builder) -> dict[str, str]:
    """A draft just begun, one whose answers call for more, one that is ready."""
    async with Visitor(to.city.base_url) as owner:
        await owner.sign_in(OWNER)
        begun = await owner.draft(BOROUGH)
        called = await owner.draft(BOROUGH, TREE | {"owner": "no"})
        ready = await owner.ready()
        link = await owner.send(f"{called}/signature", {})
        sign = re.search(r"/signature/([\w-]{43})", link.text)
    assert sign
    drafted = {name: path.split("/")[2] for name, path in (("draft", begun), ("called", called), ("ready", ready))}
    return drafted | {"sign": sign[1]}


async def _permit(to: Builder) -> dict[str, str]:
    """A felling that waits for its fee, with its first letter and a link to pay it."""
    case_id = await to.filed("abattage-arbre", FELLING, "photos", "location_plan")
    letter = (await to.until(OWNER, f"/cases/{case_id}/letters", "letters"))[0]
    await to.until(OWNER, f"/cases/{case_id}/payments", "payments")
    document = (await to.client.get(OWNER, f"/cases/{case_id}/documents"))["documents"][0]
    link = await to.post(OWNER, f"/cases/{case_id}/pay-links", {})
    return {
        "permit": case_id, "verify": letter["verify_code"], "document": document["id"],
        "pay": link["url"].rpartition("/")[2],
    }  # fmt: skip


async def _exemptions(to: Builder) -> dict[str, str]:
    """One in review, of which a body outside the city is asked for its opinion; one whose notice stands."""
    case_id = await to.in_review()
    attached = (await to.client.get(CLERK, f"/cases/{case_id}/documents"))["documents"][0]["id"]
    asked = {"discipline": "fire", "documents": [attached]}
    link = await to.post(CLERK, f"/cases/{case_id}/opinion-links", asked)
    await to.note(case_id, "Plan à revoir avec le service incendie.")
    return {
        "review": case_id, "opinion": link["url"].rpartition("/")[2], "attached": attached,
        "noticed": await to.noticed(NOTICE),
    }  # fmt: skip


async def _statements(to: Builder) -> dict[str, str]:
    """A statement that nobody answered; one pleaded and under review; one to be heard; one with money to go back.

    One is judged on a plea of guilty, and in one evidence was disclosed.
    """
    fresh, pleaded, heard, judged, disclosed = [await served(to.city) for _ in range(5)]
    for one in (pleaded, heard, judged, disclosed):
        await to.post(OWNER, "/statements/claim", {"number": one.number, "code": PLATE})
        await to.act(OWNER, one.case_id, "plead", GUILTY if one is judged else PLEA)
    await disclose(to, disclosed)
    await to.act(PEOPLE["prosecutor"], heard.case_id, "continue-proceedings", {})
    day = await to.hearing_of(heard.case_id, f"Salle {secrets.token_hex(3)}")
    return {
        "served": fresh.case_id, "number": fresh.number, "pleaded": pleaded.case_id, "heard": heard.case_id,
        "hearing": day, "excess": await excess(to), "judged_number": judged.number, "disclosed": disclosed.case_id,
    }  # fmt: skip


async def _recorded(to: Builder) -> dict[str, str]:
    """A hearing that was held with a recording."""
    one = await served(to.city)
    await to.post(OWNER, "/statements/claim", {"number": one.number, "code": PLATE})
    await to.act(OWNER, one.case_id, "plead", PLEA)
    await to.act(PEOPLE["prosecutor"], one.case_id, "continue-proceedings", {})
    await to.hearing_of(one.case_id, f"Salle {secrets.token_hex(3)}")
    with tempfile.TemporaryDirectory() as folder:
        hearing_id, recording_id = await recorded(to.city, Path(folder), one.case_id, "defence", "witness-2")
    return {"recorded": hearing_id, "recording": recording_id}


async def _dockets(to: Builder) -> dict[str, str]:
    """Two dockets of a month, made."""
    office, names = PEOPLE["office"], dict[str, str]()
    first = to.today + timedelta(days=30)
    period = {"first": first.isoformat(), "last": (first + timedelta(days=30)).isoformat()}
    for name in ("docket", "other_docket"):
        names[name] = (await to.post(office, "/hearings/dockets", period))["id"]
        async with asyncio.timeout(120):
            while (await to.client.get(office, f"/hearings/dockets/{names[name]}"))["state"] != "done":
                await asyncio.sleep(0.3)
    return names


async def disclose(to: Builder, one: Served) -> None:
    """Two files that the prosecution discloses at once."""
    files = [
        ("file", (name, photo(colour), "image/jpeg")) for name, colour in (("panneau.jpg", "red"), ("vue.jpg", "blue"))
    ]
    async with Visitor(to.city.base_url) as prosecutor:
        await prosecutor.sign_in(PEOPLE["prosecutor"])
        done = await prosecutor.send(f"{one.path}/actes/disclose", {"action": "do"}, files=files)
    assert done.status_code == 303, done.text


async def excess(to: Builder) -> str:
    """A statement of which a part was paid at the court's counter before it was withdrawn: that money goes back."""
    one = await part_paid(to)
    withdrawn = {"reason_code": "evidence", "counts": []}
    await to.act(PEOPLE["prosecutor"], one.case_id, "withdraw-charges", withdrawn)
    return one.case_id


async def part_paid(to: Builder) -> Served:
    """A statement of the owner's, of which 25 dollars were paid at the court's counter."""
    one = await served(to.city)
    await to.post(OWNER, "/statements/claim", {"number": one.number, "code": PLATE})
    office = PEOPLE["office"]
    await to.post(office, "/tills", {"borough": COURT, "float_cents": 10_000})
    await to.act(office, one.case_id, "offer-payment", {"cents": 2_500, "pleads_guilty": False})
    due = (await to.until(OWNER, f"/cases/{one.case_id}/payments", "payments"))[0]
    taken = {"payment_id": due["payment_id"], "cents": 2_500, "method": "terminal"}
    await to.act(office, one.case_id, "take-payment", taken)
    return one


async def _till(to: Builder) -> dict[str, str]:
    """Today's till of the borough, open."""
    await to.post(CLERK, "/tills", {"borough": BOROUGH, "float_cents": 10_000})
    return {"borough": BOROUGH}


async def _rectification(to: Builder) -> dict[str, str]:
    """A request of the owner's to have something rectified, that nobody answered."""
    async with Visitor(to.city.base_url) as owner:
        await owner.sign_in(OWNER)
        said = {"wrong": "Née le 4 mai 1990", "right": "Née le 5 mai 1990", "why": "Erreur de saisie."}
        await owner.send("/mes-donnees/rectification", said)
    return {}


async def _incident(to: Builder) -> dict[str, str]:
    """An incident of the borough's in the register, with a state before the one that stands."""
    day = to.today.isoformat()
    said = {
        "description": "Lettre envoyée à une autre adresse.", "happened_on": day, "known_on": day, "persons": "1",
        "information": "Nom", "cause": "Erreur de saisie", "serious": "no", "assessment": "Lettre rendue.",
        "measures": "Adresse corrigée.",
    }  # fmt: skip
    register = "/bureau/ville/incidents"
    async with Visitor(to.city.base_url) as administrator:
        await administrator.sign_in(PEOPLE["administrator"])
        made = await administrator.send(f"{register}/declarer", said | {"borough": BOROUGH})
        path = made.headers["location"].split("?")[0]
        await administrator.send(path, said | {"reason": "Précision.", "action": "amend"})
    return {"incident": path.rpartition("/")[2]}


async def _calendar(to: Builder) -> dict[str, str]:
    """A judge's hours and absence of years ahead, and the secret address of their calendar."""
    hours = {"starts_at": "21:00", "ends_at": "22:00", "mode": "video", "language": "both", "slot_minutes": "30"}
    absence = {f"away_{name}": "2034-05-02" for name in ("first_day", "last_day")}
    async with Visitor(to.city.base_url) as judge:
        await judge.sign_in(PEOPLE["judge"])
        weekly = {"weekday": "2", "every": "2", "valid_from": "2034-05-01", "room": "Salle des soirs"}
        for fields in (hours | weekly | {"action": "add_pattern"}, absence | {"action": "add_away"}):
            await judge.send("/bureau/disponibilites", fields)
        page = await judge.send("/bureau/disponibilites", {"action": "make_link"})
        made = re.search(r"/calendrier/([\w-]{43})\.ics", page.text)
    assert made
    return {"calendar": made[1]}


async def _mail(to: Builder) -> dict[str, str]:
    """A link to come in by, the mail that holds it, and what the browser that asked for it goes by."""
    email = mail.new_address()
    async with Visitor(to.city.base_url) as visitor:
        await mail.ask(visitor, email)
        link, guest = await mail.link(to.city, email), visitor.http.cookies[GUEST]
    sent = max((to.city.var / "mail").glob("**/*.eml"), key=lambda one: one.stat().st_mtime)
    return {"link": link.rpartition("/")[2], "mail": sent.name, "guest": guest}
