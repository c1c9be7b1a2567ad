"""When judges can sit, as they or the court's clerks keep it: nothing is deleted, and a stale form changes nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.availability import Away, Exceptional, Extra, Hours, Pattern, Setting

What = TypeVar("What", Pattern, Exceptional)


@dataclass(frozen=True)
class Kept(Generic[What]):
    """A pattern or an exception, who keeps it since when, how often it changed, and whether sittings came of it."""

    what: What
    made_by: str
    made_at: datetime
    revision: int
    used: bool


@dataclass(frozen=True)
class Change:
    """What somebody does to a row that they read at a revision."""

    id: str
    revision: int
    by: str
    at: datetime


async def patterns(session: AsyncSession, judge: str, since: date) -> list[Kept[Pattern]]:
    """The patterns of a judge, or of all (""), that are not over before a day; by weekday and hour."""
    rows = (await session.execute(PATTERNS, {"judge": judge, "since": since})).mappings()
    return [_kept(row, _pattern(row)) for row in rows]


async def exceptions(session: AsyncSession, judge: str, since: date) -> list[Kept[Exceptional]]:
    """The absences and extra hours of a judge, or of all (""), that are not over before a day; by day and hour."""
    rows = (await session.execute(EXCEPTIONS, {"judge": judge, "since": since})).mappings()
    return [_kept(row, _exception(row)) for row in rows]


async def find_pattern(session: AsyncSession, pattern_id: str) -> Kept[Pattern] | None:
    """One pattern that was not taken back."""
    row = (await session.execute(PATTERN, {"id": pattern_id})).mappings().one_or_none()
    return _kept(row, _pattern(row)) if row else None


async def find_exception(session: AsyncSession, exception_id: str) -> Kept[Exceptional] | None:
    """One absence, or extra hours, that was not taken back."""
    row = (await session.execute(EXCEPTION, {"id": exception_id})).mappings().one_or_none()
    return _kept(row, _exception(row)) if row else None


async def add_pattern(session: AsyncSession, one: Pattern, by: str, at: datetime) -> None:
    """Keep a pattern, once an id."""
    values = {**vars(one), **vars(one.hours), **vars(one.setting), "by": by, "at": at}
    await session.execute(ADD_PATTERN, values)


async def add_exception(session: AsyncSession, one: Exceptional, by: str, at: datetime) -> None:
    """Keep an absence or extra hours, once an id."""
    held: dict[str, Any] = {"mode": None, "room": None, "language": None, "slot_minutes": None}
    if isinstance(one, Extra):
        days: dict[str, Any] = {"kind": "extra", "first": one.day, "last": one.day}
        held = vars(one.setting)
    else:
        days = {"kind": "away", "first": one.first, "last": one.last}
    hours = vars(one.hours) if one.hours else {"starts": None, "ends": None}
    await session.execute(
        ADD_EXCEPTION, {"id": one.id, "judge": one.judge, "by": by, "at": at, **days, **hours, **held}
    )


async def end_pattern(session: AsyncSession, change: Change, last: date) -> bool:
    """Give a pattern its last day; False when it changed since it was read."""
    return (await session.execute(END, vars(change) | {"last": last})).first() is not None


async def remove_pattern(session: AsyncSession, change: Change) -> bool:
    """Take a pattern back; False when it changed since it was read, or sittings came of it."""
    return (await session.execute(REMOVE_PATTERN, vars(change))).first() is not None


async def remove_exception(session: AsyncSession, change: Change) -> bool:
    """Take an absence or extra hours back; False when they changed since, or sittings came of them."""
    return (await session.execute(REMOVE_EXCEPTION, vars(change))).first() is not None


async def note_used(session: AsyncSession, ids: Collection[str], at: datetime) -> None:
    """Sittings were opened from these."""
    for statement in (USED_PATTERNS, USED_EXCEPTIONS):
        await session.execute(statement, {"ids": sorted(ids), "at": at})


def _kept(row: RowMapping, what: What) -> Kept[What]:
    return Kept(what, row["made_by"], row["made_at"], row["revision"], row["used_at"] is not None)


def _pattern(row: RowMapping) -> Pattern:
    return Pattern(row["id"], row["judge"], row["weekday"], Hours(row["starts"], row["ends"]), _setting(row),
                   row["valid_from"], row["valid_until"], row["every"], row["in_recess"])  # fmt: skip


def _exception(row: RowMapping) -> Exceptional:
    starts: time | None = row["starts"]
    hours = Hours(starts, row["ends"]) if starts is not None else None
    if row["kind"] == "extra" and hours is not None:
        return Extra(row["id"], row["judge"], row["first_day"], hours, _setting(row))
    return Away(row["id"], row["judge"], row["first_day"], row["last_day"], hours)


def _setting(row: RowMapping) -> Setting:
    return Setting(row["mode"], row["room"], row["language"], row["slot_minutes"])


_PATTERN: Final = """
SELECT id, judge, weekday, starts, ends, mode, room, language, slot_minutes, every, in_recess, valid_from, valid_until,
       made_by, made_at, revision, used_at
