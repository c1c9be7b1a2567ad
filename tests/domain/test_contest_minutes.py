"""The minutes of a contest's hearings, and absence told apart from a failure of ours (DOMAIN §2.6)."""

from datetime import datetime
from typing import Any

import pytest

from domain.errors import Forbidden, IllegalTransition, Invalid
from domain.hearing_acts import KeepMinutes, NoteIncident
from domain.judgment_acts import ConfirmJudgment, RecordOralJudgment
from domain.people import SYSTEM
from domain.room_minutes import Minutes
from tests.contests import CLERK, JUDGE, Recuse, Story


def minutes(story: Story) -> Minutes:
    """Minutes of a room that ended just now."""
    return Minutes(story.now, story.now, ("ours",), events=7, head="a" * 64)


def test_minutes_kept_after_the_judgment_change_neither_the_state_nor_what_waits() -> None:
    story = Story().heard()
    story.judge("convicted")
    story.through()
    waiting = list(story.case.alarms)
    event = story.do(KeepMinutes, SYSTEM, hearing_id="h1", minutes=minutes(story))
    assert (event.type, event.before, event.after, event.task, event.task_done) == (
        "MinutesKept", "PAYABLE", "PAYABLE", None, False,
    )  # fmt: skip
    assert story.case.alarms == waiting
    assert (event.facts["hearing_id"], event.facts["minutes"]["head"]) == ("h1", "a" * 64)


def test_minutes_are_kept_once_and_of_a_hearing_of_this_case() -> None:
    story = Story().heard()
    with pytest.raises(Invalid) as refused:
        story.do(KeepMinutes, SYSTEM, hearing_id="another", minutes=minutes(story))
    assert refused.value.errors == {"hearing_id": "unknown"}
    story.do(KeepMinutes, SYSTEM, hearing_id="h1", minutes=minutes(story))
    with pytest.raises(Invalid) as refused:
        story.do(KeepMinutes, SYSTEM, hearing_id="h1", minutes=minutes(story))
    assert refused.value.errors == {"hearing_id": "already-kept"}


def test_minutes_of_a_hearing_that_a_judge_left_are_kept_all_the_same() -> None:
    story = Story().heard()
    story.do(Recuse, JUDGE, reasons="Je connais le témoin.")
    assert story.do(KeepMinutes, SYSTEM, hearing_id="h1", minutes=minutes(story)).after == "AWAITING_DATE"


def test_minutes_are_the_machinery_s_and_of_no_case_that_was_never_set_down() -> None:
    story = Story()
    with pytest.raises(IllegalTransition):
        story.do(KeepMinutes, SYSTEM, hearing_id="h1", minutes=minutes(story))
    story.heard()
    with pytest.raises(Forbidden):
        story.do(KeepMinutes, CLERK, hearing_id="h1", minutes=minutes(story))


def _absent(**rules: Any) -> Story:
    """In session, without the defence."""
    story = Story(**rules).on("2026-11-10")
    story.plead("not_guilty")
    story.review()
    story.schedule("2027-02-10")
    story.open("2027-02-10", "prosecution")
    return story


def test_no_default_before_the_grace_is_over_though_the_hearing_is_open() -> None:
    story = _absent()
    story.now = datetime.fromisoformat("2027-02-10T09:14:59-05:00")
    with pytest.raises(Invalid) as refused:
        story.judge("convicted", in_absence=True)
    assert refused.value.errors == {"in_absence": "grace-still-runs"}
    story.now = datetime.fromisoformat("2027-02-10T09:15:00-05:00")
    story.judge("convicted", in_absence=True)
    assert story.state == "CONVICTED_DEFAULT"


def test_no_default_after_a_failure_noted_before_the_hearing_was_opened() -> None:
    story = Story().on("2026-11-10")
    story.plead("not_guilty")
    story.review()
    story.schedule("2027-02-10")
    story.do(NoteIncident, CLERK, technical=True, text="Aucune salle virtuelle ne répond.")
    story.open("2027-02-10", "prosecution")
    with pytest.raises(Invalid) as refused:
        story.judge("convicted", in_absence=True)
    assert refused.value.errors == {"in_absence": "technical-failure"}


def test_an_oral_default_is_not_confirmed_once_a_failure_was_noted() -> None:
    story = _absent(failure_undoes_default=True)
    story.judge("convicted", by=CLERK, kind=RecordOralJudgment, in_absence=True)
    story.do(NoteIncident, CLERK, technical=True, text="Le défendeur attendait : le lien ne s’ouvrait pas.")
    with pytest.raises(Invalid) as refused:
        story.do(ConfirmJudgment, JUDGE)
    assert refused.value.errors == {"in_absence": "technical-failure"}


def test_what_is_no_failure_of_ours_undoes_no_default() -> None:
    story = _absent(failure_undoes_default=True)
    story.judge("convicted", by=CLERK, kind=RecordOralJudgment, in_absence=True)
    story.do(NoteIncident, CLERK, technical=False, text="Du bruit dans la salle.")
    story.do(ConfirmJudgment, JUDGE)
    assert story.state == "CONVICTED_DEFAULT"
