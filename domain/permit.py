"""A permit case as a pure state machine: `check` refuses, `apply` moves and says what to record."""

from dataclasses import asdict
from datetime import date, datetime

from domain import permit_alarms, permit_guards, permit_states, permit_steps, policy
from domain.acts import Act, FilePermit, InformationItem, Lapse, PaymentDue
from domain.chain import GENESIS, content_hash
from domain.clock import local_date
from domain.errors import Forbidden, IllegalTransition, PreconditionFailed
from domain.events import Event, Filing, Task
from domain.letter import Language
from domain.permit_alarms import Alarm, Dates


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
        self.asked: tuple[InformationItem, ...] = ()
        self.resume_to = ""
        self.conditions: tuple[str, ...] = ()
        self.decided_by = ""
        self.payment: PaymentDue | None = None
        self.to_void: PaymentDue | None = None
        self.captured: set[str] = set()
        self.unapplied: dict[str, int] = {}
        self.promised_on: date | None = None

    @property
    def ended(self) -> bool:
        """Whether the case reached a terminal state."""
        return self.state in permit_states.TERMINAL

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
        if self.state != before:
            self.alarms = permit_alarms.alarms_of(self.rules, self.state, self.dates)
        self.promised_on = self._promise()
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
            task=self._task() if self.state != before else None,
            promised_on=self.promised_on,
            next_alarm_at=self._next_alarm_at(),
            ended=self.ended,
            filing=self._filing(act) if isinstance(act, FilePermit) else None,
        )

    def _open_to(self, act: Act) -> bool:
        if isinstance(act, FilePermit):
            return self.seq == 0
        if isinstance(act, Lapse):
            return any(alarm.name == act.alarm for alarm in self.alarms)
        return permit_states.open_to(act.action, self.state)

    def _promise(self) -> date | None:
        due = permit_alarms.promised(self.rules, self.state, self.dates)
        return due.on if due else None

    def _next_alarm_at(self) -> datetime | None:
        alarm = self.next_alarm()
        return alarm.at if alarm else None

    def _task(self) -> Task | None:
        kind_role = permit_states.TASKS.get(self.state)
        if kind_role is None:
            return None
        lapsing = [alarm.deadline for alarm in self.alarms if alarm.lapses]
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
