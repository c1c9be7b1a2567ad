"""What the city carries on by itself: the gateway's messages, acts whose door died, payments that nobody announced."""

import asyncio
import logging
from datetime import datetime, timedelta
from typing import Any

from casework.acting import opened
from casework.delivery import CaseClosed, NotYet, deliver
from casework.doors import Doors, unattended
from casework.refusals import as_data
from db import breaches, cases, drafts, payments, received
from db.payments import Message, OpenedPayment
from db.received import Received
from domain.acts import CapturePayment, FilePermit
from domain.clock import local_date
from domain.errors import CaseError, TemporarilyUnavailable
from domain.people import SYSTEM
from domain.ports import GatewayPayment

log = logging.getLogger("guichet.relays")
CAPTURED = "payment.captured"
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
        if status:
            await payments.settle_message(session, message, status)
        if status == "done":
            await payments.note_status(session, str(message.body["payment_id"]), "captured")
        if not status:
            await payments.try_again(session, message, now)


async def _relay(doors: Doors, message: Message) -> str:
    """What became of a message; nothing when it must be tried again."""
    if message.type != CAPTURED:
        return "ignored"
    payment = await doors.gateway.read(str(message.body.get("payment_id", "")))
    if payment is None or payment.captured_at is None:
        return "unmatched"
    return await _take_in(doors, payment)


async def _take_in(doors: Doors, payment: GatewayPayment) -> str:
    case_id = payment.payment_id.partition("-")[0]
    act = _capture(payment)
    try:
        await deliver(doors.temporal, case_id, act, doors.answer_seconds)
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
    """Ask the gateway about open payments that nobody announced; how many were asked about."""
    async with unattended(doors) as session:
        waiting = await payments.to_poll(session, now - quiet)
    for one in waiting:
        await _poll(doors, one, now)
    return len(waiting)


async def _poll(doors: Doors, one: OpenedPayment, now: datetime) -> None:
    payment, status = await doors.gateway.read(one.payment_id), ""
    if payment is not None and payment.captured_at is not None:
        status = await _take_in(doors, payment)
    async with unattended(doors) as session:
        await payments.note_polled(session, one.payment_id, now)
        if status == "done":
            await payments.note_status(session, one.payment_id, "captured")


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
        await deliver(doors.temporal, row.case_id, await opened(doors, row), doors.answer_seconds)
    except (NotYet, TemporarilyUnavailable):
        return
    except CaseClosed:
        await _settle_by_the_record(doors, row)
    except CaseError as refusal:
        await _mark(doors, row, "refused", as_data(refusal))


async def _settle_by_the_record(doors: Doors, row: Received) -> None:
    """The case has ended: the act stands in its record, or it came too late."""
    async with unattended(doors) as session:
        stands = await cases.receipt_of_act(session, row.case_id, row.act_id)
        first = await cases.receipt_at(session, row.case_id, 1)
    if stands or (row.action == FilePermit.action and first):
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
