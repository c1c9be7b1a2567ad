"""Paying: the whole, a part, at the counter; time, agreements, enforcement."""

import asyncio
from datetime import date, timedelta
from typing import Any

from cli.contest_life import COLLECTOR, OFFICE, ContestLife, World, text
from cli.contest_pleading import Do
from domain.clock import local_date
from domain.contest_rules import COURT
from domain.contest_states import OWED

PATIENCE_SECONDS = 60.0
INSTALMENTS = 3
NOT_ONLINE = ("bylaw",)


def pay(share: float = 1.0) -> Do:
    """Pay what is owed today, or a share of it; before judgment, paying all of it is pleading guilty."""

    async def do(life: ContestLife, world: World) -> None:
        owed = int(life.standing["money"]["owed_today_cents"])
        await _pay(life, world, owed if share >= 1 else max(1, int(owed * share)), whole=share >= 1)

    return do


async def instalment(life: ContestLife, world: World) -> None:
    """Pay the next instalment of an agreement."""
    await _pay(life, world, int(life.standing["agreement"][0]["cents"]), whole=False)


def on_its_day(life: ContestLife, world: World) -> timedelta:
    """The delay until the next instalment is due."""
    due = date.fromisoformat(life.standing["agreement"][0]["due_on"])
    return timedelta(days=max(0, (due - local_date(world.now())).days), minutes=life.rng.randint(1, 90))


async def _pay(life: ContestLife, world: World, cents: int, *, whole: bool) -> None:
    """Pay online, or at the court's counter what is not paid online (DOMAIN §2.10)."""
    way = _at_the_counter if life.statement.kind in NOT_ONLINE else _online
    await way(life, world, cents, whole=whole)


async def _online(life: ContestLife, world: World, cents: int, *, whole: bool) -> None:
    """Offer, pay at the gateway's page, and wait until the case has heard of it."""
    guilty = whole and life.case["state"] not in OWED
    body = {"cents": cents, "pleads_guilty": guilty}
    receipt = await world.act(life, life.citizen, "offer_payment", body)
    url = await _hosted(life, world, cents)
    if url:
        await world.client.pay(url)
        await world.until_moved(life, int(receipt["seq"]))


async def _hosted(life: ContestLife, world: World, cents: int) -> str:
    """Where the payment is made; the case asks for it beside the act, so it may take a moment."""
    deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
    while asyncio.get_running_loop().time() < deadline:
        found = await world.client.get(life.citizen, f"/cases/{life.case_id}/payments")
        urls = [one["hosted_url"] for one in found["payments"] if one["status"] == "open" and one["cents"] == cents]
        if urls:
            return str(urls[-1])
        await asyncio.sleep(0.05)
    return ""


async def pay_at_the_counter(life: ContestLife, world: World) -> None:
    """A cashier of the court takes the whole."""
    await _at_the_counter(life, world, int(life.standing["money"]["owed_today_cents"]), whole=True)


async def _at_the_counter(life: ContestLife, world: World, cents: int, *, whole: bool) -> None:
    """The office asks for an amount and a cashier takes it; the till was opened that day."""
    await world.client.ask("POST", "/tills", OFFICE, {"borough": COURT, "float_cents": 20_000})
    guilty = whole and life.case["state"] not in OWED
    await world.act(life, OFFICE, "offer_payment", {"cents": cents, "pleads_guilty": guilty})
    await _hosted(life, world, cents)
    found = await world.client.get(OFFICE, f"/cases/{life.case_id}/payments")
    for one in [one for one in found["payments"] if one["cents"] == cents and one["status"] == "open"][-1:]:
        body = {"payment_id": one["payment_id"], "cents": cents, "method": "terminal"}
        await world.act(life, OFFICE, "take_payment", body)


async def grant_time(life: ContestLife, world: World) -> None:
    """The collector gives two months."""
    until = (local_date(world.now()) + timedelta(days=60)).isoformat()
    reasons = text(life, "Perte d’emploi.", "Loss of employment.")
    await world.act(life, COLLECTOR, "grant_time", {"until": until, "reasons": reasons})


async def hand_back(life: ContestLife, world: World) -> None:
    """Enforcement is over for now."""
    until = (local_date(world.now()) + timedelta(days=45)).isoformat()
    reasons = text(life, "Nouvelle adresse connue.", "A new address is known.")
    await world.act(life, COLLECTOR, "hand_back", {"until": until, "reasons": reasons})


async def give_back(life: ContestLife, world: World) -> None:
    """The collector gives back what was paid at the counter and is owed no more."""
    await world.client.ask("POST", "/tills", OFFICE, {"borough": COURT, "float_cents": 20_000})
    note = text(life, "Payé au comptoir, n’est plus dû.", "Paid at the counter, owed no more.")
    money = life.standing["money"]
    left = int(money["to_give_back_cents"])
    for one in money["kept"][::-1]:
        if cents := min(left, int(one["cents"])):
            body = {"payment_id": one["payment_id"], "cents": cents, "reason_code": "overpayment", "note": note}
            await world.act(life, COLLECTOR, "order_refund", body)
            left -= cents


async def agree(life: ContestLife, world: World) -> None:
    """A deposit and some instalments, a month apart."""
    money = life.standing["money"]
    deposit, balance = int(money["deposit_cents"]), int(money["balance_cents"])
    each, today = (balance - deposit) // INSTALMENTS, local_date(world.now())
    amounts = [each] * (INSTALMENTS - 1) + [balance - deposit - each * (INSTALMENTS - 1)]
    body: dict[str, Any] = {
        "deposit": deposit,
        "instalments": [
            {"due_on": (today + timedelta(days=30 * rank)).isoformat(), "cents": cents}
            for rank, cents in enumerate(amounts, start=1)
        ],
    }
    await world.act(life, COLLECTOR, "agree", body)
