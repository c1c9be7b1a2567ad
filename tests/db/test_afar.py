"""What a hearing at a distance lacks: its room, links, a test of the equipment, an interpreter who said yes."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, cast

import pytest

from activities import notices
from db import hearing_links, hearing_processes, hearings
from tests.db.conftest import Base
from tests.db.court import NINE, NOW, Court
from tests.db.test_notices import DAY, Office, office

__all__ = ["office"]
pytestmark = pytest.mark.stack
EVERYBODY = ("defence", "prosecution", "judge", "clerk")
MINUTE = timedelta(minutes=1)
FROM_AFAR = "UPDATE sittings SET mode = 'video' WHERE id = (SELECT sitting_id FROM slots WHERE id = %s)"
ROOM = "INSERT INTO rooms (hearing_id, case_id, provider, record, made_at) VALUES (%s, %s, 'ours', false, now())"
PERSON = "INSERT INTO hearing_people VALUES (%s, %s, %s, '', NULL, 'greffe', now(), NULL)"
TESTED = "INSERT INTO self_tests (hearing_id, case_id, participant, at, camera, microphone, speaker, network) VALUES "
OF_THE_CASE = {"notice", "instructions", "disclosure"}


class Afar:
    """One hearing by video, at nine o'clock."""

    def __init__(self, court: Court, hearing_id: str, case_id: str) -> None:
        self.court, self.hearing_id, self.case_id = court, hearing_id, case_id

    async def lacks(self, before: timedelta) -> set[str]:
        """What it lacks some time before its hour, beside what the case itself lacks."""
        query = "SELECT hearing_missing(%s, %s)"
        return set((await self.court.base.rows(query, self.hearing_id, NINE - before))[0][0]) - OF_THE_CASE

    async def write(self, statement: str, *values: object) -> None:
        """What somebody else writes."""
        await self.court.base.rows(statement, *values)

    async def give_links(self, *participants: str) -> None:
        """The clerk makes links."""
        async with self.court.as_() as session:
            for one in participants:
                await hearing_links.add(session, self.hearing_id, cast(Any, one), self.case_id, "greffe", NOW)


async def set_afar(court: Court, *, interpreted: bool = False) -> Afar:
    """A hearing by video, just set."""
    case_id = await court.case()
    (slot,) = await court.slots()
    await court.base.rows(FROM_AFAR, slot)
    hearing_id = await court.held(slot, case_id, interpreter=f"interprete-{case_id}" if interpreted else "")
    async with court.as_() as session:
        await hearings.book(session, hearing_id)
    return Afar(court, hearing_id, case_id)


@pytest.fixture
async def court(base: Base, office: Office) -> AsyncIterator[Court]:
    await office.at(NOW)
    yield Court(base)
    for table in ("hearing_readiness", "self_tests", "rooms", "hearing_people"):
        await base.rows(f"DELETE FROM {table}")


async def test_a_hearing_in_person_needs_none_of_it(court: Court) -> None:
    afar = await set_afar(court)
    await afar.write("UPDATE sittings SET mode = 'in_person'")
    assert await afar.lacks(MINUTE) == set()


async def test_a_room_is_lacking_until_it_is_made_and_when_its_provider_lost_it(court: Court) -> None:
    afar = await set_afar(court)
    assert await afar.lacks(30 * DAY) == {"room_unmade"}
    await afar.write(ROOM, afar.hearing_id, afar.case_id)
    assert await afar.lacks(30 * DAY) == set()
    await afar.write("UPDATE rooms SET lost_at = now()")
    assert await afar.lacks(30 * DAY) == {"room_unmade"}


async def test_everybody_has_a_link_from_seven_days_before(court: Court) -> None:
    afar = await set_afar(court)
    await afar.write(ROOM, afar.hearing_id, afar.case_id)
    assert (await afar.lacks(7 * DAY + MINUTE), await afar.lacks(7 * DAY)) == (set(), {"links"})
    await afar.give_links(*EVERYBODY[:3])
    assert await afar.lacks(7 * DAY) == {"links"}
    await afar.give_links("clerk")
    assert await afar.lacks(7 * DAY) == set()
    await afar.write(PERSON, afar.hearing_id, "witness-2", afar.case_id)
    assert await afar.lacks(7 * DAY) == {"links"}
    await afar.give_links("witness-2")
    assert await afar.lacks(7 * DAY) == set()
    async with court.as_() as session:
        await hearing_links.revoke(session, afar.hearing_id, "judge", "greffe", NOW)
    assert await afar.lacks(7 * DAY) == {"links"}


@pytest.mark.parametrize("who", ["defence", "lawyer"])
async def test_the_defence_or_its_lawyer_has_tried_the_equipment_by_the_day_before(court: Court, who: str) -> None:
    afar = await set_afar(court)
    await afar.write(ROOM, afar.hearing_id, afar.case_id)
    await afar.give_links(*EVERYBODY)
    assert (await afar.lacks(DAY + MINUTE), await afar.lacks(DAY)) == (set(), {"self_test"})
    for participant, camera in ((who, "false"), ("witness", "true")):
        await afar.write(TESTED + f"(%s, %s, %s, %s, {camera}, true, true, true)", afar.hearing_id, afar.case_id,
                         participant, NINE - 3 * DAY)  # fmt: skip
    assert await afar.lacks(DAY) == {"self_test"}
    await afar.write(TESTED + "(%s, %s, %s, %s, true, true, true, true)", afar.hearing_id, afar.case_id, who,
                     NINE - 2 * DAY)  # fmt: skip
    assert await afar.lacks(DAY) == set()


async def test_an_interpreter_who_is_booked_has_to_say_yes(court: Court) -> None:
    afar = await set_afar(court, interpreted=True)
    await afar.write(ROOM, afar.hearing_id, afar.case_id)
    assert await afar.lacks(30 * DAY) == {"interpreter"}
    await afar.write(PERSON, afar.hearing_id, "interpreter", afar.case_id)
    assert await afar.lacks(30 * DAY) == {"interpreter"}
    await afar.write("UPDATE hearing_people SET confirmed_at = now() WHERE participant = 'interpreter'")
    assert await afar.lacks(30 * DAY) == set()


@pytest.mark.parametrize(("when", "before"), [("7d", 7 * DAY), ("24h", DAY), ("1h", timedelta(hours=1))])
async def test_the_court_office_reads_in_words_what_is_lacking(
    court: Court, office: Office, when: str, before: timedelta
) -> None:
    afar = await set_afar(court, interpreted=True)
    async with court.base.worker.begin() as session:
        await hearing_processes.look(session, afar.hearing_id, when, NINE - before)
    assert await notices.tell_of_an_unready_hearing(office.room, NINE - before) == 1
    (mail,) = office.mails.sent
    words = {"la salle virtuelle", "un lien de connexion pour chaque personne", "la confirmation de l’interprète"}
    late = {"l’essai du matériel par la défense"} if before <= DAY else set[str]()
    assert all(one in mail["text"] for one in words | late)
    assert not any(f"- {code}" in mail["text"] for code in ("room_unmade", "links", "self_test", "interpreter"))
