"""Hearings at their hour: was it known a day before whether each was ready, had each one room, did each come to an end.

Which hearing stood when is told by the events of the contests; looks, processes and bookings by their rows; whether a
process ended by the engine; rooms by whoever carries them (`room_journal`).
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

import psycopg
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError

from checks.contest_facts import Contest, read_contests
from checks.engine import connect
from checks.evidence import Evidence
from checks.room_journal import Seen, read_journal

Completed = Callable[[list[str]], set[str]]
DAY: Final = timedelta(hours=24)
PATIENCE_SECONDS: Final = 60.0  # a room left behind by a failover may stand so long beside the one that is used
FIGURES: Final = ("unknown_at_t24", "doubled_rooms", "lost_hearings", "rooms_left")
LOOKS: Final = "SELECT hearing_id FROM hearing_readiness WHERE at_time = '24h'"
BOOKINGS: Final = "SELECT id, status, coalesce(released_why, '') FROM bookings"
PROCESSES: Final = "SELECT hearing_id, next_at IS NULL FROM hearing_processes"
ATTEMPTS: Final = """
SELECT (SELECT count(*) FROM rooms), (SELECT count(*) FROM room_attempts WHERE outcome = 'failed' AND why <> 'none'),
       (SELECT count(*) FROM (SELECT hearing_id FROM room_attempts WHERE outcome = 'made'
        GROUP BY hearing_id HAVING count(DISTINCT provider) > 1) moved),
       (SELECT count(*) FROM rooms WHERE provider = 'ours')
"""


@dataclass(frozen=True)
class Hearing:
    """A hearing as its case tells it: from when to when it stood (None: still), and when it was to begin.

    `looked`: somebody knew a day before what it lacked. `ended`: its process has nothing to do any more, and the engine
    says that it came to its end. `why` its slot went back; empty while it is kept.
    """

    id: str
    case_id: str
    mode: str
    starts_at: datetime
    since: datetime
    until: datetime | None = None
    looked: bool = False
    ended: bool = False
    why: str = ""

    @property
    def stood_a_day_before(self) -> bool:
        """Whether it was set by then, and neither moved nor given up."""
        then = self.starts_at - DAY
        return self.since < then and (self.until is None or self.until > then)


def judge_hearings(evidence: Evidence, completed: Completed | None = None) -> dict[str, Any]:
    """The four figures, `offenders` behind those above nought, and how much there was to judge. Blocks.

    `completed` says which processes came to their end; the engine, where nobody else does.
    """
    told = told_by(read_contests(evidence))
    over = (completed or completed_of(evidence))([one.id for one in told])
    return judged(_with_rows(evidence, told, over), read_journal(evidence.rooms_journal)) | _attempts(evidence)


def judged(hearings: Iterable[Hearing], seen: list[Seen]) -> dict[str, Any]:
    """The same over facts in memory."""
    every = list(hearings)
    found = {
        "unknown_at_t24": [one.id for one in every if one.stood_a_day_before and not one.looked],
        "doubled_rooms": doubled(seen),
        "lost_hearings": [one.id for one in every if not (one.ended and one.why)],
        "rooms_left": sorted(seen[-1].rooms) if seen and seen[-1].final else ["no last look at the providers"],
    }
    figures = {name: len(ids) for name, ids in found.items()}
    offenders = {name: sorted(ids) for name, ids in found.items() if ids}
    afar = [one for one in every if one.mode != "in_person"]
    counts = {"hearings": len(every), "hearings_afar": len(afar), "looks_at_rooms": len(seen),
              "stood_at_t24": sum(one.stood_a_day_before for one in every)}  # fmt: skip
    return figures | counts | {"offenders": offenders}


def doubled(seen: Iterable[Seen]) -> list[str]:
    """Hearings with two rows, or with two rooms for longer than a failover takes, or with two at the end."""
    found, since = set[str](), dict[str, float]()
    for moment in seen:
        two = {hearing for hearing, count in moment.rooms.items() if count > 1}
        since = {hearing: since.get(hearing, moment.at) for hearing in two}
        late = {hearing for hearing in two if moment.final or moment.at - since[hearing] > PATIENCE_SECONDS}
        found |= late | {hearing for hearing, count in moment.rows.items() if count > 1}
    return sorted(found)


def completed_of(evidence: Evidence) -> Completed:
    """Which processes of hearings the engine knows to have come to their end."""
    return lambda hearing_ids: asyncio.run(_completed(evidence, hearing_ids))


def _with_rows(evidence: Evidence, told: list[Hearing], completed: set[str]) -> list[Hearing]:
    """The same hearings, with what their rows say became of them."""
    with psycopg.connect(evidence.database_url) as link:
        looked = {row[0] for row in link.execute(LOOKS)}
        kept = {row[0]: (row[1], row[2]) for row in link.execute(BOOKINGS)}
        quiet = {row[0] for row in link.execute(PROCESSES) if row[1]}
    return [
        replace(one, looked=one.id in looked, ended=one.id in quiet & completed, why=_why(*kept.get(one.id, ("", ""))))
        for one in told
    ]


def _why(status: str, why: str) -> str:
    return why if status == "released" else ""


def told_by(contests: Iterable[Contest]) -> list[Hearing]:
    """The hearings that contests tell of: each from the event that first names it to the one that does not any more."""
    found = dict[str, Hearing]()
    for contest in contests:
        open_one = ""
        for event in contest.events:
            said = (event.facts or {}).get("standing", {}).get("hearing") or {}
            now = str(said.get("hearing_id", ""))
            if open_one and now != open_one:
                found[open_one] = replace(found[open_one], until=event.at)
            if now and now not in found:
                starts_at = datetime.fromisoformat(str(said["starts_at"]))
                found[now] = Hearing(now, contest.id, str(said["mode"]), starts_at, event.at)
            open_one = now
    return list(found.values())


async def _completed(evidence: Evidence, hearing_ids: list[str]) -> set[str]:
    client, gate = await connect(evidence), asyncio.Semaphore(40)

    async def ask(hearing_id: str) -> tuple[str, bool]:
        async with gate:
            return hearing_id, await _has_completed(client, hearing_id)

    return {one for one, ended in await asyncio.gather(*map(ask, hearing_ids)) if ended}


async def _has_completed(client: Client, hearing_id: str) -> bool:
    try:
        described = await client.get_workflow_handle(f"hearing-{hearing_id}").describe()
    except RPCError:
        return False
    return described.status is WorkflowExecutionStatus.COMPLETED


def _attempts(evidence: Evidence) -> dict[str, int]:
    """How many rooms there were, calls that failed, rooms made at more than one provider, and rooms of our own."""
    with psycopg.connect(evidence.database_url) as link:
        row = link.execute(ATTEMPTS).fetchone() or (0, 0, 0, 0)
    return dict(zip(("rooms", "calls_failed", "rooms_moved", "rooms_ours"), row, strict=True))
