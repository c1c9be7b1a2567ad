"""Made-up contests for tests: their people, a statement, the rules of the regime, and a story that acts on one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Self

from domain import clock
from domain.acts import Act, CapturePayment, Lapse, RecordRefund
from domain.alarms import Alarm
from domain.case_ids import holder_of
from domain.collection_acts import Agree, GrantTime, HandBack, Instalment, OfferPayment
from domain.contest import Contest
from domain.contest_acts import (
    ContinueProceedings,
    CountPlea,
    DecideLatePlea,
    Disclose,
    ExhibitGiven,
    FileExhibit,
    Plead,
    RuleOnExhibit,
    ServeStatement,
    StayProceedings,
    WithdrawCharges,
)
from domain.contest_collection import owed_today
from domain.contest_letters import STANDARD
from domain.contest_rules import COURT, Bracket, ContestRules, Contribution, Costs, Minors, PleaKind
from domain.events import Event
from domain.hearing_acts import (
    Adjourn,
    AskPostponement,
    DecidePostponement,
    Hearing,
    OpenSession,
    Recuse,
    Reserve,
    Schedule,
)
from domain.judgment_acts import (
    ApplyForRevocation,
    AskRevocation,
    CountVerdict,
    DecideAppeal,
    DecideRevocation,
    Judge,
    JudgeOnRecord,
    RecordAppeal,
    Verdict,
)
from domain.people import SYSTEM, Actor, Role
from domain.statement import Count, Party, Statement

CASE = "0123456789abcdef0123456789abcdef"
HOLDER = Actor(holder_of(CASE), Role.CITIZEN)
CITIZEN = Actor("citoyen-1", Role.CITIZEN)
ANOTHER_CITIZEN = Actor("citoyen-2", Role.CITIZEN)
CLERK = Actor("greffe", Role.CLERK, (COURT,))
PROSECUTOR = Actor("poursuite", Role.PROSECUTOR, (COURT,))
JUDGE = Actor("juge-1", Role.ADJUDICATOR, (COURT,))
ANOTHER_JUDGE = Actor("juge-2", Role.ADJUDICATOR, (COURT,))
COLLECTOR = Actor("perception", Role.COLLECTOR, (COURT,))

COSTS = Costs(800, 2_800, 9_900, 6_200, 2_300)
SCALE = Contribution((Bracket(10_000, 2_000), Bracket(50_000, 4_000)), 25, ("parking",))
ALL_PLEAS: tuple[PleaKind, ...] = ("guilty", "guilty_contest_sentence", "not_guilty")


def rules(**changes: Any) -> ContestRules:
    """The rules of a made-up statement under the Code of Penal Procedure, on the simulated clock."""
    made = ContestRules(
        regime="QC-CPP", version="f" * 64, service="contester-constat-circulation", borough=COURT, pleas=ALL_PLEAS,
        silence="deemed_not_guilty", letters=dict(STANDARD), costs=COSTS, contribution=SCALE,
        minors=Minors(most_costs=3_000), modes=("in_person", "video", "phone"), points=True, clock="simulated",
        failure_undoes_default=True,
    )  # fmt: skip
    return replace(made, **changes)


def count(number: int = 1, **changes: Any) -> Count:
    """A count of a fine of $85, costs of $46 and a contribution of $20."""
    made = Count(number, "CSR 329", "Excès de vitesse", "Speeding", 8_500, 4_600, 2_000, points=2)
    return replace(made, **changes)


def noon(day: str) -> datetime:
    """Local noon of a day, in UTC."""
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=clock.LOCAL).astimezone(UTC)


def statement(*counts: Count, **changes: Any) -> Statement:
    """A traffic statement served on the spot on Monday 2 November 2026."""
    party = Party("person", "Camille Exemple", ("12, rue Essai", "Montréal (Québec)  H2X 1Y4"), date(1990, 5, 4))
    made = Statement(
        "801 234 567", "traffic", noon("2026-11-02"), "rue Saint-Denis", "PM", "matricule 1234", counts or (count(),),
        party, "on_the_spot", date(2026, 11, 2),
    )  # fmt: skip
    return replace(made, **changes)


def local(alarm: Alarm) -> tuple[str, str]:
    """An alarm's name and the local time at which it fires."""
    return alarm.name, alarm.at.astimezone(clock.LOCAL).strftime("%Y-%m-%d %H:%M")


