"""A permit case as a pure state machine: `check` refuses, `apply` moves and says what to record."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from domain import permit_alarms, permit_dates, permit_guards, permit_states, permit_steps, policy
from domain.acts import (
    Act,
    Approve,
    CapturePayment,
    FilePermit,
    InformationItem,
    Lapse,
    Opinion,
    PaymentDue,
    RecordRefund,
)
from domain.chain import GENESIS, content_hash
from domain.clock import local_date
from domain.errors import Forbidden, IllegalTransition, PreconditionFailed
from domain.events import Event, Filing, Task
from domain.letter import Language
from domain.money_acts import RefundDue
from domain.permit_alarms import Alarm
from domain.permit_dates import Dates
from domain.permit_money import Paid


class Permit:
    """One permit application, from filing to its end (DOMAIN §7.1, §7.5)."""

    def __init__(self, filed: FilePermit) -> None:
        self.case_id = filed.case_id
        self.owner = filed.by.id
        self.rules = filed.rules
        self.language: Language = filed.language
        self.state = ""
        self.seq = 0
        self.head = GENESIS
        self.dates = Dates(filed=local_date(filed.received_at))
        self.alarms: list[Alarm] = []
        self.promised_on: date | None = None
        self._begin_study()
        self._begin_money()

    def _begin_study(self) -> None:
        """What the case remembers of its study and of the permit's life."""
        self.asked: tuple[InformationItem, ...] = ()
        self.resume_to = ""
        self.conditions: tuple[str, ...] = ()
        self.decided_by = ""
        self.opinions: dict[str, Opinion] = {}
        self.proposal: Approve | None = None  # waits for a second person
        self.amendment: dict[str, Any] | None = None
        self.amendments = 0
        self.to_replace: set[str] = set()
        self.back_to = ""  # where a corrected non-compliance leads
        self.kept_state = ""  # where a dropped revocation leads
        self.commented = False
        self.terms = 0
        self.renewal_closed = False

    def _begin_money(self) -> None:
        """What the case remembers of its money."""
        self.payment: PaymentDue | None = None  # what is open
        self.to_void: PaymentDue | None = None  # what nobody owes any more
        self.captured: set[str] = set()
        self.unapplied: dict[str, int] = {}
        self.paid: dict[str, Paid] = {}
        self.closing: list[PaymentDue] = []  # paid at the counter: to be closed at the gateway
        self.refunds: list[RefundDue] = []
        self.invoice_settled = False

    @property
    def ended(self) -> bool:
        """Whether the case reached a terminal state, and nothing is left to bill or to renew."""
        if self.state not in permit_states.TERMINAL:
            return False
        return not (self._to_be_billed() or self._to_be_renewed())

    @property
    def paid_cents(self) -> int:
        """What came in and stays."""
        return sum(one.cents - one.given_back for one in self.paid.values())

    def _to_be_billed(self) -> bool:
        served = self.state in (permit_states.EXPIRED, permit_states.COMPLETED, permit_states.REVOKED)
        return served and bool(self.rules.owed("invoice_after")) and not self.invoice_settled

    def _to_be_renewed(self) -> bool:
        return self.state == permit_states.EXPIRED and self.rules.renewable and not self.renewal_closed

    def next_alarm(self) -> Alarm | None:
        """The earliest alarm that is still to fire."""
        return self.alarms[0] if self.alarms else None

    def check(self, act: Act) -> None:
        """Refuse what the law, the state or the reader's copy does not allow. Raises a CaseError; changes nothing."""
        if not policy.may(act.by, act.action, owner=self.owner, borough=self.rules.borough):
            raise Forbidden(act=act.action)
        if act.expects is not None and act.expects != self.seq:
            raise PreconditionFailed(expected=act.expects, actual=self.seq)
        if not self._open_to(act):
            raise IllegalTransition(state=self.state, act=act.action)
        permit_guards.guard(self, act)

    def apply(self, act: Act) -> Event:
        """Move the case by a checked act and return the event to record."""
        before = self.state
        change = permit_steps.step(self, act)
        self.state = change.to
        self.seq += 1
        anew = self.state != before or change.anew
        if anew:
            self.alarms = permit_alarms.alarms_of(self.rules, self.state, self.dates)
        self.promised_on = permit_dates.promised_on(self.rules, self.state, self.dates)
        return Event(
            case_id=self.case_id,
            seq=self.seq,
            type=change.event,
            act_id=act.act_id,
            act_hash=content_hash(asdict(act)),
            actor=act.by.id,
            role=act.by.role,
            at=act.received_at,
            before=before,
            after=self.state,
            prev_head=self.head,
            facts=change.facts,
            postings=change.postings,
            orders=change.orders,
            task=self._task() if anew else None,
            promised_on=self.promised_on,
            next_alarm_at=self._next_alarm_at(),
            ended=self.ended,
            filing=self._filing(act) if isinstance(act, FilePermit) else None,
            invoice=change.invoice,
        )

    def _open_to(self, act: Act) -> bool:
        if isinstance(act, FilePermit):
            return self.seq == 0
        if isinstance(act, CapturePayment) and not (self.payment or self.to_void or self.closing):
            return False
        if isinstance(act, RecordRefund) and not (self.unapplied or self.refunds):
            return False
        if isinstance(act, Lapse):
            return any(alarm.name == act.alarm for alarm in self.alarms)
        return permit_states.open_to(act.action, self.state)

    def _next_alarm_at(self) -> datetime | None:
        alarm = self.next_alarm()
        return alarm.at if alarm else None

    def _task(self) -> Task | None:
        kind_role = ("second", "clerk") if self.proposal else permit_states.TASKS.get(self.state)
        if kind_role is None and self._to_be_billed() and self.payment is not None:
            kind_role = ("pay", "citizen")
        if kind_role is None:
            return None
        lapsing = [alarm.deadline for alarm in self.alarms if alarm.lapses] if kind_role[1] == "citizen" else []
        due_on = date.fromordinal(local_date(lapsing[0]).toordinal() - 1) if lapsing else self.promised_on
        return Task(*kind_role, due_on=due_on)

    def _filing(self, act: FilePermit) -> Filing:
        return Filing(
            procedure="permit",
            service=self.rules.service,
            version=self.rules.version,
            borough=self.rules.borough,
            owner=self.owner,
            language=self.language,
            clock=self.rules.clock,
        )
