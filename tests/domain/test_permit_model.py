"""A permit case against a model of plain dicts, under any order of acts and alarms, for every kind of service."""

from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.errors import CaseError, IllegalTransition
from tests.domain.permit_model import TERMINAL, WHERE, Model, Said, allowed, ended, promised, waits
from tests.domain.permit_model_acts import does, rings
from tests.domain.permit_tables import LAPSES
from tests.domain.permit_walks import RULES, content, filed, make, straight
from tests.permits import Story, noon

DAYS = ("2026-11-02", "2026-12-23", "2027-03-12", "2027-10-20", "2028-02-29")
AFTER_THE_END = {"pay_late", "give_late_money_back", "order_refund", "record_refund", "cancel_refund"}
ACCOUNTS = ("receivable", "fees", "cash", "till", "written_off", "unapplied", "refunded")
PASSING = ("answer_", "expiry_", "start_", "promise_")  # alarms that the model leaves to the calendar's tests
A_MINUTE = timedelta(minutes=1)


class PermitAgainstModel(RuleBasedStateMachine):
    """The model knows states, what is owed and what waits; the case must agree after every step."""

    story: Story
    model: Model
    now: datetime

    services: tuple[str, ...] = tuple(RULES)

    @initialize(data=st.data(), day=st.sampled_from(DAYS), ahead=st.integers(0, 14))
    def file(self, data: st.DataObject, day: str, ahead: int) -> None:
        """File it, and let it go well for so many acts."""
        self.story, self.model = filed(data.draw(st.sampled_from(self.services), label="service"), day)
        self.now = noon(day)
        self.rang: set[tuple[str, datetime]] = set()
        for _ in range(ahead):
            self._goes_well()

    @rule(days=st.integers(0, 40))
    def time_passes(self, days: int) -> None:
        self.now = max(self.now, min(self.now + timedelta(days=days), self._before_the_next_alarm()))

    @rule()
    def the_file_goes_well(self) -> None:
        self._goes_well()

    @rule(data=st.data())
    def somebody_does_what_the_case_allows(self, data: st.DataObject) -> None:
        open_now = [act for act in WHERE if allowed(self.model, act) and self._may_be_today(act)]
        if not open_now:
            return
        act = data.draw(st.sampled_from(open_now), label="act")
        self._do(act, content(data, self.model, act))

    @rule()
    def nobody_does_what_the_case_does_not_allow(self) -> None:
        before = self._seen()
        for act in (act for act in WHERE if not allowed(self.model, act)):
            with pytest.raises(CaseError):
                self.story.do(make(self.story, self.model, act, self.now, {}))
        for alarm in {*LAPSES} - {one.name for one in self.story.permit.alarms}:
            with pytest.raises(IllegalTransition):
                self.story.do(self.story.acts.lapse(alarm, self.now))
        assert self._seen() == before

    @precondition(lambda self: self.story.permit.next_alarm() and not ended(self.model))
    @rule()
    def the_next_alarm_fires(self) -> None:
        alarm = self.story.permit.next_alarm()
        assert alarm is not None
        assert alarm.name in waits(self.model) or alarm.name.startswith(PASSING)
        self.now = max(self.now, alarm.at)
        self.rang.add((alarm.name, alarm.deadline))
        self.story.do(self.story.acts.lapse(alarm.name, alarm.deadline))
        rings(self.model, alarm.name)

    @invariant()
    def state_and_number_are_the_model_s(self) -> None:
        permit, last = self.story.permit, self.story.last
        assert (permit.state, permit.seq) == (self.model["state"], self.model["seq"])
        assert (last.after, last.seq, last.ended) == (permit.state, permit.seq, permit.ended)
        assert [event.seq for event in self.story.events] == list(range(1, permit.seq + 1))

    @invariant()
    def every_event_is_chained_to_the_one_before(self) -> None:
        for earlier, later in zip(self.story.events, self.story.events[1:], strict=False):
            assert later.before == earlier.after
            assert later.prev_head != earlier.prev_head
        assert self.story.permit.head != self.story.last.prev_head

    @invariant()
    def the_case_ends_when_nothing_is_left_to_decide_to_bill_or_to_renew(self) -> None:
        permit = self.story.permit
        assert permit.ended == ended(self.model)
        if permit.ended:
            assert permit.state in TERMINAL
            assert self.story.last.task is None
            assert not {act for act in WHERE if allowed(self.model, act)} - AFTER_THE_END

    @invariant()
    def the_ledger_is_the_model_s_and_balances(self) -> None:
        model, balance = self.model, self.story.balance
        assert balance("receivable") == (model["due"]["cents"] if model["due"] else 0)
        assert (balance("cash"), balance("till")) == (model["cash"], model["till"])
        assert balance("unapplied") == -sum(model["late"].values())
        assert balance("refunded") == model["given_back"]
        assert sum(balance(account) for account in ACCOUNTS) == 0
        assert not (self.story.permit.ended and balance("receivable"))

    @invariant()
    def one_payment_at_most_is_open_and_no_refund_exceeds_its_capture(self) -> None:
        permit, due = self.story.permit, self.model["due"]
        open_now = (permit.payment.payment_id.split("-")[-1], permit.payment.cents) if permit.payment else None
        assert open_now == ((due["id"], due["cents"]) if due else None)
        assert all(0 <= one.given_back <= one.cents for one in permit.paid.values())
        assert len(permit.refunds) == len(self.model["orders"])

    @invariant()
    def the_alarms_are_the_model_s_in_order_and_none_rings_twice(self) -> None:
        alarms = self.story.permit.alarms
        assert {one.name for one in alarms if not one.name.startswith(PASSING)} == waits(self.model)
        assert [one.at for one in alarms] == sorted(one.at for one in alarms)
        assert not {(one.name, one.deadline) for one in alarms} & self.rang
        assert self.story.last.next_alarm_at == (alarms[0].at if alarms else None)

    @invariant()
    def a_date_is_promised_only_where_one_is(self) -> None:
        assert (self.story.permit.promised_on is not None) == promised(self.model)
        assert self.story.last.promised_on == self.story.permit.promised_on

    def _goes_well(self) -> None:
        following = straight(self.model)
        if following and self._may_be_today(following[0]):
            self._do(*following)

    def _do(self, act: str, said: Said) -> None:
        assert not ended(self.model) or act in AFTER_THE_END, act
        self.now = max(self.now, self._day_of(act))
        self.story.do(make(self.story, self.model, act, self.now, said))
        does(self.model, act, said)

    def _before_the_next_alarm(self) -> datetime:
        alarm = self.story.permit.next_alarm()
        return alarm.deadline - A_MINUTE if alarm else self.now + timedelta(days=400)

    def _day_of(self, act: str) -> datetime:
        """When the committee or the council meets; now for everything else."""
        dates = self.story.permit.dates
        days = {"advise": dates.meeting, "resolve": dates.council or dates.meeting}
        met = days.get(act)
        return noon(met.isoformat()) if met else self.now

    def _may_be_today(self, act: str) -> bool:
        """Whether an act can come before the next alarm; what is due already fires before a permit is extended."""
        if act == "order_refund" and self.model["orders"]:
            return False  # one at a time: the walk has more to see
        last = self._before_the_next_alarm()
        return self.now < last if act == "extend" else self._day_of(act) <= max(self.now, last)

    def _seen(self) -> str:
        """Everything that the case remembers."""
        return repr(sorted((name, value) for name, value in vars(self.story.permit).items() if name != "rules"))


class StudiedAgainstModel(PermitAgainstModel):
    """Services that differ in their study and in their fees."""

    services = ("free", "fees at both moments", "two persons", "below two persons", "amended and watched")


class CouncilAgainstModel(PermitAgainstModel):
    """Services that go to the committee and to the council."""

    services = ("architecture", "minor exemption")


class HeldAgainstModel(PermitAgainstModel):
    """Permits whose work starts, that are extended, inspected, renewed."""

    services = ("works", "works, renewed free")


class BilledAgainstModel(PermitAgainstModel):
    """Permits of a year or a season, and permits that are billed afterwards."""

    services = ("a season", "a year, free", "a year, billed", "billed", "works, billed")


TestStudied, TestCouncil, TestHeld, TestBilled = (
    machine.TestCase for machine in (StudiedAgainstModel, CouncilAgainstModel, HeldAgainstModel, BilledAgainstModel)
)
for walked in (TestStudied, TestCouncil, TestHeld, TestBilled):
    walked.settings = settings.get_profile("walks")


def test_every_kind_of_service_is_walked() -> None:
    machines = (StudiedAgainstModel, CouncilAgainstModel, HeldAgainstModel, BilledAgainstModel)
    assert {name for machine in machines for name in machine.services} == set(RULES)
