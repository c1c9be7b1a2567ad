"""Mails that follow the city's calendar: a draft's reminder at 60 days, a promise that was not kept; each once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from activities import notices
from activities.post_room import PostRoom
from adapters.clock import SimulatedClock
from adapters.keys import KeyRing
from casework import desk, drafts, relays
from casework.doors import Doors
from casework.drafts import DraftContent
from casework.offers import Offers
from cli.made_up_cases import MadeUp
from domain.people import Actor, Role
from tests.db.conftest import Base
from workers.wording import CatalogueWording

BEGUN = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
CITIZEN = Actor("citoyen-3", Role.CITIZEN)
DIRECTOR = Actor("direction-ls", Role.DIRECTOR, ("LS",))
TEMPLATES = Path(__file__).parents[2] / "templates"
DAY = timedelta(days=1)


@dataclass
class KeptMails:
    """A mail server that keeps what it is given; while it is down it takes nothing."""

    sent: list[dict[str, str]] = field(default_factory=list)
    down: bool = False

    async def send(self, **mail: str) -> None:
        if self.down:
            raise OSError("the mail server is away")
        self.sent.append(mail)


@dataclass
class Office:
    """A worker's room, a door, and the city's instant."""

    base: Base
    room: PostRoom
    doors: Doors
    mails: KeptMails
    clock: SimulatedClock

    async def at(self, instant: datetime) -> datetime:
        """Move the city's instant."""
        await self.base.rows(
            "INSERT INTO city_instant VALUES (1, %s) ON CONFLICT (id) DO UPDATE SET instant = excluded.instant", instant
        )
        return await self.clock.now()


@pytest.fixture
async def office(base: Base, made_cases: MadeUp) -> AsyncIterator[Office]:
    offers, mails, nowhere = Offers(base.worker), KeptMails(), cast(Any, None)
    await offers.refresh()
    clock = SimulatedClock(base.app)
    keys = KeyRing(base.app, base.env["GUICHET_MASTER_KEY"])
    room = PostRoom(
        base.worker, keys, nowhere, nowhere, mails, nowhere, nowhere, CatalogueWording(offers, TEMPLATES), clock,
        "s" * 32, "http://city.test",
    )  # fmt: skip
    doors = Doors(
        temporal=nowhere, sessions=base.app, keys=keys, clock=clock, offers=offers, store=nowhere, scanner=nowhere,
        inspector=nowhere, reader=nowhere, gateway=nowhere, webhooks={}, secret="s" * 32, base_url="http://city.test",
    )  # fmt: skip
    yield Office(base, room, doors, mails, clock)
    await base.rows("DELETE FROM drafts")
    await base.rows("DELETE FROM promise_breaches")
    await base.rows("DELETE FROM city_instant")


async def begun(office: Office, language: str = "fr") -> str:
    await office.at(BEGUN)
    content = DraftContent("abattage-arbre", "VD", {}, {}, "en" if language == "en" else "fr")
    return (await drafts.start(office.doors, CITIZEN, content)).id


async def test_a_draft_s_owner_is_reminded_at_sixty_days_and_once(office: Office) -> None:
    draft = await begun(office)
    assert await notices.remind_of_a_draft(office.room, await office.at(BEGUN + 60 * DAY)) == 0
    assert await notices.remind_of_a_draft(office.room, await office.at(BEGUN + 60 * DAY + timedelta(minutes=1))) == 1
    assert await notices.remind_of_a_draft(office.room, await office.at(BEGUN + 75 * DAY)) == 0
    (mail,) = office.mails.sent
    assert mail["to"] == "citoyen-3@guichet.invalid"
    assert mail["subject"] == "Votre brouillon sera supprimé le dimanche 31 mai 2026"
    assert f"http://city.test/demande/{draft}" in mail["text"] and "abattage d’arbre" in mail["text"]


async def test_the_reminder_speaks_the_draft_s_language(office: Office) -> None:
    draft = await begun(office, "en")
    await notices.remind_of_a_draft(office.room, await office.at(BEGUN + 61 * DAY))
    assert office.mails.sent[0]["subject"] == "Your draft will be deleted on Sunday, May 31, 2026"
    assert f"http://city.test/en/demande/{draft}" in office.mails.sent[0]["text"]


async def test_a_reminder_waits_for_a_mail_server_that_is_down(office: Office) -> None:
    await begun(office)
    office.mails.down = True
    with pytest.raises(OSError, match="away"):
        await notices.remind_of_a_draft(office.room, await office.at(BEGUN + 61 * DAY))
    office.mails.down = False
    assert await notices.remind_of_a_draft(office.room, await office.clock.now()) == 1


