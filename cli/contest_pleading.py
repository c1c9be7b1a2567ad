"""What defendants answer, and what the prosecutor and the court office do before a date is set."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from cli.city_client import Sent
from cli.contest_life import OFFICE, PROSECUTOR, ContestLife, World, text
from domain.clock import local_date

Do = Callable[[ContestLife, World], Awaitable[Any]]
CLAIM_PATH = "/statements/claim"


def plead(plea: str) -> Do:
    """A plea to every open count, as the defendant makes it."""

    async def do(life: ContestLife, world: World) -> None:
        await world.act(life, life.citizen, "plead", plea_body(life, plea))

    return do


def plea_body(life: ContestLife, plea: str) -> dict[str, Any]:
    """The same plea to each count; the greater sentence is contested where one is asked, the rest is admitted."""
    greater = plea == "guilty_contest_sentence"
    pleas = [
        {"count": one["number"], "plea": "guilty" if greater and not one["greater"] else plea}
        for one in life.open_counts
    ]
    body: dict[str, Any] = {
        "pleas": pleas, "name": life.statement.names, "capacity": life.capacity, "mode": life.plan.mode,
        "interpreter": life.plan.interpreter, "hearing_language": life.statement.body["language"],
    }  # fmt: skip
    if plea == "not_guilty":
        body |= {"explanations": text(life, "Le panneau était caché.", "The sign was hidden."), "disclosure": True}
    if life.number % 4 == 0 and plea == "not_guilty":
        body |= {"application": text(life, "Précisions demandées sur le lieu.", "Particulars of the place are asked.")}
    return body


async def claim(life: ContestLife, world: World) -> None:
    """An account holds the case from now on."""
    life.acts += 1
    body = {"number": life.statement.number, "code": life.statement.fact}
    key = f"contest-{life.number}-{life.acts}-claim"
    await world.client.until_answered(Sent(life.account, CLAIM_PATH, body, key, "claim", life.case_id))


async def change_address(life: ContestLife, world: World) -> None:
    """The defendant moved."""
    body = {
        "address": ["77, rue Nouvelle", "Montréal (Québec)  H2X 3K4"],
        "email": f"demenage-{life.number}@guichet.invalid",
    }
    await world.act(life, life.citizen, "change_address", body)


async def serve_again(life: ContestLife, world: World) -> None:
    """Nobody answered a statement sent by ordinary mail: a bailiff serves it."""
    body = {"mode": "bailiff", "served_on": local_date(world.now()).isoformat()}
    await world.act(life, PROSECUTOR, "record_service", body)


async def suspend(life: ContestLife, world: World) -> None:
    """Delays stop, by order."""
    reasons = text(life, "Panne du système postal.", "The postal system is down.")
    await world.act(life, OFFICE, "suspend_delays", {"reasons": reasons})


async def resume(life: ContestLife, world: World) -> None:
    """Delays run again."""
    await world.act(life, OFFICE, "resume_delays", {})


def decide_late(*, accepted: bool) -> Do:
    """The court office takes a late plea, or not."""

    async def do(life: ContestLife, world: World) -> None:
        reasons = "" if accepted else text(life, "Aucun motif sérieux.", "No serious reason.")
        await world.act(life, OFFICE, "decide_late_plea", {"accepted": accepted, "reasons": reasons})

    return do


async def proceed(life: ContestLife, world: World) -> None:
    """After the review the proceedings go on."""
    await world.act(life, PROSECUTOR, "continue_proceedings", {})


async def withdraw(life: ContestLife, world: World) -> None:
    """Every count is withdrawn."""
    await world.act(life, PROSECUTOR, "withdraw_charges", {"reason_code": "explanations_accepted", "counts": []})


async def withdraw_one(life: ContestLife, world: World) -> None:
    """The last count is withdrawn."""
    body = {"reason_code": "evidence", "counts": [life.open_counts[-1]["number"]]}
    await world.act(life, PROSECUTOR, "withdraw_charges", body)


def stay(by_a_judge: bool) -> Do:
    """The proceedings are stayed, by the prosecutor or by a judge."""

    async def do(life: ContestLife, world: World) -> None:
        account = "juge-2" if by_a_judge else PROSECUTOR
        reasons = text(life, "Délai déraisonnable.", "Unreasonable delay.")
        await world.act(life, account, "stay_proceedings", {"reasons": reasons})

    return do


async def apply_to_court(life: ContestLife, world: World) -> None:
    """A preliminary application."""
    asked = text(life, "Le défendeur demande des précisions.", "The defendant asks for particulars.")
    await world.act(life, life.citizen, "apply_to_court", {"subject": "particulars", "text": asked})


async def decide_application(life: ContestLife, world: World) -> None:
    """A judge decides the oldest application that waits."""
    number = next((one["number"] for one in life.standing["applications"] if not one["outcome"]), 1)
    reasons = text(life, "Les précisions sont utiles.", "The particulars are useful.")
    body = {"number": number, "granted": bool(life.number % 2), "reasons": reasons}
    await world.act(life, "juge-1", "decide_application", body)


async def represent(life: ContestLife, world: World) -> None:
    """A lawyer acts for the defendant from now on."""
    body = {"lawyer": "Me Exemple Modèle", "bar_number": "123456-7"}
    await world.act(life, life.citizen, "represent", body)


def judge_on_record(verdict: str) -> Do:
    """Nobody answered: a judge judges on the record."""

    async def do(life: ContestLife, world: World) -> None:
        body = judgment(life, verdict) | {"record_complete": True}
        await world.act(life, f"juge-{life.number % 4 + 1}", "judge_on_record", body)

    return do


def judgment(life: ContestLife, verdict: str, fine: int | None = None) -> dict[str, Any]:
    """A judgment on every count that was not admitted; every exhibit that was admitted is considered."""
    contested = [count for count in life.open_counts if count["plea"] != "guilty"]
    said: dict[str, Any] = {"verdict": verdict} | ({"fine": fine} if fine else {})
    return {
        "verdicts": [{"count": count["number"]} | said for count in contested],
        "reasons": text(life, "La preuve a été examinée.", "The evidence was considered."),
        "considered": [one["number"] for one in life.standing["exhibits"] if one["ruling"] == "admitted"],
    }


def days(low: float, high: float) -> Callable[[ContestLife, World], timedelta]:
    """A seeded delay between two numbers of days."""
    return lambda life, world: timedelta(days=life.rng.uniform(low, high))
