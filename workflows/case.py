"""What every case's workflow does: acts in their turn, one timer, money beside them; a procedure adds its updates."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError

with workflow.unsafe.imports_passed_through():
    from activities.payments import Payments, RefundOrder
    from activities.records import LookBeforeLapse, Records
    from domain import acts, entry_acts, letter_acts, money_acts, preview
    from domain.acts import Act, CapturePayment, Lapse, PaymentDue, RecordRefund
    from domain.alarms import Alarm
    from domain.case import Case
    from domain.errors import Forbidden
    from domain.events import CaseStatus, Receipt
    from domain.letter import Language
    from domain.money_acts import CancelRefund, RefundDue
    from domain.people import SYSTEM
    from domain.preview import Preview
    from workflows import options
    from workflows.refusals import refusals
    from workflows.updates import takes


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


class CaseWorkflow:
    """One case, from filing to its legal end. A procedure's class has the `init`, the `run` and the updates."""

    def __init__(self, case: Case[Any]) -> None:
        self._case = case
        self._turn = asyncio.Lock()
        self._filed: Receipt | None = None
        self._errands: dict[str, asyncio.Task[None]] = {}
        self._patience = options.LOOK_AGAIN

    async def live(self, filed: Act) -> End:
        """File, live until the end, settle what is open, and say how it ended."""
        self._filed = await self.take(filed)
        await self._live()
        await self._settle_what_was_open()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return End(self._case.case_id, self._case.state, self._case.seq, self._case.head)

    @workflow.update
    async def file(self) -> Receipt:
        """Return the filing's receipt. No validator: a refused one would leave an orphan running."""
        await workflow.wait_condition(lambda: self._filed is not None)
        assert self._filed is not None
        return self._filed

    capture_payment = takes(acts.CapturePayment)
    take_payment = takes(money_acts.TakePayment)
    order_refund = takes(money_acts.OrderRefund)
    withdraw_letter = takes(letter_acts.WithdrawLetter)
    correct_letter = takes(letter_acts.CorrectLetter)
    correct_entry = takes(entry_acts.CorrectEntry)

    @workflow.update
    async def advance_to(self, move: AdvanceTo) -> CaseStatus:
        """Let every alarm that is due at a simulated instant fire, and return when the case is quiescent."""
        await self._fire_alarms_until(move.instant)
        await workflow.wait_condition(lambda: not self._turn.locked() and self._errands_done())
        return self.status()

    @workflow.query
    def status(self) -> CaseStatus:
        """What the case says of itself."""
        case, alarm = self._case, self._case.next_alarm()
        quiet = not self._turn.locked() and self._errands_done()
        return CaseStatus(case.case_id, case.seq, case.state, case.head, alarm.at if alarm else None, quiet)

    @advance_to.validator
    def _time_is_simulated(self, move: AdvanceTo) -> None:
        with refusals():
            if self._case.rules.clock != "simulated":
                raise Forbidden(act="advance_to")

    def check(self, act: Act) -> None:
        """Refuse what the case cannot take now."""
        with refusals():
            self._case.check(act)

    def preview(self, act: Act, language: Language) -> Preview:
        """What an act would order, or why it would be refused; the case stays as it is."""
        return preview.preview(self._case, act, language)

    async def take(self, act: Act) -> Receipt:
        """Do an act, in its turn, and return its receipt."""
        async with self._turn:
            self.check(act)  # again: somebody may have been first
            event = self._case.apply(act)
            receipt = await workflow.execute_activity_method(Records.record, event, **options.RECORD)
            self._case.head = receipt.head
        self._run_errands()
        return receipt

    async def _live(self) -> None:
        if self._case.rules.clock == "simulated":
            await workflow.wait_condition(lambda: self._case.ended and not self._turn.locked())
            return
        while not self._case.ended:
            await self._sleep_until_next_alarm()
            await self._fire_alarms_until(workflow.now())
        await workflow.wait_condition(lambda: not self._turn.locked())

    async def _sleep_until_next_alarm(self) -> None:
        """One timer at most: a later alarm leaves it armed, only an earlier one replaces it."""
        alarm = self._case.next_alarm()
        if alarm is None:
            await workflow.wait_condition(lambda: self._case.ended or self._case.next_alarm() is not None)
            return
        armed = alarm.at
        delay = max(armed - workflow.now(), timedelta(seconds=1))
        try:
            await workflow.wait_condition(lambda: self._case.ended or self._earlier_than(armed), timeout=delay)
        except TimeoutError:
            return

    def _earlier_than(self, armed: datetime) -> bool:
        alarm = self._case.next_alarm()
        return alarm is not None and alarm.at < armed

    async def _fire_alarms_until(self, instant: datetime) -> None:
        while (alarm := self._case.next_alarm()) and alarm.at <= instant and not self._case.ended:
            await self._fire(alarm)

    async def _fire(self, alarm: Alarm) -> None:
        """Look again before a right ends: an act received in time, or money captured, comes first."""
        seen = self._case.seq
        if alarm.lapses and await self._something_came_in_time(alarm):
            await self._wait_for_a_move(seen)
            return
        self._patience = options.LOOK_AGAIN
        if self._turn.locked():
            await workflow.wait_condition(lambda: not self._turn.locked())
            return
        if self._case.next_alarm() == alarm:
            act_id = f"lapse/{alarm.name}/{self._case.seq}"
            await self._try(Lapse(act_id=act_id, alarm=alarm.name, received_at=alarm.deadline))

    async def _something_came_in_time(self, alarm: Alarm) -> bool:
        look = LookBeforeLapse(self._case.case_id, alarm.deadline)
        if await workflow.execute_activity_method(Records.acts_waiting, look, **options.LOOK):
            return True
        due = self._case.payment
        if due is None or not self._case.gives_up(alarm.name):
            return False
        closed = await workflow.execute_activity_method(Payments.close_payment, due, **options.VENDOR)
        if closed.captured_at is None:
            return False
        await self._try(_captured(due, closed.captured_at))
        return True

    async def _try(self, act: Act) -> None:
        """Do what the case saw by itself; somebody (the gateway's own message, a person) may have been first."""
        try:
            await self.take(act)
        except ApplicationError:
            workflow.logger.info("%s: somebody was first", act.action)

    async def _wait_for_a_move(self, seen: int) -> None:
        """Give an act that is on its way the time to arrive; each look waits twice as long as the one before."""
        patience, self._patience = self._patience, min(self._patience * 2, options.LOOK_AGAIN_AT_MOST)
        if self._case.seq == seen:
            try:
                await workflow.wait_condition(lambda: self._case.seq != seen, timeout=patience)
            except TimeoutError:
                return
        self._patience = options.LOOK_AGAIN
        await workflow.wait_condition(lambda: not self._turn.locked())

    def _run_errands(self) -> None:
        """Money moves beside the case, not inside a person's act: a slow gateway makes nobody wait."""
        due = self._case.payment
        if due is not None:
            self._once(f"open/{due.payment_id}", lambda: self._ask_for_money(due))
        for paid in self._case.closing:
            self._once(f"close/{paid.payment_id}", lambda paid=paid: self._close_elsewhere(paid))
        for refund in self._case.refunds:
            self._once(f"refund/{refund.refund_id}", lambda refund=refund: self._give_back(refund))

    def _once(self, name: str, errand: Callable[[], Coroutine[Any, Any, None]]) -> None:
        if name not in self._errands:
            self._errands[name] = asyncio.create_task(errand())

    def _errands_done(self) -> bool:
        return all(task.done() for task in self._errands.values())

    async def _ask_for_money(self, due: PaymentDue) -> None:
        await workflow.execute_activity_method(Payments.open_payment, due, **options.VENDOR)

    async def _settle_what_was_open(self) -> None:
        """A fee that nobody owes any more is closed at the gateway; money that came meanwhile goes back."""
        await self._finish_errands()
        if self._case.to_void is not None:
            await self._close_elsewhere(self._case.to_void)
            await self._finish_errands()  # an order may have come in meanwhile

    async def _finish_errands(self) -> None:
        while running := [task for task in self._errands.values() if not task.done()]:
            await running[0]

    async def _close_elsewhere(self, due: PaymentDue) -> None:
        """Close at the gateway what is owed no more or was paid at the counter; money that came in goes back."""
        closed = await workflow.execute_activity_method(Payments.close_payment, due, **options.VENDOR)
        if closed.captured_at is None:
            return
        await self._try(_captured(due, closed.captured_at))
        if due.payment_id not in self._case.unapplied:  # it was owed after all
            return
        await workflow.execute_activity_method(Payments.refund_payment, due, **options.VENDOR)
        await self.take(
            RecordRefund(
                act_id=f"refunded/{due.payment_id}",
                by=SYSTEM,
                received_at=closed.captured_at,
                payment_id=due.payment_id,
                cents=due.cents,
            )
        )

    async def _give_back(self, refund: RefundDue) -> None:
        """Give money back by the order's own key; what the gateway refuses for good is taken back from the books."""
        order = RefundOrder(refund.payment_id, refund.cents, refund.refund_id)
        try:
            await workflow.execute_activity_method(Payments.give_back, order, **options.VENDOR)
        except ActivityError:
            await self.take(
                CancelRefund(
                    act_id=f"cancelled/{refund.refund_id}",
                    by=SYSTEM,
                    received_at=refund.ordered_at,
                    refund_id=refund.refund_id,
                )
            )
            return
        await self.take(
            RecordRefund(
                act_id=f"refunded/{refund.refund_id}",
                by=SYSTEM,
                received_at=refund.ordered_at,
                payment_id=refund.payment_id,
                cents=refund.cents,
                refund_id=refund.refund_id,
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
