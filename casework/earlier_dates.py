"""An earlier date: asked for, offered when a slot comes free, taken or declined by the defence; the court's log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework import access, acting
from casework.acting import Accepted, Request
from casework.doors import Doors, entering
from casework.hearings import allow_at_court, case_of
from db import offers_of_dates, own_hearings
from db.cases import CaseRow
from db.hearings import Held
from db.offers_of_dates import Considered, LogLine
from domain import policy
from domain.case_ids import CONTEST, well_formed
from domain.errors import Forbidden, IllegalTransition, Invalid, NotFound
from domain.events import Receipt
from domain.hearing_acts import TakeOffer
from domain.offering import OPEN, Wish
from domain.people import Actor

ACT: Final = TakeOffer.action
MOST_NOTICE: Final = 90  # days between being told and coming, at most
MOST_LINES: Final = 200


@dataclass(frozen=True)
class Offer:
    """A date that is offered now, and the slot held for it."""

    row: Considered
    held: Held


@dataclass(frozen=True)
class Standing:
    """What a case asked for, and what it is offered."""

    case: CaseRow
    wish: Wish | None
    offer: Offer | None


async def standing(doors: Doors, actor: Actor, case_id: str) -> Standing:
    """What stands for an own case. Raises NotFound, Forbidden."""
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        case = await _own(session, actor, case_id)
        await access.note(session, actor, [case_id], now)
        return await _standing(session, case)


async def ask(doors: Doors, actor: Actor, case_id: str, notice_days: int) -> Standing:
    """Wait for an earlier date; the place in the line is that of the first asking.

    Raises NotFound, Forbidden, Invalid, IllegalTransition for a case that waits for no hearing.
    """
    if not 1 <= notice_days <= MOST_NOTICE:
        raise Invalid({"notice_days": "out-of-range"})
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        case = await _own(session, actor, case_id)
        if case.state not in OPEN:
            raise IllegalTransition(state=case.state, act=ACT)
        await offers_of_dates.one_at_a_time(session)
        wish = await offers_of_dates.wish_of(session, case_id)
        if wish is None or wish.notice_days != notice_days:
            await offers_of_dates.add_wish(session, case_id, "asked", notice_days, actor.id, now)
        return await _standing(session, case)


async def end(doors: Doors, actor: Actor, case_id: str) -> Standing:
    """Wait for no earlier date any more; an offer that stands is declined. Raises NotFound, Forbidden."""
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        case = await _own(session, actor, case_id)
        await offers_of_dates.one_at_a_time(session)
        if offer := await offers_of_dates.open_offer(session, case_id):
            await _decline(session, offer, now)
        if await offers_of_dates.wish_of(session, case_id):
            await offers_of_dates.add_wish(session, case_id, "ended", 0, actor.id, now)
        return await _standing(session, case)


async def take(doors: Doors, actor: Actor, case_id: str, offer_id: str, request: Request) -> Receipt | Accepted:
    """Make the offered date the hearing's, once the request's key; the old slot goes to the next in turn.

    Raises NotFound, Forbidden, SlotTaken for an offer that is over, and what the case refuses it for.
    """
    async with entering(doors, actor) as session:
        await _own(session, actor, case_id)
        offer = await _offer(session, case_id, offer_id)
    named = Request(ACT, {"hold": offer.booking_id}, request.key, request.expects)
    return await acting.act_on_case(doors, actor, case_id, named)


async def decline(doors: Doors, actor: Actor, case_id: str, offer_id: str) -> Standing:
    """Leave an offered date to the next in turn; the wish stands. Raises NotFound, Forbidden."""
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        case = await _own(session, actor, case_id)
        await _decline(session, await _offer(session, case_id, offer_id), now)
        return await _standing(session, case)


async def log(doors: Doors, actor: Actor) -> list[LogLine]:
    """The last turns of every slot that came free, latest first, for the court. Raises Forbidden."""
    allow_at_court(actor, "read_sittings")
    async with entering(doors, actor) as session:
        return await offers_of_dates.log(session, MOST_LINES)


async def _decline(session: AsyncSession, offer: Considered, now: datetime) -> None:
    if await offers_of_dates.answer(session, offer.id, "declined", now) and offer.booking_id:
        await offers_of_dates.let_go(session, offer.booking_id, "declined", now)


async def _standing(session: AsyncSession, case: CaseRow) -> Standing:
    row = await offers_of_dates.open_offer(session, case.id)
    held = await own_hearings.find(session, row.booking_id) if row and row.booking_id else None
    offer = Offer(row, held) if row and held and held.status == "held" else None
    return Standing(case, await offers_of_dates.wish_of(session, case.id), offer)


async def _offer(session: AsyncSession, case_id: str, offer_id: str) -> Considered:
    found = await offers_of_dates.find(session, offer_id) if well_formed(offer_id) else None
    if found is None or found.case_id != case_id:
        raise NotFound
    return found


async def _own(session: AsyncSession, actor: Actor, case_id: str) -> CaseRow:
    """A contest of which the person is the defence."""
    case = await case_of(session, case_id)
    if case.procedure != CONTEST or not policy.may(actor, ACT, owner=case.owner, borough=case.borough):
        raise Forbidden(act=ACT)
    return case
