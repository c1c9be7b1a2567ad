"""The paragraphs of letters that a city edits: read, tried out, saved, and put back as they were.

Every text that was in force stays; the last version stands, and a former one comes back as a version of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from activities.paragraphs import kept
from casework.acting import act_id_of
from casework.doors import Doors, entering
from catalogue.letters import Place, places
from db import paragraphs, people
from db.paragraphs import VersionRow
from domain import policy
from domain.contest_rules import COURT
from domain.errors import Forbidden, IdempotencyKeyReused, Invalid, NotFound, TemporarilyUnavailable
from domain.letter_errors import ParagraphMoved, UnprintableText
from domain.paragraphs import CITY, LONGEST_REASON, Words, faults, names_of, nearest, tidy
from domain.people import Actor

JUST_AFTER: Final = timedelta(microseconds=1)
NOT_YET: Final = datetime.min.replace(tzinfo=UTC)
MOST_NAMED: Final = 20  # characters that a refusal names


@dataclass(frozen=True)
class Spot:
    """A place at one counter."""

    place: Place
    counter: str


@dataclass(frozen=True)
class Standing:
    """What a letter says there now: the words, and whose they are (nobody's: the shipped ones)."""

    spot: Spot
    words: Words
    whose: str | None


@dataclass(frozen=True)
class Version:
    """A version as it is read, with the name of who made it."""

    row: VersionRow
    by: str


@dataclass(frozen=True)
class Paragraph:
    """A place at a counter with its past, the last version first; `number` is that of the last one, 0 before any."""

    standing: Standing
    number: int
    versions: Sequence[Version]


@dataclass(frozen=True)
class Change:
    """What somebody does: `read` is the number of the version that they had before them."""

    read: int
    key: str
    reason: str = ""


def counters(doors: Doors, actor: Actor, place: Place) -> tuple[str, ...]:
    """The counters at which one may read a place: the city, then all for who runs the counter, else one's own."""
    boroughs = [one.code for one in doors.catalogue.boroughs] if _begins(place, "P") else []
    all_of_them = (*boroughs, *((COURT,) if _begins(place, "C") else ()))
    mine = all_of_them if policy.may_at_desk(actor, "edit_paragraphs") else actor.boroughs
    return (CITY, *(one for one in all_of_them if one in mine))


def spot(doors: Doors, actor: Actor, name: str, counter: str | None = None) -> Spot:
    """A place at a counter; without one, at one's own, else at the city's. Raises NotFound, Forbidden."""
    _allow(actor)
    place = places().get(name)
    if place is None:
        raise NotFound
    open_to = counters(doors, actor, place)
    if counter is None:
        counter = next((one for one in open_to if one in actor.boroughs), CITY)
    if counter not in open_to:
        raise NotFound
    return Spot(place, counter)


async def standing(doors: Doors, actor: Actor, counter: str) -> list[Standing]:
    """What every place that a counter has says there. Raises Forbidden."""
    _allow(actor)
    there = [one for one in places().values() if counter in counters(doors, actor, one)]
    async with entering(doors, actor) as session:
        rows = await paragraphs.latest(session, [one.name for one in there], (counter, CITY))
    return [_standing(Spot(one, counter), rows) for one in there]


async def read(doors: Doors, actor: Actor, at: Spot) -> Paragraph:
    """One place at one counter, with its past. Raises Forbidden."""
    _allow(actor)
    async with entering(doors, actor) as session:
        rows = await paragraphs.latest(session, [at.place.name], (at.counter, CITY))
        past = await paragraphs.history(session, at.place.name, at.counter)
        names = {by: account.name for by in {row.made_by for row in past}
                 if (account := await people.by_id(session, by))}  # fmt: skip
    versions = [Version(row, names.get(row.made_by, row.made_by)) for row in past]
    return Paragraph(_standing(at, rows), past[0].number if past else 0, versions)


async def checked(doors: Doors, at: Spot, words: Words, reason: str | None = None) -> Words:
    """A text as it would be kept; with a reason, that too. Raises Invalid, UnprintableText, TemporarilyUnavailable."""
    tidied = Words(tidy(words.fr), tidy(words.en))
    wrong = faults(tidied, at.place.longest, may_be_empty=at.place.may_be_empty)
    if reason is not None and not 0 < len(reason) <= LONGEST_REASON:
        wrong["reason"] = "too-long" if reason else "required"
    if wrong:
        raise Invalid(wrong)
    await _refuse_unprintable(doors, {"fr": tidied.fr, "en": tidied.en, "reason": reason or ""})
    return tidied


async def save(doors: Doors, actor: Actor, at: Spot, words: Words, change: Change) -> None:
    """Have a place say something else from now on; saved once, however often it is sent.

    Raises Forbidden, Invalid, UnprintableText, and ParagraphMoved where somebody was first.
    """
    _allow_edit(actor, at)
    told = replace(change, reason=tidy(change.reason))
    kept_words = await checked(doors, at, words, told.reason)
    await _add(doors, actor, _row(doors, actor, at, kept_words, told), change.read)


async def restore(doors: Doors, actor: Actor, at: Spot, number: int, change: Change) -> None:
    """Have a former version stand again; number 0 is what stands behind the counter's own words.

    Raises Forbidden, NotFound, ParagraphMoved.
    """
    _allow_edit(actor, at)
    words: Words | None = None
    if number:
        found = [one.row for one in (await read(doors, actor, at)).versions if one.row.number == number]
        if not found:
            raise NotFound
        words = found[0].words
    row = replace(_row(doors, actor, at, words, change), restores=number)
    await _add(doors, actor, row, change.read)


async def _add(doors: Doors, actor: Actor, row: VersionRow, read_number: int) -> None:
    """Add a version after the one that was read; its instant is read once nobody else may print or add."""
    async with entering(doors, actor) as session:
        await paragraphs.hold(session)
        if (done := await paragraphs.by_act(session, row.act_id)) is not None:
            if _content(done) != _content(row):
                raise IdempotencyKeyReused
            return
        past = await paragraphs.latest(session, [row.place], [row.counter])
        last = past[0] if past else None
        if (last.number if last else 0) != read_number:
            raise ParagraphMoved(expected=read_number, actual=last.number if last else 0)
        at = max(await doors.clock.now(), last.made_at + JUST_AFTER) if last else await doors.clock.now()
        await paragraphs.add(session, replace(row, number=read_number + 1, made_at=at))


def _row(doors: Doors, actor: Actor, at: Spot, words: Words | None, change: Change) -> VersionRow:
    """A version without its number and its instant. Raises IdempotencyKeyMissing."""
    return VersionRow(
        place=at.place.name,
        counter=at.counter,
        number=0,
        fr=words.fr if words else None,
        en=words.en if words else None,
        reason=change.reason,
        restores=None,
        made_by=actor.id,
        made_at=NOT_YET,
        act_id=act_id_of(doors, actor, change.key),
    )


def _content(row: VersionRow) -> tuple[object, ...]:
    return row.place, row.counter, row.fr, row.en, row.reason, row.restores


def _standing(at: Spot, rows: Sequence[VersionRow]) -> Standing:
    whose, words = nearest(kept(rows, at.place.name), at.counter, at.place.shipped)
    return Standing(at, words, whose)


async def _refuse_unprintable(doors: Doors, texts: Mapping[str, str]) -> None:
    if doors.proofs is None:
        raise TemporarilyUnavailable
    found = {name: lacking for name, text in texts.items() if (lacking := await doors.proofs.unprintable(text))}
    if found:
        characters = names_of("".join(dict.fromkeys("".join(found.values())))[:MOST_NAMED])
        raise UnprintableText(dict.fromkeys(found, "unprintable"), characters=characters)


def _begins(place: Place, family: str) -> bool:
    return any(code.startswith(family) for code in place.letters)


def _allow(actor: Actor) -> None:
    if not policy.may_at_desk(actor, "read_letters"):
        raise Forbidden(act="read_letters")


def _allow_edit(actor: Actor, at: Spot) -> None:
    if not policy.may_edit_paragraphs(actor, at.counter):
        raise Forbidden(act="edit_paragraphs")
