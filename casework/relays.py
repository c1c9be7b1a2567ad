"""What the city carries on by itself: the gateway's messages, acts whose door died, payments that nobody announced."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from casework import slots
from casework.acting import opened
from casework.delivery import CaseClosed, NotYet, deliver
from casework.doors import Doors, unattended
from db import breaches, cases, drafts, faults, payments, received
from db.payments import Message, OpenedPayment
from db.received import Received
from domain.acts import CapturePayment, FilePermit
from domain.case_ids import PERMIT, workflow_of
from domain.clock import local_date
from domain.contest_acts import ServeStatement
from domain.errors import CaseError, TemporarilyUnavailable
from domain.people import SYSTEM
from domain.ports import GatewayPayment
from domain.refusal_data import as_data
from domain.settlement import Known, Settle, settle

log = logging.getLogger("guichet.relays")
# The kinds that make us look: the sandbox gateway's, then Stripe's. What they say is never believed.
ABOUT_PAYMENTS = frozenset({
    "payment.created", "payment.captured", "payment.refunded", "payment.voided",
    "payment_intent.created", "payment_intent.succeeded", "payment_intent.canceled", "payment_intent.processing",
    "payment_intent.payment_failed", "payment_intent.requires_action", "charge.succeeded", "charge.captured",
    "charge.updated", "charge.refunded", "refund.created", "refund.updated", "refund.failed",
})  # fmt: skip
FILINGS = (FilePermit.action, ServeStatement.action)
FOR_A_PERSON = frozenset({"charge.dispute.created"})
AT_ONCE = 20  # reads of the gateway side by side; with 200 a round and a round each 5 s, 12,000 in five minutes
DROP_AFTER = timedelta(days=90)


async def relay_messages(doors: Doors, now: datetime) -> int:
    """Turn the gateway's messages into updates of their cases, each once; how many were looked at."""
    async with unattended(doors) as session:
        messages = await payments.messages_to_relay(session, now)
    await asyncio.gather(*(_settle(doors, message, now) for message in messages))
    return len(messages)


async def _settle(doors: Doors, message: Message, now: datetime) -> None:
    status = await _relay(doors, message)
    async with unattended(doors) as session:
        if message.type in FOR_A_PERSON:
            await faults.raise_fault(session, "gateway-dispute", None, message.event_id, now)
        if status:
            await payments.settle_message(session, message, status)
        else:
            await payments.try_again(session, message, now)


async def _relay(doors: Doors, message: Message) -> str:
    """What became of a message; nothing when it must be tried again."""
    payment_id = str(message.body.get("payment_id", ""))
    if message.type not in ABOUT_PAYMENTS or message.provider != doors.gateway.provider or not payment_id:
        return "ignored"
    return await look_at(doors, payment_id)


async def look_at(doors: Doors, payment_id: str) -> str:
    """Ask the gateway how a payment stands and do what follows: done, unmatched, or nothing when it must be redone."""
    told = await doors.gateway.read(payment_id)
    async with unattended(doors) as session:
        noted = await payments.by_id(session, payment_id)
    todo = settle(_known(noted), told)
    if told is None or Settle.UNKNOWN in todo:
        return "unmatched"
    became = await _take_in(doors, told) if Settle.TAKE_IN in todo else "done"
    if became != "done":
        return became
    await _note(doors, told, todo)
    return "done"


def _known(noted: OpenedPayment | None) -> Known:
    if noted is None:
        return Known(taken_in=False, closed=False, ordered_back=0)
    taken_in = noted.status in ("captured", "refunded")
    return Known(taken_in=taken_in, closed=noted.status == "voided", ordered_back=noted.refunded_cents)


async def _note(doors: Doors, told: GatewayPayment, todo: tuple[Settle, ...]) -> None:
    async with unattended(doors) as session:
        if Settle.TAKE_IN in todo or Settle.CLOSE in todo:
            await payments.note_status(session, told.payment_id, told.status, told.captured_at)
        if Settle.ALARM in todo:
            detail = f"{told.refunded_cents} cents went back that were not all ordered here"
            case_id = told.payment_id.partition("-")[0]
            await faults.raise_fault(session, "refund-not-ordered", case_id, detail, datetime.now(UTC))


async def _take_in(doors: Doors, payment: GatewayPayment) -> str:
    case_id = payment.payment_id.partition("-")[0]
    act = _capture(payment)
    try:
        await deliver(doors.temporal, await _workflow(doors, case_id), act, doors.answer_seconds)
    except (NotYet, TemporarilyUnavailable):
        return ""
    except (CaseError, CaseClosed) as refusal:
        return await _already_known(doors, case_id, act, refusal)
    return "done"


