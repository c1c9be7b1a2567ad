"""What the prosecution's desk reads: hearings that lack their evidence, its own applications that wait for a judge."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from db import cases, hearing_processes, hearings, revocations
from domain.contest_rules import COURT
from domain.people import Actor, Role
from tests.db.conftest import Base
from tests.db.court import NINE, NOW, Court
from tests.db.test_court_days import EVENT

pytestmark = pytest.mark.stack
PROSECUTOR = Actor("poursuite", Role.PROSECUTOR, (COURT,))
FAR = NINE + timedelta(days=400)


@pytest.fixture
async def court(base: Base) -> AsyncIterator[Court]:
    yield Court(base)


async def booked(court: Court, count: int = 1) -> list[tuple[str, str]]:
    """Hearings of one sitting far ahead, in order, each with its case."""
    made = [(slot, await court.case()) for slot in await court.slots(start=FAR, count=count)]
    found = [(await court.held(slot, case_id), case_id) for slot, case_id in made]
    async with court.as_() as session:
        for hearing_id, _ in found:
            await hearings.book(session, hearing_id)
    return found


async def test_hearings_without_their_evidence_are_listed_soonest_first_a_page_at_a_time(court: Court) -> None:
    made = await booked(court, 3)
    await court.base.rows(EVENT, made[1][1], 2, "EvidenceDisclosed", "a2", NOW)
    async with court.as_(PROSECUTOR) as session:
        found = await hearing_processes.undisclosed(session, FAR, None, 10)
        assert [one.hearing_id for one in found] == [made[0][0], made[2][0]]
        (first,) = await hearing_processes.undisclosed(session, FAR, None, 1)
        after = (first.starts_at, first.hearing_id)
        assert [one.hearing_id for one in await hearing_processes.undisclosed(session, FAR, after, 10)] == [made[2][0]]


async def test_who_is_of_no_court_sees_no_hearing_and_no_application(court: Court) -> None:
    await booked(court)
    async with court.as_(Actor("poursuite-xx", Role.PROSECUTOR, ("VM",))) as session:
        assert await hearing_processes.undisclosed(session, FAR, None, 10) == []
        assert await revocations.of_the_prosecution(session, COURT) == []


async def test_only_the_prosecution_s_latest_applications_wait(court: Court) -> None:
    own, theirs, decided = [await court.case() for _ in range(3)]
    for case_id in (own, theirs):
        await court.base.rows("UPDATE cases SET state = 'REVOCATION_REQ' WHERE id = %s", case_id)
    for case_id, types in (
        (own, ("RevocationAsked", "RevocationDismissed", "RevocationApplied")),
        (theirs, ("RevocationApplied", "RevocationDismissed", "RevocationAsked")),
        (decided, ("RevocationApplied", "JudgmentRevoked")),
    ):
        for seq, type_ in enumerate(types, start=2):
            await court.base.rows(EVENT, case_id, seq, type_, f"a{seq}", NOW)
    async with court.as_(PROSECUTOR) as session:
        waiting = {one.case_id for one in await revocations.of_the_prosecution(session, COURT)}
        assert waiting & {own, theirs, decided} == {own}
        assert set(await cases.several(session, [own, theirs, "0" * 32])) == {own, theirs}
