"""A hearing by video with a case, exhibits, links and a room, written straight into the record."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from casework import joining, people, room_court, room_exhibits, room_standing
from casework.doors import Doors
from db import documents, hearing_links, rooms
from db.ciphertext import encrypt
from db.documents import DocumentRow
from db.hearing_links import LinkRow
from db.hearing_people import place
from domain.room import RoomEvent
from tests.casework import made_files
from tests.db.conftest import Base
from tests.db.court import Court

START: Final = datetime(2031, 5, 5, 13, tzinfo=UTC)  # nine o'clock in Montréal
PRINCIPAL: Final = """
INSERT INTO principals (id, role, boroughs, name, email) VALUES (%s, 'adjudicator', '{COUR}', 'Dominique Juge', %s)
"""
TOKEN: Final = "INSERT INTO api_tokens (token_sha256, principal_id, created_at) VALUES (%s, %s, now())"
EVENT: Final = """
INSERT INTO case_events (case_id, seq, type, act_id, act_hash, actor, role, at, before, after, key_id, facts, prev_hash,
                         hash, recorded_at)
VALUES (%s, 1, 'Served', 'a', '', 's', 'system', now(), '', 'SCHEDULED', '', %s, '', '', now())
"""
SITTING: Final = """
INSERT INTO sittings (id, judge, room, mode, language, starts_at, ends_at, slot_minutes, created_by, created_at)
VALUES (%s, %s, %s, 'video', 'both', %s, %s, 30, 'greffe', now())
"""
SLOT: Final = "INSERT INTO slots (id, sitting_id, starts_at, ends_at) VALUES (%s, %s, %s, %s)"
BOOKING: Final = """
INSERT INTO bookings (id, slot_id, case_id, judge, room, party, during, status, booked_by, made_at, released_at)
SELECT %s, s.id, c.id, %s, %s, c.owner, tstzrange(s.starts_at, s.ends_at), %s, 'greffe', now(),
       CASE WHEN %s = 'released' THEN now() END
FROM slots s, cases c WHERE s.id = %s AND c.id = %s
"""
ROOM: Final = """
INSERT INTO rooms (hearing_id, case_id, provider, record, public, made_at) VALUES (%s, %s, %s, %s, %s, now())
"""
PERSON: Final = """
INSERT INTO hearing_people (hearing_id, participant, case_id, name, added_by, added_at)
VALUES (%s, %s, %s, %s, 'greffe', now())
"""
APART: Final = "INSERT INTO hearing_apart (hearing_id, one, other, case_id, added_by) VALUES (%s, %s, %s, %s, 'greffe')"


@dataclass(frozen=True)
class Hearing:
    """A booked hearing at START before a judge of its own, whose id is their token too.

    Exhibit 1 is a picture, 2 a PDF, 3 was refused.
    """

    base: Base
    doors: Doors
    id: str
    case_id: str
    judge: str

    def account(self, participant: str) -> str:
        """The token of the account that a participant signs in with; "" for who needs none."""
        accounts = {"clerk": "greffe", "prosecution": "poursuite"}
        return self.judge if participant == "judge" else self.base.tokens.get(accounts.get(participant, ""), "")

    async def link(self, participant: str) -> str:
        """The link of a participant that stands; made where there is none."""
        async with room_court.in_court(self.doors) as session:
            now = await self.doors.clock.now()
            await hearing_links.add(session, self.id, participant, self.case_id, "greffe", now)
            row = await hearing_links.standing(session, self.id, participant)
        assert isinstance(row, LinkRow)
        return joining.token(self.doors.secret, row)

    async def take_back(self, participant: str) -> None:
        """Take a link back."""
        async with room_court.in_court(self.doors) as session:
            await hearing_links.revoke(session, self.id, participant, "greffe", await self.doors.clock.now())

    async def make_room(self, provider: str = "ours", *, record: bool = False, public: bool = True) -> None:
        """The room, as its provider made it."""
        await self.base.rows(ROOM, self.id, self.case_id, provider, record, public)

    async def name(self, participant: str, name: str) -> None:
        """Somebody whom the case does not know."""
        key = await self.doors.keys.of_case(self.case_id)
        sealed = encrypt(key, place(self.case_id, self.id, participant, "name"), name)
        await self.base.rows(PERSON, self.id, participant, self.case_id, sealed)

    async def keep_apart(self, one: str, other: str) -> None:
        """Two who may not meet."""
        await self.base.rows(APART, self.id, *sorted((one, other)), self.case_id)

    async def open(self) -> None:
        """The room as it is once the judge has opened it: what the case says of it is another test's."""
        await self._happens("opened")

    async def end(self) -> None:
        """The room as it is once the judge has ended it."""
        await self._happens("ended")

    async def show(self, number: int) -> None:
        """An exhibit that the clerk shows."""
        async with room_court.in_court(self.doors) as session:
            now = await room_standing.standing(self.doors, session, self.id)
            shown = await room_exhibits.to_show(session, now, number)
        await self._happens("exhibit_shown", vars(shown))

    async def _happens(self, kind: str, facts: dict[str, Any] | None = None) -> None:
        async with room_court.in_court(self.doors) as session:
            now = await room_standing.standing(self.doors, session, self.id, lock=True)
            at = await self.doors.clock.now()
            event = RoomEvent(now.row.seq + 1, at, kind, "judge", facts=facts or {})
            await rooms.append(session, now.row, event, now.key)

    async def events(self) -> list[tuple[Any, ...]]:
        """What happened in the room: kind, by, about."""
        return await self.base.rows(
            "SELECT kind, by, about FROM room_events WHERE hearing_id = %s ORDER BY seq", self.id
        )

    async def last_sign(self, participant: str, seconds: int) -> None:
        """Let a device's last sign of life be so long ago."""
        await self.base.rows(
            "UPDATE room_seats SET seen_at = seen_at - make_interval(secs => %s) WHERE hearing_id = %s "
            "AND participant = %s", seconds, self.id, participant,
        )  # fmt: skip