async def _already_known(doors: Doors, case_id: str, act: CapturePayment, refusal: Exception) -> str:
    """A capture that the case took in by itself is done; any other refusal is for a person to look at."""
    async with unattended(doors) as session:
        if await cases.receipt_of_act(session, case_id, act.act_id):
            return "done"
    log.error("capture unmatched", extra={"case_id": case_id, "reason": type(refusal).__name__})
    return "unmatched"


def _capture(payment: GatewayPayment) -> CapturePayment:
    assert payment.captured_at is not None
    return CapturePayment(
        act_id=f"captured/{payment.payment_id}",
        by=SYSTEM,
        received_at=payment.captured_at,
        payment_id=payment.payment_id,
        cents=payment.cents,
        captured_at=payment.captured_at,
    )


async def poll_gateway(doors: Doors, now: datetime, quiet: timedelta) -> int:
    """Ask the gateway about open payments that nobody announced; how many were asked about.

    A payment that cannot be asked about, or taken in, keeps its turn: the next round begins with it.
    """
    async with unattended(doors) as session:
        waiting = await payments.to_poll(session, now - quiet)
    few = asyncio.Semaphore(AT_ONCE)
    outcomes = await asyncio.gather(*(_poll(doors, one, now, few) for one in waiting), return_exceptions=True)
    for fault in outcomes:
        if isinstance(fault, BaseException):
            log.warning("poll failed", extra={"kind": type(fault).__name__})
    return len(waiting)


async def _poll(doors: Doors, one: OpenedPayment, now: datetime, few: asyncio.Semaphore) -> None:
    async with few:
        await look_at(doors, one.payment_id)
        async with unattended(doors) as session:
            await payments.note_polled(session, one.payment_id, now)


async def deliver_stale_acts(doors: Doors, now: datetime) -> int:
    """Carry on acts that were stored and whose door did not finish; how many were carried on."""
    async with unattended(doors) as session:
        rows = await received.stale(session, now)
    await asyncio.gather(*(_carry_on_if_free(doors, row, now) for row in rows))
    return len(rows)


async def _carry_on_if_free(doors: Doors, row: Received, now: datetime) -> None:
    async with unattended(doors) as session:
        free = await received.take_lease(session, row.act_id, now)
    if free:
        await _carry_on(doors, row)


async def _carry_on(doors: Doors, row: Received) -> None:
    try:
        workflow_id = await _workflow(doors, row.case_id)
        await deliver(doors.temporal, workflow_id, await opened(doors, row), doors.answer_seconds)
    except (NotYet, TemporarilyUnavailable):
        return
    except CaseClosed:
        await _settle_by_the_record(doors, row)
    except CaseError as refusal:
        await _mark(doors, row, "refused", as_data(refusal))
        await slots.give_back(doors, await opened(doors, row))


async def _workflow(doors: Doors, case_id: str) -> str:
    """The workflow of a case; one that has no row yet is told by its filing which it begins."""
    async with unattended(doors) as session:
        return workflow_of(await cases.procedure_of(session, case_id) or PERMIT, case_id)


async def _settle_by_the_record(doors: Doors, row: Received) -> None:
    """The case has ended: the act stands in its record, or it came too late."""
    async with unattended(doors) as session:
        stands = await cases.receipt_of_act(session, row.case_id, row.act_id)
        first = await cases.receipt_at(session, row.case_id, 1)
    if stands or (row.action in FILINGS and first):
        await _mark(doors, row, "applied", None)
        return
    await _mark(doors, row, "refused", {"code": "illegal-transition", "facts": {"act": row.action}, "errors": {}})


async def _mark(doors: Doors, row: Received, status: str, refusal: dict[str, Any] | None) -> None:
    async with unattended(doors) as session:
        await received.mark(session, row.act_id, status, refusal)


async def keep_drafts_tidy(doors: Doors, now: datetime) -> int:
    """Drop drafts untouched for 90 days (DOMAIN §7.1), whose owners were reminded at 60; how many were dropped."""
    async with unattended(doors) as session:
        return await drafts.drop_untouched(session, now - DROP_AFTER)


async def note_broken_promises(doors: Doors, now: datetime) -> int:
    """Note the promised dates that passed in open cases, once each, for their supervisors; how many are new."""
    async with unattended(doors) as session:
        return await breaches.note(session, local_date(now), now)
