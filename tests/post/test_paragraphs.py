"""The words of a letter are those that stood at the instant of its order, however late and often it is printed."""

import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import ProgrammingError

from adapters.letter_pool import LetterPool
from casework import paragraphs
from casework.doors import entering
from casework.paragraphs import Change
from casework.specimens.permits import facts
from db import paragraphs as rows
from db.paragraphs import VersionRow
from domain.errors import Forbidden, IdempotencyKeyReused, NotFound
from domain.events import Order
from domain.letter import LetterData, SealedLetter
from domain.letter_errors import ParagraphMoved
from domain.paragraphs import CITY, Words
from domain.people import Actor, Role
from tests.post.house import CLERK, START, House

ADMINISTRATOR = Actor("administration", Role.ADMINISTRATOR)
DIRECTOR = Actor("direction-vd", Role.DIRECTOR, ("VD",))
REFUSAL = Order("letter", "P13", facts("P13", "fr"))
MINUTE = timedelta(minutes=1)


@dataclass
class WatchedPress:
    """The real press; what it was given and what it made."""

    press: LetterPool
    made: list[tuple[LetterData, SealedLetter]] = field(default_factory=list[tuple[LetterData, SealedLetter]])

    async def seal_letter(self, data: LetterData, signed_at: datetime) -> SealedLetter:
        """Seal, and remember."""
        sealed = await self.press.seal_letter(data, signed_at)
        self.made.append((data, sealed))
        return sealed


@pytest.fixture
async def press(house: House, pool: LetterPool) -> AsyncIterator[WatchedPress]:
    watched = WatchedPress(pool)
    house.room = replace(house.room, press=watched)
    yield watched
    await house.rows("TRUNCATE paragraph_versions")


async def say(house: House, actor: Actor, counter: str, fr: str, name: str = "after_decision") -> None:
    """Edit a paragraph now."""
    at = paragraphs.spot(house.doors, actor, name, counter)
    read = (await paragraphs.read(house.doors, actor, at)).number
    change = Change(read, secrets.token_hex(8), "Essai")
    await paragraphs.save(house.doors, actor, at, Words(fr, f"{fr} (en)"), change)


async def again(house: House) -> None:
    """The order is taken once more, as when its process died before it was marked."""
    await house.rows("UPDATE outbox SET status = 'pending', next_try_at = %s WHERE kind = 'letter'", START)
    await house.carry_out()


async def test_a_letter_printed_late_or_twice_has_the_words_of_its_order(house: House, press: WatchedPress) -> None:
    await say(house, ADMINISTRATOR, CITY, "Avant.")
    house.clock.instant = START + MINUTE
    await house.file(REFUSAL)
    await say(house, ADMINISTRATOR, CITY, "Au même instant.")
    house.clock.instant = START + 2 * MINUTE
    await say(house, ADMINISTRATOR, CITY, "Après.")
    await house.carry_out()
    await say(house, DIRECTOR, "VD", "Verdun.")
    await again(house)
    (first, sealed), (second, retried) = press.made
    assert first.paragraphs["after_decision"] == "Avant." and second == first
    assert retried.unsigned_sha256 == sealed.unsigned_sha256


async def test_the_nearest_words_are_printed_and_a_former_version_comes_back(house: House, press: WatchedPress) -> None:
    await say(house, ADMINISTRATOR, CITY, "Ville.")
    await say(house, DIRECTOR, "VD", "Verdun un.")
    house.clock.instant = START + MINUTE
    await say(house, DIRECTOR, "VD", "Verdun deux.")
    at = paragraphs.spot(house.doors, DIRECTOR, "after_decision", "VD")
    for number, expected in ((None, "Verdun deux."), (1, "Verdun un."), (0, "Ville.")):
        if number is not None:
            read = (await paragraphs.read(house.doors, DIRECTOR, at)).number
            await paragraphs.restore(house.doors, DIRECTOR, at, number, Change(read, secrets.token_hex(8)))
        house.clock.instant += MINUTE
        await house.file(REFUSAL)
        await house.carry_out()
        assert press.made[-1][0].paragraphs["after_decision"] == expected
    found = await paragraphs.read(house.doors, DIRECTOR, at)
    assert [one.row.restores for one in found.versions] == [0, 1, None, None]
    with pytest.raises(NotFound):
        await paragraphs.restore(house.doors, DIRECTOR, at, 99, Change(found.number, secrets.token_hex(8)))


async def test_a_change_is_made_once_and_upon_what_was_read(house: House, press: WatchedPress) -> None:
    at = paragraphs.spot(house.doors, ADMINISTRATOR, "prepare", CITY)
    words, change = Words("Un.", "One."), Change(0, "k" * 16, "Essai")
    for _ in range(2):
        await paragraphs.save(house.doors, ADMINISTRATOR, at, words, change)
    assert (await paragraphs.read(house.doors, ADMINISTRATOR, at)).number == 1
    with pytest.raises(IdempotencyKeyReused):
        await paragraphs.save(house.doors, ADMINISTRATOR, at, Words("Deux.", "Two."), change)
    with pytest.raises(ParagraphMoved):
        await paragraphs.save(house.doors, ADMINISTRATOR, at, words, Change(0, "l" * 16, "Essai"))


async def test_who_may_not_edit_is_refused_by_the_verb_and_by_the_database(house: House, press: WatchedPress) -> None:
    at = paragraphs.spot(house.doors, CLERK, "prepare", "VD")
    with pytest.raises(Forbidden):
        await paragraphs.save(house.doors, CLERK, at, Words("Un.", "One."), Change(0, "k" * 16, "Essai"))
    for actor, counter in ((CLERK, "VD"), (DIRECTOR, CITY), (DIRECTOR, "RO"), (Actor("x", Role.CITIZEN), "VD")):
        row = VersionRow("prepare", counter, 1, "a", "b", "Essai", None, actor.id, START, secrets.token_hex(8))
        with pytest.raises(ProgrammingError, match="row-level security"):
            async with entering(house.doors, actor) as session:
                await rows.add(session, row)
