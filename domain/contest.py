"""The contest of a statement of offence as a pure state machine: its memory, and where its parts are (DOMAIN §7.2)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain import (
    contest_alarms,
    contest_dates,
    contest_guards,
    contest_standing,
    contest_states,
    contest_steps,
    contest_tasks,
)
from domain.acts import Act
from domain.alarms import Alarm
from domain.case import Case
from domain.change import Change
from domain.clock import local_date
from domain.collection_acts import Instalment
from domain.contest_account import Account
from domain.contest_acts import Application, Exhibit, Needs, Plead, ServeStatement
from domain.contest_dates import Dates
from domain.contest_errors import AlreadyJudged
from domain.contest_rules import ContestRules, PleaKind, Side
from domain.events import Filing, Order, Task
from domain.hearing_acts import AskMode, Hearing
from domain.judgment_acts import RecordOralJudgment, Verdict
from domain.statement import Count


@dataclass
class CountNow:
    """One count as it stands: what was pleaded, and what became of it ("withdrawn" by the prosecutor)."""

    count: Count
    plea: PleaKind | None = None
    outcome: Verdict | str = ""

    @property
    def open(self) -> bool:
        """Whether nothing became of it yet."""
        return not self.outcome


class Contest(Case[ContestRules]):
    """One statement of offence, from service to the end of its file (DOMAIN §7.2, §7.5)."""

    def __init__(self, served: ServeStatement) -> None:
        super().__init__(served.rules, served.case_id, served.owner, served.language)
        self.statement = served.statement
        self.counts = {count.number: CountNow(count) for count in served.statement.counts}
        self.dates = Dates(served=served.statement.served_on)
        self.account = Account()
        self.offers = 0
        self.pleads_guilty = False  # said with the payment that is open
        self.agreement: tuple[Instalment, ...] = ()
        self.address = served.statement.party.address
        self.email = served.statement.party.email
        self._begin_proceedings()

    def contact(self) -> dict[str, Any]:
        """Who is written to, and where, as it stands now."""
        return {"name": self.statement.party.name, "address": list(self.address), "email": self.email}

    def mail(self, code: str, **facts: Any) -> Order:
        """A mail, by its template, to the address that stands now."""
        return super().mail(code, **facts, to=self.contact())

    def _begin_proceedings(self) -> None:
        """What the case remembers of its pleas, hearings and judgments."""
        self.plea: Plead | None = None
        self.late_plea: Plead | None = None
        self.needs = Needs()
        self.exhibits: dict[int, Exhibit] = {}
        self.applications: dict[int, Application] = {}
        self._begin_hearings()
        self._begin_judgment()

    def _begin_hearings(self) -> None:
        """What the case remembers of its hearings."""
        self.hearing: Hearing | None = None
        self.heard_of_at: datetime | None = None  # when the hearing that stands was set
        self.mode_asked: AskMode | None = None
        self.postponed: dict[Side, int] = {}
        self.asked_by: Side | None = None
        self.failed = False  # the hearing met a technical failure
        self.present: tuple[Side, ...] = ()
        self.moved = 0  # how often the defence moved its hearing by itself
        self.conflicts: set[str] = set()  # judges who stood aside
        self.minutes: set[str] = set()  # hearings at a distance whose minutes are kept

    def _begin_judgment(self) -> None:
        """What the case remembers of its judgment and of what was asked against it."""
        self.oral: RecordOralJudgment | None = None
        self.by_default = False
        self.resume_to = ""  # where a dismissed revocation leads
        self.late_revocation = False
        self.art_257 = False
        self.appealed_from = ""
        self.released: dict[str, str] = {}  # hearings whose slot goes back, and why
        self.points_told = False
        self.charging: tuple[Side, date] | None = None  # whose delay runs since a hearing date that fell
        self.heard_by = ""
        self.judgment_letter = 0
        self.ended_as = ""  # which of the ends the matter came to
        self.put_off = 0  # how often its closing was put off since

    @property
    def ended(self) -> bool:
        """Whether the file is closed."""
        return self.state == contest_states.CLOSED

    @property
    def balance(self) -> int:
        """What is left to pay, in cents; below 0, what is to go back."""
        return self.account.owed - self.paid_cents

    @property
    def to_give_back(self) -> int:
        """What a person must give back, in cents: paid at the counter and owed no more, or refused by the gateway."""
        return max(0, -self.balance)

    @property
    def minor(self) -> bool:
        """Whether the defendant was a minor on the day of the offence."""
        born = self.statement.party.born_on
        if born is None:
            return False
        day = local_date(self.statement.offence_at)
        turns = (born.year + self.rules.minors.adult_from, born.month, born.day)
        return (day.year, day.month, day.day) < turns

    @property
    def may_move(self) -> bool:
        """Whether the defence may still move its hearing by itself."""
        return self.rules.moving == "self_service" and self.moved < self.rules.moves

    def gives_up(self, alarm: str) -> bool:
        """Whether the open payment is asked for no more once this alarm fires."""
        return self.payment is not None and alarm in ("silence", "unpaid", "instalment_missed")

    def guard(self, act: Act) -> None:
        """Refuse an act whose content the case cannot take. Raises a CaseError."""
        contest_guards.guard(self, act)

    def step(self, act: Act) -> Change:
        """Apply a guarded act to the case's memory and say what follows."""
        return contest_steps.step(self, act)

    def alarms_now(self) -> list[Alarm]:
        """Every alarm of the state just entered, earliest first."""
        return contest_alarms.alarms_of(self)

    def promise(self) -> date | None:
        """The target of the administrative review or of a reserved judgment."""
        start, delay = None, ""
        if self.state == contest_states.ADMIN_REVIEW:
            start, delay = self.dates.reviewed_from, self.rules.delays.review
        if self.state == contest_states.RESERVED:
            start, delay = self.dates.reserved, self.rules.delays.reserved
        return contest_dates.after(self.rules, self.dates, start, delay).on if start else None

    def standing(self) -> dict[str, Any]:
        """Where the contest stands, kept with each event."""
        return {"standing": contest_standing.standing(self)}

    def task(self) -> Task | None:
        """What waits for somebody in the state just entered."""
        kind_role = contest_tasks.kind_of(self)
        return Task(*kind_role, due_on=self._due_on()) if kind_role else None

    def needs_a_judge(self, side: Side) -> bool:
        """Whether a postponement asked by a side is a judge's: not the first, or a peremptory date (DOMAIN §2.5)."""
        peremptory = self.hearing is not None and self.hearing.peremptory
        return peremptory or self.postponed.get(side, 0) >= self.rules.postponements_by_clerk

    def open_to(self, action: str) -> bool:
        """Whether the case's state can take an action at all. Raises AlreadyJudged for a plea after judgment."""
        if action in ("plead", "decide_late_plea") and self.state in contest_states.AFTER_JUDGMENT:
            raise AlreadyJudged(state=self.state)
        return contest_states.open_to(action, self.state)

    def is_filing(self, act: Act) -> bool:
        """Whether an act is the service of the statement."""
        return isinstance(act, ServeStatement)

    def filing(self, act: Act) -> Filing | None:
        """What the row is made from, where the act is the service of the statement."""
        if not isinstance(act, ServeStatement):
            return None
        return Filing(
            procedure="contest",
            service=self.rules.service,
            version=self.rules.version,
            borough=self.rules.borough,
            owner=self.owner,
            language=self.language,
            clock=self.rules.clock,
        )

    def _due_on(self) -> date | None:
        if self.state == contest_states.SERVED:
            due = contest_dates.plea_due(self.rules, self.dates)
            return due.on if due else None
        if self.state == contest_states.PAYABLE:
            return contest_dates.pay_by(self.rules, self.dates)
        if self.state == contest_states.AGREEMENT and self.agreement:
            return self.agreement[0].due_on
        if self.state == contest_states.SCHEDULED and self.hearing:
            return local_date(self.hearing.starts_at)
        if self.state in contest_states.ENDS and self.dates.ended:
            return self.dates.ended + contest_alarms.GIVEN_BACK_WITHIN
        return self.promised_on
