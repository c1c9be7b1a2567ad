"""A walk through a contest: the case and its model side by side, one act or alarm at a time."""

from datetime import datetime, timedelta
from typing import Any, Final

import pytest

from domain.errors import CaseError, IllegalTransition
from tests.contests import CASE
from tests.domain.contest_model import NOT_WALKED, WHERE, Model, Said, allowed, open_counts, today, waits
from tests.domain.contest_model_acts import does, rings
from tests.domain.contest_model_money import MONEY as MONEY_EFFECTS
from tests.domain.contest_walk_acts import make
from tests.domain.contest_walks import Chance, content, served

FORWARD: Final = (
    "decide_late", "continue", "rule_on", "schedule", "open", "judge", "judge_on_record", "decide_postponement",
    "decide_revocation", "decide_appeal", "record_refund", "give_late_back",
)  # fmt: skip
MONEY: Final = set(MONEY_EFFECTS)
BESIDE: Final = {"suspend", "resume", "close_day", "change_address", "correct", "instruct", "record_service", "minutes"}
REMINDERS: Final = {"plea_reminder", "courtesy_reminder", "unpaid_warning", "promise_broken"}
LAPSES: Final = REMINDERS | {"silence", "proceed", "unpaid", "instalment_missed", "close"}
A_MINUTE: Final = timedelta(minutes=1)
LATE: Final = timedelta(minutes=20)


class Walk:
    """A statement just served, and where chance leads it."""

    def __init__(self, chance: Chance, kind: Any, ahead: int) -> None:
        """Serve it; it may go ahead for so many acts after a plea of not guilty."""
        self.chance = chance
        self.story, self.model = served(chance, kind)
        self.now, self.rang = self.story.now, set[tuple[str, datetime]]()
        if ahead:
            self.do("plead", {"pleas": dict.fromkeys(open_counts(self.model), "not_guilty")})
        for _ in range(ahead):
            self.goes_ahead()

    def open_now(self) -> set[str]:
        """The acts that the model allows now."""
        return {act for act in WHERE.keys() - NOT_WALKED if allowed(self.model, act)}

    def one_of(self, acts: set[str]) -> None:
        """One of some acts, with any content."""
        act = self.chance.one_of(sorted(acts))
        self.do(act, content(self.chance, self.model, act))

    def goes_ahead(self) -> None:
        """What leads towards the end of the matter."""
        act = next((act for act in FORWARD if allowed(self.model, act)), None)
        if act:
            self.do(act, content(self.chance, self.model, act))

    def do(self, act: str, said: Said) -> None:
        """One act, on both sides."""
        if act == "open":
            hearing = self.story.case.hearing
            assert hearing is not None
            self.now = max(self.now, hearing.starts_at + LATE)
        self.now = max(self.now, min(self.now + A_MINUTE, self._before_the_next_alarm()))
        self.story.now = self.now
        self.story.does(make(self.story, self.model, act, self.now, said))
        if act == "offer":
            said["id"] = f"{CASE}-{_purpose(self.model, said)}{self.model['offers'] + 1}"
        does(self.model, act, said)

    def time_passes(self, days: int) -> None:
        """Not beyond what the next alarm speaks of."""
        self.now = max(self.now, min(self.now + timedelta(days=days), self._before_the_next_alarm()))

    def alarm(self) -> None:
        """The next alarm fires, one that the model waits for, and none twice."""
        alarm = self.story.case.next_alarm()
        assert alarm is not None
        assert alarm.name in waits(self.model) | REMINDERS
        self.now = max(self.now, alarm.at)
        if alarm.name != "proceed":
            assert (alarm.name, alarm.deadline) not in self.rang
            self.rang.add((alarm.name, alarm.deadline))
        self.story.alarm()
        rings(self.model, alarm.name)

    def refusals(self) -> None:
        """Everything that is not allowed is refused, and nothing is changed by it."""
        before = self._seen()
        for act in WHERE.keys() - NOT_WALKED - self.open_now():
            with pytest.raises(CaseError):
                self.story.does(make(self.story, self.model, act, self.now, {}))
        for name in LAPSES - {one.name for one in self.story.case.alarms}:
            with pytest.raises(IllegalTransition):
                self.story.does(self.story.lapse(name))
        assert self._seen() == before

    def _before_the_next_alarm(self) -> datetime:
        alarm = self.story.case.next_alarm()
        return alarm.deadline - A_MINUTE if alarm else self.now + timedelta(days=400)

    def _seen(self) -> str:
        """Everything that the case remembers."""
        return repr(sorted((name, value) for name, value in vars(self.story.case).items() if name != "rules"))


def _purpose(m: Model, said: Said) -> str:
    return "instalment" if m["state"] == "AGREEMENT" else "whole" if said["cents"] == today(m) else "part"
