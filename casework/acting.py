"""One act of one person: stored as received, delivered once, answered the same however often it is sent."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from casework import slots
from casework.content import checked
from casework.delivery import CaseClosed, NotYet, deliver, is_filing
from casework.doors import Doors, entering, unattended
from casework.kinds import ACTS, taken_by
from casework.paid_online import look_at_the_payment
from casework.refusals import from_data
from db import cases, received
from db.cases import CaseRow
from db.ciphertext import decrypt, encrypt
from db.received import LEASE, Received
from domain import policy
from domain.acts import Act
from domain.case_ids import PERMIT, keyed_id, well_formed, workflow_of
from domain.chain import content_hash
from domain.errors import (
    CaseError,
    Forbidden,
    IdempotencyKeyMissing,
    IdempotencyKeyReused,
    IllegalTransition,
    NotFound,
    PreconditionFailed,
    PreconditionRequired,
    RequestInProgress,
    TemporarilyUnavailable,
)
from domain.events import Receipt
from domain.people import Actor
from domain.refusal_data import as_data


@dataclass(frozen=True)
class Accepted:
    """The act is stored and on its way: ask again under its id (202)."""

    act_id: str
    case_id: str


@dataclass(frozen=True)
class Request:
    """What a person asks to be done: an act's own fields, the client's key, and the copy that was read."""

    action: str
    content: dict[str, Any]
    key: str
    expects: int | None = None


@dataclass(frozen=True)
class Stamp:
    """What the door puts on a request: the act's id, who sent it, and when it was received."""

    act_id: str
    by: Actor
    at: datetime


async def act_on_case(doors: Doors, actor: Actor, case_id: str, request: Request) -> Receipt | Accepted:
    """Do one act to one case. Raises a CaseError when it is refused; nothing is half done."""
    stamp = await stamp_of(doors, actor, request.key)
    act: Act | None = None
    async with entering(doors, actor) as session:
        case = await open_to(session, actor, case_id, request)
        again = await received.by_key(session, actor.id, request.key)
        if again is None:
            act = await act_of(doors, session, case, request, stamp)
            await slots.take(session, act)  # a hold does not lapse under a hearing that is on its way
            again = await keep(doors, session, act, case_id, request)
    if again is not None:
        return await answer_again(doors, actor, again, fingerprint(request, case_id))
    assert act is not None
    return await hand_over(doors, actor, act, case_id, case.procedure)


async def stamp_of(doors: Doors, actor: Actor, key: str) -> Stamp:
    """The stamp of a request that is received now. Raises IdempotencyKeyMissing."""
    return Stamp(act_id_of(doors, actor, key), actor, await doors.clock.now())


async def open_to(session: AsyncSession, actor: Actor, case_id: str, request: Request) -> CaseRow:
    """The case, if the person may do this to it. Raises NotFound, Forbidden, IllegalTransition."""
    kind = ACTS[request.action].action
    case = await cases.find(session, case_id) if well_formed(case_id) else None
    if case is None:
        raise NotFound
    _allow(actor, kind, case)
    if not taken_by(case.procedure, request.action):
        raise IllegalTransition(state=case.state, act=kind)
    return case


async def act_of(doors: Doors, session: AsyncSession, case: CaseRow, request: Request, stamp: Stamp) -> Act:
    """The act that a request asks for, on the copy that was read. Raises PreconditionFailed, Invalid and the like."""
    _look_at_the_copy(request, case)
    look_at_the_payment(doors, stamp.by, case.service, ACTS[request.action].action)
    content = await checked(doors, session, case, request.action, request.content)
    who = {"act_id": stamp.act_id, "by": stamp.by, "received_at": stamp.at, "expects": request.expects}
    return adapter(request.action).validate_python(content | who)


async def keep(doors: Doors, session: Any, act: Act, case_id: str, request: Request) -> Received | None:
    """Store an act as received. Returns the earlier one when its key was taken meanwhile."""
    key = await doors.keys.of_case(case_id)
    body = encrypt(key, f"{case_id}/act/{act.act_id}", adapter(act.action).dump_python(act, mode="json"))
    row = Received(act.act_id, act.by.id, request.key, fingerprint(request, case_id), case_id, act.action, body,
                   act.received_at, datetime.now(UTC) + LEASE)  # fmt: skip
    if await received.store(session, row):
        return None
    return await received.by_key(session, act.by.id, request.key) or row


