"""Remedies against a judgment: correction, revocation by either side, appeals out and back."""

from typing import Any

from cli.contest_life import OFFICE, PROSECUTOR, ContestLife, World, text
from cli.contest_pleading import Do
from domain.clock import local_date


async def correct(life: ContestLife, world: World) -> None:
    """A clerical error is corrected by a judge."""
    body = {
        "error": text(life, "La date de l’infraction était mal écrite.", "The date of the offence was miswritten."),
        "correction": text(life, "La date est celle du constat.", "The date is that of the statement."),
    }
    await world.act(life, life.judge or "juge-1", "correct_judgment", body)


async def ask_revocation(life: ContestLife, world: World) -> None:
    """A defendant convicted by default learns of it today, and asks that it fall."""
    today = local_date(world.now()).isoformat()
    body = {
        "known_on": today, "stay": True,
        "grounds": text(life, "L’avis est allé à l’ancienne adresse.", "The notice went to the former address."),
        "merits": text(life, "Le véhicule avait été vendu.", "The vehicle had been sold."),
    }  # fmt: skip
    await world.act(life, life.citizen, "ask_revocation", body)


async def ask_revocation_late(life: ContestLife, world: World) -> None:
    """The same, out of time: the judgment was known on its day; relief from the delay is asked."""
    body = {
        "known_on": life.standing["judged_on"], "grounds": text(life, "Hospitalisation.", "A stay in hospital."),
        "merits": text(life, "L’offense n’a pas eu lieu.", "The offence did not take place."),
        "relief": text(life, "Le séjour a duré deux mois.", "The stay lasted two months."),
    }  # fmt: skip
    await world.act(life, life.citizen, "ask_revocation", body)


async def art_257(life: ContestLife, world: World) -> None:
    """The prosecutor saw an administrative error."""
    grounds = text(life, "La plaque avait été mal transcrite.", "The plate had been miscopied.")
    await world.act(life, PROSECUTOR, "apply_for_revocation", {"grounds": grounds})


def decide_revocation(*, granted: bool) -> Do:
    """A judge decides; relieved from the delay where it had passed."""

    async def do(life: ContestLife, world: World) -> None:
        reasons = text(life, "Les motifs ont été examinés.", "The grounds were considered.")
        body = {"granted": granted, "reasons": reasons, "relieved": granted}
        await world.act(life, f"juge-{life.number % 4 + 1}", "decide_revocation", body)

    return do


def appeal(side: str = "defence") -> Do:
    """A notice of appeal was filed at the Superior Court; the court office records it."""

    async def do(life: ContestLife, world: World) -> None:
        body = {
            "side": side, "filed_on": local_date(world.now()).isoformat(),
            "court_number": f"500-36-{life.number:06d}-261",
        }  # fmt: skip
        await world.act(life, OFFICE, "record_appeal", body)

    return do


def decide_appeal(outcome: str) -> Do:
    """What the Superior Court decided."""

    async def do(life: ContestLife, world: World) -> None:
        body: dict[str, Any] = {"outcome": outcome, "decided_on": local_date(world.now()).isoformat()}
        if outcome == "varied":
            body["fine"] = 4000
        await world.act(life, OFFICE, "decide_appeal", body)

    return do
