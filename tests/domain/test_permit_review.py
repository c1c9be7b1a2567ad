"""The review of a permit: opinions step after step, its conclusion, and a second person (DOMAIN §3.6, §7.1)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from domain.acts import Opinion
from domain.errors import Forbidden, IllegalTransition
from domain.rules import Delays
from tests.domain.permit_leads import Leads, Rows, faults, leads, letter
from tests.permit_people import CITIZEN, CLERK, COLLEAGUE, DIRECTOR, REVIEWER
from tests.permits import CLERK_ELSEWHERE, PERMIT_FEE, Story, noon

STEPS: dict[str, Any] = {
    "opinions": ("zoning", "trees", "fire", "heritage"),
    "steps": (("zoning", "trees"), ("fire",), ("heritage",)),
    "outside": ("fire",),
}
ABOVE: dict[str, Any] = {"second_person_above_cents": 97_999}
TODAY = noon("2026-11-10")


def _review(**changes: Any) -> Story:
    return Story(**(STEPS | changes)).completed()


def _proposed(*conditions: str) -> Story:
    return Story(PERMIT_FEE, **ABOVE).completed().concluded().approved("2026-11-20", *conditions)


TRANSITIONS: Rows = {
    "an opinion given": (
        lambda: _review().then("give_opinion", "2026-11-10", "trees"),
        Leads("OpinionGiven", "UNDER_REVIEW", "UNDER_REVIEW", promised="2026-11-26")),
    "the last opinion given concludes nothing by itself": (
        lambda: _review().heard(), Leads("OpinionGiven", "UNDER_REVIEW", "UNDER_REVIEW", promised="2026-11-26")),
    "an outside body's opinion": (
        lambda: _review().then("give_opinion", "2026-11-09", "zoning").then("give_opinion", "2026-11-09", "trees")
        .then("give_opinion", "2026-11-10", "fire", by=REVIEWER),
        Leads("OpinionGiven", "UNDER_REVIEW", "UNDER_REVIEW", promised="2026-11-26")),
    "approved above the limit": (
        _proposed, Leads("ApprovalProposed", "DECISION_READY", "DECISION_READY", (), (),
                         ("second", "clerk", "2026-11-26"), "2026-11-26")),
    "seconded, a fee to pay": (
        lambda: _proposed().then("second", "2026-11-23"),
        Leads("ApprovalSeconded", "DECISION_READY", "APPROVED_TO_PAY", ("P12",), (("receivable", "fees", 98_000),),
              ("pay", "citizen", "2027-01-22"))),
    "a proposal refused by the director": (
        lambda: _proposed().refused("2026-11-23"), Leads("PermitRefused", "DECISION_READY", "REFUSED", ("P13",))),
    "withdrawn while a proposal waits": (
        lambda: _proposed().withdrawn("2026-11-23"),
        Leads("ApplicationWithdrawn", "DECISION_READY", "WITHDRAWN", ("withdrawn",))),
}  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), TRANSITIONS.values(), ids=list(TRANSITIONS))
def test_each_step_of_the_review_records_what_the_table_says(story: Callable[[], Story], expected: Leads) -> None:
    assert leads(story()) == expected


def test_opinions_given_one_by_one_conclude_without_being_said_again() -> None:
    story = _review().heard()
    story.do(replace(story.acts.conclude(noon("2026-11-12")), opinions=()))
    assert story.permit.state == "DECISION_READY"
    assert [one["discipline"] for one in story.last.facts["opinions"]] == ["zoning", "trees", "fire", "heritage"]


def test_the_disciplines_of_a_step_are_heard_side_by_side_and_the_next_step_waits() -> None:
    story = _review()
    for early in ("fire", "heritage"):
        assert faults(lambda code=early: story.then("give_opinion", "2026-11-09", code)) == {
            "discipline": "not-its-turn"
        }
    story.then("give_opinion", "2026-11-09", "trees")
    assert faults(lambda: story.then("give_opinion", "2026-11-09", "fire")) == {"discipline": "not-its-turn"}
    story.then("give_opinion", "2026-11-09", "zoning").then("give_opinion", "2026-11-09", "fire")
    assert story.then("give_opinion", "2026-11-09", "heritage").last.seq == 6


def test_without_steps_all_disciplines_are_heard_side_by_side() -> None:
    story = Story().completed().then("give_opinion", "2026-11-09", "heritage").then("give_opinion", "2026-11-09")
    assert list(story.permit.opinions) == ["heritage", "zoning"]


def test_a_discipline_that_the_service_does_not_hear_is_refused() -> None:
    assert faults(lambda: _review().then("give_opinion", "2026-11-09", "noise")) == {"discipline": "not-asked"}


def test_a_clerk_may_correct_an_opinion_and_the_last_one_counts() -> None:
    story = Story().completed().then("give_opinion", "2026-11-09", outcome="unfavourable")
    story.then("give_opinion", "2026-11-10", note="Plans corrigés.")
    assert story.permit.opinions["zoning"] == Opinion("zoning", "favourable", "Plans corrigés.")


def test_a_body_outside_answers_once() -> None:
    story = Story(opinions=("fire",), outside=("fire",)).completed()
    story.then("give_opinion", "2026-11-09", "fire", by=REVIEWER)
    again = faults(lambda: story.then("give_opinion", "2026-11-10", "fire", by=REVIEWER))
    assert again == {"discipline": "already-given"}


def test_a_body_outside_answers_for_its_own_discipline_only() -> None:
    with pytest.raises(Forbidden):
        _review().then("give_opinion", "2026-11-09", "zoning", by=REVIEWER)


CONCLUSIONS: dict[str, tuple[Callable[[], Story], dict[str, str]]] = {
    "nothing given": (
        lambda: Story().completed(), {"opinions.zoning": "required", "opinions.heritage": "required"}),
    "one missing": (
        lambda: Story().completed().then("give_opinion", "2026-11-09"), {"opinions.heritage": "required"}),
    "one unfavourable": (
        lambda: Story().completed().heard().then("give_opinion", "2026-11-11", outcome="unfavourable"),
        {"opinions.zoning": "unfavourable"}),
    "the council decides": (lambda: Story(council="piia").completed().heard(), {"opinions": "council-decides"}),
}  # fmt: skip


@pytest.mark.parametrize(("story", "errors"), CONCLUSIONS.values(), ids=list(CONCLUSIONS))
def test_a_review_is_not_concluded_on_opinions_that_do_not_carry_it(
    story: Callable[[], Story], errors: dict[str, str]
) -> None:
    told = story()
    assert faults(lambda: told.do(replace(told.acts.conclude(noon("2026-11-12")), opinions=()))) == errors


def test_an_unfavourable_opinion_corrected_at_the_conclusion_carries_it() -> None:
    story = Story().completed().then("give_opinion", "2026-11-09", outcome="unfavourable").concluded()
    assert story.permit.state == "DECISION_READY"


def test_the_first_person_is_not_the_second() -> None:
    story = _proposed()
    for by in (CLERK, CITIZEN, CLERK_ELSEWHERE):
        with pytest.raises(Forbidden):
            story.then("second", "2026-11-23", by=by)
    for by in (COLLEAGUE, DIRECTOR):
        assert _proposed().then("second", "2026-11-23", by=by).permit.state == "APPROVED_TO_PAY"


def test_an_approval_is_proposed_once_and_seconded_once() -> None:
    story = _proposed()
    with pytest.raises(IllegalTransition):
        story.then("approve", "2026-11-23", by=COLLEAGUE)
    with pytest.raises(IllegalTransition):
        story.then("second", "2026-11-23").then("second", "2026-11-24")


def test_nothing_is_seconded_that_nobody_proposed() -> None:
    with pytest.raises(IllegalTransition):
        Story(PERMIT_FEE, **ABOVE).completed().concluded().then("second", "2026-11-23")


@pytest.mark.parametrize(
    ("limit", "state"), [(None, "APPROVED_TO_PAY"), (98_000, "APPROVED_TO_PAY"), (97_999, "DECISION_READY")]
)
def test_only_an_approval_above_the_limit_needs_two(limit: int | None, state: str) -> None:
    assert Story(PERMIT_FEE, second_person_above_cents=limit).granted().permit.state == state


def test_the_permit_carries_the_conditions_of_the_first_and_is_decided_by_the_second() -> None:
    story = _proposed("Clôturer le chantier").then("second", "2026-11-23", by=DIRECTOR)
    assert (story.last.facts["proposed_by"], story.last.actor) == (CLERK.id, DIRECTOR.id)
    assert letter(story, "P12")["conditions"] == ["Clôturer le chantier"]
    assert letter(story.settled("2026-12-01"), "P14")["decided_by"] == "director"


def test_the_days_to_pay_run_from_the_second_signature() -> None:
    assert letter(_proposed().then("second", "2026-11-23"), "P12")["pay_by"] == "2027-01-22"


def test_a_promise_that_passes_is_noted_once_while_the_review_goes_on() -> None:
    story = Story(watches_promises=True, delays=Delays(review="B15")).completed("2026-11-05").until("promise_broken")
    assert leads(story) == Leads("PromiseBroken", "UNDER_REVIEW", "UNDER_REVIEW", promised="2026-11-26")
    assert story.last.facts["promised_on"] == "2026-11-26"
    assert story.permit.alarms == []
    assert story.concluded("2026-11-30").permit.alarms == []
