"""Made-up permit cases for tests: their people, their rules, and a story that acts on one."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Self

from domain import clock
from domain.acts import (
    Act,
    AnswerInformation,
    Approve,
    AskInformation,
    CapturePayment,
    ConcludeReview,
    DeclareComplete,
    FilePermit,
    InformationItem,
    Lapse,
    Opinion,
    RecordRefund,
    Refuse,
    Withdraw,
)
from domain.alarms import Alarm
from domain.chain import content_hash
from domain.events import Event
from domain.people import SYSTEM, Actor, Role
from domain.permit import Permit
from domain.rules import Delays, Fee, PermitRules
from tests.permit_later_acts import LaterActs
from tests.permit_people import CITIZEN, CLERK, DIRECTOR

ANOTHER_CITIZEN = Actor("citoyen-2", Role.CITIZEN)
CLERK_ELSEWHERE = Actor("agent-ro", Role.CLERK, ("RO",))
DIRECTOR_ELSEWHERE = Actor("direction-ro", Role.DIRECTOR, ("RO",))

CASE = "0123456789abcdef0123456789abcdef"
STUDY = Fee("study", "at_submission", 15_000, "15000")
PERMIT_FEE = Fee("permit", "at_issue", 98_000, "floors * 49000")
LETTERS = {
    "acknowledged": "P01",
    "paid": "P02",
    "complete": "P03",
    "information_requested": "P04",
    "information_received": "P05",
    "closed": "P06",
    "ready_to_pay": "P12",
    "refused": "P13",
    "issued": "P14",
    "expired": "P16",
}
PLAN = InformationItem("plan", "document", "Plan d’implantation")
HEIGHT = InformationItem("height", "text", "Hauteur projetée")
FAVOURABLE = (Opinion("zoning", "favourable"), Opinion("heritage", "favourable_with_conditions", "brique rouge"))


def rules(*fees: Fee, **changes: Any) -> PermitRules:
    """The rules of a made-up permit of the borough VD, on the simulated clock unless said otherwise."""
    made = PermitRules(
        service="demolition",
        version="f" * 64,
        borough="VD",
        fees=fees,
        opinions=("zoning", "heritage"),
        letters=dict(LETTERS),
        delays=Delays(),
        clock="simulated",
    )
    return replace(made, **changes)


def noon(day: str) -> datetime:
    """Local noon of a day, in UTC."""
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=clock.LOCAL).astimezone(UTC)


def local(alarm: Alarm) -> tuple[str, str]:
    """An alarm's name and the local time at which it fires."""
    return alarm.name, alarm.at.astimezone(clock.LOCAL).strftime("%Y-%m-%d %H:%M")


def application(carried: PermitRules, at: datetime, case_id: str = CASE) -> FilePermit:
    """A made-up application."""
    return FilePermit(
        act_id="file-1",
        by=CITIZEN,
        received_at=at,
        case_id=case_id,
        rules=carried,
        answers={"applicant_name": "Camille Essai", "floors": 2},
    )


class Acts(LaterActs):
    """Acts on one case, each with an id of its own; `at` is the instant at which the door receives them."""

    def __init__(self, case_id: str = CASE) -> None:
        super().__init__()
        self.case_id = case_id

    def capture(self, at: datetime, fee: Fee = STUDY) -> CapturePayment:
        payment = f"{self.case_id}-{fee.when}"
        return CapturePayment(**self._who(SYSTEM, at), payment_id=payment, cents=fee.cents, captured_at=at)

    def refund(self, at: datetime, fee: Fee = STUDY) -> RecordRefund:
        return RecordRefund(**self._who(SYSTEM, at), payment_id=f"{self.case_id}-{fee.when}", cents=fee.cents)

    def complete(self, at: datetime, by: Actor = CLERK) -> DeclareComplete:
        return DeclareComplete(**self._who(by, at))

    def ask(self, at: datetime, *items: InformationItem, by: Actor = CLERK) -> AskInformation:
        return AskInformation(**self._who(by, at), items=items or (PLAN, HEIGHT))

    def answer(self, at: datetime, by: Actor = CITIZEN, **answers: str) -> AnswerInformation:
        return AnswerInformation(**self._who(by, at), answers=answers or {"plan": "doc-7", "height": "9 m"})

    def conclude(self, at: datetime, *opinions: Opinion, by: Actor = CLERK) -> ConcludeReview:
        return ConcludeReview(**self._who(by, at), opinions=opinions or FAVOURABLE)

    def approve(self, at: datetime, *conditions: str, by: Actor = CLERK) -> Approve:
        return Approve(**self._who(by, at), conditions=conditions)

    def refuse(self, at: datetime, by: Actor = DIRECTOR, **changes: Any) -> Refuse:
        said: dict[str, Any] = {"reasons": "Hauteur excessive.", "provision": "art. 52", "remedies": ("révision",)}
        return Refuse(**self._who(by, at), **(said | changes))

    def withdraw(self, at: datetime, by: Actor = CITIZEN) -> Withdraw:
        return Withdraw(**self._who(by, at), reason="Le projet est abandonné.")

    def lapse(self, name: str, at: datetime) -> Lapse:
        return Lapse(act_id=self._id(), received_at=at, alarm=name)


