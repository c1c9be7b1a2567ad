"""The calendars of the law and of the city, and a day closed late: looked at first, then closed once."""

from typing import Final

from starlette.responses import Response

from casework import closures
from casework.closures import Preview, Wanted
from casework.sentences import Sentence, say
from domain.errors import CaseError, Invalid
from web.city_words import CALENDARS, CAUSES
from web.refusals import status_of
from web.visit import Visit

PAGE: Final = "/bureau/ville/calendriers"
ASKED: Final = ("calendrier", "jour", "cause")


async def show(visit: Visit) -> Response:
    """The calendars of a year; with a day in the address, what closing it would do."""
    actor = visit.require("manage_calendars")
    if not visit.asked("voir"):
        return await _page(visit, None, None, 200)
    try:
        found = await closures.preview(visit.doors, actor, _wanted(visit))
    except Invalid as refusal:
        return await _page(visit, None, say(refusal, visit.lang), status_of(refusal))
    return await _page(visit, found, None, 200)


async def close(visit: Visit) -> Response:
    """Close the day that was looked at."""
    actor, form = visit.require("manage_calendars"), visit.form
    wanted = Wanted(form.one("calendrier"), form.one("jour"), form.one("cause"))
    try:
        day = await closures.close(visit.doors, actor, wanted, form.one("reason"))
    except CaseError as refusal:
        return await _page(visit, await _again(visit, wanted), say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"{PAGE}?annee={day.year}&fait=1")


async def _again(visit: Visit, wanted: Wanted) -> Preview | None:
    """The same preview for whoever was refused; None where the day itself is what is wrong."""
    try:
        return await closures.preview(visit.doors, visit.actor, wanted)
    except Invalid:
        return None


async def _page(visit: Visit, found: Preview | None, sentence: Sentence | None, status: int) -> Response:
    year = await closures.year(visit.doors, visit.require("manage_calendars"), _year(visit))
    labels = {
        "calendrier": visit.say("Calendrier", "Calendar"), "jour": visit.say("Jour", "Day"),
        "cause": visit.say("Ce qui ferme ce jour", "What closes this day"), "reason": visit.say("Motif", "Reason"),
    }  # fmt: skip
    typed = {name: (visit.form.one(name) or visit.asked(name)).strip()[:40] for name in ASKED}
    return visit.page("bureau/calendars.html", status, year=year, found=found, typed=typed, labels=labels,
                      calendars=CALENDARS, causes=CAUSES, form=visit.form, sentence=sentence,
                      faults=sentence.fields if sentence else {})  # fmt: skip


def _wanted(visit: Visit) -> Wanted:
    return Wanted(*(visit.asked(name) for name in ASKED))


def _year(visit: Visit) -> int | None:
    text = visit.asked("annee")
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() and 1900 <= int(text) <= 2200 else None
