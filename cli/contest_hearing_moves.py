"""What is done about hearings and in them: dates, modes, exhibits, postponements, absences, failures, judgments."""

from datetime import timedelta
from typing import Any

from cli.contest_life import OFFICE, PROSECUTOR, ContestLife, World, text
from cli.contest_pleading import Do, judgment
from cli.court_calendar import Needed
from cli.pictures import picture

LATE = timedelta(minutes=20)  # after the beginning: the grace for who is late has passed


def at_the_hearing(life: ContestLife, world: World) -> timedelta:
    """The delay until the hearing is under way."""
    return max(world.starts_at(life) + LATE - world.now(), timedelta(minutes=1))


def in_the_room(life: ContestLife, world: World) -> timedelta:
    """Some minutes later, the same day."""
    return timedelta(minutes=life.rng.randint(2, 15))


async def schedule(life: ContestLife, world: World) -> None:
    """The court office sets a date, thirty days away at least."""
    await world.act(life, OFFICE, "schedule", {"hold": await _hold(life, world)})


async def _hold(life: ContestLife, world: World, *, notice_days: int = 30) -> str:
    needs = life.standing["needs"]
    needed = Needed(
        life.case_id, needs["mode"], needs["interpreter"], tuple(life.standing["conflicts"]), notice_days,
        waived=notice_days < 30,
    )  # fmt: skip
    return await world.calendar.hold(needed, world.now())


async def disclose(life: ContestLife, world: World) -> None:
    """The prosecutor publishes the officer's record and a photograph."""
    await _exhibits(life, world, PROSECUTOR, "disclose", ("rapport", "photo"))


async def file_exhibit(life: ContestLife, world: World) -> None:
    """The defendant files a photograph for the trial."""
    await _exhibits(life, world, life.citizen, "file_exhibit", ("photo_du_panneau",))


async def _exhibits(life: ContestLife, world: World, account: str, action: str, labels: tuple[str, ...]) -> None:
    given = [
        {"label": label, "document": await world.client.attach(account, life.case_id, picture(label, seed=life.number))}
        for label in labels
    ]
    await world.act(life, account, action, {"exhibits": given})


async def rule(life: ContestLife, world: World) -> None:
    """The judge rules on the first exhibit that waits: admitted, every third refused."""
    number = next((one["number"] for one in life.standing["exhibits"] if not one["ruling"]), 1)
    refused = number % 3 == 0
    reasons = text(life, "Sans rapport avec l’infraction.", "Not related to the offence.") if refused else ""
    body = {"number": number, "ruling": "refused" if refused else "admitted", "reasons": reasons}
    await world.act(life, life.judge or str(life.hearing.get("judge", "")), "rule_on_exhibit", body)


def ask_mode(mode: str) -> Do:
    """The defendant asks to attend otherwise."""

    async def do(life: ContestLife, world: World) -> None:
        reasons = text(life, "Je travaille loin de Montréal.", "I work far from Montréal.")
        await world.act(life, life.citizen, "ask_mode", {"mode": mode, "reasons": reasons})

    return do


def decide_mode(outcome: str, mode: str = "video") -> Do:
    """Granted or refused by the court office, imposed by a judge."""

    async def do(life: ContestLife, world: World) -> None:
        account = "juge-3" if outcome == "imposed" else OFFICE
        reasons = text(life, "Après avoir entendu les parties.", "After hearing the parties.")
        await world.act(life, account, "decide_mode", {"outcome": outcome, "mode": mode, "reasons": reasons})

    return do


def ask_postponement(account: str = "") -> Do:
    """A side asks for another date: the defendant, unless an account is named."""

    async def do(life: ContestLife, world: World) -> None:
        reasons = text(life, "Un témoin est absent.", "A witness is away.")
        await world.act(life, account or life.citizen, "ask_postponement", {"reasons": reasons})

    return do


async def grant_postponement(life: ContestLife, world: World) -> None:
    """Another date: the court office's word the first time, then a judge's, and the date is peremptory."""
    of_a_judge = bool(life.standing["needs_a_judge"])
    body = {
        "granted": True, "reasons": text(life, "Motif sérieux.", "A serious reason."),
        "hold": await _hold(life, world), "peremptory": of_a_judge,
    }  # fmt: skip
    await world.act(life, _who_decides(life), "decide_postponement", body)


async def refuse_postponement(life: ContestLife, world: World) -> None:
    """The date stands."""
    body = {"granted": False, "reasons": text(life, "Aucun motif sérieux.", "No serious reason.")}
    await world.act(life, _who_decides(life), "decide_postponement", body)


def _who_decides(life: ContestLife) -> str:
    return str(life.hearing["judge"]) if life.standing["needs_a_judge"] else OFFICE


async def recuse(life: ContestLife, world: World) -> None:
    """The judge stands aside."""
    reasons = text(life, "Je connais la défense.", "I know the defence.")
    await world.act(life, str(life.hearing["judge"]), "recuse", {"reasons": reasons})


def open_session(*, absent: bool = False) -> Do:
    """The hearing is opened, by the clerk or by the judge."""

    async def do(life: ContestLife, world: World) -> None:
        life.judge = str(life.hearing["judge"])
        account = OFFICE if life.number % 2 else life.judge
        body: dict[str, Any] = {"present": ["prosecution"], "identified_by": ""}
        if not absent:
            body = {"present": ["defence", "prosecution"], "identified_by": "pièce d’identité"}
        await world.act(life, account, "open_session", body)

    return do


def judge(verdict: str, *, absent: bool = False, lesser: bool = False) -> Do:
    """The judge signs a judgment, in session or reserved; `lesser` is a fine below the one that is claimed."""

    async def do(life: ContestLife, world: World) -> None:
        fine = 5000 + 100 * (life.number % 10) if lesser else None
        body = judgment(life, verdict, fine) | {"in_absence": absent, "without_costs": life.number % 7 == 0}
        await world.act(life, life.judge, "judge", body)

    return do


def adjourn(*, technical: bool, dated: bool) -> Do:
    """The judge puts the hearing off, with the next date or without; a technical failure is noted first."""

    async def do(life: ContestLife, world: World) -> None:
        if technical:
            noted = text(life, "La vidéo est tombée.", "The video link failed.")
            await world.act(life, OFFICE, "note_incident", {"technical": True, "text": noted})
        body: dict[str, Any] = {
            "reasons": text(life, "La cause est continuée.", "The case is continued."),
            "charged_to": "court" if technical else "prosecution",
        }
        if dated:
            body["hold"] = await _hold(life, world, notice_days=14)
        await world.act(life, life.judge, "adjourn", body)

    return do


async def reserve(life: ContestLife, world: World) -> None:
    """The judge takes the case under advisement."""
    await world.act(life, life.judge, "reserve", {})


def record_oral(verdict: str) -> Do:
    """The clerk writes the minutes of a judgment given orally."""

    async def do(life: ContestLife, world: World) -> None:
        await world.act(life, OFFICE, "record_oral_judgment", judgment(life, verdict))

    return do


async def confirm(life: ContestLife, world: World) -> None:
    """The judge confirms the minutes."""
    await world.act(life, life.judge, "confirm_judgment", {})
