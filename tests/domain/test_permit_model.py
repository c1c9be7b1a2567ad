"""A permit case against a model of plain dicts, under any order of acts and alarms."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.acts import Act
from domain.errors import IllegalTransition, Invalid
from domain.rules import Fee
from tests.permits import PERMIT_FEE, STUDY, Story

TERMINAL = {"REFUSED", "EXPIRED", "WITHDRAWN", "ABANDONED"}
NEXT: dict[str, dict[str, str]] = {
    "AWAITING_PAYMENT": {"capture": "ADMISSIBILITY", "withdraw": "WITHDRAWN"},
    "ADMISSIBILITY": {"complete": "UNDER_REVIEW", "ask": "INFO_REQUESTED", "withdraw": "WITHDRAWN"},
    "INFO_REQUESTED": {"answer": "where it was", "withdraw": "WITHDRAWN"},
    "UNDER_REVIEW": {"ask": "INFO_REQUESTED", "conclude": "DECISION_READY", "refuse": "REFUSED",
                     "withdraw": "WITHDRAWN"},
    "DECISION_READY": {"approve": "ISSUED", "refuse": "REFUSED", "withdraw": "WITHDRAWN"},
    "APPROVED_TO_PAY": {"capture": "ISSUED"},
    "ISSUED": {},
    "REFUSED": {},
    "EXPIRED": {},
    "WITHDRAWN": {},
    "ABANDONED": {},
}  # fmt: skip
LAPSES = {
    "fee_unpaid": "ABANDONED",
    "silence": "ABANDONED",
    "issue_fee_unpaid": "ABANDONED",
    "expiry": "EXPIRED",
}
ALARMS = {
    "AWAITING_PAYMENT": ["fee_unpaid"],
    "INFO_REQUESTED": ["answer_reminder_1", "answer_reminder_2", "answer_warning", "silence"],
    "APPROVED_TO_PAY": ["issue_fee_unpaid"],
    "ISSUED": ["expiry_warning_60", "expiry_warning_15", "expiry"],
}
EVERY_ACT = ("capture", "refund", "complete", "ask", "answer", "conclude", "approve", "refuse", "withdraw")


class PermitAgainstModel(RuleBasedStateMachine):
    """The model knows states, what is owed and what waits; the case must agree after every step."""

    def __init__(self) -> None:
        super().__init__()
        self.story: Story = Story()
        self.model: dict[str, Any] = {}
        self.now: datetime = self.story.events[0].at

    @initialize(fees=st.sampled_from([(), (STUDY,), (PERMIT_FEE,), (STUDY, PERMIT_FEE)]))
    def file(self, fees: tuple[Fee, ...]) -> None:
        self.story = Story(*fees)
        study = STUDY in fees
        state = "AWAITING_PAYMENT" if study else "ADMISSIBILITY"
        self.model = {"at_issue": PERMIT_FEE in fees, "back": "", "late": None, "written_off": None}
        self.model |= {"owed": STUDY if study else None, "state": "", "alarms": [], "seq": 1}
        self._enter(state)

    @rule(days=st.integers(0, 20))
    def time_passes(self, days: int) -> None:
        alarm = self.story.permit.next_alarm()
        later = self.now + timedelta(days=days)
        self.now = min(later, alarm.deadline) if alarm else later

    @precondition(lambda self: bool(NEXT.get(self.model.get("state", ""))))
    @rule(data=st.data())
    def somebody_does_what_the_state_allows(self, data: st.DataObject) -> None:
        state = self.model["state"]
        name = data.draw(st.sampled_from(sorted(NEXT[state])), label="act")
        to = self._leads(name, NEXT[state][name])
        self.story.do(self._act(name))
        self._enter(to)

    @rule(name=st.sampled_from(EVERY_ACT))
    def somebody_does_what_the_state_does_not_allow(self, name: str) -> None:
        if name in NEXT[self.model["state"]] or (name in ("capture", "refund") and self._late_money(name)):
            return
        try:
            self.story.do(self._act(name))
        except (IllegalTransition, Invalid):
            return
        raise AssertionError(f"{name} was taken in {self.model['state']}")

    @precondition(lambda self: self.model.get("alarms"))
    @rule()
    def the_next_alarm_fires(self) -> None:
        alarm = self.story.permit.next_alarm()
        assert alarm is not None
        name = self.model["alarms"].pop(0)
        assert alarm.name == name
        self.now = max(self.now, alarm.at)
        self.story.do(self.story.acts.lapse(name, alarm.deadline))
        if name in LAPSES:
            self._enter(LAPSES[name])
        else:
            self.model["seq"] += 1

    @precondition(lambda self: self.model.get("written_off"))
    @rule()
    def money_comes_too_late(self) -> None:
        fee = self.model["written_off"]
        self.story.do(self.story.acts.capture(self.now, fee))
        self.model |= {"written_off": None, "late": fee, "seq": self.model["seq"] + 1}

    @precondition(lambda self: self.model.get("late"))
    @rule()
    def late_money_goes_back(self) -> None:
        self.story.do(self.story.acts.refund(self.now, self.model["late"]))
        self.model |= {"late": None, "seq": self.model["seq"] + 1}

    @invariant()
    def the_case_agrees_with_the_model(self) -> None:
        if not self.model:
            return
        permit, model = self.story.permit, self.model
        assert (permit.state, permit.seq) == (model["state"], model["seq"])
        assert permit.ended == (model["state"] in TERMINAL)
        assert [alarm.name for alarm in permit.alarms] == model["alarms"]
        assert self.story.balance("receivable") == (model["owed"].cents if model["owed"] else 0)
        assert self.story.balance("unapplied") == -(model["late"].cents if model["late"] else 0)

    @invariant()
    def every_account_sums_to_nothing_and_no_alarm_is_out_of_order(self) -> None:
        accounts = ("receivable", "cash", "written_off", "unapplied", "fees")
        assert sum(self.story.balance(name) for name in accounts) == 0
        times = [alarm.at for alarm in self.story.permit.alarms]
        assert times == sorted(times)

    def _leads(self, name: str, to: str) -> str:
        if name == "ask":
            self.model["back"] = self.model["state"]
        if name == "answer":
            return self.model["back"]
        return "APPROVED_TO_PAY" if name == "approve" and self.model["at_issue"] else to

    def _enter(self, state: str) -> None:
        model = self.model
        if state in TERMINAL:
            model["written_off"], model["owed"] = model["owed"], None
        elif state == "APPROVED_TO_PAY":
            model["owed"] = PERMIT_FEE
        elif state != "AWAITING_PAYMENT":
            model["owed"] = None
        model["seq"] += 1 if model["state"] else 0
        model["state"], model["alarms"] = state, list(ALARMS.get(state, []))

    def _late_money(self, name: str) -> bool:
        return bool(self.model["written_off"] if name == "capture" else self.model["late"])

    def _act(self, name: str) -> Act:
        fee = self.model["owed"] or self.model["late"] or STUDY
        acts = self.story.acts
        if name in ("capture", "refund"):
            return getattr(acts, name)(self.now, fee)
        return getattr(acts, name)(self.now)


TestPermitAgainstModel = PermitAgainstModel.TestCase
TestPermitAgainstModel.settings = settings(max_examples=50, stateful_step_count=30, deadline=None)
