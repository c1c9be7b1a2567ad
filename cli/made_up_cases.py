"""Made-up cases loaded straight into a database, without a workflow: for what reads lists, at the size of a city."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

import psycopg

from catalogue.load import load
from domain import permit_states as states

# How a city's files stand: most are decided; of the open ones most wait for a clerk.
SHARES: Final[dict[str, int]] = {
    states.ISSUED: 34, states.EXPIRED: 14, states.REFUSED: 6, states.WITHDRAWN: 4, states.ABANDONED: 4,
    states.AWAITING_PAYMENT: 5, states.ADMISSIBILITY: 9, states.INFO_REQUESTED: 6, states.UNDER_REVIEW: 11,
    states.DECISION_READY: 4, states.APPROVED_TO_PAY: 3,
}  # fmt: skip
CASES: Final = (
    "id", "reference", "procedure", "service", "version", "borough", "owner", "language", "clock", "state", "seq",
    "head", "ended", "summary", "promised_on", "next_alarm_at", "filed_at", "updated_at",
)  # fmt: skip
TASKS: Final = (
    "case_id", "seq", "kind", "role", "borough", "owner", "service", "version", "state", "reference", "due_on",
    "opened_at", "done_at", "assigned_to", "assigned_at",
)  # fmt: skip
DEMO_CITIZENS: Final = tuple(f"citoyen-{rank}" for rank in range(1, 9))
TAKEN: Final = 0.5  # of the files that wait for a desk
NOTHING_TO_READ: Final = b"\0" * 600  # the size of a sealed application


@dataclass(frozen=True)
class MadeUp:
    """What was loaded: how many cases, and how many of them wait for somebody."""

    cases: int
    waiting: int


async def load_cases(
    owner_url: str,
    count: int,
    today: date,
    clerks: Sequence[str],
    *,
    owners: Sequence[str] = DEMO_CITIZENS,
    seed: int = 1,
) -> MadeUp:
    """Load `count` cases by COPY, drawn by lot from `seed`. `clerks` are accounts named `agent-BOROUGH…`."""
    drawn = list(_drawn(count, today, (clerks, owners), seed))
    waiting = [task for _, task in drawn if task is not None]
    async with await psycopg.AsyncConnection.connect(owner_url) as link:
        await copy_rows(link, "cases", CASES, (case for case, _ in drawn))
        await copy_rows(link, "tasks", TASKS, waiting)
        await link.commit()
        await link.set_autocommit(True)
        await link.execute("VACUUM ANALYZE cases")
        await link.execute("VACUUM ANALYZE tasks")
    return MadeUp(count, sum(task[TASKS.index("done_at")] is None for task in waiting))


async def copy_rows(link: Any, table: str, columns: Sequence[str], rows: Any) -> None:
    """Put rows into a table by COPY."""
    async with link.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            await copy.write_row(row)


def _drawn(
    count: int, today: date, people: tuple[Sequence[str], Sequence[str]], seed: int
) -> Iterator[tuple[tuple[Any, ...], Any]]:
    clerks, owners = people
    lot, catalogue = random.Random(seed), load()  # noqa: S311
    boroughs, services = [one.code for one in catalogue.boroughs], list(catalogue.services.values())
    desks = {code: [one for one in clerks if one.split("-")[1] == code.lower()] for code in boroughs}
    drawn_states = lot.choices(list(SHARES), list(SHARES.values()), k=count)
    for rank, state in enumerate(drawn_states, start=1):
        service, borough = lot.choice(services), lot.choice(boroughs)
        filed = datetime.combine(today, time(14), UTC) - timedelta(minutes=lot.randrange(60 * 24 * 365))
        case = _case(rank, state, filed, (service.code, service.version, borough, lot.choice(owners)))
        due = today + timedelta(days=lot.randint(-10, 60))
        yield case, _task(dict(zip(CASES, case, strict=True)), due, desks[borough], lot)


def _case(rank: int, state: str, filed: datetime, of: tuple[str, str, str, str]) -> tuple[Any, ...]:
    service, version, borough, owner = of
    case_id = f"{rank * 2_654_435_761 % 2**32:08x}{rank:024x}"
    check = 98 - (filed.year * 1_000_000_000 + rank * 100) % 97
    ended = state in states.TERMINAL
    return (
        case_id, f"P-{filed.year}-{rank:07d}-{check:02d}", "permit", service, version, borough, owner, "fr", "real",
        state, 3, "0" * 64, ended, NOTHING_TO_READ, None, None, filed, filed,
    )  # fmt: skip


def _task(case: dict[str, Any], due: date, desk: Sequence[str], lot: random.Random) -> tuple[Any, ...] | None:
    """The task of a case: open, or done where nothing waits any more."""
    waits = case["state"] in states.TASKS
    kind, role = states.TASKS.get(case["state"], ("decide", "clerk"))
    taken = lot.choice(desk) if waits and role != "citizen" and desk and lot.random() < TAKEN else None
    names = ("borough", "owner", "service", "version", "state", "reference")
    return (
        case["id"], 2, kind, role, *(case[name] for name in names), due, case["filed_at"],
        None if waits else case["filed_at"], taken, case["filed_at"] if taken else None,
    )  # fmt: skip
