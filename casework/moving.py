"""A hearing moved by the defence, where the regime leaves it free to: a free slot is held, then made the hearing."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework import acting, reading
from casework.acting import Accepted, Request, act_id_of
from casework.doors import Doors, entering
from casework.hearings import HOLD, LOOK_AHEAD
from casework.reading import CaseFile
from db import hearings, own_hearings
from db.hearings import Held
from db.own_hearings import Reach, Reachable
from domain import policy
from domain.case_ids import CONTEST, keyed_id, well_formed
from domain.clock import expires_at, local_date, local_midnight
from domain.contest_errors import SlotTaken
from domain.errors import CaseError, Forbidden, IdempotencyKeyReused, IllegalTransition, NotFound
from domain.events import Receipt
from domain.hearing_acts import MoveHearing
from domain.people import Actor

ACT: Final = MoveHearing.action


@dataclass(frozen=True)
class Choice:
    """A case whose hearing may be moved, and the free slots that suit it, soonest first."""

    file: CaseFile
    slots: list[Reachable]


async def choice(doors: Doors, actor: Actor, case_id: str, first: date | None = None) -> Choice:
    """Where an own hearing could go, from a local day on (tomorrow without one).

    Raises NotFound, Forbidden, IllegalTransition where nothing is set.
    """
    file, now = await _movable(doors, actor, case_id), await doors.clock.now()
    first = max(first or local_date(now), local_date(now) + timedelta(days=1))
    needs, conflicts = (file.standing or {})["needs"], (file.standing or {})["conflicts"]
    reach = Reach(local_midnight(first), expires_at(first + LOOK_AHEAD), needs["language"], needs["mode"], conflicts)
    async with entering(doors, actor) as session:
        return Choice(file, await own_hearings.reachable(session, reach, now))


async def move(doors: Doors, actor: Actor, case_id: str, slot_id: str, request: Request) -> Receipt | Accepted:
    """Move an own hearing to a slot, once a client's key; refused, the slot goes back.

    Raises NotFound, Forbidden, IllegalTransition, SlotTaken when somebody was first, and what the case refuses it for.
    """
    booking_id = keyed_id(doors.secret, "hearing", act_id_of(doors, actor, f"{request.key}-hold"))
    held = await _already(doors, actor, booking_id)
    if held is None:
        held = await _hold(doors, actor, await _movable(doors, actor, case_id), slot_id, booking_id)
    if (held.case_id, held.slot_id) != (case_id, slot_id):
        raise IdempotencyKeyReused
    named = Request(ACT, {"hold": held.hearing.hearing_id}, request.key, request.expects)
    try:
        return await acting.act_on_case(doors, actor, case_id, named)
    except CaseError:
        await _give_back(doors, actor, held)
        raise


async def _movable(doors: Doors, actor: Actor, case_id: str) -> CaseFile:
    file = await reading.case_file(doors, actor, case_id)
    row, standing = file.row, file.standing or {}
    if row.procedure != CONTEST or not policy.may(actor, ACT, owner=row.owner, borough=row.borough):
        raise Forbidden(act=ACT)
    if not standing.get("hearing"):
        raise IllegalTransition(state=row.state, act=ACT)
    if not standing.get("may_move"):
        raise Forbidden(act=ACT)
    return file


async def _already(doors: Doors, actor: Actor, booking_id: str) -> Held | None:
    """The hold of the same request sent before."""
    async with entering(doors, actor) as session:
        return await own_hearings.find(session, booking_id)


async def _hold(doors: Doors, actor: Actor, file: CaseFile, slot_id: str, booking_id: str) -> Held:
    if not well_formed(slot_id):
        raise NotFound
    now = await doors.clock.now()
    values: dict[str, Any] = {
        "id": booking_id, "slot_id": slot_id, "case_id": file.row.id, "now": now, "held_until": now + HOLD,
        "interpreter": (file.standing or {})["needs"]["interpreter"],
    }  # fmt: skip
    async with entering(doors, actor) as session:
        return await _taken(session, values)


async def _taken(session: AsyncSession, values: dict[str, Any]) -> Held:
    await own_hearings.hold(session, values)
    held = await own_hearings.find(session, values["id"])
    if held is None:
        raise SlotTaken(why="slot")
    return held


async def _give_back(doors: Doors, actor: Actor, held: Held) -> None:
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        await hearings.release(session, held.hearing.hearing_id, "given-back", now)
