"""Lives of statements: every move that a plan names is known, every path is planned, and six of them are played."""

import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from checks.conservation import clean, judge
from checks.contest_ends import judge_ends, lawful
from checks.evidence import Evidence
from checks.hearings_kept import slots_kept_for_nobody, slots_lost
from cli import demo_contests
from cli.contest_life import ContestLife, Plan
from cli.contest_lives import DEFAULTS, GROUPS, MOVES, WAIT, next_move, plan_lives
from cli.contest_plans import PLANS
from cli.contest_pleading import judgment, plea_body
from cli.made_up_statements import made_up_statements
from cli.places import keep_apart
from cli.simulated_city import START, simulated_city
from domain import contest_states
from domain.clock import local_date

TODAY = date(2026, 1, 5)


def standing(**changes: Any) -> dict[str, Any]:
    count = {"number": 1, "plea": "not_guilty", "outcome": "", "greater": False}
    return {
        "counts": [count], "exhibits": [], "applications": [], "hearing": None, "oral": False, "late_plea": False,
        "served_on": "2026-01-05", "needs_a_judge": False, "conflicts": [],
    } | changes  # fmt: skip


def life(plan: Plan, state: str, **changes: Any) -> ContestLife:
    made = ContestLife(1, made_up_statements(1, 1, TODAY)[0], plan, random.Random(1), "citoyen-1")
    made.case = {"id": "a", "state": state, "standing": standing(**changes)}
    return made


def test_every_state_that_waits_for_somebody_has_its_moves() -> None:
    passing = {*contest_states.PASSING, "CLOSED"}
    assert set(GROUPS) == set(contest_states.STATES) - passing
    assert set(GROUPS.values()) == set(DEFAULTS)
    assert set(DEFAULTS.values()) <= {*MOVES, WAIT}


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_a_plan_names_moves_and_an_end_that_there_are(plan: Plan) -> None:
    assert set(plan.moves) <= set(DEFAULTS)
    assert {name for moves in plan.moves.values() for name in moves} <= {*MOVES, WAIT}
    assert plan.end in contest_states.ENDS


def test_the_plans_reach_every_end_and_make_every_move() -> None:
    planned = {name for plan in PLANS for moves in plan.moves.values() for name in moves}
    by_the_law = {
        "rule", "confirm", "serve_again", "open", "schedule", "convict", "instalment", "dismiss", "upheld", "give_back",
    }  # fmt: skip
    assert {plan.end for plan in PLANS} == set(contest_states.ENDS)
    assert set(MOVES) - planned - by_the_law - {"grant_postponement"} == set()
    assert len({plan.name for plan in PLANS}) == len(PLANS)


def test_money_paid_at_the_counter_is_given_back_before_anything_else() -> None:
    for state in ("ACQUITTED", "WITHDRAWN"):
        owed = life(PLANS[3], state, money={"to_give_back_cents": 100, "kept": []})
        assert next_move(owed) == "give_back"
        assert next_move(life(PLANS[3], state, money={"to_give_back_cents": 0, "kept": []})) == WAIT


def test_the_first_six_plans_come_to_the_six_ends() -> None:
    assert {plan.end for plan in PLANS[:6]} == set(contest_states.ENDS)


def test_each_plan_is_played_once_before_one_is_played_again() -> None:
    lives = plan_lives(made_up_statements(90, 1, TODAY), 1, 8)
    again = plan_lives(made_up_statements(90, 1, TODAY), 1, 8)
    played = Counter(one.plan.name for one in lives)
    assert [one.plan for one in lives] == [one.plan for one in again]
    assert set(played) == {plan.name for plan in PLANS}
    assert all(one.plan.fits(one.statement) for one in lives)


def test_a_move_is_the_plan_s_then_the_usual_one() -> None:
    one = life(Plan("a", "PAID", {"review": ("withdraw_one",)}), "ADMIN_REVIEW")
    assert next_move(one) == "withdraw_one"
    one.queue["review"].pop()
    assert next_move(one) == "continue"