async def hearing_on(base: Base, doors: Doors, *, room: bool = True, status: str = "booked") -> Hearing:
    """A hearing of its own; without `room` nobody has made one yet."""
    case_id, hearing_id = await Court(base).case(), secrets.token_hex(16)
    key = await doors.keys.create(case_id)
    files = [await _kept(base, doors, case_id, kind) for kind in ("image/png", "application/pdf", "image/png")]
    told = {"standing": {"exhibits": [
        {"number": rank, "side": "prosecution", "label": f"Pièce {rank}", "document": file,
         "ruling": ("admitted", "", "refused")[rank - 1]} for rank, file in enumerate(files, start=1)
    ]}}  # fmt: skip
    summary = encrypt(key, f"{case_id}/summary", {"party": {"name": "Camille Exemple"}})
    await base.rows("UPDATE cases SET summary = %s WHERE id = %s", summary, case_id)
    await base.rows(EVENT, case_id, encrypt(key, f"{case_id}/event/1", told))
    made = Hearing(base, doors, hearing_id, case_id, f"juge-{hearing_id[:12]}")
    await _booked(made, status)
    if room:
        await made.make_room()
    return made


async def _booked(made: Hearing, status: str) -> None:
    base, judge = made.base, made.judge
    await base.rows(PRINCIPAL, judge, f"{judge}@court.test")
    await base.rows(TOKEN, people.sha256(judge), judge)
    sitting, slot, room = (secrets.token_hex(16) for _ in range(3))
    until = START + timedelta(minutes=30)
    await base.rows(SITTING, sitting, judge, room, START, until)
    await base.rows(SLOT, slot, sitting, START, until)
    await base.rows(BOOKING, made.id, judge, room, status, status, slot, made.case_id)


async def _kept(base: Base, doors: Doors, case_id: str, media_type: str) -> str:
    content = made_files.pdf() if media_type == "application/pdf" else made_files.png()
    document, key = secrets.token_hex(16), await doors.keys.of_case(case_id)
    name = encrypt(key, f"{case_id}/document/{document}", f"piece.{media_type[-3:]}")
    row = DocumentRow(
        document, case_id, "poursuite", "evidence", name, media_type, len(content),
        hashlib.sha256(content).hexdigest(), f"test/{document}", "received", (), datetime.now(UTC), "clean",
    )  # fmt: skip
    await doors.store.put_once(row.storage_key, content)
    async with base.owner.begin() as session:
        await documents.add(session, row)
    return document
