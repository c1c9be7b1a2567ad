"""A place with one of everything that a page shows: drafts, permits, a notice, links, a till, statements, a hearing."""

import asyncio
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from casework import acting
from casework.acting import Request
from cli.city_client import CityClient, Sent
from cli.compose import parts
from cli.court_calendar import open_day
from cli.pictures import picture
from domain import permit_states
from domain.clock import local_date
from domain.contest_rules import COURT
from domain.people import Actor, Role
from tests.api.town import settings_of
from tests.conftest import City
from tests.fakes import FakeClock
from tests.web import test_sign_in_links as mail
from tests.web.people import BOROUGH, PEOPLE
from tests.web.test_contest_pages import PLATE, Served, served
from tests.web.visitor import TREE, Visitor
from tests.web.walk import photo
from web.visit import GUEST

OWNER, CLERK = PEOPLE["owner"], PEOPLE["clerk"]
DAY: Final = timedelta(days=1)
APPLICANT: Final[dict[str, Any]] = {
    "work_address": "4555, rue Airlie", "applicant_name": "Camille Essai", "applicant_email": "camille@example.ca",
    "mailing_address": "4555, rue Airlie, Montréal (Québec) H8R 2A1", "owner": True, "description": "Ma clôture.",
}  # fmt: skip
FELLING: Final = {"trees": 1, "species": "érable", "diameter_cm": 20, "reason": "dead", "replanting": False}
EXEMPTION: Final[dict[str, Any]] = {
    "building": "h1-h2", "standard": "setback", "provision": "inconnu", "required": "1,5 m", "asked": "1,2 m",
    "prejudice": "La galerie serait démolie.", "neighbours": "Aucun.", "constrained_zone": False, "work_done": False,
    "heritage": False,
}  # fmt: skip
NOTICE: Final = {
    "council_time": "19 h", "place": "Mairie", "nature": "Marge de 1,2 m.", "effects": "Garder la galerie.",
}  # fmt: skip
PLEA: Final[dict[str, Any]] = {
    "pleas": [{"count": 1, "plea": "not_guilty"}], "name": "Camille Exemple", "capacity": "owner",
    "explanations": "Le parcomètre était brisé.",
}  # fmt: skip


GUILTY: Final[dict[str, Any]] = PLEA | {"pleas": [{"count": 1, "plea": "guilty"}]}


@dataclass(frozen=True)
class Place:
    """The names that stand in the examples' paths, and what each of them is here."""

    names: Mapping[str, str]

    def path(self, example: str) -> str:
        """The address of an example."""
        return example.format(**self.names)


