"""Letters with made-up facts, for who answers for them: as a PDF, or with a paragraph that is being written."""

from collections.abc import Mapping
from dataclasses import replace

from casework.doors import Doors
from casework.paragraphs import JUST_AFTER, Spot, checked
from casework.specimens.letters import specimen
from catalogue.letters import letters, places_of
from domain import policy
from domain.contest_rules import COURT
from domain.errors import Forbidden, NotFound, TemporarilyUnavailable
from domain.letter import CERTIFICATE, Language, LetterData, Proof
from domain.paragraphs import CITY, Words
from domain.people import Actor
from domain.ports import LetterProofs, Wording


async def pdf(doors: Doors, actor: Actor, code: str, language: Language, counter: str | None) -> bytes:
    """A letter with made-up facts and the words that a counter's letters have now; not sealed, and it says so.

    Without a counter, one's own. Raises Forbidden, NotFound, RateLimited, TemporarilyUnavailable.
    """
    _allow(actor)
    if code not in letters():
        raise NotFound
    sheet = await _sheet(doors, code, language, _counter(doors, actor, code, counter))
    if doors.printer is None or doors.proofs is None:
        raise TemporarilyUnavailable
    doors.limits.count("specimen", actor.id)
    return await doors.printer.print_page(await doors.proofs.sheet(sheet))


async def proofs(doors: Doors, actor: Actor, at: Spot, words: Words, code: str) -> dict[Language, Proof]:
    """A letter of a place with these words in it, in both languages; nothing is kept.

    Raises Forbidden, NotFound, and what saving the words would be refused with.
    """
    _allow(actor)
    if code not in at.place.letters:
        raise NotFound
    said, (_, press) = await checked(doors, at, words), _parts(doors)
    made: dict[Language, Proof] = {}
    for language in _LANGUAGES:
        sheet = await _sheet(doors, code, language, at.counter)
        typed: Mapping[str, str] = {**sheet.paragraphs, at.place.slot: said.say(language)}
        made[language] = await press.proof(replace(sheet, paragraphs=typed))
    return made


async def _sheet(doors: Doors, code: str, language: Language, counter: str) -> LetterData:
    wording, _ = _parts(doors)
    made, now = specimen(code, language), await doors.clock.now() + JUST_AFTER
    if counter not in (CITY, COURT):
        made = replace(made, borough_name=wording.borough_name(counter, language))
    words = await wording.paragraphs(code, counter, language, now) if places_of(code) else {}
    return replace(made, paragraphs=words)


def _counter(doors: Doors, actor: Actor, code: str, asked: str | None) -> str:
    """The counter whose words are shown. Raises NotFound for one that has no such letter, or is not for the reader."""
    if code == CERTIFICATE:
        return CITY
    open_to = (COURT,) if code.startswith("C") else tuple(one.code for one in doors.catalogue.boroughs)
    mine = [one for one in open_to if one in actor.boroughs or policy.may_at_desk(actor, "edit_paragraphs")]
    if asked is None:
        return next((one for one in mine if one in actor.boroughs), CITY)
    if asked not in (CITY, *mine):
        raise NotFound
    return asked


def _parts(doors: Doors) -> tuple[Wording, LetterProofs]:
    if doors.wording is None or doors.proofs is None:
        raise TemporarilyUnavailable
    return doors.wording, doors.proofs


def _allow(actor: Actor) -> None:
    if not policy.may_at_desk(actor, "read_letters"):
        raise Forbidden(act="read_letters")


_LANGUAGES: tuple[Language, ...] = ("fr", "en")
