"""Seeded applicants and clerks: what each does to a permit case, and when, from filing to its end."""

import random
from collections.abc import Callable
from typing import Any

from cli import permit_councils, permit_holders
from cli.city_client import CityClient, Refused
from cli.permit_life import HOLDINGS, Days, Life, Step, citizen_act, desk_act, pay, refusal
from cli.permit_mapping import Application

PLANS = ("issued", "issued_with_conditions", "refused", "abandoned_in_silence", "withdrawn", "fee_unpaid")
WEIGHTS = (8, 6, 4, 3, 3, 4)
CONDITIONS = {
    "fr": ["Remplacer chaque arbre abattu par un arbre d’au moins 5 cm de diamètre.", "Protéger le domaine public."],
    "en": ["Replace each felled tree with a tree at least 5 cm in diameter.", "Protect the public domain."],
}
FEES = ("AWAITING_PAYMENT", "APPROVED_TO_PAY")


def plan_lives(applications: list[Application], seed: int, citizens: int) -> list[Life]:
    """A plan for each application: three of each to begin with, then by weight. Seeded."""
    rng = random.Random(seed)  # noqa: S311
    plans = [plan for plan in PLANS for _ in range(3)][: len(applications)]
    plans += rng.choices(PLANS, WEIGHTS, k=len(applications) - len(plans))
    rng.shuffle(plans)
    return [
        Life(
            number, application, plan, random.Random(f"{seed}/{number}"), f"citoyen-{number % citizens + 1}",  # noqa: S311
            HOLDINGS[(number + number // len(HOLDINGS)) % len(HOLDINGS)],
        )
        for number, (application, plan) in enumerate(zip(applications, plans, strict=True))
    ]  # fmt: skip


def next_step(life: Life, client: CityClient) -> Step:
    """What happens next to a filed case, and after how long; None when only its alarms move it."""
    state = str(life.case["state"])
    if "pay" in life.case["acts"] and state not in FEES:
        return Days(life.rng).between(0.5, 9), lambda: pay(life, client)
    return STEPS.get(state, _nothing)(life, client)


def _nothing(life: Life, client: CityClient) -> Step:
    return None


def _awaiting_payment(life: Life, client: CityClient) -> Step:
    if life.plan == "fee_unpaid" and life.number % 2 == 0:
        return None
    if life.plan == "withdrawn" and life.number % 3 == 0:
        return Days(life.rng).between(0.2, 9), lambda: citizen_act(
            life, client, "withdraw", {"reason": "Projet abandonné"}
        )
    return Days(life.rng).between(0.01, 9), lambda: pay(life, client)


def _admissibility(life: Life, client: CityClient) -> Step:
    if _asks(life, 0.35):
        return Days(life.rng).between(0.5, 6), lambda: ask(life, client)
    return Days(life.rng).between(0.5, 7), lambda: desk_act(life, client, "agent", "declare_complete", {})


def _info_requested(life: Life, client: CityClient) -> Step:
    if life.plan == "abandoned_in_silence":
        return None
    if life.plan == "withdrawn":
        return Days(life.rng).between(1, 40), lambda: citizen_act(life, client, "withdraw", {})
    answers = {item["name"]: "Voici le renseignement demandé." for item in life.case["asked"]}
    return Days(life.rng).between(1, 70), lambda: citizen_act(life, client, "answer_information", {"answers": answers})


def _under_review(life: Life, client: CityClient) -> Step:
    if _asks(life, 0.3):
        return Days(life.rng).between(0.5, 8), lambda: ask(life, client)
    if life.plan == "withdrawn":
        return Days(life.rng).between(1, 10), lambda: citizen_act(life, client, "withdraw", {})
    if life.plan == "refused" and life.number % 2:
        return Days(life.rng).between(3, 20), lambda: desk_act(life, client, "direction", "refuse", refusal(life))
    if life.notes.get("council"):
        return Days(life.rng).between(0.5, 6), lambda: permit_councils.hear_or_refer(life, client)
    opinions = [{"discipline": code, "outcome": "favourable"} for code in life.case["opinions"]]
    return Days(life.rng).between(2, 25), lambda: conclude(life, client, {"opinions": opinions})


async def conclude(life: Life, client: CityClient, body: dict[str, Any]) -> None:
    """Conclude the review; where the council decides instead, the desk learns it and goes that way."""
    try:
        await desk_act(life, client, "agent", "conclude_review", body)
    except Refused as refusal:
        if "council-decides" not in str(refusal):
            raise
        life.notes["council"] = True


def _decision_ready(life: Life, client: CityClient) -> Step:
    if life.plan == "refused":
        return Days(life.rng).between(0.5, 6), lambda: desk_act(life, client, "direction", "refuse", refusal(life))
    conditions = CONDITIONS[life.application.language] if life.plan == "issued_with_conditions" else []
    return Days(life.rng).between(0.5, 6), lambda: approve_or_second(life, client, conditions)


async def approve_or_second(life: Life, client: CityClient, conditions: list[str]) -> None:
    """What the desk's page offers: an approval, or the second person's word on one."""
    page = await client.get(f"agent-{life.borough}", f"/cases/{life.case_id}")
    if "second" in page["acts"]:
        await desk_act(life, client, "adjointe", "second", {})
        return
    await desk_act(life, client, "agent", "approve", {"conditions": conditions})


def _approved_to_pay(life: Life, client: CityClient) -> Step:
    if life.plan == "fee_unpaid":
        return None
    return Days(life.rng).between(0.1, 50), lambda: pay(life, client)


STEPS: dict[str, Callable[[Life, CityClient], Step]] = {
    "AWAITING_PAYMENT": _awaiting_payment,
    "ADMISSIBILITY": _admissibility,
    "INFO_REQUESTED": _info_requested,
    "UNDER_REVIEW": _under_review,
    "DECISION_READY": _decision_ready,
    "APPROVED_TO_PAY": _approved_to_pay,
    **permit_councils.STEPS,
    **permit_holders.STEPS,
}


def _asks(life: Life, chance: float) -> bool:
    """Whether the clerk asks for information now: once at most, and always where silence is to follow."""
    if life.asked:
        return False
    return life.plan == "abandoned_in_silence" or life.rng.random() < chance


async def ask(life: Life, client: CityClient) -> Any:
    """A request for information."""
    life.asked = True
    label = "Précisez l’emplacement des travaux" if life.application.language == "fr" else "Say where the work is"
    items = [{"name": "emplacement", "kind": "text", "label": label, "note": ""}]
    return await desk_act(life, client, "agent", "ask_information", {"items": items})


def personal_words(lives: list[Life]) -> list[str]:
    """Names, e-mails and addresses of the applicants: words that may stand in no log, metric or engine file."""
    asked = ("applicant_name", "applicant_email", "work_address", "mailing_address")
    words = {str(life.application.answers.get(name, "")) for life in lives for name in asked}
    return sorted(line for word in words for line in word.splitlines() if len(line) > 8)