class Story:
    """A contest that acts are done to, one after the other, as the workflow would do them."""

    def __init__(self, served: Statement | None = None, **changes: Any) -> None:
        self.now = noon("2026-11-02")
        self.events: list[Event] = []
        act = ServeStatement(
            act_id="serve", by=SYSTEM, received_at=self.now, case_id=CASE, rules=rules(**changes),
            statement=served or statement(), owner=HOLDER.id,
        )  # fmt: skip
        self.case = Contest(act)
        self.does(act)

    @property
    def state(self) -> str:
        """Where the case stands."""
        return self.case.state

    @property
    def letters(self) -> list[str]:
        """The codes of all letters, in order."""
        return [order.code for event in self.events for order in event.orders if order.kind == "letter"]

    def letter(self, code: str) -> dict[str, Any]:
        """The facts of the latest letter of a code."""
        orders = [order for event in self.events for order in event.orders]
        return next(order.facts for order in reversed(orders) if order.code == code)

    def on(self, day: str) -> Self:
        """The acts that follow happen at noon of a day."""
        self.now = noon(day)
        return self

    def does(self, act: Act) -> Event:
        """Do one act; the refusals of the case are raised."""
        self.case.check(act)
        event = self.case.apply(act)
        self.events.append(event)
        return event

    def do(self, kind: type[Act], by: Actor, **content: Any) -> Event:
        """Do an act of a kind now."""
        act_id = f"{kind.action}-{len(self.events)}"
        return self.does(kind(act_id=act_id, by=by, received_at=self.now, **content))

    def alarm(self) -> Event:
        """Let the next alarm fire; what leads on by itself follows at once."""
        alarm = self.case.next_alarm()
        assert alarm is not None, f"no alarm in {self.state}"
        self.now = max(self.now, alarm.at)
        return self.does(Lapse(act_id=f"lapse-{len(self.events)}", alarm=alarm.name, received_at=alarm.deadline))

    def until(self, name: str) -> Event:
        """Let alarms fire until one of a name has."""
        while True:
            alarm = self.case.next_alarm()
            assert alarm is not None, f"{name} never fires in {self.state}"
            event = self.alarm()
            if alarm.name == name:
                return event

    def through(self) -> Self:
        """Let a passing state lead on."""
        while (alarm := self.case.next_alarm()) and alarm.name == "proceed":
            self.alarm()
        return self

    def plead(self, *pleas: PleaKind, by: Actor = HOLDER, **content: Any) -> Event:
        """Plead to the open counts, in their order."""
        numbers = [number for number, now in self.case.counts.items() if now.open]
        said = tuple(CountPlea(number, plea) for number, plea in zip(numbers, pleas, strict=True))
        return self.do(Plead, by, pleas=said, **({"name": "Camille Exemple"} | content))

    def offer(self, cents: int | None = None, *, guilty: bool = True, by: Actor = HOLDER) -> str:
        """Open a payment, of all that is owed if nothing is said; its id."""
        whole = owed_today(self.case)
        self.do(OfferPayment, by, cents=cents or whole, pleads_guilty=guilty)
        assert self.case.payment is not None
        return self.case.payment.payment_id

    def pay(self, cents: int | None = None, *, guilty: bool = True) -> Event:
        """Pay online, all that is owed if nothing is said."""
        payment_id = self.offer(cents, guilty=guilty)
        due = self.case.payment
        assert due is not None
        return self.do(CapturePayment, SYSTEM, payment_id=payment_id, cents=due.cents, captured_at=self.now)

    def money_goes_back(self) -> None:
        """What the gateway was told to give back went back."""
        for refund in list(self.case.refunds):
            said = {"payment_id": refund.payment_id, "cents": refund.cents, "refund_id": refund.refund_id}
            self.do(RecordRefund, SYSTEM, **said)

    def review(self) -> Event:
        """The prosecutor goes on after a plea of not guilty."""
        return self.do(ContinueProceedings, PROSECUTOR)

    def hearing(self, day: str, name: str = "h1", **changes: Any) -> Hearing:
        """A hearing at nine on a day."""
        starts = datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=clock.LOCAL).astimezone(UTC)
        return replace(Hearing(name, starts, starts + timedelta(minutes=30), "1.12", JUDGE.id), **changes)

    def schedule(self, day: str, name: str = "h1", **changes: Any) -> Event:
        """The court office sets a hearing."""
        return self.do(Schedule, CLERK, hearing=self.hearing(day, name, **changes))

    def open(self, day: str, *present: str) -> Event:
        """The judge opens the hearing at its hour and a quarter."""
        self.now = datetime.fromisoformat(f"{day}T09:20").replace(tzinfo=clock.LOCAL).astimezone(UTC)
        identified = "permis de conduire" if "defence" in present else ""
        return self.do(OpenSession, JUDGE, present=present, identified_by=identified)

    def judge(self, *verdicts: Verdict, by: Actor = JUDGE, kind: type[Act] = Judge, **content: Any) -> Event:
        """A judgment on the open counts, in their order."""
        numbers = [number for number, now in self.case.counts.items() if now.open]
        said = tuple(CountVerdict(number, verdict) for number, verdict in zip(numbers, verdicts, strict=True))
        return self.do(kind, by, verdicts=said, **({"reasons": "La preuve est faite."} | content))

    def heard(self, day: str = "2027-02-10") -> Self:
        """Pleaded not guilty, reviewed, scheduled, and opened with the defendant there."""
        self.on("2026-11-10").plead("not_guilty")
        self.on("2026-12-01").review()
        self.on("2026-12-02").schedule(day)
        self.open(day, "defence", "prosecution")
        return self

    def in_default(self, verdict: Verdict = "convicted") -> Self:
        """Nobody answered; judged in absence."""
        self.until("silence")
        self.on("2027-01-20").judge(verdict, kind=JudgeOnRecord, record_complete=True)
        return self.through()


__all__ = [
    "Adjourn", "Agree", "ApplyForRevocation", "AskPostponement", "AskRevocation", "DecideAppeal", "DecideLatePlea",
    "DecidePostponement", "DecideRevocation", "Disclose", "ExhibitGiven", "FileExhibit", "GrantTime", "HandBack",
    "Instalment", "RecordAppeal", "Recuse", "Reserve", "RuleOnExhibit", "StayProceedings", "Story", "WithdrawCharges",
]  # fmt: skip