class Story:
    """A case told act by act, and the events that it became."""

    def __init__(self, *fees: Fee, filed: str = "2026-11-02", **changes: Any) -> None:
        filing = application(rules(*fees, **changes), noon(filed))
        self.acts = Acts()
        self.permit = Permit(filing)
        self.events: list[Event] = []
        self.do(filing)

    @property
    def last(self) -> Event:
        return self.events[-1]

    def do(self, act: Act) -> Self:
        """Check, apply and chain one act, as the workflow and the record do."""
        self.permit.check(act)
        event = self.permit.apply(act)
        self.permit.head = content_hash([event.prev_head, event.seq, event.act_hash])
        self.events.append(event)
        return self

    def paid(self, on: str = "2026-11-03", fee: Fee = STUDY) -> Self:
        return self.do(self.acts.capture(noon(on), fee))

    def completed(self, on: str = "2026-11-05") -> Self:
        return self.do(self.acts.complete(noon(on)))

    def asked(self, on: str) -> Self:
        return self.do(self.acts.ask(noon(on)))

    def answered(self, on: str) -> Self:
        return self.do(self.acts.answer(noon(on)))

    def concluded(self, on: str = "2026-11-19") -> Self:
        return self.do(self.acts.conclude(noon(on)))

    def approved(self, on: str = "2026-11-20", *conditions: str) -> Self:
        return self.do(self.acts.approve(noon(on), *conditions))

    def refused(self, on: str = "2026-11-20") -> Self:
        return self.do(self.acts.refuse(noon(on)))

    def withdrawn(self, on: str) -> Self:
        return self.do(self.acts.withdraw(noon(on)))

    def then(self, act: str, on: str, *arguments: Any, **changes: Any) -> Self:
        """Do the act that `Acts` makes under this name, at noon of a day."""
        return self.do(getattr(self.acts, act)(noon(on), *arguments, **changes))

    def settled(self, on: str) -> Self:
        """The gateway's message about whatever is open now."""
        due = self.permit.payment
        assert due is not None
        return self.do(replace(self.acts.capture(noon(on)), payment_id=due.payment_id, cents=due.cents))

    def taken(self, on: str, method: str = "cash") -> Self:
        """Whatever is open now is paid at the counter."""
        return self.then("take", on, self.permit.payment, method)

    def granted(self, on: str = "2026-11-20") -> Self:
        """From the filing to the permit, for what asks for nothing on the way."""
        return self.completed().concluded().approved(on)

    def heard(self, on: str = "2026-11-10") -> Self:
        """Every opinion given, one by one and favourable."""
        for discipline in self.permit.rules.opinions:
            self.then("give_opinion", on, discipline)
        return self

    def advised(self, on: str = "2027-01-20", **changes: Any) -> Self:
        """Reviewed, referred to a committee that meets on a day, and its opinion recorded that day."""
        self.completed().heard().then("refer", "2026-11-20", on)
        return self.then("advise", on, **changes)

    def until(self, alarm: str) -> Self:
        """Let alarms fire in order, up to and including this one."""
        while True:
            due = self.permit.next_alarm()
            assert due is not None
            self.do(self.acts.lapse(due.name, due.deadline))
            if due.name == alarm:
                return self

    def balance(self, account: str) -> int:
        """Debits less credits of one account, in cents."""
        lines = [line for event in self.events for line in event.postings]
        return sum(line.cents * ((line.debit == account) - (line.credit == account)) for line in lines)