async def test_two_workers_remind_once(office: Office) -> None:
    await begun(office)
    now = await office.at(BEGUN + 61 * DAY)
    assert sum(await asyncio.gather(*(notices.remind_of_a_draft(office.room, now) for _ in range(4)))) == 1
    assert len(office.mails.sent) == 1


async def test_a_draft_that_is_taken_up_again_lives_and_is_reminded_anew(office: Office) -> None:
    draft = await begun(office)
    await notices.remind_of_a_draft(office.room, await office.at(BEGUN + 61 * DAY))
    await office.at(BEGUN + 62 * DAY)
    content = (await drafts.read(office.doors, CITIZEN, draft)).content
    await drafts.save(office.doors, CITIZEN, draft, content, 1)
    workers = Doors(**{**vars(office.doors), "sessions": office.base.worker})
    assert await relays.keep_drafts_tidy(workers, await office.at(BEGUN + 100 * DAY)) == 0
    assert await notices.remind_of_a_draft(office.room, await office.at(BEGUN + 123 * DAY)) == 1
    assert len({mail["message_id"] for mail in office.mails.sent}) == 2
    assert await relays.keep_drafts_tidy(workers, await office.at(BEGUN + 153 * DAY)) == 1


async def test_a_broken_promise_is_noted_and_told_once_to_who_answers_for_the_borough(office: Office) -> None:
    workers = Doors(**{**vars(office.doors), "sessions": office.base.worker})
    await a_promise(office, date(2026, 6, 30))
    assert await relays.note_broken_promises(workers, await office.at(datetime(2026, 7, 1, 3, 59, tzinfo=UTC))) == 0
    midnight = await office.at(datetime(2026, 7, 1, 4, 0, tzinfo=UTC))
    assert await relays.note_broken_promises(workers, midnight) == 1
    assert await relays.note_broken_promises(workers, midnight + DAY) == 0
    assert await notices.tell_of_a_breach(office.room, midnight) == 1
    assert await notices.tell_of_a_breach(office.room, midnight) == 0
    (mail,) = office.mails.sent
    assert mail["to"] == "direction-ls@guichet.invalid" and "30 juin 2026" in mail["text"]


async def test_a_mail_sent_again_is_the_same_to_the_byte(office: Office) -> None:
    workers = Doors(**{**vars(office.doors), "sessions": office.base.worker})
    await begun(office)
    await a_promise(office, date(2026, 6, 30))
    await relays.note_broken_promises(workers, await office.at(datetime(2026, 7, 1, 4, 0, tzinfo=UTC)))
    for _ in range(2):
        later = await office.at(await office.clock.now() + timedelta(minutes=7))
        await notices.remind_of_a_draft(office.room, later)
        await notices.tell_of_a_breach(office.room, later)
        await office.base.rows("UPDATE drafts SET reminded_at = NULL")  # as if the process had been killed before
        await office.base.rows("UPDATE promise_breaches SET told_at = NULL")
    assert len(office.mails.sent) == 4
    assert office.mails.sent[:2] == office.mails.sent[2:]


async def test_the_list_of_broken_promises_shows_those_that_still_stand(office: Office) -> None:
    case_id = await a_promise(office, date(2026, 6, 30))
    workers = Doors(**{**vars(office.doors), "sessions": office.base.worker})
    await relays.note_broken_promises(workers, await office.at(datetime(2026, 7, 2, 12, tzinfo=UTC)))
    (breach,) = await desk.overdue(office.doors, DIRECTOR)
    assert (breach.case_id, breach.promised_on, breach.supervisor) == (case_id, date(2026, 6, 30), "direction-ls")
    assert await desk.overdue(office.doors, Actor("direction-ro", Role.DIRECTOR, ("RO",))) == []
    await office.base.rows("UPDATE cases SET promised_on = '2026-08-15' WHERE id = %s", case_id)
    assert await desk.overdue(office.doors, DIRECTOR) == []


async def a_promise(office: Office, day: date) -> str:
    """An open case of one borough that promises a day, and no other case that promises anything."""
    await office.base.rows("UPDATE cases SET promised_on = NULL")
    query = (
        "UPDATE cases SET promised_on = %s WHERE id = (SELECT min(id) FROM cases WHERE borough = 'LS' AND NOT ended)"
    )
    return str((await office.base.rows(f"{query} RETURNING id", day))[0][0])
