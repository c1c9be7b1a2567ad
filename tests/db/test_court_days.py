"""A hearing that is not ready: found at 7 days, 24 hours and 1 hour, told to the court office, seen on its day."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from activities import notices
from db import hearing_links, hearing_processes, hearings
from domain.clock import local_date
from tests.db.conftest import Base
from tests.db.court import NINE, NOW, Court
from tests.db.test_notices import DAY, Office, office

__all__ = ["office"]
pytestmark = pytest.mark.stack
EVENT = """
INSERT INTO case_events (case_id, seq, type, act_id, act_hash, actor, role, at, before, after, key_id, facts, prev_hash,
                         hash, recorded_at)
VALUES (%s, %s, %s, %s, '', 'x', 'system', %s, '', '', 'k', '', '', '', now())
"""
LETTER = """
INSERT INTO letters (case_id, number, seq, line, code, language, verify_code, unsigned_sha256, sealed_sha256,
                     storage_key, dated, sealed_at, status)
VALUES (%s, %s, %s, 0, %s, 'fr', md5(random()::text), '', '', md5(random()::text), %s, now(), 'valid')
"""


@pytest.fixture
async def court(base: Base, office: Office) -> AsyncIterator[Court]:
    await office.at(NOW)
    yield Court(base)
    await base.rows("DELETE FROM hearing_readiness")


async def booked(court: Court) -> tuple[str, str]:
    """A hearing at nine o'clock, and its case."""
    case_id = await court.case()
    (slot,) = await court.slots()
    hearing_id = await court.held(slot, case_id)
    async with court.as_() as session:
        await hearings.book(session, hearing_id)
    return hearing_id, case_id


async def missing(court: Court, hearing_id: str, when: str, at: datetime) -> list[str]:
    """What a look finds."""
    async with court.base.worker.begin() as session:
        await hearing_processes.look(session, hearing_id, when, at)
    rows = await court.base.rows(
        "SELECT missing FROM hearing_readiness WHERE hearing_id = %s AND at_time = %s", hearing_id, when
    )
    return rows[0][0]


async def test_a_hearing_needs_its_own_notice_and_the_evidence_disclosed(court: Court) -> None:
    hearing_id, case_id = await booked(court)
    await court.base.rows(LETTER, case_id, 1, 1, "C08", local_date(NOW) - timedelta(days=40))  # an earlier hearing's
    assert await missing(court, hearing_id, "7d", NINE - 7 * DAY) == ["notice", "disclosure"]
    await court.base.rows(LETTER, case_id, 2, 2, "C12", local_date(NOW))
    assert await missing(court, hearing_id, "24h", NINE - DAY) == ["disclosure"]
    await court.base.rows(EVENT, case_id, 2, "EvidenceDisclosed", "a2", NOW)
    assert await missing(court, hearing_id, "1h", NINE - timedelta(hours=1)) == []


async def test_the_court_office_is_told_once_of_what_is_missing(court: Court, office: Office) -> None:
    hearing_id, case_id = await booked(court)
    await missing(court, hearing_id, "7d", NINE - 7 * DAY)
    assert await notices.tell_of_an_unready_hearing(office.room, NINE - 7 * DAY) == 1
    assert await notices.tell_of_an_unready_hearing(office.room, NINE - 7 * DAY) == 0
    (mail,) = office.mails.sent
    assert mail["to"] == "greffe@guichet.invalid"
    assert "lundi 5 mai 2031 à 9" in mail["subject"]
    for words in ("sept jours", "l’avis d’audition", "la communication de la preuve", case_id, "jour=2031-05-05"):
        assert words in mail["text"]


async def test_nobody_is_told_of_a_hearing_that_is_ready_or_was_given_up(court: Court, office: Office) -> None:
    ready, case_id = await booked(court)
    await court.base.rows(LETTER, case_id, 1, 1, "C08", local_date(NOW))
    await court.base.rows(EVENT, case_id, 2, "EvidenceDisclosed", "a2", NOW)
    assert await missing(court, ready, "24h", NINE - DAY) == []
    given_up, _ = await booked(court)
    async with court.base.worker.begin() as session:
        await hearings.over(session, given_up, "postponed", NOW)
        await hearing_processes.look(session, given_up, "24h", NINE - DAY)
    assert await notices.tell_of_an_unready_hearing(office.room, NINE - DAY) == 0


async def test_a_day_shows_a_judge_their_own_hearings_with_what_they_lack(court: Court) -> None:
    case_id = await court.case()
    (slot,) = await court.slots(judge="juge-77")
    hearing_id = await court.held(slot, case_id)
    async with court.as_() as session:
        await hearings.book(session, hearing_id)
        since, until = NINE - timedelta(hours=1), NINE + timedelta(hours=1)
        every = await hearing_processes.between(session, since, until, NINE - DAY)
        own = await hearing_processes.between(session, since, until, NINE - DAY, "juge-77")
    assert hearing_id in {one.hearing_id for one in every}
    assert [(one.case_id, one.missing) for one in own] == [(case_id, ["notice", "disclosure"])]


async def test_a_participant_has_one_link_that_stands_and_the_older_ones_are_revoked(court: Court) -> None:
    hearing_id, case_id = await booked(court)
    async with court.as_() as session:
        for _ in range(3):
            await hearing_links.add(session, hearing_id, "defence", case_id, "greffe", NOW)
        first = await hearing_links.standing(session, hearing_id, "defence")
        assert await hearing_links.revoke(session, hearing_id, "defence", "greffe", NOW)
        await hearing_links.add(session, hearing_id, "defence", case_id, "greffe", NOW)
        second = await hearing_links.standing(session, hearing_id, "defence")
        doors = [await hearing_links.door(session, hearing_id, "defence", serial) for serial in (1, 2, 3)]
    assert (first and first.serial, second and second.serial) == (1, 2)
    assert [door and door.revoked for door in doors] == [True, False, None]