def test_a_judge_confirms_minutes_and_rules_on_exhibits_before_anything_else() -> None:
    plan = Plan("a", "PAID", {"session": ("acquit",)})
    unruled = [{"number": 1, "ruling": ""}]
    assert next_move(life(plan, "IN_SESSION", oral=True)) == "confirm"
    assert next_move(life(plan, "IN_SESSION", exhibits=unruled)) == "rule"
    assert next_move(life(plan, "IN_SESSION")) == "acquit"


def test_whoever_waits_for_an_alarm_goes_on_once_it_has_moved_the_case() -> None:
    one = life(Plan("a", "PAID", {"owed": ("wait", "pay_part")}), "PAYABLE")
    assert (next_move(one), next_move(one)) == (WAIT, WAIT)
    one.case["state"] = "ENFORCEMENT"
    assert next_move(one) == "pay"
    one.case["state"] = "PAYABLE"
    assert next_move(one) == "pay_part"


def test_a_silent_statement_by_ordinary_mail_is_served_again() -> None:
    assert next_move(life(PLANS[1], "SERVED")) == WAIT
    assert next_move(life(PLANS[1], "SERVED", served_on=None)) == "serve_again"


def test_nothing_is_done_in_a_state_that_passes_by_itself_or_is_closed() -> None:
    dated = {"starts_at": "2026-03-01T15:00:00+00:00"}
    assert next_move(life(PLANS[0], "CONVICTED")) == next_move(life(PLANS[0], "CLOSED")) == WAIT
    assert next_move(life(PLANS[0], "ADJOURNED", hearing=dated)) == WAIT
    assert next_move(life(PLANS[0], "ADJOURNED")) == "schedule"


def test_a_greater_sentence_is_contested_where_one_is_asked_and_the_rest_is_admitted() -> None:
    counts = [{"number": rank, "plea": "", "outcome": "", "greater": rank == 1} for rank in (1, 2)]
    body = plea_body(life(PLANS[0], "SERVED", counts=counts), "guilty_contest_sentence")
    assert body["pleas"] == [{"count": 1, "plea": "guilty_contest_sentence"}, {"count": 2, "plea": "guilty"}]


def test_a_judgment_is_on_contested_counts_and_considers_what_was_admitted() -> None:
    pleas = (("not_guilty", ""), ("guilty", ""), ("not_guilty", "withdrawn"))
    counts = [{"number": rank, "plea": one[0], "outcome": one[1]} for rank, one in enumerate(pleas, start=1)]
    exhibits = [{"number": 1, "ruling": "admitted"}, {"number": 2, "ruling": "refused"}]
    said = judgment(life(PLANS[0], "IN_SESSION", counts=counts, exhibits=exhibits), "acquitted")
    assert (said["verdicts"], said["considered"]) == ([{"count": 1, "verdict": "acquitted"}], [1])


@pytest.mark.stack
async def test_six_lives_come_to_the_six_ends_on_a_city(tmp_path_factory: pytest.TempPathFactory) -> None:
    var = tmp_path_factory.mktemp("contests")
    for folder in (var, var.parent, var.parent.parent):
        folder.chmod(0o755)
    keep_apart(var)
    figures = await _played(var)
    assert figures["by_end"] == dict.fromkeys(contest_states.ENDS, 1)
    assert figures["offenders"] == {}
    assert (figures["refused"], figures["unoffered"]) == ([], {})
    assert figures["until"] > START + timedelta(days=60)


async def _played(var: Path) -> dict[str, Any]:
    async with simulated_city(var, lambda line: None, START, {"GUICHET_LETTER_PROCESSES": "1"}) as city:
        played = await demo_contests.play(city, made_up_statements(6, 1, local_date(START)), 1)
        evidence = Evidence.of_city(city.stack.var, city.stack.var / "acknowledgements.jsonl")
        judged, ends = await judge(evidence), judge_ends(evidence)
        assert clean(judged) and lawful(ends)
        assert slots_lost(evidence) == slots_kept_for_nobody(evidence) == []
        return {
            "by_end": ends["by_end"], "offenders": judged["offenders"] | ends["offenders"],
            "refused": played.driver.refused, "unoffered": dict(played.world.unoffered), "until": city.instant,
        }  # fmt: skip
