"""Every transition of a contest is taken, and nothing else is: the tables of DOMAIN §7.2 and §7.5, both ways."""

from dataclasses import replace
from functools import lru_cache

import pytest

from domain import contest_states
from domain.contest_errors import AlreadyJudged
from domain.errors import CaseError, IllegalTransition
from tests.contests import Story
from tests.domain.contest_model import STATES, WHERE, begin
from tests.domain.contest_stands import IN
from tests.domain.contest_table import KNOWN, ROWS
from tests.domain.contest_walk_acts import ACTS, make

MODEL = begin({1: {"fine": 8_500, "costs": 4_600, "contribution": 2_000, "greater": 0}})
SOMETHING_OPEN = {"take", "capture", "capture_late", "give_late_back", "record_refund", "cancel_refund", "confirm",
                  "correct"}  # fmt: skip


@lru_cache(maxsize=512)
def _told(rank: int) -> Story:
    return ROWS[rank].told()


@pytest.mark.parametrize("rank", range(len(ROWS)), ids=[row.name for row in ROWS])
def test_each_transition_leads_where_the_table_says_and_sends_its_letters(rank: int) -> None:
    row, event = ROWS[rank], _told(rank).events[-1]
    assert (event.before, event.type, event.after) == row.triple
    assert (event.role, tuple(order.code for order in event.orders if order.kind == "letter")) == (row.who, row.letters)


def test_every_change_of_state_in_all_stories_is_a_row_and_every_row_is_taken() -> None:
    stories = [*(_told(rank) for rank in range(len(ROWS))), *(told() for told in IN.values())]
    seen = {(event.before, event.type, event.after) for story in stories for event in story.events}
    assert {triple for triple in seen if triple[0] != triple[2]} == KNOWN
    assert {row.triple for row in ROWS} <= seen


def test_no_two_rows_have_one_name_and_each_state_is_entered_and_left() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)
    assert {row.after for row in ROWS} == STATES == set(contest_states.STATES)
    assert {row.before for row in ROWS if row.before != row.after} == STATES - {"CLOSED"} | {""}


@pytest.mark.parametrize("state", IN)
def test_each_story_stands_where_it_says(state: str) -> None:
    assert IN[state]().state == state


def _action(act: str) -> str:
    kind, *_ = ACTS[act](Story(), MODEL, Story().now, {})
    return kind.action


def test_the_machine_is_open_to_each_act_exactly_where_the_law_is() -> None:
    law: dict[str, set[str]] = {}
    for act, states in WHERE.items():
        law.setdefault(_action(act), set()).update(states)
    machine = {action: {state for state in STATES if contest_states.open_to(action, state)} for action in law}
    assert machine == law
    assert set(contest_states.FROM) - {"correct_entry"} <= set(law)  # an own mistake: in any state


@pytest.mark.parametrize("state", IN)
def test_each_act_is_refused_in_each_state_that_the_table_does_not_open_to_it(state: str) -> None:
    story = IN[state]()
    before = story.case.seq
    for act, states in WHERE.items():
        refusal = _refused(story, act)
        if state not in states:
            assert isinstance(refusal, (IllegalTransition, AlreadyJudged)), act
        elif act not in SOMETHING_OPEN:
            assert not isinstance(refusal, (IllegalTransition, AlreadyJudged)), act
    assert story.case.seq == before


def _refused(story: Story, act: str) -> CaseError | None:
    hearing = story.case.hearing.hearing_id if story.case.hearing else "none"
    made = make(story, MODEL | {"hearing": hearing}, act, story.now, {})
    try:
        story.case.check(replace(made, act_id="refused"))
    except CaseError as refusal:
        return refusal
    return None
