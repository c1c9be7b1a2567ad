"""Holds and destructions: who may, what is refused, and what each person is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from activities import retention
from activities.retention import Kept
from casework.acting import act_id_of
from casework.doors import Doors, entering
from db import cases, closed_cases, destructions, holds, people
from db.ciphertext import decrypt, encrypt
from db.destructions import Approval, ListRow
from db.holds import HoldRow
from domain import policy
from domain.case_ids import keyed_id, well_formed
from domain.clock import LOCAL, local_date
from domain.errors import AlreadyListed, CaseError, Forbidden, Invalid, NotApproved, NotFound, TextTooLong
from domain.people import Actor, Role
from domain.retention import PERMANENT, before

MOST_LISTED: Final = 500
APPROVALS: Final = 2
LONGEST: Final = 4_000  # characters of a reason
MARGIN: Final = timedelta(days=4)


@dataclass(frozen=True)
class Hold:
    """A hold in clear, for whoever may place one."""

    row: HoldRow
    reason: str
    lift_reason: str


async def place_hold(doors: Doors, actor: Actor, case_id: str, reason: str, key: str) -> Hold:
    """Forbid the destruction of a case, once a client's key. Raises NotFound, Erased, Forbidden, Invalid."""
    at, hold_id = await doors.clock.now(), keyed_id(doors.secret, "hold", case_id, act_id_of(doors, actor, key))
    async with entering(doors, actor) as session:
        await _allowed(session, actor, case_id, "place_hold")
        await holds.one_at_a_time(session, case_id)
        await _allowed(session, actor, case_id, "place_hold")  # again: it may have been erased while we waited
        if await holds.find(session, case_id, hold_id) is None:
            secret = await doors.keys.of_case(case_id)
            sealed = encrypt(secret, f"{case_id}/hold/{hold_id}", _required(reason))
            await holds.add(session, HoldRow(hold_id, case_id, sealed, actor.id, at))
    return await _hold(doors, actor, case_id, hold_id)


async def lift_hold(doors: Doors, actor: Actor, case_id: str, hold_id: str, reason: str) -> Hold:
    """End a hold; lifted already, it stays as it was. Raises NotFound, Erased, Forbidden, Invalid."""
    at = await doors.clock.now()
    async with entering(doors, actor) as session:
        await _allowed(session, actor, case_id, "lift_hold")
        if await holds.find(session, case_id, hold_id) is None:
            raise NotFound
        key = await doors.keys.of_case(case_id)
        sealed = encrypt(key, f"{case_id}/lift/{hold_id}", _required(reason))
        await holds.lift(session, hold_id, actor.id, at, sealed)
    return await _hold(doors, actor, case_id, hold_id)


async def holds_of(doors: Doors, actor: Actor, case_id: str) -> list[Hold]:
    """The holds of a case, lifted ones too. Raises NotFound, Erased, Forbidden."""
    async with entering(doors, actor) as session:
        await _allowed(session, actor, case_id, "place_hold")
        rows = await holds.of_case(session, case_id)
    key = await doors.keys.of_case(case_id)
    return [
        Hold(
            row,
            decrypt(key, f"{case_id}/hold/{row.id}", row.reason),
            decrypt(key, f"{case_id}/lift/{row.id}", row.lift_reason) if row.lift_reason else "",
        )
        for row in rows
    ]


async def due(doors: Doors, actor: Actor, most: int = MOST_LISTED) -> list[Kept]:
    """Closed cases whose time is over, longest closed first, held ones too. Raises Forbidden."""
    _at_desk(actor, "approve_destruction")
    today, found = local_date(await doors.clock.now()), list[Kept]()
    async with entering(doors, actor) as session:
        after = (closed_cases.START, "")
        while page := await closed_cases.closed_before(session, _latest(doors, today), after):
            judged = [retention.kept(doors.catalogue, one) for one in page]
            found += [one for one in judged if one.due_on is not None and one.due_on <= today]
            if len(found) >= most:
                break
            after = (page[-1].last_at, page[-1].case_id)
    return found[:most]


async def propose(doors: Doors, actor: Actor, case_ids: Sequence[str], key: str) -> ListRow:
    """List cases for destruction, once a client's key; all are due and free, or none is listed.

    Raises what forbids one of them, AlreadyListed.
    """
    _at_desk(actor, "destroy")
    if not 1 <= len(set(case_ids)) <= MOST_LISTED:
        raise Invalid({"cases": "too-many" if case_ids else "too-short"})
    now, list_id = await doors.clock.now(), keyed_id(doors.secret, "destruction", act_id_of(doors, actor, key))
    async with entering(doors, actor) as session:
        await destructions.one_at_a_time(session)
        if found := await destructions.find(session, list_id):
            return found
        wanted = sorted(set(case_ids))
        listed = [await retention.judge(session, doors.catalogue, _an_id(one), local_date(now)) for one in wanted]
        if await destructions.taken(session, wanted):
            raise AlreadyListed
        await destructions.propose(session, list_id, doors.catalogue.retention.version, listed, actor.id, now)
    return await find(doors, actor, list_id)


