"""A hearing by video for the pages' tests: a witness, links sent, a room that has ended, and its minutes."""

import asyncio
import secrets
from datetime import datetime, timedelta
from typing import Any

from adapters.database import engine, sessions
from cli.compose import parts
from cli.court_calendar import open_day
from tests.api.remote_hearing import RoomWriter, told
from tests.api.town import settings_of
from tests.web.people import PEOPLE
from tests.web.place_builder import OWNER, PLEA, Builder
from tests.web.test_contest_pages import PLATE, served

OFFICE, PROSECUTOR = PEOPLE["office"], PEOPLE["prosecutor"]
HOW = {"how": "permis de conduire"}


async def remote(to: Builder) -> dict[str, str]:
    """A contest of the owner's whose hearing is by video; its room has ended, its minutes are kept."""
    one = await served(to.city)
    await to.post(OWNER, "/statements/claim", {"number": one.number, "code": PLATE})
    await to.act(OWNER, one.case_id, "plead", PLEA | {"mode": "video"})
    await to.act(PROSECUTOR, one.case_id, "continue-proceedings", {})
    hearing_id, starts_at = await _set(to, one.case_id)
    people = f"/hearings/{hearing_id}/people"
    witness = {"part": "witness", "name": "Alex Essai", "email": "temoin@exemple.ca"}
    interpreter = {"part": "interpreter", "name": "Inès Essai", "email": "interprete@exemple.ca"}
    await to.post(OFFICE, people, witness)
    await to.post(OFFICE, people, interpreter)
    await to.post(OFFICE, f"/hearings/{hearing_id}/apart", {"one": "defence", "other": "witness"})
    for key in ("witness", "judge"):
        await to.post(OFFICE, f"{people}/{key}/link", {})
    await _held(to, RoomWriter(hearing_id, one.case_id), starts_at)
    return {"remote": one.case_id, "remote_hearing": hearing_id, "remote_day": starts_at.date().isoformat()}


async def _set(to: Builder, case_id: str) -> tuple[str, datetime]:
    day = open_day(to.today + timedelta(days=700 + secrets.randbelow(300)))
    plan = {
        "judge": PEOPLE["judge"], "room": f"V-{secrets.token_hex(2)}", "mode": "video", "language": "both",
        "starts_at": f"{day}T09:00", "ends_at": f"{day}T10:00", "slot_minutes": 30,
    }  # fmt: skip
    sitting = await to.post(OFFICE, "/sittings", plan)
    held = await to.post(OFFICE, f"/slots/{sitting['slots'][0]['id']}/holds", {"case_id": case_id})
    await to.act(OFFICE, case_id, "schedule", {"hold": held["id"]})
    return held["id"], datetime.fromisoformat(held["starts_at"])


async def _held(to: Builder, room: RoomWriter, starts_at: datetime) -> None:
    """What happened in the room, until its minutes are with the case."""

    def at(minutes: int) -> datetime:
        return starts_at + timedelta(minutes=minutes)

    happened: list[tuple[datetime, str, str, str, dict[str, Any]]] = [
        *((at(-10), "came", key, key, {}) for key in ("clerk", "judge", "prosecution", "defence", "observer")),
        (at(-5), "identified", "clerk", "defence", HOW), (at(-4), "admitted", "clerk", "defence", {}),
        (at(0), "opened", "judge", "", {"defence": True}),
        (at(4), "exhibit_shown", "prosecution", "", {"number": 1, "document": "d", "sha256": "ab" * 32}),
        (at(8), "incident", "clerk", "defence", {"technical": True, "text": "L’image s’est figée une minute."}),
        (at(9), "telephone", "clerk", "witness", {"how": "date de naissance"}),
        (at(25), "ended", "judge", "", {}),
    ]  # fmt: skip
    owner = engine(to.city.database_url)
    async with parts(settings_of(to.city.env, {}), to.city.app_url) as made:
        await room.happens(made.doors, sessions(owner), *told(1, *happened))
    await owner.dispose()
    async with asyncio.timeout(60):
        timeline: dict[str, Any] = {"events": []}
        while "MinutesKept" not in {one["type"] for one in timeline["events"]}:
            await asyncio.sleep(0.2)
            timeline = await to.client.get(OFFICE, f"/cases/{room.case_id}/timeline")
