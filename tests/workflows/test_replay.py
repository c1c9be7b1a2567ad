"""The kept histories replay with the shipped workflow, cover every state, and catch every deliberate fault."""

import asyncio
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import typer
from temporalio.client import WorkflowHistory

from cli import kept_histories
from cli.contest_paths import CONTESTS
from cli.hearing_paths import HEARINGS
from cli.kept_histories import FOLDER, Kept
from cli.record_histories import record_histories
from cli.recorded_paths import every_case
from cli.replay import replay_histories
from cli.replay_mutants import MUTANTS
from domain import contest_states, permit_states

ALL = kept_histories.index(FOLDER)
KEPT = [one for one in ALL if one.procedure == "permit"]
CONTESTED = [one for one in ALL if one.procedure == "contest"]
HEARD = [one for one in ALL if one.procedure == "hearing"]
BUDGET, CONTEST_BUDGET = 120, 250


def _steps(kept: Kept) -> list[str]:
    """The activities that a history scheduled, in order."""
    return [
        event.activity_task_scheduled_event_attributes.activity_type.name
        for event in _history(kept).events
        if event.HasField("activity_task_scheduled_event_attributes")
    ]


def _history(kept: Kept) -> WorkflowHistory:
    return kept_histories.history(FOLDER, kept)


