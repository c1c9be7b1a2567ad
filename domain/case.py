"""What every case is: a pure state machine whose `check` refuses, and whose `apply` moves and says what to record."""

from abc import ABC, abstractmethod
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Generic, Protocol, TypeVar

from domain import policy
from domain.acts import Act, CapturePayment, Lapse, PaymentDue, RecordRefund
from domain.alarms import Alarm
from domain.chain import GENESIS, content_hash
from domain.change import Change
from domain.errors import Forbidden, IllegalTransition, PreconditionFailed
from domain.events import Event, Filing, Order, Task
from domain.letter import Language
from domain.money_acts import RefundDue
from domain.paid import Paid
from domain.rules import ClockMode


class Rules(Protocol):
    """What the rules of every procedure say."""

    @property
    def borough(self) -> str:
        """Whose counter the case is at."""
        ...

    @property
    def clock(self) -> ClockMode:
        """Real, or simulated."""
        ...


R = TypeVar("R", bound=Rules)


class Case(ABC, Generic[R]):
    """One case, from filing to its end. A procedure fills in its states, guards, steps, alarms and tasks."""

    def __init__(self, rules: R, case_id: str, owner: str, language: Language) -> None:
        self.rules = rules
        self.case_id = case_id
        self.owner = owner
        self.language: Language = language
        self.state = ""
        self.seq = 0
        self.head = GENESIS
        self.alarms: list[Alarm] = []
        self.promised_on: date | None = None
        self.letters = 0  # ordered so far
        self.settled: set[int] = set()  # numbers of letters withdrawn or corrected
        self.authors: dict[int, str] = {}  # who made each entry of the chain
        self._begin_money()

    def _begin_money(self) -> None:
        """What the case remembers of its money."""
        self.payment: PaymentDue | None = None  # what is open
        self.to_void: PaymentDue | None = None  # what nobody owes any more
        self.captured: set[str] = set()
        self.unapplied: dict[str, int] = {}
        self.paid: dict[str, Paid] = {}
        self.closing: list[PaymentDue] = []  # to be closed at the gateway: paid at the counter, or asked for no more
        self.refunds: list[RefundDue] = []

    @property
    @abstractmethod
    def ended(self) -> bool:
        """Whether the case reached a terminal state, and nothing is left to do."""

    @property
    def paid_cents(self) -> int:
        """What came in and stays."""
        return sum(one.cents - one.given_back for one in self.paid.values())

    def next_alarm(self) -> Alarm | None:
        """The earliest alarm that is still to fire."""
        return self.alarms[0] if self.alarms else None

    def gives_up(self, alarm: str) -> bool:
        """Whether the open payment is owed no more once this alarm fires."""
        return False

    def check(self, act: Act) -> None:
        """Refuse what the law, the state or the reader's copy does not allow. Raises a CaseError; changes nothing."""
        if not policy.may(act.by, act.action, owner=self.owner, borough=self.rules.borough):
            raise Forbidden(act=act.action)
        if act.expects is not None and act.expects != self.seq:
            raise PreconditionFailed(expected=act.expects, actual=self.seq)
        if not self._open_to(act):
            raise IllegalTransition(state=self.state, act=act.action)
        self.guard(act)

    def apply(self, act: Act) -> Event:
        """Move the case by a checked act and return the event to record."""
        before = self.state
        change = self.step(act)
        self.state = change.to
        self.seq += 1
        self.authors[self.seq] = act.by.id
        self.letters += sum(order.kind == "letter" for order in change.orders)
        anew = self.state != before or change.anew
        if anew:
            self.alarms = self.alarms_now()
        self.promised_on = self.promise()
        task = self.task() if anew else None
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
            facts=change.facts | self.standing(),
            postings=change.postings,
            orders=change.orders,
            task=task,
            promised_on=self.promised_on,
            next_alarm_at=self._next_alarm_at(),
            ended=self.ended,
            filing=self.filing(act),
            invoice=change.invoice,
            owner=change.owner,
            task_done=anew and task is None,
        )

    @abstractmethod
    def guard(self, act: Act) -> None:
        """Refuse an act whose content the case cannot take. Raises a CaseError."""

    @abstractmethod
    def step(self, act: Act) -> Change:
        """Apply a guarded act to the case's memory and say what follows."""

    @abstractmethod
    def alarms_now(self) -> list[Alarm]:
        """Every alarm of the state just entered, earliest first."""

    @abstractmethod
    def promise(self) -> date | None:
        """The date that was promised for the present stage."""

    @abstractmethod
    def task(self) -> Task | None:
        """What waits for somebody in the state just entered."""

    @abstractmethod
    def filing(self, act: Act) -> Filing | None:
        """What the row is made from, where the act is the filing."""

    @abstractmethod
    def open_to(self, action: str) -> bool:
        """Whether the case's state can take an action at all."""

    @abstractmethod
    def is_filing(self, act: Act) -> bool:
        """Whether an act is the one that a case begins with."""

    def standing(self) -> dict[str, Any]:
        """What an event keeps of where the case stands after it; nothing for most procedures."""
        return {}

    def mail(self, code: str, **facts: Any) -> Order:
        """A mail, by its template."""
        return Order("mail", code, facts)

    def _open_to(self, act: Act) -> bool:
        if self.is_filing(act):
            return self.seq == 0
        if isinstance(act, CapturePayment) and not (self.payment or self.to_void or self.closing):
            return False
        if isinstance(act, RecordRefund) and not (self.unapplied or self.refunds):
            return False
        if isinstance(act, Lapse):
            return any(alarm.name == act.alarm for alarm in self.alarms)
        return self.open_to(act.action)

    def _next_alarm_at(self) -> datetime | None:
        alarm = self.next_alarm()
        return alarm.at if alarm else None
