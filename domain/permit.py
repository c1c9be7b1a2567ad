"""A permit case as a pure state machine: its memory, and where its states, guards and steps are (DOMAIN §7.1, §7.5)."""

from datetime import date
from typing import Any

from domain import permit_alarms, permit_dates, permit_guards, permit_lapses, permit_states, permit_steps
from domain.acts import Act, Approve, FilePermit, InformationItem, Opinion
from domain.alarms import Alarm
from domain.case import Case
from domain.change import Change
from domain.clock import local_date
from domain.events import Filing, Task
from domain.permit_dates import Dates
from domain.rules import PermitRules


class Permit(Case[PermitRules]):
    """One permit application, from filing to its end (DOMAIN §7.1, §7.5)."""

    def __init__(self, filed: FilePermit) -> None:
        super().__init__(filed.rules, filed.case_id, filed.holder, filed.language)
        self.dates = Dates(filed=local_date(filed.received_at))
        self.invoice_settled = False
        self._begin_study()

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

    @property
    def ended(self) -> bool:
        """Whether the case reached a terminal state, and nothing is left to bill or to renew."""
        if self.state not in permit_states.TERMINAL:
            return False
        return not (self._to_be_billed() or self._to_be_renewed())

    def gives_up(self, alarm: str) -> bool:
        """Whether the open payment is owed no more once this alarm fires; what was used stays owed."""
        return self.payment is not None and permit_lapses.gives_up(alarm, self.payment.purpose)

    def guard(self, act: Act) -> None:
        """Refuse an act whose content the case cannot take. Raises a CaseError."""
        permit_guards.guard(self, act)

    def step(self, act: Act) -> Change:
        """Apply a guarded act to the case's memory and say what follows."""
        return permit_steps.step(self, act)

    def alarms_now(self) -> list[Alarm]:
        """Every alarm of the state just entered, earliest first."""
        return permit_alarms.alarms_of(self.rules, self.state, self.dates)

    def promise(self) -> date | None:
        """The date that was promised for the present stage."""
        return permit_dates.promised_on(self.rules, self.state, self.dates)

    def open_to(self, action: str) -> bool:
        """Whether the case's state can take an action at all."""
        return permit_states.open_to(action, self.state)

    def is_filing(self, act: Act) -> bool:
        """Whether an act is the application."""
        return isinstance(act, FilePermit)

    def task(self) -> Task | None:
        """What waits for somebody in the state just entered."""
        kind_role = ("second", "clerk") if self.proposal else permit_states.TASKS.get(self.state)
        if kind_role is None and self._to_be_billed() and self.payment is not None:
            kind_role = ("pay", "citizen")
        if kind_role is None:
            return None
        lapsing = [alarm.deadline for alarm in self.alarms if alarm.lapses] if kind_role[1] == "citizen" else []
        due_on = date.fromordinal(local_date(lapsing[0]).toordinal() - 1) if lapsing else self.promised_on
        return Task(*kind_role, due_on=due_on)

    def filing(self, act: Act) -> Filing | None:
        """What the row is made from, where the act is the application."""
        if not isinstance(act, FilePermit):
            return None
        return Filing(
            procedure="permit",
            service=self.rules.service,
            version=self.rules.version,
            borough=self.rules.borough,
            owner=self.owner,
            language=self.language,
            clock=self.rules.clock,
        )

    def _to_be_billed(self) -> bool:
        served = self.state in (permit_states.EXPIRED, permit_states.COMPLETED, permit_states.REVOKED)
        return served and bool(self.rules.owed("invoice_after")) and not self.invoice_settled

    def _to_be_renewed(self) -> bool:
        return self.state == permit_states.EXPIRED and self.rules.renewable and not self.renewal_closed