def _verb(*arguments: str) -> tuple[int, dict[str, object]]:
    done = subprocess.run(
        [sys.executable, "-m", "cli", "replay", "--json", *arguments],
        cwd=kept_histories.ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    return done.returncode, json.loads(done.stdout)


def test_every_history_replays_and_every_state_has_one() -> None:
    code, figures = _verb()
    assert figures == {"histories": len(ALL), "states_missing": [], "failed": 0}
    assert code == 0


def test_the_verb_leaves_with_1_when_a_fault_is_caught() -> None:
    code, figures = _verb("--mutant", "drop")
    assert (code, figures["failed"]) == (1, len([one for one in KEPT if "open_payment" in _steps(one)]))


def _looks_before_closing(kept: Kept) -> bool:
    return any(pair == ("acts_waiting", "close_payment") for pair in pairwise(_steps(kept)))


def _closes_at_the_end(kept: Kept) -> bool:
    """A payment closed without a look just before, and not because a cashier took it: the case had ended."""
    steps = _steps(kept)
    closings = [rank for rank, step in enumerate(steps) if step == "close_payment"]
    taken = sum(step.startswith("counter") for step in kept.path.split())
    return sum(steps[rank - 1] != "acts_waiting" for rank in closings) > taken


CAUGHT: dict[str, Callable[[Kept], bool]] = {
    "reorder": _looks_before_closing,
    "add": lambda kept: True,
    "hasty": lambda kept: "acts_waiting" in _steps(kept),
    "timer": lambda kept: True,
    "forget": _closes_at_the_end,
}


@pytest.mark.parametrize("mutant", CAUGHT)
async def test_a_fault_is_caught_by_every_history_that_passes_through_its_step(mutant: str) -> None:
    outcome = await replay_histories(FOLDER, MUTANTS[mutant])
    expected = {one.name for one in KEPT if CAUGHT[mutant](one)}
    assert expected
    assert set(outcome.failures) == expected
    assert all("Nondeterminism" in str(failure) for failure in outcome.failures.values())


def test_every_mutant_is_tried() -> None:
    assert {*CAUGHT, "drop"} == set(MUTANTS)


def test_the_kept_histories_are_those_of_the_list() -> None:
    told = {one.name: (one.path, one.rules, one.clock, one.encrypted, one.ends) for one in every_case()}
    assert {one.name: (one.path, one.rules, one.clock, one.encrypted, one.ended) for one in KEPT} == told


def test_every_state_has_a_history_on_the_simulated_clock() -> None:
    found = {one.state for one in KEPT if one.clock == "simulated"}
    assert found == {*permit_states.WAITING, *permit_states.TERMINAL}


def test_every_state_has_a_history_with_timers() -> None:
    found = {one.state for one in KEPT if one.clock == "real"}
    assert found == {*permit_states.WAITING, *permit_states.TERMINAL}


def test_every_act_was_done_in_one_of_them() -> None:
    done = {
        event.workflow_execution_update_accepted_event_attributes.accepted_request.input.name
        for one in KEPT
        for event in _history(one).events
        if event.HasField("workflow_execution_update_accepted_event_attributes")
    }
    by_people = {*permit_states.FROM} - {"pay", "record_refund", "cancel_refund"}  # the case does those by itself
    assert done == by_people | {"file", "claim", "advance_to"}


async def test_recording_again_leaves_what_is_kept_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "histories"
    shutil.copytree(FOLDER, folder)
    assert await record_histories(folder) == 0
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {
        file.name: file.read_bytes() for file in FOLDER.iterdir()
    }


async def test_a_history_that_nobody_told_is_not_recorded_again(tmp_path: Path) -> None:
    with pytest.raises(typer.BadParameter, match="no such history: nowhere"):
        await record_histories(tmp_path, ["nowhere"])


def test_every_state_of_a_contest_has_a_history_and_every_act_was_done_in_one() -> None:
    assert {one.state for one in CONTESTED} == {*contest_states.STATES}
    done = {
        event.workflow_execution_update_accepted_event_attributes.accepted_request.input.name
        for one in CONTESTED
        for event in _history(one).events
        if event.HasField("workflow_execution_update_accepted_event_attributes")
    }
    elsewhere = {"grant_time", "record_service", "apply_to_court", "decide_application",
                 "rule_on_exhibit", "correct_letter", "withdraw_letter"}  # fmt: skip
    others = {"file", "advance_to", "capture_payment", "claim", "close_day"}
    assert done == {*contest_states.FROM} - elsewhere | others


def test_a_contest_with_three_adjournments_stays_within_its_budget() -> None:
    kept = next(one for one in CONTESTED if one.name == "contest-three-adjournments")
    assert kept.events <= CONTEST_BUDGET


def test_the_kept_contests_are_those_of_the_list() -> None:
    told = {one.name: (one.path, one.clock, one.encrypted, one.ends) for one in CONTESTS}
    assert {one.name: (one.path, one.clock, one.encrypted, one.ended) for one in CONTESTED} == told


def test_the_kept_hearings_are_those_of_the_list() -> None:
    told = {one.name: (one.path, one.clock, one.encrypted) for one in HEARINGS}
    assert {one.name: (one.path, one.clock, one.encrypted) for one in HEARD} == told


def test_a_hearing_has_its_room_at_first_again_at_each_look_and_until_its_end() -> None:
    done = {one.name: [step for step in _steps(one) if step.endswith(("_room", "_rooms", "look_at_hearing"))]
            for one in HEARD}  # fmt: skip
    looks = ["make_room", "look_at_hearing"] * 3
    assert done == {
        "hearing-before-rooms": ["look_at_hearing"] * 3,
        "hearing-in-person": ["look_at_hearing"] * 3,
        "hearing-room-made": ["make_room", *looks, "close_room"],
        "hearing-room-moved": ["make_room", "leave_rooms", *looks, "close_room"],
        "hearing-room-gone": ["make_room", *looks, "close_room"],
        "hearing-closed-early": ["make_room", "close_room"],
    }


@pytest.mark.parametrize("kept", ALL, ids=lambda kept: kept.name)
def test_the_index_says_what_the_history_says(kept: Kept) -> None:
    history = _history(kept)
    reads = kept_histories.converter(FOLDER, encrypted=kept.encrypted)
    assert asyncio.run(kept_histories.state_of(history, reads)) == kept.state
    assert len(history.events) == kept.events
    assert any(event.HasField("timer_started_event_attributes") for event in history.events) <= _may_have_timers(kept)
    assert kept_histories.ended(history) == kept.ended
    terminal = kept.state in (*permit_states.TERMINAL, *contest_states.TERMINAL)
    assert kept.ended <= (terminal or kept.procedure == "hearing")


def _may_have_timers(kept: Kept) -> bool:
    """Real clocks have timers; a simulated one only while it waits for an act that is on its way, or for a room."""
    return kept.clock == "real" or "on-its-way" in kept.path or kept.procedure == "hearing"


def test_encrypted_histories_show_nothing_and_clear_ones_read_without_a_key() -> None:
    for kept in KEPT:
        text = (FOLDER / f"{kept.name}.json").read_text(encoding="utf-8")
        payloads = set(re.findall(r'"encoding":"([^"]+)"', text))
        plain = {"anNvbi9wbGFpbg==", "YmluYXJ5L251bGw="}  # json/plain, binary/null
        assert bool(payloads & plain) is not kept.encrypted


@pytest.mark.parametrize("kept", [one for one in KEPT if one.state == "ISSUED"], ids=lambda kept: kept.name)
def test_an_issued_permit_stays_within_its_budget_of_events(kept: Kept) -> None:
    requests = kept.path.split().count("ask")
    moves = sum(step.startswith(("advance", "later")) for step in kept.path.split())
    assert kept.events <= BUDGET + 22 * max(0, requests - 1) + 22 * moves
