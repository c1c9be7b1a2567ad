"""What a permit case refuses: the wrong state, the wrong person, the wrong content, an old copy."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from domain import permit_lapses
from domain import permit_states as states
from domain.acts import Act, Opinion
from domain.errors import CaseError, Forbidden, IllegalTransition, Invalid, PreconditionFailed
from domain.people import Actor, Role
from tests.domain.permit_tables import ACTS, IN, LAPSES, LATER, LEGAL
from tests.permit_people import INSPECTOR, REVIEWER
from tests.permits import (
    ANOTHER_CITIZEN,
    CITIZEN,
    CLERK,
    CLERK_ELSEWHERE,
    DIRECTOR,
    DIRECTOR_ELSEWHERE,
    PERMIT_FEE,
    PLAN,
    STUDY,
    Story,
)


def _seen(story: Story) -> dict[str, Any]:
    return {name: value for name, value in vars(story.permit).items() if name != "rules"} | {"n": len(story.events)}


def test_the_table_of_legal_acts_names_every_state() -> None:
    assert set(LEGAL) == set(IN) == {*states.WAITING, *states.TERMINAL}


def test_the_table_of_acts_names_every_act_and_every_alarm() -> None:
    anywhere = {"pay", "withdraw_letter", "correct_letter", "correct_entry"}  # of a payment, a letter, an entry
    assert {*states.FROM} - anywhere | {"file"} == set(ACTS) - set(LAPSES)
    assert permit_lapses.LAPSES.keys() <= set(LAPSES)


@pytest.mark.parametrize("state", IN)
def test_each_story_stands_in_the_state_that_it_is_for(state: str) -> None:
    assert IN[state]().permit.state == state


@pytest.mark.parametrize(("state", "act"), [(state, act) for state in IN for act in ACTS if act not in LEGAL[state]])
def test_an_act_that_the_state_does_not_know_is_refused_and_changes_nothing(state: str, act: str) -> None:
    story = IN[state]()
    made, before = ACTS[act](story), _seen(story)
    with pytest.raises(IllegalTransition) as refusal:
        story.do(made)
    assert refusal.value.facts == {"state": state, "act": made.action}
    assert _seen(story) == before


@pytest.mark.parametrize(("state", "act"), [(state, act) for state in IN for act in sorted(LEGAL[state])])
def test_an_act_that_the_state_knows_is_never_called_illegal(state: str, act: str) -> None:
    story = IN[state]()
    made, before = ACTS[act](story), _seen(story)
    try:
        story.do(made)
    except Invalid:  # its content may be wrong for this story
        assert _seen(story) == before
        return
    assert story.last.seq == len(story.events) == before["n"] + 1


def test_a_copy_that_is_old_is_refused_with_both_numbers() -> None:
    story = Story().completed()
    with pytest.raises(PreconditionFailed) as refusal:
        story.do(replace(story.acts.conclude(LATER), expects=1))
    assert refusal.value.facts == {"expected": 1, "actual": 2}
    assert story.do(replace(story.acts.conclude(LATER), expects=2)).permit.state == states.DECISION_READY


def _clerk_makes(name: str) -> Callable[[Story, Actor], Act]:
    return lambda story, by: getattr(story.acts, name)(LATER, by=by)


PEOPLE: list[tuple[str, str, tuple[Actor, ...], tuple[Actor, ...]]] = [
    ("complete", states.ADMISSIBILITY, (CLERK, DIRECTOR), (CITIZEN, CLERK_ELSEWHERE, DIRECTOR_ELSEWHERE)),
    ("ask", states.UNDER_REVIEW, (CLERK, DIRECTOR), (CITIZEN, CLERK_ELSEWHERE, DIRECTOR_ELSEWHERE)),
    ("conclude", states.UNDER_REVIEW, (CLERK, DIRECTOR), (CITIZEN, CLERK_ELSEWHERE, DIRECTOR_ELSEWHERE)),
    ("approve", states.DECISION_READY, (CLERK, DIRECTOR), (CITIZEN, CLERK_ELSEWHERE, DIRECTOR_ELSEWHERE)),
    ("refuse", states.DECISION_READY, (DIRECTOR,), (CITIZEN, CLERK, CLERK_ELSEWHERE, DIRECTOR_ELSEWHERE)),
    ("answer", states.INFO_REQUESTED, (CITIZEN,), (ANOTHER_CITIZEN, CLERK, DIRECTOR)),
    ("withdraw", states.UNDER_REVIEW, (CITIZEN,), (ANOTHER_CITIZEN, CLERK, DIRECTOR)),
    ("give_opinion", states.UNDER_REVIEW, (CLERK, DIRECTOR), (CITIZEN, REVIEWER, INSPECTOR, CLERK_ELSEWHERE)),
    ("amend", states.UNDER_REVIEW, (CITIZEN,), (ANOTHER_CITIZEN, CLERK, DIRECTOR)),
    ("move_promise", states.UNDER_REVIEW, (CLERK, DIRECTOR), (CITIZEN, CLERK_ELSEWHERE, DIRECTOR_ELSEWHERE)),
    ("judge", states.UNDER_REVIEW, (CLERK, DIRECTOR), (CITIZEN, CLERK_ELSEWHERE)),
    ("start", states.ISSUED, (CITIZEN,), (ANOTHER_CITIZEN, CLERK, INSPECTOR)),
    ("extend", states.IN_PROGRESS, (CLERK, DIRECTOR), (CITIZEN, CLERK_ELSEWHERE, INSPECTOR)),
    ("inspect", states.IN_PROGRESS, (INSPECTOR,), (CITIZEN, CLERK, DIRECTOR)),
    ("finish", states.IN_PROGRESS, (CITIZEN,), (ANOTHER_CITIZEN, CLERK, INSPECTOR)),
    ("renew", states.RENEWAL_PENDING, (CITIZEN,), (ANOTHER_CITIZEN, CLERK)),
    ("notice", states.IN_PROGRESS, (DIRECTOR,), (CITIZEN, CLERK, INSPECTOR, DIRECTOR_ELSEWHERE)),
    ("comment", states.REVOCATION_NOTICE, (CITIZEN,), (ANOTHER_CITIZEN, CLERK, DIRECTOR)),
    ("keep", states.REVOCATION_NOTICE, (DIRECTOR,), (CITIZEN, CLERK, INSPECTOR, DIRECTOR_ELSEWHERE)),
]
MAY = [(name, state, by) for name, state, allowed, _ in PEOPLE for by in allowed]
MAY_NOT = [(name, state, by) for name, state, _, refused in PEOPLE for by in refused]


@pytest.mark.parametrize(("name", "state", "by"), MAY, ids=[f"{name}-{by.id}" for name, _, by in MAY])
def test_whoever_may_act_acts(name: str, state: str, by: Actor) -> None:
    story = IN[state]()
    assert story.do(_clerk_makes(name)(story, by)).last.actor == by.id


@pytest.mark.parametrize(("name", "state", "by"), MAY_NOT, ids=[f"{name}-{by.id}" for name, _, by in MAY_NOT])
def test_whoever_may_not_act_is_refused(name: str, state: str, by: Actor) -> None:
    story = IN[state]()
    with pytest.raises(Forbidden):
        story.do(_clerk_makes(name)(story, by))


ADMINISTRATOR = Actor("administration", Role.ADMINISTRATOR)


@pytest.mark.parametrize("by", [CITIZEN, CLERK, DIRECTOR, ADMINISTRATOR], ids=lambda by: by.role)
def test_nobody_but_the_city_s_machinery_reports_money_or_lapses(by: Actor) -> None:
    unpaid = Story(STUDY)
    for act in (unpaid.acts.capture(LATER), unpaid.acts.refund(LATER), unpaid.acts.lapse("fee_unpaid", LATER)):
        with pytest.raises(Forbidden):
            unpaid.do(replace(act, by=by))


def _plan(note: str) -> Any:
    return replace(PLAN, note=note)


CONTENT: dict[str, tuple[str, Callable[[Story], Act], dict[str, str]]] = {
    "nothing asked": (
        states.ADMISSIBILITY, lambda story: replace(story.acts.ask(LATER), items=()), {"items": "required"}),
    "the same thing asked twice": (
        states.ADMISSIBILITY, lambda story: story.acts.ask(LATER, PLAN, _plan("à l’échelle")), {"items": "duplicate"}),
    "one item not answered": (
        states.INFO_REQUESTED, lambda story: story.acts.answer(LATER, plan="doc-7"), {"answers.height": "required"}),
    "a blank answer": (
        states.INFO_REQUESTED, lambda story: story.acts.answer(LATER, plan="doc-7", height=" \t"),
        {"answers.height": "required"}),
    "an answer to nothing": (
        states.INFO_REQUESTED, lambda story: story.acts.answer(LATER, plan="doc-7", height="9 m", width="4 m"),
        {"answers.width": "not-asked"}),
    "an opinion missing": (
        states.UNDER_REVIEW, lambda story: story.acts.conclude(LATER, Opinion("zoning", "favourable")),
        {"opinions.heritage": "required"}),
    "an opinion that nobody needs": (
        states.UNDER_REVIEW,
        lambda story: story.acts.conclude(
            LATER, *(Opinion(name, "favourable") for name in ("zoning", "heritage", "trees"))),
        {"opinions.trees": "not-asked"}),
    "an unfavourable opinion": (
        states.UNDER_REVIEW,
        lambda story: story.acts.conclude(LATER, Opinion("zoning", "unfavourable"), Opinion("heritage", "favourable")),
        {"opinions.zoning": "unfavourable"}),
    "a refusal without reasons": (
        states.UNDER_REVIEW, lambda story: story.acts.refuse(LATER, reasons="  "), {"reasons": "required"}),
    "a refusal without a provision": (
        states.UNDER_REVIEW, lambda story: story.acts.refuse(LATER, provision=""), {"provision": "required"}),
    "a refusal without remedies": (
        states.DECISION_READY, lambda story: story.acts.refuse(LATER, remedies=()), {"remedies": "required"}),
    "a refusal with blank remedies": (
        states.DECISION_READY, lambda story: story.acts.refuse(LATER, remedies=("", " ")), {"remedies": "required"}),
    "less than is due": (
        states.AWAITING_PAYMENT, lambda story: replace(story.acts.capture(LATER), cents=14_999),
        {"cents": "not-the-amount-due"}),
    "more than is due": (
        states.APPROVED_TO_PAY, lambda story: replace(story.acts.capture(LATER, PERMIT_FEE), cents=98_001),
        {"cents": "not-the-amount-due"}),
    "another payment": (
        states.AWAITING_PAYMENT, lambda story: story.acts.capture(LATER, PERMIT_FEE), {"cents": "not-the-amount-due"}),
}  # fmt: skip


@pytest.mark.parametrize(("state", "make", "errors"), CONTENT.values(), ids=list(CONTENT))
def test_content_that_the_law_does_not_allow_is_refused_by_field(
    state: str, make: Callable[[Story], Act], errors: dict[str, str]
) -> None:
    story = IN[state]()
    made, before = make(story), _seen(story)
    with pytest.raises(Invalid) as refusal:
        story.do(made)
    assert dict(refusal.value.errors) == errors
    assert _seen(story) == before


def test_who_acts_is_judged_before_the_copy_the_copy_before_the_state_the_state_before_the_content() -> None:
    story = Story().completed()
    wrong_in_every_way = replace(story.acts.approve(LATER, by=CITIZEN), expects=9)
    order: list[type[CaseError]] = []
    for act in (
        wrong_in_every_way,
        replace(wrong_in_every_way, by=CLERK),
        replace(wrong_in_every_way, by=CLERK, expects=None),
        story.acts.conclude(LATER, Opinion("zoning", "favourable")),
    ):
        with pytest.raises(CaseError) as refusal:
            story.do(act)
        order.append(type(refusal.value))
    assert order == [Forbidden, PreconditionFailed, IllegalTransition, Invalid]
