"""The sittings that the availability of judges gives in a period: shown first, then opened in one act."""

import secrets
from datetime import timedelta
from typing import Any, Final

from starlette.responses import Response

from casework import court_days, opening
from casework.opening import Opened, Period, Preview
from casework.sentences import Sentence, say
from domain.errors import CaseError, Invalid
from web.availability_words import LABELS, OPENING
from web.contest_words import HEARING_MODES
from web.court_days import a_day
from web.refusals import status_of
from web.visit import Visit

ACTION: Final = "open_sitting"
HOME: Final = "/bureau/seances/ouvrir"
A_MONTH: Final = timedelta(days=30)


async def show(visit: Visit) -> Response:
    """What the period of the address gives: tomorrow and a month without one."""
    return await _page(visit, None, 200)


async def open_all(visit: Visit) -> Response:
    """Open them; a sitting for which a room was chosen that is taken is named, and the others are open."""
    actor, form = visit.require(ACTION), visit.form
    try:
        period = await _period(visit)
        rooms = {name.removeprefix("room-"): form.one(name) for name in form.fields if name.startswith("room-")}
        done = await opening.open_all(visit.doors, actor, period, (form.one("seen"), rooms), form.one("key"))
    except CaseError as refusal:
        return await _page(visit, say(refusal, visit.lang), status_of(refusal))
    refused = [one for one in done.left if one.state == "room" and one.given.judge in rooms]
    if refused:
        return await _page(visit, _named(visit, done), 409)
    query = f"du={period.first}&au={period.last}&juge={period.judge}"
    return visit.go(f"{HOME}?{query}&ouvertes={done.opened}&deja={done.there}")


def _named(visit: Visit, done: Opened) -> Sentence:
    detail = visit.say(
        f"Séances ouvertes : {done.opened}. Une salle choisie est prise à certaines heures : choisissez-en une autre.",
        f"Sittings opened: {done.opened}. A room that was chosen is taken at some hours: choose another one.",
    )
    return Sentence(visit.say("Des séances n’ont pas été ouvertes", "Some sittings were not opened"), detail, {})


async def _period(visit: Visit) -> Period:
    """The period that the form or the address names. Raises Invalid for a day that does not exist, another's judge."""
    typed = {name: visit.form.one(name) or visit.asked(name) for name in ("du", "au", "juge")}
    days = {name: a_day(typed[name]) for name in ("du", "au")}
    faults = {name: "not-a-date" for name, day in days.items() if day is None and typed[name]}
    judges = {one.actor.id for one in await court_days.judges(visit.doors, visit.require(ACTION))}
    if typed["juge"] not in ("", *judges):
        faults["juge"] = "not-a-judge"
    if faults:
        raise Invalid(faults)
    first = days["du"] or await visit.today() + timedelta(days=1)
    return Period(first, days["au"] or first + A_MONTH, typed["juge"])


async def _page(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    judges = await court_days.judges(visit.doors, visit.require(ACTION))
    period, found = None, None
    try:
        period = await _period(visit)
        found = await opening.preview(visit.doors, visit.actor, period)
    except Invalid as refusal:
        sentence, status = sentence or say(refusal, visit.lang), status if sentence else status_of(refusal)
    return visit.page(
        "bureau/open_sittings.html", status, sentence=sentence, faults=sentence.fields if sentence else {},
        found=found, fresh=_fresh(found), judges=judges, names={one.actor.id: one.name for one in judges},
        typed=_typed(visit, period), form=visit.form, modes=HEARING_MODES, states=OPENING,
        labels=_labels(visit, {one.actor.id: one.name for one in judges}), key=secrets.token_urlsafe(16),
        opened=visit.asked("ouvertes")[:4], there=visit.asked("deja")[:4],
    )  # fmt: skip


def _fresh(found: Preview | None) -> int:
    return sum(one.state == "new" for one in found.offers) if found else 0


def _typed(visit: Visit, period: Period | None) -> dict[str, Any]:
    """The period as its fields show it."""
    if period is None:
        return {name: visit.form.one(name) or visit.asked(name) for name in ("du", "au", "juge")}
    return {"du": period.first.isoformat(), "au": period.last.isoformat(), "juge": period.judge}


def _labels(visit: Visit, names: dict[str, str]) -> dict[str, str]:
    plain = {name: visit.say.of(LABELS, name) for name in ("du", "au")} | {"juge": visit.say.of(LABELS, "judge")}
    return plain | {f"room-{judge}": visit.say("Salle pour ", "Room for ") + name for judge, name in names.items()}
