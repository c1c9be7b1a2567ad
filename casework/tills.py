"""A borough's till: opened once a day with its float, counted against the ledger, signed, closed for ever."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from casework.doors import Doors, entering
from db import tills
from db.tills import Amounts, Closing, Taking, Till
from domain import policy
from domain.clock import local_date, local_midnight
from domain.errors import Forbidden, Invalid, InvalidAmount, NotFound
from domain.people import Actor, Role
from domain.till_errors import TillAlreadyOpen, TillBusy, TillNotOpen


@dataclass(frozen=True)
class TillFile:
    """A till with its receipts, and what it should hold; `may_close` says whether this reader may close it now."""

    till: Till
    takings: list[Taking]
    expected: Amounts
    may_close: bool


async def open_till(doors: Doors, actor: Actor, borough: str, float_cents: int) -> Till:
    """Open today's till of one of the person's boroughs; opened again alike by the same person, it is the same one.

    Raises Forbidden, NotFound for another borough, InvalidAmount, TillAlreadyOpen.
    """
    _allow(actor, "open_till", borough)
    if float_cents < 0:
        raise InvalidAmount({"float_cents": "invalid-amount"})
    now = await doors.clock.now()
    till = Till(borough, local_date(now), actor.id, now, float_cents)
    async with entering(doors, actor) as session:
        there = await tills.find(session, borough, till.day) or await _open(session, till)
    if there.closing or (there.opened_by, there.float_cents) != (actor.id, float_cents):
        raise TillAlreadyOpen
    return there


async def list_tills(doors: Doors, actor: Actor) -> list[Till]:
    """The latest tills that the person may see. Raises Forbidden."""
    _allow(actor, "read_till")
    async with entering(doors, actor) as session:
        return await tills.latest(session)


async def read_till(doors: Doors, actor: Actor, borough: str, day: date) -> TillFile:
    """One till, its receipts and what it should hold. Raises Forbidden, NotFound."""
    _allow(actor, "read_till")
    async with entering(doors, actor) as session:
        till = await tills.find(session, borough, day)
        if till is None:
            raise NotFound
        taken = await _taken(session, borough, day)
    may_close = till.closing is None and policy.may_at_desk(actor, "close_till") and borough in actor.boroughs
    expected = till.closing.expected if till.closing else expected_of(till, taken)
    return TillFile(till, taken, expected, may_close)


async def close_till(doors: Doors, actor: Actor, borough: str, day: date, count: tuple[Amounts, str]) -> Till:
    """Close a till with what was counted and the reason of a difference; whoever closes it signs for it.

    Raises Forbidden, NotFound, TillNotOpen when it is closed already, TillBusy while a payment is being recorded,
    Invalid when a difference has no reason.
    """
    _allow(actor, "close_till", borough)
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        till = await tills.find(session, borough, day, lock="update")
        if till is None:
            raise NotFound
        if till.closing is not None:
            raise TillNotOpen
        if await tills.under_way(session, borough):
            raise TillBusy
        closing = _closing(till, await _taken(session, borough, day), count, actor, now)
        await tills.close_day(session, till, closing)
    return Till(till.borough, till.day, till.opened_by, till.opened_at, till.float_cents, closing)


async def require_open(session: AsyncSession, borough: str, day: date) -> None:
    """Keep a borough's till open until this transaction ends: money is taken at the counter. Raises TillNotOpen."""
    till = await tills.find(session, borough, day, lock="share")
    if till is None or till.closing is not None:
        raise TillNotOpen


def expected_of(till: Till, taken: list[Taking]) -> Amounts:
    """What a till should hold: its float and its cash, its cheques, its terminal slips, in cents."""

    def of(method: str) -> int:
        return sum(one.cents for one in taken if one.method == method)

    return Amounts(till.float_cents + of("cash"), of("cheque"), of("terminal"))


def _closing(till: Till, taken: list[Taking], count: tuple[Amounts, str], actor: Actor, now: datetime) -> Closing:
    counted, reason = count[0], count[1].strip()
    if min(counted.cash, counted.cheque, counted.terminal) < 0:
        raise InvalidAmount({"cash_cents": "invalid-amount"})
    expected = expected_of(till, taken)
    if counted != expected and not reason:
        raise Invalid({"reason": "required"})
    return Closing(expected, counted, counted.total - expected.total, reason, actor.id, "", now)


async def _open(session: AsyncSession, till: Till) -> Till:
    try:
        async with session.begin_nested():
            await tills.open_day(session, till)
    except IntegrityError as taken:
        raise TillAlreadyOpen from taken
    return till


async def _taken(session: AsyncSession, borough: str, day: date) -> list[Taking]:
    return await tills.takings(session, borough, local_midnight(day), local_midnight(day + timedelta(days=1)))


def _allow(actor: Actor, action: str, borough: str = "") -> None:
    if not policy.may_at_desk(actor, action):
        raise Forbidden(act=action)
    if borough and borough not in actor.boroughs and actor.role is not Role.ADMINISTRATOR:
        raise NotFound
