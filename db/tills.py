"""The boroughs' tills: opened, counted, closed; what they should hold is summed from the ledger."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from db.door_models import Principal
from db.money_models import TillDay


@dataclass(frozen=True)
class Amounts:
    """Cash (with the float), cheques and terminal slips, in cents."""

    cash: int
    cheque: int
    terminal: int

    @property
    def total(self) -> int:
        """All three."""
        return self.cash + self.cheque + self.terminal


@dataclass(frozen=True)
class Closing:
    """How a till was closed: what should have been there, what was, who signed, and why they differ."""

    expected: Amounts
    counted: Amounts
    difference: int
    reason: str
    by: str
    by_name: str
    at: datetime


@dataclass(frozen=True)
class Till:
    """A borough's till on one day; `closing` is None while it is open."""

    borough: str
    day: date
    opened_by: str
    opened_at: datetime
    float_cents: int
    closing: Closing | None = None


@dataclass(frozen=True)
class Taking:
    """One receipt at a till (or money handed back, below nought), from the ledger."""

    case_id: str
    reference: str
    at: datetime
    method: str
    purpose: str
    cents: int


TAKINGS = text("""
SELECT l.case_id, c.reference, e.at, l.method, l.purpose,
       CASE WHEN l.debit = 'till' THEN l.cents ELSE -l.cents END AS cents
FROM ledger_entries l JOIN cases c ON c.id = l.case_id
JOIN case_events e ON e.case_id = l.case_id AND e.seq = l.seq
WHERE (l.debit = 'till' OR l.credit = 'till') AND c.borough = :borough AND e.at >= :start AND e.at < :end
ORDER BY e.at, l.case_id, l.seq, l.line
""")
UNDER_WAY = text("""
SELECT count(*) FROM acts_received a JOIN cases c ON c.id = a.case_id
WHERE a.status = 'received' AND a.action = 'take_payment' AND c.borough = :borough
""")


async def open_day(session: AsyncSession, till: Till) -> None:
    """Open a till; the day's key refuses a second one."""
    values = {name: value for name, value in vars(till).items() if name != "closing"}
    await session.execute(insert(TillDay).values(**values))


async def find(session: AsyncSession, borough: str, day: date, *, lock: str = "") -> Till | None:
    """A borough's till on a day. `lock`: `share` keeps it from being closed until the transaction ends, `update` is
    the closer's own."""
    query = select(TillDay, Principal.name).outerjoin(Principal, Principal.id == TillDay.closed_by)
    query = query.where(TillDay.borough == borough, TillDay.day == day)
    if lock:
        query = query.with_for_update(of=TillDay, read=lock == "share").execution_options(populate_existing=True)
    row = (await session.execute(query)).one_or_none()
    return _till(row[0], row[1]) if row else None


async def latest(session: AsyncSession, limit: int = 31) -> list[Till]:
    """The tills that the person may see, latest day first."""
    query = select(TillDay, Principal.name).outerjoin(Principal, Principal.id == TillDay.closed_by)
    query = query.order_by(TillDay.day.desc(), TillDay.borough).limit(limit)
    return [_till(row, name) for row, name in (await session.execute(query)).all()]


async def takings(session: AsyncSession, borough: str, start: datetime, end: datetime) -> list[Taking]:
    """What the ledger says a till took between two instants, in order."""
    rows = await session.execute(TAKINGS, {"borough": borough, "start": start, "end": end})
    return [Taking(row.case_id, row.reference, row.at, row.method, row.purpose, row.cents) for row in rows]


async def under_way(session: AsyncSession, borough: str) -> int:
    """Payments at the counter that a door received and the ledger does not have yet."""
    return (await session.execute(UNDER_WAY, {"borough": borough})).scalar_one()


async def close_day(session: AsyncSession, till: Till, closing: Closing) -> None:
    """Close a till for ever; the table itself lets nobody change it afterwards."""
    row = await session.get_one(TillDay, (till.borough, till.day))
    for name in ("cash", "cheque", "terminal"):
        setattr(row, f"expected_{name}_cents", getattr(closing.expected, name))
        setattr(row, f"counted_{name}_cents", getattr(closing.counted, name))
    row.difference_cents, row.reason = closing.difference, closing.reason
    row.closed_by, row.closed_at = closing.by, closing.at
    await session.flush()


def _till(row: TillDay, name: str | None) -> Till:
    closing = _closing(row, name or "") if row.closed_at is not None else None
    return Till(row.borough, row.day, row.opened_by, row.opened_at, row.float_cents, closing)


def _closing(row: Any, name: str) -> Closing:
    expected = Amounts(row.expected_cash_cents, row.expected_cheque_cents, row.expected_terminal_cents)
    counted = Amounts(row.counted_cash_cents, row.counted_cheque_cents, row.counted_terminal_cents)
    return Closing(expected, counted, row.difference_cents, row.reason, row.closed_by, name, row.closed_at)
