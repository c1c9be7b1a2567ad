"""Whose device is joined to a hearing: one for each participant, by the database's own clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class Seat:
    """A joined device. `line` is the socket that speaks for it, `page` the page; `silent` seconds without a sign."""

    hearing_id: str
    participant: str
    device: str
    line: str
    page: str
    silent: float


GONE_AFTER: Final = 15  # seconds without a sign of life
_COLUMNS: Final = """
hearing_id, participant, device, line, page, CAST(extract(epoch FROM clock_timestamp() - seen_at) AS float8) AS silent
"""
CLAIM: Final = text(f"""
INSERT INTO room_seats AS s (hearing_id, participant, case_id, device, line, page, seen_at)
VALUES (:hearing_id, :participant, :case_id, :device, :line, :page, clock_timestamp())
ON CONFLICT (hearing_id, participant) DO UPDATE
SET device = excluded.device, line = excluded.line, page = excluded.page, seen_at = excluded.seen_at
WHERE s.device = excluded.device OR s.seen_at < clock_timestamp() - interval '{GONE_AFTER} seconds'
RETURNING line
""")  # noqa: S608
FREE: Final = text("""
DELETE FROM room_seats WHERE hearing_id = :hearing_id AND participant = :participant AND line = :line
RETURNING participant
""")
BEAT: Final = text("""
UPDATE room_seats s SET seen_at = greatest(s.seen_at, clock_timestamp() - make_interval(secs => heard.ago))
FROM unnest(CAST(:lines AS text[]), CAST(:ago AS float8[])) AS heard (line, ago) WHERE s.line = heard.line
""")
OF_HEARING: Final = text(f"SELECT {_COLUMNS} FROM room_seats WHERE hearing_id = :hearing_id")  # noqa: S608
SILENT: Final = text(f"""
SELECT {_COLUMNS} FROM room_seats WHERE seen_at < clock_timestamp() - make_interval(secs => :seconds)
ORDER BY hearing_id, participant
""")  # noqa: S608


async def claim(session: AsyncSession, seat: Seat, case_id: str) -> bool:
    """Sit down: False while another device of the same participant is there. The same device takes its seat back."""
    names = ("hearing_id", "participant", "device", "line", "page")
    values = {name: getattr(seat, name) for name in names} | {"case_id": case_id}
    return (await session.execute(CLAIM, values)).scalar_one_or_none() is not None


async def free(session: AsyncSession, hearing_id: str, participant: str, line: str) -> bool:
    """Stand up, if this line still holds the seat."""
    values = {"hearing_id": hearing_id, "participant": participant, "line": line}
    return (await session.execute(FREE, values)).scalar_one_or_none() is not None


async def beat(session: AsyncSession, heard: Mapping[str, float]) -> None:
    """Note how many seconds ago each of some lines was heard of."""
    await session.execute(BEAT, {"lines": list(heard), "ago": list(heard.values())})


async def of_hearing(session: AsyncSession, hearing_id: str) -> dict[str, Seat]:
    """The seats of a hearing, by participant; those of devices that are gone among them."""
    return _by_participant((await session.execute(OF_HEARING, {"hearing_id": hearing_id})).mappings().all())


async def silent(session: AsyncSession, seconds: float = GONE_AFTER) -> list[Seat]:
    """The seats of all hearings whose device was not heard of for so long."""
    return [Seat(**row) for row in (await session.execute(SILENT, {"seconds": seconds})).mappings()]


def _by_participant(rows: Sequence[Any]) -> dict[str, Seat]:
    return {row["participant"]: Seat(**row) for row in rows}
