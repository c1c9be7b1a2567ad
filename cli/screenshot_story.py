"""What happened in the small city whose pages are taken as pictures; every person and number is made up."""

import asyncio
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from cli.city_client import CityClient, Sent
from cli.court_calendar import open_day
from cli.made_up import demolition
from cli.pictures import picture
from cli.stack import Stack
from domain.clock import local_date

CITIZEN: Final = "citoyen-1"
PROSECUTOR, OFFICE, CLERK = "poursuite", "greffe", "agent-vd"
PLATE: Final = "ABC 123"
PLEA: Final[dict[str, Any]] = {
    "pleas": [{"count": 1, "plea": "not_guilty"}], "name": "Camille Exemple", "capacity": "owner",
    "explanations": "Le parcomètre était brisé : l’écran est resté noir. J’ai une photo.",
}  # fmt: skip


@dataclass(frozen=True)
class Story:
    """The cases that the pictures show, and the day of a hearing."""

    citizen: str
    permit: str
    statement: str
    unanswered: str
    under_review: str
    day: date


async def tell(stack: Stack) -> Story:
    """File, serve, plead, set a hearing: a little of everything, by the JSON door."""
    client = CityClient(stack.base_url, stack.tokens)
    try:
        permits = [await _filed(client, rank) for rank in range(4)]
        served = [await _served(client, rank) for rank in range(5)]
        for number, _ in served[:3]:
            await _post(client, CITIZEN, "/statements/claim", {"number": number, "code": PLATE})
        for _, case_id in (served[0], *served[2:]):
            await _act(client, OFFICE, case_id, "plead", PLEA)
        for _, case_id in (served[0], served[3]):
            await _act(client, PROSECUTOR, case_id, "continue-proceedings", {})
        day = await _hearing(client, served[0][1])
    finally:
        await client.close()
    await asyncio.sleep(6)  # letters and mails leave
    return Story(CITIZEN, permits[0], served[0][1], served[1][1], served[4][1], day)


async def _filed(client: CityClient, rank: int) -> str:
    made = demolition(rank)
    documents: dict[str, str] = {}
    for name in made.documents:
        file = picture(name, seed=rank)
        documents[name] = await client.upload(CITIZEN, file.name, name, file.content, file.media_type)
    body = {"service": made.service, "borough": "VD", "answers": made.answers, "documents": documents, "language": "fr"}
    return str((await _post(client, CITIZEN, "/cases", body))["case_id"])


async def _served(client: CityClient, rank: int) -> tuple[str, str]:
    """A statement's number and its case."""
    day, number = local_date(datetime.now(UTC)) - timedelta(days=rank + 2), f"80000{rank:05d}"
    count = {"number": 1, "provision": "C-4.1, art. 12", "description_fr": "Stationner sans avoir payé au parcomètre",
             "description_en": "Parking without having paid the meter", "fine": 6000, "costs": 3000}  # fmt: skip
    party = {"kind": "owner", "name": "Camille Exemple", "address": ["12, rue Essai", "Montréal (Québec)  H2X 1Y4"],
             "plate": PLATE, "vehicle": "Berline bleue"}  # fmt: skip
    body = {
        "number": number, "kind": "parking", "offence_at": f"{day}T10:15", "place": "rue Saint-Denis",
        "counts": [count], "party": party, "service_mode": "on_vehicle", "served_on": day.isoformat(),
    }  # fmt: skip
    return number, str((await _post(client, PROSECUTOR, "/statements", body))["case_id"])


async def _hearing(client: CityClient, case_id: str) -> date:
    """A sitting two months ahead; the case is heard at its first hour."""
    day = open_day(local_date(datetime.now(UTC)) + timedelta(days=61))
    plan = {"judge": "juge-1", "room": "1.12", "language": "both", "starts_at": f"{day}T09:00",
            "ends_at": f"{day}T12:00", "slot_minutes": 30}  # fmt: skip
    opened = await _post(client, OFFICE, "/sittings", plan)
    held = await _post(client, OFFICE, f"/slots/{opened['slots'][0]['id']}/holds", {"case_id": case_id})
    await _act(client, OFFICE, case_id, "schedule", {"hold": held["id"]})
    return day


async def _act(client: CityClient, account: str, case_id: str, act: str, body: dict[str, Any]) -> None:
    seq = (await client.get(account, f"/cases/{case_id}"))["seq"]
    await client.once(Sent(account, f"/cases/{case_id}/{act}", body, uuid.uuid4().hex, act, case_id, seq))


async def _post(client: CityClient, account: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
    return await client.once(Sent(account, path, body, uuid.uuid4().hex, "screenshots"))
