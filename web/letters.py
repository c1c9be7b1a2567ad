"""The city's letters: each with made-up facts, and the paragraphs of them that a city edits."""

import secrets
from typing import Any, Final

from starlette.responses import Response

from casework import letter_previews, paragraphs
from casework.paragraphs import Change, Paragraph, Spot
from casework.sentences import Sentence, say
from catalogue.letters import letters, places, places_of
from domain import policy
from domain.contest_rules import COURT
from domain.errors import CaseError, Forbidden, Invalid, NotFound, TemporarilyUnavailable
from domain.letter import Language, Proof
from domain.paragraphs import CITY, Words
from domain.people import Actor
from domain.ports import Wording
from web.refusals import status_of
from web.visit import Visit

INDEX: Final = "/bureau/ville/lettres"
WHOLE_CITY: Final = "ville"  # the city's counter, in an address
FAMILIES: Final = ("P", "C", "D")
Proofs = dict[Language, Proof]


async def index(visit: Visit) -> Response:
    """Every letter, with when it is sent and where it may be read."""
    visit.require("read_letters")
    titles = {code: _titles(visit, code) for code in letters()}
    added = {code: next((one.name for one in places_of(code) if one.each_letter), "") for code in letters()}
    return visit.page("bureau/letters.html", letters=letters(), titles=titles, added=added, families=FAMILIES)


async def pdf(visit: Visit) -> Response:
    """A letter with made-up facts, as a PDF."""
    actor, asked = visit.require("read_letters"), visit.asked("langue")
    language: Language = "en" if asked == "en" or (asked != "fr" and visit.lang == "en") else "fr"
    code = visit.part("code")
    made = await letter_previews.pdf(visit.doors, actor, code, language, _asked_counter(visit))
    headers = {"content-disposition": f'inline; filename="specimen-{code}-{language}.pdf"'}
    return Response(made, media_type="application/pdf", headers=headers)


async def index_of_places(visit: Visit) -> Response:
    """What every place says at one counter."""
    actor = visit.require("read_letters")
    counter, counters = _asked_counter(visit), _counters(visit, actor)
    if counter is None:
        counter = next((one for one in counters if one in actor.boroughs), CITY)
    if counter not in counters:
        raise NotFound
    found = await paragraphs.standing(visit.doors, actor, counter)
    return visit.page(
        "bureau/paragraphs.html", counter=counter, counters=_named(visit, counters),
        standing=[one for one in found if not one.spot.place.each_letter],
        added=[one for one in found if one.spot.place.each_letter and one.words != one.spot.place.shipped],
        titles={code: _titles(visit, code) for code in letters()}, in_address=_in_address(counter),
    )  # fmt: skip


async def show(visit: Visit) -> Response:
    """One place at one counter, with its past; a form for whoever may edit it."""
    actor = visit.require("read_letters")
    at = paragraphs.spot(visit.doors, actor, visit.part("place"), _asked_counter(visit))
    return await _page(visit, at, None, 200)


async def change(visit: Visit) -> Response:
    """Try a text out, save it, or put a former one back; a refusal is said on the form, with all that was typed."""
    actor = visit.require("read_letters")
    at = paragraphs.spot(visit.doors, actor, visit.part("place"), _asked_counter(visit))
    if not policy.may_edit_paragraphs(actor, at.counter):
        raise Forbidden(act="edit_paragraphs")
    try:
        if visit.form.one("action") == "preview":
            return await _page(visit, at, None, 200, await _proofs(visit, actor, at))
        done = await _done(visit, actor, at)
    except (NotFound, TemporarilyUnavailable):
        raise
    except CaseError as refusal:
        return await _page(visit, at, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"{INDEX}/paragraphes/{at.place.name}?pour={_in_address(at.counter)}&fait={done}")


async def _done(visit: Visit, actor: Actor, at: Spot) -> str:
    form, read = visit.form, visit.form.number("read")
    if read is None:
        raise Invalid({"read": "required"})
    if form.one("action") == "restore":
        number = form.number("number")
        if number is None:
            raise NotFound
        await paragraphs.restore(visit.doors, actor, at, number, Change(read, form.one("key")))
        return "retabli"
    told = Change(read, form.one("key"), form.one("reason"))
    await paragraphs.save(visit.doors, actor, at, _typed(visit), told)
    return "enregistre"


async def _proofs(visit: Visit, actor: Actor, at: Spot) -> Proofs:
    code = visit.form.one("letter") or at.place.letters[0]
    return await letter_previews.proofs(visit.doors, actor, at, _typed(visit), code)


def _typed(visit: Visit) -> Words:
    return Words(visit.form.one("fr"), visit.form.one("en"))


async def _page(
    visit: Visit, at: Spot, sentence: Sentence | None, status: int, proofs: Proofs | None = None
) -> Response:
    found = await paragraphs.read(visit.doors, visit.actor, at)
    counters = paragraphs.counters(visit.doors, visit.actor, at.place)
    return visit.page(
        "bureau/paragraph.html", status, paragraph=found, place=at.place, counter=at.counter,
        in_address=_in_address(at.counter), counters=_named(visit, counters), typed=_shown(visit, found),
        read=_read(visit, found), edits=policy.may_edit_paragraphs(visit.actor, at.counter), proofs=proofs,
        sentence=sentence, faults=sentence.fields if sentence else {}, labels=_labels(visit),
        key=(proofs and visit.form.one("key")) or secrets.token_urlsafe(16), form=visit.form,
        titles={code: _titles(visit, code) for code in at.place.letters},
    )  # fmt: skip


def _shown(visit: Visit, found: Paragraph) -> Words:
    """What the form holds: what was typed, or what stands."""
    sent = visit.request.method == "POST" and visit.form.one("action") != "restore"
    return _typed(visit) if sent else found.standing.words


def _read(visit: Visit, found: Paragraph) -> int:
    """The version that the reader has before them: a text that was only tried out is still upon the one of its form."""
    read = visit.form.number("read") if visit.form.one("action") == "preview" else None
    return found.number if read is None else read


def _labels(visit: Visit) -> dict[str, str]:
    return {
        "fr": visit.say("Texte français", "French text"),
        "en": visit.say("Texte anglais", "English text"),
        "reason": visit.say("Motif de la modification", "Reason for the change"),
    }


def _asked_counter(visit: Visit) -> str | None:
    """The counter that the address names; None where it names none."""
    asked = visit.asked("pour")
    return CITY if asked == WHOLE_CITY else asked or None


def _in_address(counter: str) -> str:
    return counter or WHOLE_CITY


def _counters(visit: Visit, actor: Actor) -> tuple[str, ...]:
    found = [one for place in places().values() for one in paragraphs.counters(visit.doors, actor, place)]
    return tuple(dict.fromkeys(found))


def _named(visit: Visit, codes: tuple[str, ...]) -> dict[str, str]:
    """Counters by what an address calls them, with their names."""
    names: dict[str, Any] = {one.code: one for one in visit.doors.catalogue.boroughs}
    said = {
        CITY: visit.say("Toute la Ville", "The whole city"),
        COURT: visit.say("La cour municipale", "The municipal court"),
    }
    return {_in_address(code): said.get(code) or getattr(names[code], f"name_{visit.lang}") for code in codes}


def _titles(visit: Visit, code: str) -> dict[Language, str]:
    wording: Wording | None = visit.doors.wording
    if wording is None:
        raise TemporarilyUnavailable
    return {"fr": wording.letter_title(code, "fr"), "en": wording.letter_title(code, "en")}
