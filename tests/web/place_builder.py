"""Whoever fills a place for the pages' tests by the city's own doors: files, acts, hearings, what is waited for."""

import asyncio
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
from domain.people import Actor, Role
from tests.api.town import settings_of
from tests.conftest import City
from tests.fakes import FakeClock
from tests.web.people import BOROUGH, PEOPLE
from tests.web.visitor import Visitor

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

    async def hearing_of(self, case_id: str, room: str, judge: str = PEOPLE["judge"]) -> str:
        """Set the hearing of a contest in a sitting of its own; its day."""
        day = open_day(self.today + timedelta(days=40 + secrets.randbelow(600)))
        plan = {
            "judge": judge, "room": room, "mode": "in_person", "language": "both",
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