async def answer_again(doors: Doors, actor: Actor, earlier: Received, sent: str) -> Receipt | Accepted:
    """Answer a key that was seen before: the first answer, or the work taken up again under the same ids."""
    if earlier.request_sha256 != sent:
        raise IdempotencyKeyReused
    if earlier.status == "refused":
        raise from_data(earlier.refusal or {})
    if receipt := await _recorded(doors, actor, earlier.case_id, earlier.act_id):
        return receipt
    now = datetime.now(UTC)
    async with unattended(doors) as session:
        if not await received.take_lease(session, earlier.act_id, now):
            raise RequestInProgress(retry_after=max(1, int((earlier.lease_until - now).total_seconds())))
    return await hand_over(doors, actor, await opened(doors, earlier), earlier.case_id)


async def opened(doors: Doors, row: Received) -> Act:
    """The act that a row keeps."""
    key = await doors.keys.of_case(row.case_id)
    return adapter(row.action).validate_python(decrypt(key, f"{row.case_id}/act/{row.act_id}", row.body))


async def hand_over(doors: Doors, actor: Actor, act: Act, case_id: str, procedure: str = "") -> Receipt | Accepted:
    """Deliver a stored act, and keep what became of it."""
    workflow_id = workflow_of(procedure, case_id) if procedure else await _where(doors, actor, act, case_id)
    try:
        return await deliver(doors.temporal, workflow_id, act, doors.answer_seconds)
    except NotYet:
        return Accepted(act.act_id, case_id)
    except TemporarilyUnavailable:
        async with unattended(doors) as session:
            await received.let_go(session, act.act_id, datetime.now(UTC))
        raise
    except CaseClosed:
        return await _answer_from_the_record(doors, actor, act, case_id)
    except CaseError as refusal:
        await _mark(doors, act, "refused", as_data(refusal))
        await slots.give_back(doors, act)
        raise


async def status_of(doors: Doors, actor: Actor, act_id: str) -> Receipt | Accepted:
    """What became of an act that was answered 202."""
    async with unattended(doors) as session:
        row = await received.by_act(session, act_id, actor.id)
    if row is None:
        raise NotFound
    if row.status == "refused":
        raise from_data(row.refusal or {})
    return await _recorded(doors, actor, row.case_id, act_id) or Accepted(act_id, row.case_id)


def act_id_of(doors: Doors, actor: Actor, key: str) -> str:
    """The id of an act: made from who acts and the client's key, so that a retry is the same act."""
    if not 8 <= len(key) <= 200:
        raise IdempotencyKeyMissing({"Idempotency-Key": "required"})
    return keyed_id(doors.secret, "act", actor.id, key)


def fingerprint(request: Request, case_id: str) -> str:
    """What makes two requests under one key the same."""
    return content_hash({"action": request.action, "case": case_id, "content": request.content})


@cache
def adapter(action: str) -> TypeAdapter[Act]:
    """Reads and writes one kind of act."""
    return TypeAdapter(ACTS[action])


def _allow(actor: Actor, action: str, case: CaseRow) -> None:
    if not policy.may(actor, action, owner=case.owner, borough=case.borough):
        raise Forbidden(act=action)


def _look_at_the_copy(request: Request, case: CaseRow) -> None:
    if request.expects is None:
        raise PreconditionRequired
    if request.expects != case.seq:
        raise PreconditionFailed(expected=request.expects, actual=case.seq)


async def _where(doors: Doors, actor: Actor, act: Act, case_id: str) -> str:
    """The workflow of the act's case; a filing says itself which one it begins."""
    if is_filing(act):
        return ""
    async with entering(doors, actor) as session:
        procedure = await cases.procedure_of(session, case_id)
    return workflow_of(procedure or PERMIT, case_id)


async def _recorded(doors: Doors, actor: Actor, case_id: str, act_id: str) -> Receipt | None:
    async with entering(doors, actor) as session:
        return await cases.receipt_of_act(session, case_id, act_id)


async def _answer_from_the_record(doors: Doors, actor: Actor, act: Act, case_id: str) -> Receipt:
    async with entering(doors, actor) as session:
        if receipt := await cases.receipt_of_act(session, case_id, act.act_id):
            return receipt
        case = await cases.find(session, case_id)
        first = await cases.receipt_at(session, case_id, 1)
    if is_filing(act) and first is not None:
        await _mark(doors, act, "applied", None)
        return first
    refusal = IllegalTransition(state=case.state if case else "", act=act.action)
    await _mark(doors, act, "refused", as_data(refusal))
    raise refusal


async def _mark(doors: Doors, act: Act, status: str, refusal: dict[str, Any] | None) -> None:
    async with unattended(doors) as session:
        await received.mark(session, act.act_id, status, refusal)
