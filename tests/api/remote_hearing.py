"""A hearing by video in a running city, its mails, and events of its room written as the room's door writes them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from typing import Any

from sqlalchemy import text

from casework.doors import Doors
from db.ciphertext import encrypt
from domain.chain import GENESIS, link
from domain.room import RoomEvent
from tests.api.bad_contests import Contest, at_a_distance
from tests.api.town import Town

ROOM = """
INSERT INTO rooms (hearing_id, case_id, provider, record, made_at) VALUES (:hearing_id, :case_id, 'ours', false, :at)
ON CONFLICT DO NOTHING
"""
EVENT = """
INSERT INTO room_events (hearing_id, seq, case_id, at, kind, by, about, facts, prev_hash, hash)
VALUES (:hearing_id, :seq, :case_id, :at, :kind, :by, :about, :facts, :prev_hash, :hash)
"""
HEAD = "UPDATE rooms SET seq = :seq, head = :head, ended_at = :ended_at WHERE hearing_id = :hearing_id"
PATIENCE = 40


@dataclass
class RoomWriter:
    """Writes a hearing's room as the room's door does."""

    hearing_id: str
    case_id: str
    head: str = field(default="", init=False)
    seq: int = field(default=0, init=False)

    async def happens(self, doors: Doors, owner: Any, *events: RoomEvent) -> None:
        """Events of the room, chained after those before; the room is made by the first."""
        key = await doors.keys.of_case(self.case_id)
        async with owner.begin() as session:
            if not self.seq:
                values = {"hearing_id": self.hearing_id, "case_id": self.case_id, "at": events[0].at}
                await session.execute(text(ROOM), values)
            for event in events:
                await session.execute(text(EVENT), self._row(key, event))
            ended = next((one.at for one in events if one.kind == "ended"), None)
            values = {"seq": self.seq, "head": self.head, "ended_at": ended, "hearing_id": self.hearing_id}
            await session.execute(text(HEAD), values)

    def _row(self, key: Any, event: RoomEvent) -> dict[str, Any]:
        sealed = encrypt(key, f"{self.case_id}/room/{self.hearing_id}/{event.seq}", dict(event.facts))
        header = {"hearing_id": self.hearing_id, "seq": event.seq, "at": event.at, "kind": event.kind,
                  "by": event.by, "about": event.about}  # fmt: skip
        before, self.seq = self.head or GENESIS, event.seq
        self.head = link(before, header, sealed)
        return header | {"case_id": self.case_id, "facts": sealed, "prev_hash": before, "hash": self.head}


@dataclass
class Remote(RoomWriter):
    """A contest whose hearing is by video."""

    town: Town
    contest: Contest
    starts_at: datetime

    @property
    def path(self) -> str:
        """Where the JSON door has the hearing."""
        return f"/hearings/{self.hearing_id}"

    async def ask(self, method: str, path: str, body: Any = None, account: str = "greffe") -> Any:
        """One request about the hearing."""
        headers = self.town.as_(account)
        return await self.town.http.request(method, f"/api/v1{self.path}{path}", json=body, headers=headers)

    async def seat(self, key: str) -> dict[str, Any]:
        """Somebody as the clerk reads them."""
        people = (await self.ask("GET", "/people")).json()["people"]
        return next(one for one in people if one["participant"] == key)

    async def sent(self, key: str, mail: str = "sent") -> dict[str, Any]:
        """Somebody once what was asked for has left, or could not."""
        found = await self.seat(key)
        for _ in range(PATIENCE * 5):
            if (found := await self.seat(key))["mail"] == mail:
                return found
            await asyncio.sleep(0.2)
        raise AssertionError(f"{key}: {found}")

    def mails_to(self, address: str) -> list[str]:
        """What the sink has for an address about this hearing, subject and text."""
        folder = self.town.city.var / "mail"
        read = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in folder.glob("*.eml")]
        return [
            f"{one['Subject']}\n{one.get_content()}"
            for one in read
            if one["To"] == address and f"<{self.hearing_id}." in str(one["Message-ID"])
        ]


async def remote(town: Town) -> Remote:
    """A hearing by video, set some years ahead."""
    contest, given = await at_a_distance(town)
    door = given["door"]
    case_id, starts_at = contest.path.rpartition("/")[2], datetime.fromisoformat(door["starts_at"])
    return Remote(door["hearing_id"], case_id, town, contest, starts_at)


def told(start: int, *events: tuple[datetime, str, str, str, dict[str, Any]]) -> Sequence[RoomEvent]:
    """Events (at, kind, by, about, facts), numbered from one on."""
    return [RoomEvent(start + rank, *one) for rank, one in enumerate(events)]
