"""The people of a hearing by video, as the clerk keeps them: who is added, who may not meet, whose link is sent."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from casework import joining, reading
from casework.doors import Doors, entering
from casework.hearings import allow_at_court
from db import hearing_people as rows
from db import hearings, rooms
from db.cases import CaseRow
from db.ciphertext import decrypt, encrypt
from db.hearing_people import PersonRow, StandingRow
from domain.errors import Invalid, NotFound
from domain.people import Actor
from domain.ports import DataKey
from domain.room import MOST_OF_A_PART, Part, part_of

MAY: Final = "keep_hearing_people"
ADDED: Final[tuple[Part, ...]] = ("lawyer", "interpreter", "witness", "observer")  # whom the case does not know
KNOWN: Final = ("defence", "prosecution", "judge", "clerk")
LEADS: Final = ("judge", "clerk")
ONE_OF: Final = frozenset({"lawyer", "interpreter"})
MOST_OBSERVERS: Final = 20
LONGEST_NAME, LONGEST_ADDRESS = 120, 254
_ADDRESS: Final = re.compile(r"[^@\s<>\"',;:()]+@[^@\s<>\"',;:()]+\.[^@\s<>\"',;:()]+")


@dataclass(frozen=True)
class HearingOf:
    """A hearing by video that is still to be held, and the file that it is of."""

    hearing_id: str
    row: CaseRow
    starts_at: datetime
    ends_at: datetime
    room: str
    judge: str
    interpreter: str


@dataclass(frozen=True)
class Seat:
    """Somebody of a hearing. `name` and `email` are "" where the case knows them; `stands` tells of their link."""

    key: str
    part: Part
    name: str = ""
    email: str = ""
    language: str = "fr"
    added: bool = False
    confirmed_at: datetime | None = None
    stands: StandingRow | None = None

    @property
    def tested(self) -> bool:
        """Whether the last self-test found everything in order."""
        one = self.stands
        return bool(one and one.tested_at and one.camera and one.microphone and one.speaker and one.network)


@dataclass(frozen=True)
class Board:
    """A hearing, its people, and the pairs who may not meet."""

    hearing: HearingOf
    seats: list[Seat]
    apart: list[tuple[str, str]]


@dataclass(frozen=True)
class Newcomer:
    """Somebody to be added."""

    part: str
    name: str
    email: str
    language: str = "fr"


async def board(doors: Doors, actor: Actor, hearing_id: str) -> Board:
    """Everybody of a hearing. Raises Forbidden, NotFound for one that is not set, or not by video."""
    hearing = await _hearing(doors, actor, hearing_id)
    async with entering(doors, actor) as session:
        found = await rows.of_hearing(session, hearing_id)
        standings = await rows.standings(session, hearing_id)
        apart = await rows.apart(session, hearing_id)
    key = await doors.keys.of_case(hearing.row.id)
    added = [_seat(key, row, standings.get(row.participant)) for row in found]
    known = [Seat(one, part, stands=standings.get(one)) for one in KNOWN if (part := part_of(one))]
    return Board(hearing, known + added, apart)


async def add(doors: Doors, actor: Actor, hearing_id: str, who: Newcomer) -> str:
    """Add somebody, with a name and an e-mail address; their key. Raises Invalid, Forbidden, NotFound."""
    hearing = await _hearing(doors, actor, hearing_id)
    if who.part not in ADDED:
        raise Invalid({"part": "not-a-choice"})
    name, email = checked(who.name, who.email, who.language)
    async with entering(doors, actor) as session:
        taken = {row.participant for row in await rows.of_hearing(session, hearing_id)}
        participant = free_key(who.part, taken)
        now = await doors.clock.now()
        key = await doors.keys.of_case(hearing.row.id)
        row = sealed(key, (hearing.row.id, hearing_id, participant), (name, email, who.language), actor.id, now)
        if not await rows.add(session, row):
            raise Invalid({"part": "taken"})
        await rooms.tell(session, hearing_id)
    return participant


async def remove(doors: Doors, actor: Actor, hearing_id: str, participant: str) -> None:
    """Somebody who was added is of the hearing no more; their link opens nothing. Raises NotFound, Forbidden."""
    hearing = await _hearing(doors, actor, hearing_id)
    async with entering(doors, actor) as session:
        if not await rows.remove(session, hearing_id, participant):
            raise NotFound
        await rooms.tell(session, hearing_id)
    await joining.revoke(doors, actor, hearing.row.id, participant)


async def confirm(doors: Doors, actor: Actor, hearing_id: str, participant: str, *, there: bool) -> None:
    """The interpreter said that they will be there, or not any more. Raises NotFound, Invalid for anybody else."""
    await _hearing(doors, actor, hearing_id)
    if part_of(participant) != "interpreter":
        raise Invalid({"participant": "not-a-choice"})
    now = await doors.clock.now() if there else None
    async with entering(doors, actor) as session:
        if not await rows.confirm(session, hearing_id, participant, now):
            raise NotFound


async def keep_apart(doors: Doors, actor: Actor, hearing_id: str, one: str, other: str) -> None:
    """Two people may not meet: neither in the lobby nor in the room. Never a judge or a clerk. Raises Invalid."""
    hearing, pair = await _pair(doors, actor, hearing_id, one, other)
    async with entering(doors, actor) as session:
        await rows.keep_apart(session, hearing_id, hearing.row.id, pair, actor.id)
        await rooms.tell(session, hearing_id)


async def let_meet(doors: Doors, actor: Actor, hearing_id: str, one: str, other: str) -> None:
    """Two people may meet again. Raises Invalid, Forbidden, NotFound."""
    _, pair = await _pair(doors, actor, hearing_id, one, other)
    async with entering(doors, actor) as session:
        await rows.let_meet(session, hearing_id, pair)
        await rooms.tell(session, hearing_id)


async def send(doors: Doors, actor: Actor, hearing_id: str, participant: str, *, renew: bool = False) -> None:
    """Have somebody's link sent by mail; `renew` takes the earlier one back. Raises NotFound, Invalid, Forbidden."""
    hearing = await _of(doors, actor, hearing_id, participant)
    if renew:
        await joining.revoke(doors, actor, hearing.row.id, participant)
    async with entering(doors, actor) as session:
        await rows.ask_to_send(session, hearing_id, hearing.row.id, participant, actor.id, await doors.clock.now())