FROM availability_patterns WHERE removed_at IS NULL
"""
_EXCEPTION: Final = """
SELECT id, judge, kind, first_day, last_day, starts, ends, mode, room, language, slot_minutes, made_by, made_at,
       revision, used_at
FROM availability_exceptions WHERE removed_at IS NULL
"""
PATTERNS: Final = text(f"""{_PATTERN} AND (:judge = '' OR judge = :judge)
AND (valid_until IS NULL OR valid_until >= :since) ORDER BY judge, weekday, starts, valid_from, id""")
EXCEPTIONS: Final = text(f"""{_EXCEPTION} AND (:judge = '' OR judge = :judge) AND last_day >= :since
ORDER BY judge, first_day, starts NULLS FIRST, id""")
PATTERN: Final = text(f"{_PATTERN} AND id = :id")
EXCEPTION: Final = text(f"{_EXCEPTION} AND id = :id")
ADD_PATTERN: Final = text("""
INSERT INTO availability_patterns (id, judge, weekday, starts, ends, mode, room, language, slot_minutes, every,
                                   in_recess, valid_from, valid_until, made_by, made_at)
VALUES (:id, :judge, :weekday, :starts, :ends, :mode, :room, :language, :slot_minutes, :every, :in_recess, :valid_from,
        :valid_until, :by, :at)
ON CONFLICT (id) DO NOTHING
""")
ADD_EXCEPTION: Final = text("""
INSERT INTO availability_exceptions (id, judge, kind, first_day, last_day, starts, ends, mode, room, language,
                                     slot_minutes, made_by, made_at)
VALUES (:id, :judge, :kind, :first, :last, :starts, :ends, :mode, :room, :language, :slot_minutes, :by, :at)
ON CONFLICT (id) DO NOTHING
""")
END: Final = text("""
UPDATE availability_patterns SET valid_until = :last, revision = revision + 1, changed_by = :by, changed_at = :at
WHERE id = :id AND revision = :revision AND removed_at IS NULL RETURNING id
""")
REMOVE_PATTERN: Final = text("""
UPDATE availability_patterns SET removed_at = :at, revision = revision + 1, changed_by = :by, changed_at = :at
WHERE id = :id AND revision = :revision AND removed_at IS NULL AND used_at IS NULL RETURNING id
""")
REMOVE_EXCEPTION: Final = text("""
UPDATE availability_exceptions SET removed_at = :at, revision = revision + 1, changed_by = :by, changed_at = :at
WHERE id = :id AND revision = :revision AND removed_at IS NULL AND used_at IS NULL RETURNING id
""")
USED_PATTERNS: Final = text(
    "UPDATE availability_patterns SET used_at = :at WHERE id = ANY(:ids) AND used_at IS NULL AND removed_at IS NULL"
)
USED_EXCEPTIONS: Final = text(
    "UPDATE availability_exceptions SET used_at = :at WHERE id = ANY(:ids) AND used_at IS NULL AND removed_at IS NULL"
)
