"""The bank's statements and what we believe was settled, side by side."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from db.money_models import BankLine, BankStatement
from domain.clock import local_date, local_midnight
from domain.reconciliation import Line, Settlement

SETTLED = text("""
SELECT payment_id, cents, captured_at AS at, '' AS key FROM payments
WHERE captured_at >= :start AND captured_at < :end
UNION ALL
SELECT payment_id, -cents, done_at, key FROM refunds WHERE done_at >= :start AND done_at < :end
ORDER BY at, payment_id, key
""")


class OtherContent(Exception):
    """A statement or a line that was imported before, with another content."""


async def keep_statement(session: AsyncSession, row: dict[str, Any], lines: Sequence[Line], now: datetime) -> int:
    """Keep a statement and its lines; how many lines are new. Raises OtherContent when what is kept says otherwise."""
    values = row | {"imported_at": now}
    await session.execute(insert(BankStatement).values(**values).on_conflict_do_nothing())
    kept = await session.get_one(BankStatement, row["id"], populate_existing=True)
    if (kept.account, kept.from_day, kept.until_day) != (row["account"], row["from_day"], row["until_day"]):
        raise OtherContent(f"statement {row['id']} was imported for another account or other days")
    there = {line.line: line for line in await lines_of(session, row["id"])}
    changed = [line.line for line in lines if line.line in there and there[line.line] != line]
    if changed:
        raise OtherContent(f"line {changed[0]} of statement {row['id']} was imported with another content")
    new = [asdict(line) for line in lines if line.line not in there]
    if new:
        await session.execute(insert(BankLine).on_conflict_do_nothing(), new)
    return len(new)


async def lines_of(session: AsyncSession, statement_id: str) -> list[Line]:
    """The lines of a statement, in order."""
    query = select(BankLine).where(BankLine.statement_id == statement_id).order_by(BankLine.line)
    return [_line(row) for row in (await session.execute(query)).scalars()]


async def lines_between(session: AsyncSession, first: date, last: date) -> list[Line]:
    """Every line booked from one local day to another, both counted."""
    query = select(BankLine).where(BankLine.day >= first, BankLine.day <= last).order_by(BankLine.day)
    return [_line(row) for row in (await session.execute(query)).scalars()]


async def settled_between(session: AsyncSession, first: date, last: date) -> list[Settlement]:
    """What gateways took and gave back from one local day to another, both counted."""
    bounds = {"start": local_midnight(first), "end": local_midnight(last + timedelta(days=1))}
    rows = await session.execute(SETTLED, bounds)
    return [Settlement(row.payment_id, row.cents, local_date(row.at), row.key) for row in rows]


def _line(row: BankLine) -> Line:
    return Line(row.statement_id, row.line, row.day, row.cents, row.reference)
