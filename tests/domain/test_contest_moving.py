"""Hearings moved by the defence: an earlier date that the court offers, a move that a regime leaves free."""

import pytest

from domain.contest_errors import ConflictOfInterest, SlotNotBookable
from domain.errors import Forbidden, Invalid, PreconditionFailed
from domain.hearing_acts import MoveHearing, TakeOffer
from tests.contests import CLERK, HOLDER
from tests.domain.contest_stands import IN, free_to_move


def test_an_offered_date_is_taken_without_thirty_days_of_notice_and_the_old_slot_goes_back() -> None:
    story = IN["SCHEDULED"]()
    story.do(TakeOffer, HOLDER, hearing=story.hearing("2026-12-21", "h2"))
    assert (story.state, story.case.released) == ("SCHEDULED", {"h1": "offered"})
    assert story.letter("C08")["hearing_id"] == "h2"
    assert story.case.dates.late == []  # nobody's delay: the court offered it


def test_an_offer_that_is_not_earlier_of_another_mode_or_of_a_judge_who_stood_aside_is_refused() -> None:
    story = IN["SCHEDULED"]()
    with pytest.raises(SlotNotBookable):
        story.do(TakeOffer, HOLDER, hearing=story.hearing("2027-02-11", "h2"))
    with pytest.raises(Invalid):
        story.do(TakeOffer, HOLDER, hearing=story.hearing("2027-01-11", "h2", mode="video"))
    story.case.conflicts.add("juge-1")
    with pytest.raises(ConflictOfInterest):
        story.do(TakeOffer, HOLDER, hearing=story.hearing("2027-01-11", "h2"))
    with pytest.raises(Forbidden):
        story.do(TakeOffer, CLERK, hearing=story.hearing("2027-01-11", "h2"))


def test_a_hearing_is_moved_by_the_defence_only_where_the_regime_leaves_it_free_and_once() -> None:
    with pytest.raises(Forbidden):
        story = IN["SCHEDULED"]()
        story.do(MoveHearing, HOLDER, hearing=story.hearing("2027-04-14", "h2"))
    story = free_to_move()
    assert story.events[-1].facts["standing"]["may_move"]
    story.do(MoveHearing, HOLDER, hearing=story.hearing("2027-04-14", "h2"))
    assert not story.events[-1].facts["standing"]["may_move"]
    assert [(one.side, one.days) for one in story.case.dates.late] == [("defence", 63)]
    with pytest.raises(Forbidden):
        story.do(MoveHearing, HOLDER, hearing=story.hearing("2027-05-14", "h3"))


def test_a_move_asked_for_later_than_the_delay_is_a_request_for_postponement() -> None:
    story = free_to_move().on("2027-02-01")
    with pytest.raises(SlotNotBookable):
        story.do(MoveHearing, HOLDER, hearing=story.hearing("2027-04-14", "h2"))


def test_a_move_on_a_copy_that_is_old_is_refused() -> None:
    story = free_to_move()
    with pytest.raises(PreconditionFailed):
        story.do(MoveHearing, HOLDER, hearing=story.hearing("2027-04-14", "h2"), expects=1)
