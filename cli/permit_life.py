"""One seeded applicant and the desks that deal with the case: what each sends, and when."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from cli.city_client import CityClient, Sent
from cli.permit_mapping import Application

HOLDINGS = ("completed", "inspected", "extended", "corrected", "left_to_expire", "never_started", "revoked", "kept",
            "renewed")  # fmt: skip
Step = tuple[timedelta, Callable[[], Awaitable[Any]]] | None


@dataclass
class Life:
    """One application and what becomes of it. `case` is the file as last read."""

    number: int
    application: Application
    plan: str
    rng: random.Random
    citizen: str
    holding: str = HOLDINGS[0]  # what becomes of the permit, once it is issued
    today: date = date.min  # the city's local day on which the next act is made
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


class Days:
    """Seeded delays, in whole days and a fraction."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def between(self, low: float, high: float) -> timedelta:
        """A delay between two numbers of days."""
        return timedelta(days=self._rng.uniform(low, high))


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


async def pay(life: Life, client: CityClient) -> None:
    """Pay at the gateway's own page what the case asks for, if it still does."""
    if url := await payment_url(life, client):
        await client.pay(url)


async def payment_url(life: Life, client: CityClient) -> str:
    """Where the open payment is paid; the case asks for it beside the act, so it may take a moment.

    Empty once nothing is owed: what was paid before may have been told to the case only after the file was read.
    """
    while True:
        found = await client.get(life.citizen, f"/cases/{life.case_id}/payments")
        urls = [one["hosted_url"] for one in found["payments"] if one["status"] == "open"]
        if urls:
            return str(urls[-1])
        if "pay" not in (await client.get(life.citizen, f"/cases/{life.case_id}"))["acts"]:
            return ""
        await asyncio.sleep(0.05)
