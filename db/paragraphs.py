"""The paragraphs that a city edits: versions, added and never changed.

A letter reads them at the instant of its order, and gets the same words whenever it is printed again: readers share a
lock that whoever adds a version holds alone, from before it reads the clock until it is committed, and a version stands
in letters ordered after its instant only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.paragraphs import Words

MOST = 200


@dataclass(frozen=True)
class VersionRow:
    """One version of a place at a counter; without words, it went back to those that stand behind the counter's."""

    place: str
    counter: str
    number: int
    fr: str | None
    en: str | None
    reason: str
    restores: int | None
    made_by: str
    made_at: datetime
    act_id: str

    @property
    def words(self) -> Words | None:
        """The text, where there is one."""
        return None if self.fr is None or self.en is None else Words(self.fr, self.en)


async def hold(session: AsyncSession) -> None:
    """Be the only one to add a version until the transaction ends; no letter is read meanwhile."""
    await session.execute(ALONE)


async def at(session: AsyncSession, names: Sequence[str], counters: Sequence[str], when: datetime) -> list[VersionRow]:
    """The last version of each place at each counter that was made before an instant."""
    await session.execute(TOGETHER)
    asked = {"places": list(names), "counters": list(counters), "at": when}
    return [VersionRow(**row) for row in (await session.execute(AT, asked)).mappings()]


async def latest(session: AsyncSession, names: Sequence[str], counters: Sequence[str]) -> list[VersionRow]:
    """The last version of each place at each counter."""
    asked = {"places": list(names), "counters": list(counters)}
    return [VersionRow(**row) for row in (await session.execute(LATEST, asked)).mappings()]


async def history(session: AsyncSession, place: str, counter: str) -> list[VersionRow]:
    """The versions of a place at one counter, the last first; of very many, the last."""
    asked = {"place": place, "counter": counter, "most": MOST}
    rows = (await session.execute(HISTORY, asked)).mappings()
    return [VersionRow(**row) for row in rows]


async def by_act(session: AsyncSession, act_id: str) -> VersionRow | None:
    """The version that an act added already."""
    row = (await session.execute(BY_ACT, {"act_id": act_id})).mappings().first()
    return VersionRow(**row) if row else None


async def add(session: AsyncSession, row: VersionRow) -> None:
    """Add a version."""
    await session.execute(ADD, vars(row))


ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended('paragraph_versions', 0))")
TOGETHER = text("SELECT pg_advisory_xact_lock_shared(hashtextextended('paragraph_versions', 0))")
_COLUMNS = "place, counter, number, fr, en, reason, restores, made_by, made_at, act_id"
_OF_PLACES = f"""
SELECT DISTINCT ON (place, counter) {_COLUMNS} FROM paragraph_versions
WHERE place = ANY(:places) AND counter = ANY(:counters)
"""  # noqa: S608 (columns of ours)
_LAST_FIRST = " ORDER BY place, counter, number DESC"
AT = text(_OF_PLACES + " AND made_at < :at" + _LAST_FIRST)
LATEST = text(_OF_PLACES + _LAST_FIRST)
HISTORY = text(f"""
SELECT {_COLUMNS} FROM paragraph_versions WHERE place = :place AND counter = :counter ORDER BY number DESC
LIMIT :most
""")  # noqa: S608 (columns of ours)
BY_ACT = text(f"SELECT {_COLUMNS} FROM paragraph_versions WHERE act_id = :act_id")  # noqa: S608 (columns of ours)
ADD = text("""
INSERT INTO paragraph_versions (place, counter, number, fr, en, reason, restores, made_by, made_at, act_id)
VALUES (:place, :counter, :number, :fr, :en, :reason, :restores, :made_by, :made_at, :act_id)
""")