@dataclass
class Builder:
    """Fills the place by the city's own doors; `files_begin` is how the names of its files begin."""

    city: City
    client: CityClient
    today: date
    applicant: Mapping[str, Any]
    files_begin: str = ""

    async def post(self, account: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """One act of somebody at the JSON door."""
        return await self.client.once(Sent(account, path, body, secrets.token_hex(12), "place"))

    async def act(self, account: str, case_id: str, act: str, body: dict[str, Any]) -> None:
        """An act on a case as it stands now."""
        seq = (await self.client.get(account, f"/cases/{case_id}"))["seq"]
        await self.client.once(Sent(account, f"/cases/{case_id}/{act}", body, secrets.token_hex(12), act, case_id, seq))

    async def filed(self, service: str, answers: Mapping[str, Any], *documents: str, by: str = OWNER) -> str:
        """The id of a case just filed in the borough of the place."""
        given: dict[str, str] = {}
        for name in documents:
            file = picture(name, seed=7)
            called = self.files_begin + file.name
            given[name] = await self.client.upload(by, called, name, file.content, file.media_type)
        body = {
            "service": service,
            "borough": BOROUGH,
            "answers": APPLICANT | dict(self.applicant) | dict(answers),
            "documents": given,
        }
        return str((await self.post(by, "/cases", body))["case_id"])

    async def until(self, account: str, path: str, name: str) -> list[dict[str, Any]]:
        """The first list at a path that is not empty: workers take a moment."""
        async with asyncio.timeout(60):
            while not (found := (await self.client.get(account, path))[name]):
                await asyncio.sleep(0.2)
        return found

    async def until_in(self, case_id: str, state: str) -> None:
        """Wait until a case is in a state."""
        async with asyncio.timeout(60):
            while (await self.client.get(CLERK, f"/cases/{case_id}"))["state"] != state:
                await asyncio.sleep(0.2)

    async def in_review(self, answers: Mapping[str, Any] = EXEMPTION) -> str:
        """A minor exemption, paid and complete."""
        documents = ("certificate_of_location", "plans", "photos")
        case_id = await self.filed("derogation-mineure", answers, *documents)
        await self.act(CLERK, await self.paid(case_id), "declare-complete", {})
        return case_id

    async def paid(self, case_id: str) -> str:
        """The same case, once its first fee is paid."""
        await self.client.pay((await self.until(OWNER, f"/cases/{case_id}/payments", "payments"))[0]["hosted_url"])
        await self.until_in(case_id, permit_states.ADMISSIBILITY)
        return case_id

    async def hearing_of(self, case_id: str, room: str) -> str:
        """Set the hearing of a contest in a sitting of its own; its day."""
        day = open_day(self.today + timedelta(days=40 + secrets.randbelow(600)))
        plan = {
            "judge": PEOPLE["judge"], "room": room, "mode": "in_person", "language": "both",
            "starts_at": f"{day}T09:00", "ends_at": f"{day}T10:00", "slot_minutes": 30,
        }  # fmt: skip
        sitting = await self.post(PEOPLE["office"], "/sittings", plan)
        held = await self.post(PEOPLE["office"], f"/slots/{sitting['slots'][0]['id']}/holds", {"case_id": case_id})
        await self.act(PEOPLE["office"], case_id, "schedule", {"hold": held["id"]})
        return day.isoformat()

    async def note(self, case_id: str, text: str) -> None:
        """A note of the clerk's on a file, for colleagues."""
        async with Visitor(self.city.base_url) as clerk:
            await clerk.sign_in(CLERK)
            await clerk.send(f"/dossier/{case_id}/notes", {"note": text})

    async def noticed(self, notice: Mapping[str, str]) -> str:
        """A minor exemption whose public notice stands: the committee's meeting is spoken of as if it were over."""
        case_id = await self.in_review()
        for discipline in ("zoning", "fire"):
            await self.act(CLERK, case_id, "give-opinion", {"discipline": discipline, "outcome": "favourable"})
        meeting = self.today + 25 * DAY
        await self.act(CLERK, case_id, "refer", {"meeting_on": meeting.isoformat()})
        advice = {"outcome": "favourable", "given_on": meeting, "motives": "Le projet s’intègre."}
        facts = {"published_on": meeting, "council_on": meeting + 20 * DAY, **notice}
        await self.act_on(meeting, case_id, "record_committee_opinion", advice)
        await self.act_on(meeting, case_id, "publish_notice", facts)
        return case_id

    async def act_on(self, day: date, case_id: str, act: str, content: dict[str, Any]) -> None:
        """An act of the clerk at a door whose clock says that it is already that day."""
        noon = datetime(day.year, day.month, day.day, 17, tzinfo=UTC)
        clerk = Actor(CLERK, Role.CLERK, (BOROUGH,))
        seq = (await self.client.get(CLERK, f"/cases/{case_id}"))["seq"]
        async with parts(settings_of(self.city.env, {}), self.city.app_url) as made:
            doors = replace(made.doors, clock=FakeClock(noon))
            request = Request(act, content, secrets.token_hex(12), seq)
            await acting.act_on_case(doors, clerk, case_id, request)


def builder_of(city: City, client: CityClient, applicant: Mapping[str, Any] = APPLICANT) -> Builder:
    """Somebody who fills a place today, for an applicant."""
    return Builder(city, client, local_date(datetime.now(UTC)), applicant)


async def build(city: City) -> Place:
    """A place where every page has something to show."""
    client = CityClient(city.base_url, city.tokens)
    builder = builder_of(city, client)
    try:
        names = {"code": "abattage-arbre", "nothing": "0" * 32, "today": builder.today.isoformat()}
        fills = (
            drafts, _permit, _exemptions, _statements, _dockets, _till, _mail, _rectification, _incident, _calendar,
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
