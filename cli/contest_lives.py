"""Seeded lives of statements of offence: who does what next, and when, from service to the end of the file."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from cli import contest_hearing_moves as hearings
from cli import contest_money_moves as money
from cli import contest_pleading as pleading
from cli import contest_remedy_moves as remedies
from cli.city_client import GaveUp, Refused
from cli.contest_life import PROSECUTOR, ContestLife, Plan, World
from cli.contest_plans import PLANS
from cli.contest_pleading import Do, days
from cli.permit_life import Step
from cli.statement_mapping import ToServe
from domain.contest_states import ENDS

WAIT: Final = "wait"
MOST_REFUSALS: Final = 150  # then somebody must look: the life is left
When = Callable[[ContestLife, World], timedelta]

GROUPS: Final[dict[str, str]] = {
    "SERVED": "answer", "PLEA_OVERDUE": "overdue", "ADMIN_REVIEW": "review", "AWAITING_DATE": "waiting",
    "ADJOURNED": "waiting", "SCHEDULED": "before", "POSTPONE_REQ": "postponement", "IN_SESSION": "session",
    "RESERVED": "reserved", "PAYABLE": "owed", "AGREEMENT": "agreement", "ENFORCEMENT": "enforcement",
    "REVOCATION_REQ": "revocation", "APPEALED": "appeal", "GUILTY_PAID": "over", "PAID": "over", "ACQUITTED": "over",
    "ANNULLED": "over", "WITHDRAWN": "dropped", "STAYED": "dropped",
}  # fmt: skip
DEFAULTS: Final[dict[str, str]] = {
    "answer": WAIT, "overdue": "convict_on_record", "review": "continue", "waiting": "schedule", "before": "open",
    "postponement": "grant_postponement", "session": "convict", "reserved": "convict", "owed": "pay",
    "agreement": "instalment", "enforcement": "pay", "revocation": "dismiss", "appeal": "upheld", "over": WAIT,
    "dropped": WAIT,
}  # fmt: skip


@dataclass(frozen=True)
class Move:
    """What somebody does, and after how long."""

    do: Do
    when: When


MOVES: Final[dict[str, Move]] = {
    "pay": Move(money.pay(), days(1, 20)),
    "pay_part": Move(money.pay(0.4), days(1, 9)),
    "pay_at_the_counter": Move(money.pay_at_the_counter, days(1, 12)),
    "instalment": Move(money.instalment, money.on_its_day),
    "agree": Move(money.agree, days(2, 15)),
    "grant_time": Move(money.grant_time, days(3, 15)),
    "hand_back": Move(money.hand_back, days(5, 40)),
    "give_back": Move(money.give_back, days(1, 6)),
    "not_guilty": Move(pleading.plead("not_guilty"), days(2, 25)),
    "guilty": Move(pleading.plead("guilty"), days(2, 25)),
    "contest_sentence": Move(pleading.plead("guilty_contest_sentence"), days(2, 25)),
    "claim": Move(pleading.claim, days(1, 5)),
    "change_address": Move(pleading.change_address, days(1, 5)),
    "represent": Move(pleading.represent, days(1, 5)),
    "serve_again": Move(pleading.serve_again, days(35, 50)),
    "suspend": Move(pleading.suspend, days(1, 10)),
    "resume": Move(pleading.resume, days(10, 25)),
    "accept_late": Move(pleading.decide_late(accepted=True), days(1, 8)),
    "refuse_late": Move(pleading.decide_late(accepted=False), days(1, 8)),
    "convict_on_record": Move(pleading.judge_on_record("convicted"), days(20, 60)),
    "acquit_on_record": Move(pleading.judge_on_record("acquitted"), days(20, 60)),
    "annul_on_record": Move(pleading.judge_on_record("annulled"), days(20, 60)),
    "continue": Move(pleading.proceed, days(10, 55)),
    "withdraw": Move(pleading.withdraw, days(5, 40)),
    "withdraw_one": Move(pleading.withdraw_one, days(2, 10)),
    "stay": Move(pleading.stay(by_a_judge=False), days(5, 30)),
    "stay_by_a_judge": Move(pleading.stay(by_a_judge=True), days(5, 30)),
    "apply": Move(pleading.apply_to_court, days(1, 6)),
    "decide_application": Move(pleading.decide_application, days(1, 6)),
    "schedule": Move(hearings.schedule, days(1, 14)),
    "disclose": Move(hearings.disclose, days(1, 5)),
    "file_exhibit": Move(hearings.file_exhibit, days(1, 5)),
    "rule": Move(hearings.rule, hearings.in_the_room),
    "ask_video": Move(hearings.ask_mode("video"), days(1, 6)),
    "grant_video": Move(hearings.decide_mode("granted"), days(1, 5)),
    "refuse_video": Move(hearings.decide_mode("refused"), days(1, 5)),
    "impose_video": Move(hearings.decide_mode("imposed"), days(1, 5)),
    "ask_postponement": Move(hearings.ask_postponement(), days(1, 9)),
    "prosecutor_asks_postponement": Move(hearings.ask_postponement(PROSECUTOR), days(1, 9)),
    "grant_postponement": Move(hearings.grant_postponement, days(1, 4)),
    "refuse_postponement": Move(hearings.refuse_postponement, days(1, 4)),
    "recuse": Move(hearings.recuse, days(1, 9)),
    "open": Move(hearings.open_session(), hearings.at_the_hearing),
    "open_absent": Move(hearings.open_session(absent=True), hearings.at_the_hearing),
    "failure": Move(hearings.adjourn(technical=True, dated=True), hearings.in_the_room),
    "failure_without_date": Move(hearings.adjourn(technical=True, dated=False), hearings.in_the_room),
    "adjourn": Move(hearings.adjourn(technical=False, dated=True), hearings.in_the_room),
    "convict": Move(hearings.judge("convicted"), hearings.in_the_room),
    "convict_absent": Move(hearings.judge("convicted", absent=True), hearings.in_the_room),
    "lesser_fine": Move(hearings.judge("convicted", lesser=True), hearings.in_the_room),
    "acquit": Move(hearings.judge("acquitted"), hearings.in_the_room),
    "annul": Move(hearings.judge("annulled"), hearings.in_the_room),
    "reserve": Move(hearings.reserve, hearings.in_the_room),
    "oral_acquittal": Move(hearings.record_oral("acquitted"), hearings.in_the_room),
    "oral_conviction": Move(hearings.record_oral("convicted"), hearings.in_the_room),
    "confirm": Move(hearings.confirm, days(0.02, 2)),
    "correct": Move(remedies.correct, days(1, 6)),
    "ask_revocation": Move(remedies.ask_revocation, days(2, 20)),
    "ask_revocation_late": Move(remedies.ask_revocation_late, days(26, 28)),
    "art_257": Move(remedies.art_257, days(2, 20)),
    "grant": Move(remedies.decide_revocation(granted=True), days(5, 30)),
    "dismiss": Move(remedies.decide_revocation(granted=False), days(5, 30)),
    "appeal": Move(remedies.appeal(), days(2, 20)),
    "prosecutor_appeals": Move(remedies.appeal("prosecution"), days(2, 20)),
    "acquitted_on_appeal": Move(remedies.decide_appeal("acquitted"), days(60, 200)),
    "upheld": Move(remedies.decide_appeal("upheld"), days(60, 200)),
    "varied": Move(remedies.decide_appeal("varied"), days(60, 200)),
    "new_trial": Move(remedies.decide_appeal("new_trial"), days(60, 200)),
}


def plan_lives(
    statements: Sequence[ToServe], seed: int, citizens: int, plans: Sequence[Plan] = PLANS
) -> list[ContestLife]:
    """A plan for each statement: every plan once, in turn, as long as one fits; then by lot. Seeded."""
    rng = random.Random(seed)  # noqa: S311
    waiting = list(plans)
    lives: list[ContestLife] = []
    for number, statement in enumerate(statements):
        plan = next((one for one in waiting if one.fits(statement)), None)
        if plan is None:
            plan = rng.choice([one for one in plans if one.fits(statement)])
        else:
            waiting.remove(plan)
        chance = random.Random(f"contest/{seed}/{number}")  # noqa: S311
        lives.append(ContestLife(number, statement, plan, chance, f"citoyen-{number % citizens + 1}"))
    return lives


def next_step(life: ContestLife, world: World) -> Step:
    """What happens next to a served statement, and after how long; None when only its alarms move it."""
    name = next_move(life)
    if name == WAIT or life.refusals > MOST_REFUSALS:
        return None
    group = GROUPS[str(life.case["state"])]
    return MOVES[name].when(life, world), lambda: _play(life, world, group, name)


def next_move(life: ContestLife) -> str:
    """The name of the next move; WAIT where only an alarm moves the case."""
    state = str(life.case["state"])
    group = GROUPS.get(state, "")
    _waited(life, group)
    if not group:
        return WAIT
    if forced := _forced(life, state):
        return forced
    queue = life.queue.get(group)
    name = queue[0] if queue else DEFAULTS[group]
    if name == WAIT:
        life.waited = group
        if state == "SERVED" and life.standing["served_on"] is None:
            return "serve_again"
    return name


def _waited(life: ContestLife, group: str) -> None:
    """Once the alarm has moved the case out of a group of states, that wait is over."""
    if life.waited and group != life.waited:
        queue = life.queue.get(life.waited)
        if queue and queue[0] == WAIT:
            queue.pop(0)
        life.waited = ""


def _forced(life: ContestLife, state: str) -> str:
    """What the law asks for before anything else."""
    if state == "IN_SESSION" and life.standing["oral"]:
        return "confirm"
    unruled = any(not one["ruling"] for one in life.standing["exhibits"])
    if state in ("IN_SESSION", "RESERVED") and unruled:
        return "rule"
    if state == "PLEA_OVERDUE" and life.standing["late_plea"] and not life.queue.get("overdue"):
        return "accept_late"
    if state == "ADJOURNED" and life.hearing:
        return WAIT
    if state in ENDS and life.standing["money"]["to_give_back_cents"]:
        return "give_back"
    return ""


async def _play(life: ContestLife, world: World, group: str, name: str) -> Any:
    """Make a move; it is made or refused once, unless whoever made it gave up before an answer."""
    try:
        await MOVES[name].do(life, world)
    except GaveUp:
        raise
    except Refused:
        life.refusals += 1
        _made(life, group, name)
        raise
    _made(life, group, name)


def _made(life: ContestLife, group: str, name: str) -> None:
    queue = life.queue.get(group)
    if queue and queue[0] == name:
        queue.pop(0)


def personal_words(lives: Sequence[ContestLife]) -> list[str]:
    """Names, addresses, e-mails and plates of the defendants: words that may stand in no log or engine file."""
    parties = [life.statement.body["party"] for life in lives]
    words = {str(word) for one in parties for word in (one["name"], one.get("email", ""), *one["address"])}
    return sorted(word for word in words if len(word) > 8)
