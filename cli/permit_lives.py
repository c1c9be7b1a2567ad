"""Seeded applicants and clerks: what each does to a permit case, and when, from filing to its end."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from cli.city_client import CityClient, Sent
from cli.permit_mapping import Application

PLANS = ("issued", "issued_with_conditions", "refused", "abandoned_in_silence", "withdrawn", "fee_unpaid")
WEIGHTS = (8, 6, 4, 3, 3, 4)
CONDITIONS = {
    "fr": ["Remplacer chaque arbre abattu par un arbre d’au moins 5 cm de diamètre.", "Protéger le domaine public."],
    "en": ["Replace each felled tree with a tree at least 5 cm in diameter.", "Protect the public domain."],
}
Step = tuple[timedelta, Callable[[], Awaitable[Any]]] | None


@dataclass
class Life:
    """One application and what becomes of it. `case` is the file as last read."""

    number: int
    application: Application
    plan: str
    rng: random.Random
    citizen: str
    case: dict[str, Any] = field(default_factory=dict)
    asked: bool = False
    acts: int = 0
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def case_id(self) -> str:
        """The case's id, once filed."""
        return str(self.case.get("id", ""))

    @property
    def borough(self) -> str:
        """The borough's code, as accounts spell it."""
        return self.application.borough.lower()


def plan_lives(applications: list[Application], seed: int, citizens: int) -> list[Life]:
    """A plan for each application: three of each to begin with, then by weight. Seeded."""
    rng = random.Random(seed)  # noqa: S311
    plans = [plan for plan in PLANS for _ in range(3)][: len(applications)]
    plans += rng.choices(PLANS, WEIGHTS, k=len(applications) - len(plans))
    rng.shuffle(plans)
    return [
        Life(number, application, plan, random.Random(f"{seed}/{number}"), f"citoyen-{number % citizens + 1}")  # noqa: S311
        for number, (application, plan) in enumerate(zip(applications, plans, strict=True))
    ]


class Days:
    """Seeded delays, in whole days and a fraction."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def between(self, low: float, high: float) -> timedelta:
        """A delay between two numbers of days."""
        return timedelta(days=self._rng.uniform(low, high))


def next_step(life: Life, client: CityClient) -> Step:
    """What happens next to a filed case, and after how long; None when only its alarms move it."""
    return STEPS.get(str(life.case["state"]), _nothing)(life, client)


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
    opinions = [{"discipline": code, "outcome": "favourable"} for code in life.case["opinions"]]
    return Days(life.rng).between(2, 25), lambda: desk_act(
        life, client, "agent", "conclude_review", {"opinions": opinions}
    )


def _decision_ready(life: Life, client: CityClient) -> Step:
    if life.plan == "refused":
        return Days(life.rng).between(0.5, 6), lambda: desk_act(life, client, "direction", "refuse", refusal(life))
    language = life.application.language
    conditions = CONDITIONS[language] if life.plan == "issued_with_conditions" else []
    return Days(life.rng).between(0.5, 6), lambda: desk_act(
        life, client, "agent", "approve", {"conditions": conditions}
    )


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
}


def _asks(life: Life, chance: float) -> bool:
    """Whether the clerk asks for information now: once at most, and always where silence is to follow."""
    if life.asked:
        return False
    return life.plan == "abandoned_in_silence" or life.rng.random() < chance


def refusal(life: Life) -> dict[str, Any]:
    """A reasoned refusal."""
    if life.application.language == "en":
        return {"reasons": "The work does not meet the setback that the zoning by-law requires.",
                "provision": "Zoning by-law of the borough, section on setbacks",
                "remedies": ["Correct the project and file again.", "Apply to the Ombudsman de Montréal."]}  # fmt: skip
    return {"reasons": "Les travaux ne respectent pas la marge exigée par le règlement de zonage.",
            "provision": "Règlement de zonage de l’arrondissement, section sur les marges",
            "remedies": ["Corriger le projet et déposer une nouvelle demande.",
                         "S’adresser à l’Ombudsman de Montréal."]}  # fmt: skip


def act(life: Life, account: str, action: str, body: dict[str, Any]) -> Sent:
    """One act as it is sent."""
    life.acts += 1
    path = f"/cases/{life.case_id}/{action.replace('_', '-')}"
    return Sent(account, path, body, f"life-{life.number}-{life.acts}-{action}", action, life.case_id, life.case["seq"])


async def citizen_act(life: Life, client: CityClient, action: str, body: dict[str, Any]) -> Any:
    """An act of the applicant."""
    return await client.until_answered(act(life, life.citizen, action, body))


async def desk_act(life: Life, client: CityClient, desk: str, action: str, body: dict[str, Any]) -> Any:
    """An act of a clerk or of the direction."""
    return await client.until_answered(act(life, f"{desk}-{life.borough}", action, body))


async def ask(life: Life, client: CityClient) -> Any:
    """A request for information."""
    life.asked = True
    label = "Précisez l’emplacement des travaux" if life.application.language == "fr" else "Say where the work is"
    items = [{"name": "emplacement", "kind": "text", "label": label, "note": ""}]
    return await desk_act(life, client, "agent", "ask_information", {"items": items})


async def pay(life: Life, client: CityClient) -> None:
    """Pay at the gateway's own page what the case asks for."""
    await client.pay(await payment_url(life, client))


async def payment_url(life: Life, client: CityClient) -> str:
    """Where the open payment is paid; the case asks for it beside the act, so it may take a moment."""
    purpose = "at_issue" if life.case["state"] == "APPROVED_TO_PAY" else "at_submission"
    while True:
        found = await client.get(life.citizen, f"/cases/{life.case_id}/payments")
        urls = [one["hosted_url"] for one in found["payments"] if one["purpose"] == purpose]
        if urls:
            return str(urls[0])
        await asyncio.sleep(0.05)


def personal_words(lives: list[Life]) -> list[str]:
    """Names, e-mails and addresses of the applicants: words that may stand in no log, metric or engine file."""
    asked = ("applicant_name", "applicant_email", "work_address", "mailing_address")
    words = {str(life.application.answers.get(name, "")) for life in lives for name in asked}
    return sorted(line for word in words for line in word.splitlines() if len(line) > 8)