async def revoke(doors: Doors, actor: Actor, hearing_id: str, participant: str) -> None:
    """Somebody's link opens nothing from now on. Raises NotFound, Forbidden."""
    hearing = await _of(doors, actor, hearing_id, participant)
    await joining.revoke(doors, actor, hearing.row.id, participant)


def checked(name: str, email: str, language: str) -> tuple[str, str]:
    """A name and an address as they are kept. Raises Invalid."""
    name, email = " ".join(name.split()), email.strip()
    faults: dict[str, str] = {}
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        faults["name"] = "required" if not name else "invalid-text"
    if not email or len(email) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(email):
        faults["email"] = "required" if not email else "not-an-email"
    if language not in ("fr", "en"):
        faults["language"] = "not-a-choice"
    if faults:
        raise Invalid(faults)
    return name, email


def free_key(part: str, taken: set[str]) -> str:
    """The next key of a part. Raises Invalid when there are enough of them."""
    held = {one for one in taken if part_of(one) == part}
    most = 1 if part in ONE_OF else MOST_OBSERVERS if part == "observer" else MOST_OF_A_PART
    if len(held) >= most:
        raise Invalid({"part": "too-many"})
    keys = (part if rank == 1 else f"{part}-{rank}" for rank in range(1, MOST_OF_A_PART + 1))
    return next(key for key in keys if key not in held)


def sealed(
    key: DataKey, where: tuple[str, str, str], said: tuple[str, str, str], by: str, now: datetime
) -> PersonRow:  # fmt: skip
    """The row of somebody: `where` is their case, hearing and key, `said` their name, address and language."""
    (case_id, hearing_id, participant), (name, email, language) = where, said
    name_sealed, email_sealed = (
        encrypt(key, rows.place(case_id, hearing_id, participant, column), value)
        for column, value in (("name", name), ("address", email))
    )
    return PersonRow(hearing_id, participant, case_id, name_sealed, email_sealed, language, by, now)


async def _hearing(doors: Doors, actor: Actor, hearing_id: str) -> HearingOf:
    """The hearing, as its case has it."""
    allow_at_court(actor, MAY)
    async with entering(doors, actor) as session:
        held = await hearings.find(session, hearing_id)
    if held is None or held.status != "booked":
        raise NotFound
    file = await reading.case_file(doors, actor, held.case_id)
    standing: dict[str, Any] = (file.standing or {}).get("hearing") or {}
    if standing.get("hearing_id") != hearing_id or standing["mode"] != "video":
        raise NotFound
    of = held.hearing
    return HearingOf(hearing_id, file.row, of.starts_at, of.ends_at, of.room, of.judge, of.interpreter)


async def _of(doors: Doors, actor: Actor, hearing_id: str, participant: str) -> HearingOf:
    """The hearing, and somebody who is of it. Raises NotFound."""
    hearing = await _hearing(doors, actor, hearing_id)
    if participant not in KNOWN:
        async with entering(doors, actor) as session:
            if participant not in {row.participant for row in await rows.of_hearing(session, hearing_id)}:
                raise NotFound
    return hearing


async def _pair(
    doors: Doors, actor: Actor, hearing_id: str, one: str, other: str
) -> tuple[HearingOf, tuple[str, str]]:  # fmt: skip
    if one == other:
        raise Invalid({"other": "the-same"})
    faults = {name: "leads-the-hearing" for name, key in (("one", one), ("other", other)) if part_of(key) in LEADS}
    if faults:
        raise Invalid(faults)
    hearing = await _of(doors, actor, hearing_id, one)
    await _of(doors, actor, hearing_id, other)
    return hearing, (one, other)


def _seat(key: DataKey, row: PersonRow, stands: StandingRow | None) -> Seat:
    name, email = (
        str(decrypt(key, rows.place(row.case_id, row.hearing_id, row.participant, column), value)) if value else ""
        for column, value in (("name", row.name), ("address", row.address))
    )
    part = part_of(row.participant)
    assert part is not None
    return Seat(row.participant, part, name, email, row.language, added=True, confirmed_at=row.confirmed_at,
                stands=stands)  # fmt: skip
