"""What a permit case refuses: the wrong state, the wrong person, the wrong content, an old copy."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from domain import permit_states as states
from domain.acts import Act, Opinion
from domain.errors import CaseError, Forbidden, IllegalTransition, Invalid, InvalidAmount, PreconditionFailed
from domain.people import Actor, Role
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
    application,
    noon,
    rules,
)

LATER = noon("2026-11-25")

IN: dict[str, Callable[[], Story]] = {
    states.AWAITING_PAYMENT: lambda: Story(STUDY),
    states.ADMISSIBILITY: lambda: Story(STUDY).paid(),
    states.INFO_REQUESTED: lambda: Story().asked("2026-11-05"),
    states.UNDER_REVIEW: lambda: Story().completed(),
    states.DECISION_READY: lambda: Story().completed().concluded(),
    states.APPROVED_TO_PAY: lambda: Story(PERMIT_FEE).completed().concluded().approved(),
    states.ISSUED: lambda: Story().completed().concluded().approved(),
    states.REFUSED: lambda: Story().completed().refused(),
    states.EXPIRED: lambda: Story().completed().concluded().approved().until("expiry"),
    states.WITHDRAWN: lambda: Story(STUDY).withdrawn("2026-11-04"),
    states.ABANDONED: lambda: Story(STUDY).until("fee_unpaid"),
}

ACTS: dict[str, Callable[[Story], Act]] = {
    "file": lambda story: application(rules(STUDY), LATER),
    "capture_payment": lambda story: story.acts.capture(LATER, *story.permit.rules.fees[:1]),
    "record_refund": lambda story: story.acts.refund(LATER),
    "declare_complete": lambda story: story.acts.complete(LATER),
    "ask_information": lambda story: story.acts.ask(LATER),
    "answer_information": lambda story: story.acts.answer(LATER),
    "conclude_review": lambda story: story.acts.conclude(LATER),
    "approve": lambda story: story.acts.approve(LATER),
    "refuse": lambda story: story.acts.refuse(LATER),
    "withdraw": lambda story: story.acts.withdraw(LATER),
    **{
        name: lambda story, name=name: story.acts.lapse(name, LATER)
        for name in ("fee_unpaid", "issue_fee_unpaid", "silence", "answer_reminder_1", "answer_reminder_2",
                     "answer_warning", "expiry", "expiry_warning_60", "expiry_warning_15")
    },
}  # fmt: skip

LEGAL: dict[str, set[str]] = {
    states.AWAITING_PAYMENT: {"capture_payment", "withdraw", "fee_unpaid"},
    states.ADMISSIBILITY: {"declare_complete", "ask_information", "withdraw"},
    states.INFO_REQUESTED: {"answer_information", "withdraw", "silence", "answer_reminder_1", "answer_reminder_2",
                            "answer_warning"},
    states.UNDER_REVIEW: {"ask_information", "conclude_review", "refuse", "withdraw"},
    states.DECISION_READY: {"approve", "refuse", "withdraw"},
    states.APPROVED_TO_PAY: {"capture_payment", "issue_fee_unpaid"},
    states.ISSUED: {"expiry", "expiry_warning_60", "expiry_warning_15"},
    states.REFUSED: {"record_refund"},
    states.EXPIRED: {"record_refund"},
    states.WITHDRAWN: {"capture_payment", "record_refund"},
    states.ABANDONED: {"capture_payment", "record_refund"},
}  # fmt: skip


def _seen(story: Story) -> dict[str, Any]:
    return {name: value for name, value in vars(story.permit).items() if name != "rules"} | {"n": len(story.events)}


def test_the_table_of_legal_acts_names_every_state() -> None:
    assert set(LEGAL) == set(IN) == {*states.WAITING, *states.TERMINAL}


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
    made = ACTS[act](story)
    if act == "record_refund":  # nothing came too late in these stories
        with pytest.raises(InvalidAmount):
            story.do(made)
        return
    assert story.do(made).last.seq == len(story.events)


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
    "a refund of what was never captured": (
        states.WITHDRAWN, lambda story: story.acts.refund(LATER), {"cents": "not-the-amount-captured"}),
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
