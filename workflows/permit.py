"""The permit case: filed once, decided once, never lost."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from activities.payments import Payments
    from activities.records import LookBeforeLapse, Records
    from domain.acts import (
        Act,
        AnswerInformation,
        Approve,
        AskInformation,
        CapturePayment,
        ConcludeReview,
        DeclareComplete,
        FilePermit,
        Lapse,
        PaymentDue,
        RecordRefund,
        Refuse,
        Withdraw,
    )
    from domain.errors import Forbidden
    from domain.events import CaseStatus, Receipt
    from domain.people import SYSTEM
    from domain.permit import Permit
    from domain.permit_alarms import Alarm
    from workflows import options
    from workflows.refusals import refusals


@dataclass(frozen=True)
class End:
    """How a case ended."""

    case_id: str
    state: str
    seq: int
    head: str


@dataclass(frozen=True)
class AdvanceTo:
    """The simulated city's instant moved (DESIGN §13)."""

    instant: datetime


@workflow.defn
class PermitCase:
    """One permit application, from filing to its legal end (DOMAIN §7.1)."""

    @workflow.init
    def __init__(self, filed: FilePermit) -> None:
        self._permit = Permit(filed)
        self._turn = asyncio.Lock()
        self._filed: Receipt | None = None
        self._asked_for: set[str] = set()
        self._opening: list[asyncio.Task[None]] = []
        self._patience = options.LOOK_AGAIN

    @workflow.run
    async def run(self, filed: FilePermit) -> End:
        self._filed = await self._do(filed)
        await self._live()
        await self._settle_what_was_open()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return End(self._permit.case_id, self._permit.state, self._permit.seq, self._permit.head)

    @workflow.update
    async def file(self) -> Receipt:
        """Return the filing's receipt. No validator: a refused one would leave an orphan running."""
        await workflow.wait_condition(lambda: self._filed is not None)
        assert self._filed is not None
        return self._filed

    @workflow.update
    async def capture_payment(self, act: CapturePayment) -> Receipt:
        return await self._do(act)

    @workflow.update
    async def declare_complete(self, act: DeclareComplete) -> Receipt:
        return await self._do(act)

    @workflow.update
    async def ask_information(self, act: AskInformation) -> Receipt:
        return await self._do(act)

    @workflow.update
    async def answer_information(self, act: AnswerInformation) -> Receipt:
        return await self._do(act)

    @workflow.update
    async def conclude_review(self, act: ConcludeReview) -> Receipt:
        return await self._do(act)

    @workflow.update
    async def approve(self, act: Approve) -> Receipt:
        return await self._do(act)

    @workflow.update
    async def refuse(self, act: Refuse) -> Receipt:
        return await self._do(act)

    @workflow.update
    async def withdraw(self, act: Withdraw) -> Receipt:
        return await self._do(act)

    @workflow.update
    async def advance_to(self, move: AdvanceTo) -> CaseStatus:
        """Let every alarm that is due at a simulated instant fire, and return when the case is quiescent."""
        await self._fire_alarms_until(move.instant)
        await workflow.wait_condition(lambda: not self._turn.locked() and all(task.done() for task in self._opening))
        return self.status()

    @workflow.query
    def status(self) -> CaseStatus:
        """What the case says of itself."""
        permit, alarm = self._permit, self._permit.next_alarm()
        quiet = not self._turn.locked() and all(task.done() for task in self._opening)
        return CaseStatus(permit.case_id, permit.seq, permit.state, permit.head, alarm.at if alarm else None, quiet)

    @advance_to.validator
    def _time_is_simulated(self, move: AdvanceTo) -> None:
        with refusals():
            if self._permit.rules.clock != "simulated":
                raise Forbidden(act="advance_to")

    @capture_payment.validator
    def _capture_fits(self, act: CapturePayment) -> None:
        self._check(act)

    @declare_complete.validator
    def _may_be_complete(self, act: DeclareComplete) -> None:
        self._check(act)

    @ask_information.validator
    def _may_be_asked(self, act: AskInformation) -> None:
        self._check(act)

    @answer_information.validator
    def _answers_what_was_asked(self, act: AnswerInformation) -> None:
        self._check(act)

    @conclude_review.validator
    def _review_is_whole(self, act: ConcludeReview) -> None:
        self._check(act)

    @approve.validator
    def _may_be_approved(self, act: Approve) -> None:
        self._check(act)

    @refuse.validator
    def _may_be_refused(self, act: Refuse) -> None:
        self._check(act)

    @withdraw.validator
    def _may_be_withdrawn(self, act: Withdraw) -> None:
        self._check(act)

    def _check(self, act: Act) -> None:
        with refusals():
            self._permit.check(act)

    async def _do(self, act: Act) -> Receipt:
        async with self._turn:
            with refusals():
                self._permit.check(act)  # again: somebody may have been first
            event = self._permit.apply(act)
            receipt = await workflow.execute_activity_method(Records.record, event, **options.RECORD)
            self._permit.head = receipt.head
        self._open_payment()
        return receipt

    async def _live(self) -> None:
        if self._permit.rules.clock == "simulated":
            await workflow.wait_condition(lambda: self._permit.ended and not self._turn.locked())
            return
        while not self._permit.ended:
            await self._sleep_until_next_alarm()
            await self._fire_alarms_until(workflow.now())
        await workflow.wait_condition(lambda: not self._turn.locked())

    async def _sleep_until_next_alarm(self) -> None:
        """One timer at most: a later alarm leaves it armed, only an earlier one replaces it."""
        alarm = self._permit.next_alarm()
        if alarm is None:
            await workflow.wait_condition(lambda: self._permit.ended or self._permit.next_alarm() is not None)
            return
        armed = alarm.at
        delay = max(armed - workflow.now(), timedelta(seconds=1))
        try:
            await workflow.wait_condition(lambda: self._permit.ended or self._earlier_than(armed), timeout=delay)
        except TimeoutError:
            return

    def _earlier_than(self, armed: datetime) -> bool:
        alarm = self._permit.next_alarm()
        return alarm is not None and alarm.at < armed

    async def _fire_alarms_until(self, instant: datetime) -> None:
        while (alarm := self._permit.next_alarm()) and alarm.at <= instant and not self._permit.ended:
            await self._fire(alarm)

    async def _fire(self, alarm: Alarm) -> None:
        """Look again before a right ends: an act received in time, or money captured, comes first."""
        seen = self._permit.seq
        if alarm.lapses and await self._something_came_in_time(alarm):
            await self._wait_for_a_move(seen)
            return
        self._patience = options.LOOK_AGAIN
        if self._turn.locked():
            await workflow.wait_condition(lambda: not self._turn.locked())
            return
        if self._permit.next_alarm() == alarm:
            act_id = f"lapse/{alarm.name}/{self._permit.seq}"
            await self._try(Lapse(act_id=act_id, alarm=alarm.name, received_at=alarm.deadline))

    async def _something_came_in_time(self, alarm: Alarm) -> bool:
        look = LookBeforeLapse(self._permit.case_id, alarm.deadline)
        if await workflow.execute_activity_method(Records.acts_waiting, look, **options.LOOK):
            return True
        due = self._permit.payment
        if due is None:
            return False
        closed = await workflow.execute_activity_method(Payments.close_payment, due, **options.VENDOR)
        if closed.captured_at is None:
            return False
        await self._try(_captured(due, closed.captured_at))
        return True

    async def _try(self, act: Act) -> None:
        """Do what the case saw by itself; somebody (the gateway's own message, a person) may have been first."""
        try:
            await self._do(act)
        except ApplicationError:
            workflow.logger.info("%s: somebody was first", act.action)

    async def _wait_for_a_move(self, seen: int) -> None:
        """Give an act that is on its way the time to arrive; each look waits twice as long as the one before."""
        patience, self._patience = self._patience, min(self._patience * 2, options.LOOK_AGAIN_AT_MOST)
        if self._permit.seq == seen:
            try:
                await workflow.wait_condition(lambda: self._permit.seq != seen, timeout=patience)
            except TimeoutError:
                return
        self._patience = options.LOOK_AGAIN
        await workflow.wait_condition(lambda: not self._turn.locked())

    def _open_payment(self) -> None:
        """Money is asked for beside the case, not inside the person's act: a slow gateway makes nobody wait."""
        due = self._permit.payment
        if due is not None and due.payment_id not in self._asked_for:
            self._asked_for.add(due.payment_id)
            self._opening.append(asyncio.create_task(self._ask_for_money(due)))

    async def _ask_for_money(self, due: PaymentDue) -> None:
        await workflow.execute_activity_method(Payments.open_payment, due, **options.VENDOR)

    async def _settle_what_was_open(self) -> None:
        """A fee that nobody owes any more is closed at the gateway; money that came meanwhile goes back."""
        for task in self._opening:
            await task
        due = self._permit.to_void
        if due is None:
            return
        closed = await workflow.execute_activity_method(Payments.close_payment, due, **options.VENDOR)
        if closed.captured_at is None:
            return
        await self._try(_captured(due, closed.captured_at))
        await workflow.execute_activity_method(Payments.refund_payment, due, **options.VENDOR)
        await self._do(
            RecordRefund(
                act_id=f"refunded/{due.payment_id}",
                by=SYSTEM,
                received_at=closed.captured_at,
                payment_id=due.payment_id,
                cents=due.cents,
            )
        )


def _captured(due: PaymentDue, captured_at: datetime) -> CapturePayment:
    return CapturePayment(
        act_id=f"captured/{due.payment_id}",
        by=SYSTEM,
        received_at=captured_at,
        payment_id=due.payment_id,
        cents=due.cents,
        captured_at=captured_at,
    )
