"""A hearing by video that is held now, in a running city: set by its doors, in a sitting that begins in minutes."""

import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import psycopg

from cli.city_client import CityClient
from domain.clock import local_date
from tests.conftest import City
from tests.web.place_builder import PLEA, Builder, builder_of
from tests.web.test_bench import Day
from tests.web.test_contest_pages import PLATE, Served, served
from tests.web.visitor import Visitor
from tests.web.walk import photo

JUDGE, OFFICE, OWNER, PROSECUTION = "juge-4", "greffe", "citoyen-3", "poursuite"
ACCOUNTS: Final = {"judge": JUDGE, "clerk": OFFICE, "defence": OWNER, "prosecution": PROSECUTION}
# Written by hand: a court's door opens no sitting on a day on which courts are closed, and tests run on any day.
SITTING: Final = """
INSERT INTO sittings (id, judge, room, mode, language, starts_at, ends_at, slot_minutes, created_by, created_at)
VALUES (%s, %s, %s, 'video', 'both', %s, %s, 30, 'greffe', now())
"""
SLOT: Final = "INSERT INTO slots (id, sitting_id, starts_at, ends_at) VALUES (%s, %s, %s, %s)"
ROOM: Final = """
INSERT INTO rooms (hearing_id, case_id, provider, record, made_at) VALUES (%s, %s, 'ours', false, now())
ON CONFLICT DO NOTHING
"""
# Hearings of this place that other tests hold at this hour make room: nobody is heard twice at once.
PASSED: Final = """
UPDATE {table} SET {change}
WHERE judge = %s AND {begins} BETWEEN now() - interval '2 hours' AND now() + interval '2 hours'
"""
EARLIER: Final = (
    PASSED.format(table="bookings", begins="lower(during)", change="during = tstzrange(lower(during) - interval "
                  "'400 days', upper(during) - interval '400 days')"),
    PASSED.format(table="sittings", begins="starts_at", change="starts_at = starts_at - interval '400 days', "
                  "ends_at = ends_at - interval '400 days'"),
)  # fmt: skip


@dataclass(frozen=True)
class VideoHearing:
    """A hearing by video of today, its case, and the day on the bench sheet."""

    city: City
    id: str
    case: Served
    day: Day

    @property
    def path(self) -> str:
        """The page of its room."""
        return f"/audience/{self.id}"

    async def events(self) -> list[tuple[Any, ...]]:
        """What happened in its room: kind, by, about."""
        return await rows(
            self.city, "SELECT kind, by, about FROM room_events WHERE hearing_id = %s ORDER BY seq", self.id
        )


async def rows(city: City, query: str, *values: object) -> list[tuple[Any, ...]]:
    """What the database's owner reads or writes, past every policy."""
    async with await psycopg.AsyncConnection.connect(city.database_url, autocommit=True) as owner:
        found = await owner.execute(query.encode(), values)
        return await found.fetchall() if found.description else []


@asynccontextmanager
async def held_now(city: City, *, exhibit: bool = False) -> AsyncGenerator[tuple[Builder, VideoHearing]]:
    """A hearing that begins in three minutes: its door is open, its room is made."""
    client = CityClient(city.base_url, city.tokens)
    try:
        to = builder_of(city, client)
        yield to, await _set(to, exhibit=exhibit)
    finally:
        await client.close()


async def _set(to: Builder, *, exhibit: bool) -> VideoHearing:
    city, one = to.city, await served(to.city)
    await to.post(OWNER, "/statements/claim", {"number": one.number, "code": PLATE})
    await to.act(OWNER, one.case_id, "plead", PLEA | {"mode": "video"})
    await to.act(PROSECUTION, one.case_id, "continue-proceedings", {})
    begins = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=3)
    sitting, slot, until = secrets.token_hex(16), secrets.token_hex(16), begins + timedelta(minutes=30)
    for earlier in EARLIER:
        await rows(city, earlier, JUDGE)
    await rows(city, SITTING, sitting, JUDGE, f"Vidéo {secrets.token_hex(3)}", begins, until)
    await rows(city, SLOT, slot, sitting, begins, until)
    held = await to.post(OFFICE, f"/slots/{slot}/holds", {"case_id": one.case_id, "notice_waived": True})
    await to.act(OFFICE, one.case_id, "schedule", {"hold": held["id"], "notice_waived": True})
    if exhibit:
        await _exhibit(city, one)
    await rows(city, ROOM, held["id"], one.case_id)
    return VideoHearing(city, held["id"], one, Day(local_date(begins), [one]))


async def _exhibit(city: City, one: Served) -> None:
    async with Visitor(city.base_url) as owner:
        await owner.sign_in(OWNER)
        path = f"{one.path}/actes/file_exhibit"
        fields = (await owner.hidden(path)) | {"action": "do"}
        files = [("file", ("Photo du parcomètre.jpg", photo("red"), "image/jpeg"))]
        assert (await owner.http.post(path, data=fields, files=files)).status_code == 303