async def approve(doors: Doors, actor: Actor, list_id: str) -> ListRow:
    """One person's approval, once; a director approves what lies wholly in their borough.

    Raises NotFound, Forbidden, AlreadyListed for a list that was ordered.
    """
    found, now = await find(doors, actor, list_id), await doors.clock.now()
    if actor.role is not Role.ADMINISTRATOR and len(found.listed) != found.cases:
        raise Forbidden(act="approve_destruction")
    if any(one.person == actor.id for one in found.approvals):
        return found
    if found.status != "proposed":
        raise AlreadyListed
    async with entering(doors, actor) as session:
        await destructions.approve(session, list_id, Approval(actor.id, actor.role, now))
    return await find(doors, actor, list_id)


async def order(doors: Doors, actor: Actor, list_id: str) -> ListRow:
    """Have an approved list destroyed; ordered twice, it is ordered once. Raises NotApproved, what forbids a case."""
    _at_desk(actor, "destroy")
    found, now = await find(doors, actor, list_id), await doors.clock.now()
    if found.status != "proposed":
        return found
    if len(found.approvals) < APPROVALS:
        raise NotApproved(given=len(found.approvals))
    async with entering(doors, actor) as session:
        for one in found.listed:
            await retention.judge(session, doors.catalogue, one.case_id, local_date(now))
        await destructions.order(session, list_id, actor.id, now)
    return await find(doors, actor, list_id)


async def list_of(doors: Doors, actor: Actor, case_ids: Sequence[str]) -> ListRow:
    """The list that holds exactly these cases. Raises what forbids one of them, NotApproved when none does."""
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        for case_id in case_ids:
            await retention.judge(session, doors.catalogue, _an_id(case_id), local_date(now))
    wanted = set(case_ids)
    found = [one for one in await every(doors, actor) if {case.case_id for case in one.listed} == wanted]
    if not found:
        raise NotApproved(given=0)
    return found[0]


async def find(doors: Doors, actor: Actor, list_id: str) -> ListRow:
    """One list. Raises NotFound, Forbidden."""
    _at_desk(actor, "approve_destruction")
    async with entering(doors, actor) as session:
        found = await destructions.find(session, list_id) if well_formed(list_id) else None
    if found is None or not found.listed:
        raise NotFound
    return found


async def every(doors: Doors, actor: Actor) -> list[ListRow]:
    """Every list of which the person may see a case, latest first. Raises Forbidden."""
    _at_desk(actor, "approve_destruction")
    async with entering(doors, actor) as session:
        return [one for one in await destructions.every(session) if one.listed]


async def names(doors: Doors, actor: Actor, accounts: Iterable[str | None]) -> dict[str, str]:
    """The names of those who proposed, approved and ordered, by account. Raises Forbidden."""
    _at_desk(actor, "approve_destruction")
    async with entering(doors, actor) as session:
        found = [await people.by_id(session, one) for one in sorted({one for one in accounts if one})]
    return {one.actor.id: one.name for one in found if one}


async def certificate(doors: Doors, actor: Actor, list_id: str) -> bytes:
    """The sealed certificate of a list that was carried out. Raises NotFound, Forbidden."""
    found = await find(doors, actor, list_id)
    if found.certificate_key is None:
        raise NotFound
    return await doors.store.get(found.certificate_key)


def held_by(kept: Kept, today: datetime) -> str:
    """The code of what forbids the destruction of a case; empty when nothing does."""
    try:
        retention.refuse(kept, local_date(today))
    except CaseError as refusal:
        return refusal.code
    return ""


async def _hold(doors: Doors, actor: Actor, case_id: str, hold_id: str) -> Hold:
    return next(hold for hold in await holds_of(doors, actor, case_id) if hold.row.id == hold_id)


async def _allowed(session: AsyncSession, actor: Actor, case_id: str, act: str) -> None:
    row = await cases.find(session, case_id) if well_formed(case_id) else None
    if row is None:
        raise NotFound
    if not policy.may(actor, act, owner=row.owner, borough=row.borough):
        raise Forbidden(act=act)


def _at_desk(actor: Actor, act: str) -> None:
    if not policy.may_at_desk(actor, act):
        raise Forbidden(act=act)


def _required(reason: str) -> str:
    if not reason.strip():
        raise Invalid({"reason": "required"})
    if len(reason) > LONGEST:
        raise TextTooLong({"reason": "too-long"})
    return reason.strip()


def _an_id(case_id: str) -> str:
    if not well_formed(case_id):
        raise NotFound
    return case_id


def _latest(doors: Doors, today: date) -> datetime:
    """An instant that no case closed after which is due today, by the shortest period; months differ by days."""
    periods = [rule.keep for rule in doors.catalogue.retention.rules if rule.keep != PERMANENT]
    days = [before(today, period) for period in periods]
    latest = max(days, default=None)
    return datetime.combine(latest + MARGIN, datetime.min.time(), LOCAL) if latest else closed_cases.START
