"""A hearing’s room is made once, at the first provider that can; moved, told of, found again, and closed."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from temporalio.exceptions import ApplicationError

from activities.room_mail import tell_of_a_room
from activities.rooms import BUSY, IN_USE, LEFT, NO_ROOM, RoomMade, RoomOrder, Rooms
from adapters.clock import SimulatedClock
from cli.recorded_rooms import RecordedRooms
from db import hearings, room_making
from domain.hearing_process import RoomRules
from domain.room_ports import RoomNotMade
from tests.db.conftest import Base
from tests.db.court import NINE, NOW, Court
from tests.db.test_notices import DAY, Office, office

__all__ = ["office"]
SEATED = """
INSERT INTO room_seats (hearing_id, participant, case_id, device, line, page, seen_at)
VALUES (%s, 'judge', %s, '', '', '', clock_timestamp())
"""
pytestmark = pytest.mark.stack


class Stubborn(RecordedRooms):
    """A provider that does what it is told and says that it did not, so many times."""

    lies = 0

    async def standing(self) -> list[str]:
        """The rooms, when it does not fail."""
        if self.lies > 0:
            self.lies -= 1
            raise RoomNotMade("lies")
        return await super().standing()


@dataclass
class Making:
    """A court whose hearings are held at a distance, and two providers."""

    court: Court
    rooms: Rooms
    first: Stubborn
    second: RecordedRooms
    order: RoomOrder
    case_id: str

    @property
    def standing(self) -> dict[str, set[str]]:
        """Where the hearing has a room."""
        return {one.name: one.rooms for one in (self.first, self.second) if self.order.hearing_id in one.rooms}

    async def row(self) -> tuple[str, bool, bool]:
        """The provider of the hearing's one row, whether the room is lost, and whether it has ended."""
        (row,) = await self.court.base.rows(
            "SELECT provider, lost_at IS NOT NULL, ended_at IS NOT NULL FROM rooms WHERE hearing_id = %s",
            self.order.hearing_id,
        )
        return row

    async def lines(self) -> list[tuple[str, str, str]]:
        """What was tried, in order."""
        query = "SELECT provider, outcome, why FROM room_attempts WHERE hearing_id = %s ORDER BY id"
        return await self.court.base.rows(query, self.order.hearing_id)

    async def over(self, why: str) -> None:
        """The case gave the hearing up."""
        async with self.court.base.worker.begin() as session:
            await hearings.over(session, self.order.hearing_id, why, NOW)


@pytest.fixture
async def making(base: Base, office: Office) -> AsyncIterator[Making]:
    await office.at(NOW)
    court, first, second = Court(base), Stubborn("janus"), RecordedRooms("ours", records=False, capacity=4)
    rooms = Rooms(base.worker, {one.name: one for one in (first, second)}, SimulatedClock(base.worker))
    case_id = await court.case()
    (slot,) = await court.slots()
    hearing_id = await court.held(slot, case_id)
    async with court.as_() as session:
        await hearings.book(session, hearing_id)
    yield Making(court, rooms, first, second, RoomOrder(case_id, hearing_id), case_id)
    for table in ("room_attempts", "rooms", "hearing_people"):
        await base.rows(f"DELETE FROM {table}")


async def test_a_room_is_made_at_the_first_provider_and_found_again(making: Making) -> None:
    for _ in range(3):
        assert await making.rooms.make(making.order) == RoomMade("janus", left=False)
    assert await making.row() == ("janus", False, False)
    assert await making.lines() == [("janus", "asked", ""), ("janus", "made", "")]
    assert list(making.standing) == ["janus"]


async def test_what_the_rules_say_stands_in_the_row(making: Making) -> None:
    order = RoomOrder(making.case_id, making.order.hearing_id, RoomRules("required", public=False, grace_minutes=20))
    await making.rooms.make(order)
    rows = await making.court.base.rows("SELECT record, public, grace_minutes FROM rooms")
    assert rows == [(True, False, 20)]


async def test_a_room_made_before_a_crash_is_the_room(making: Making) -> None:
    making.first.rooms.add(making.order.hearing_id)
    assert (await making.rooms.make(making.order)).provider == "janus"
    assert list(making.standing) == ["janus"]


async def test_a_provider_that_fails_is_asked_a_few_times_then_the_next_one(making: Making) -> None:
    making.first.down.add(making.order.hearing_id)
    assert await making.rooms.make(making.order) == RoomMade("ours", left=True)
    assert await making.lines() == [
        ("janus", "asked", ""), *[("janus", "failed", "not-made")] * 3, ("janus", "failed", "not-closed"),
        ("ours", "asked", ""), ("ours", "made", ""),
    ]  # fmt: skip
    await making.rooms.leave(making.order)
    assert (await making.lines())[-1] == ("janus", "closed", "")
    assert await making.row() == ("ours", False, False)


async def test_the_court_office_is_told_once_that_a_room_went_elsewhere(making: Making, office: Office) -> None:
    making.first.down.add(making.order.hearing_id)
    await making.rooms.make(making.order)
    assert [await tell_of_a_room(office.room, NOW) for _ in range(2)] == [1, 0]
    (mail,) = office.mails.sent
    assert mail["to"] == "greffe@guichet.invalid"
    for words in ("Salle virtuelle à surveiller", "lundi 5 mai 2031", "chez «\u00a0ours\u00a0»",
                  "janus\u00a0: n’a pas fait la salle", making.case_id):  # fmt: skip
        assert words in mail["subject"] + mail["text"]
    assert mail["text"].count("janus") == 1


async def test_nobody_is_told_of_a_provider_that_did_it_in_the_end(making: Making, office: Office) -> None:
    making.first.lies = 1
    await making.rooms.make(making.order)
    await making.rooms.make(making.order)  # finds it, the second time that it asks
    assert ("janus", "failed", "not-made") in await making.lines()
    assert await tell_of_a_room(office.room, NOW) == 0


async def test_no_provider_at_all_is_told_at_once_and_once_a_day(making: Making, office: Office) -> None:
    for one in (making.first, making.second):
        one.down.add(making.order.hearing_id)
    for _ in range(2):
        with pytest.raises(ApplicationError) as refused:
            await making.rooms.make(making.order)
        assert refused.value.type == NO_ROOM
    assert [await tell_of_a_room(office.room, NOW) for _ in range(2)] == [1, 0]
    assert "n’a pu être faite chez aucun fournisseur" in office.mails.sent[0]["text"]
    with pytest.raises(ApplicationError):
        await making.rooms.make(making.order)
    assert [await tell_of_a_room(office.room, NOW + timedelta(hours=days)) for days in (23, 25)] == [0, 1]
    making.second.down.clear()
    assert (await making.rooms.make(making.order)).provider == "ours"


async def test_a_provider_that_cannot_record_is_refused_where_the_law_asks_for_it(making: Making) -> None:
    making.first.down.add(making.order.hearing_id)
    order = RoomOrder(making.case_id, making.order.hearing_id, RoomRules("required"))
    for _ in range(2):
        with pytest.raises(ApplicationError):
            await making.rooms.make(order)
    assert [line for line in await making.lines() if line[0] == "ours"] == [("ours", "refused", "no-record")]


async def test_a_provider_is_too_small_for_a_hearing_with_an_interpreter_or_a_witness(making: Making) -> None:
    making.first.down.add(making.order.hearing_id)
    await making.court.base.rows(
        "INSERT INTO hearing_people VALUES (%s, 'witness', %s, '', NULL, 'greffe', now(), NULL)",
        making.order.hearing_id, making.case_id,
    )  # fmt: skip
    with pytest.raises(ApplicationError):
        await making.rooms.make(making.order)
    assert ("ours", "refused", "too-small") in await making.lines()


async def test_a_room_that_its_provider_forgot_is_made_again_or_elsewhere(making: Making) -> None:
    await making.rooms.make(making.order)
    making.first.rooms.clear()
    assert (await making.rooms.make(making.order)).provider == "janus"
    making.first.rooms.clear()
    for one in (making.first, making.second):
        one.down.add(making.order.hearing_id)
    with pytest.raises(ApplicationError):
        await making.rooms.make(making.order)
    assert await making.row() == ("janus", True, False)
    making.second.down.clear()
    await making.rooms.make(making.order)
    assert await making.row() == ("ours", False, False)


async def test_everything_is_closed_when_it_is_over_and_stays_so(making: Making) -> None:
    making.first.down.add(making.order.hearing_id)
    making.first.rooms.add(making.order.hearing_id)
    await making.rooms.make(making.order)
    assert set(making.standing) == {"janus", "ours"}
    await making.over("postponed")
    making.first.lies = 3
    with pytest.raises(ApplicationError) as refused:
        await making.rooms.close(making.order)
    assert (refused.value.type, await making.row()) == (LEFT, ("ours", False, True))
    await making.rooms.close(making.order)
    assert (making.standing, await making.row()) == ({}, ("ours", False, True))
    assert await making.rooms.make(making.order) == RoomMade("", left=False)
    assert making.standing == {}


async def test_a_judgment_signed_in_the_room_puts_nobody_out(making: Making) -> None:
    await making.rooms.make(making.order)
    hearing_id, rows = making.order.hearing_id, making.court.base.rows
    await rows(SEATED, hearing_id, making.case_id)
    await making.over("held")
    with pytest.raises(ApplicationError) as refused:
        await making.rooms.close(making.order)
    assert (refused.value.type, await making.row()) == (IN_USE, ("janus", False, False))
    await rows("UPDATE room_seats SET seen_at = seen_at - interval '1 hour' WHERE hearing_id = %s", hearing_id)
    await making.rooms.close(making.order)
    assert (making.standing, await making.row()) == ({}, ("janus", False, True))
    await rows("DELETE FROM room_seats WHERE hearing_id = %s", hearing_id)


async def test_a_hearing_that_nobody_waits_for_any_more_gets_no_room(making: Making, office: Office) -> None:
    await office.at(NINE + DAY)
    assert await making.rooms.make(making.order) == RoomMade("", left=False)
    assert await making.lines() == []


async def test_two_never_deal_with_one_room_at_once(making: Making) -> None:
    async with making.court.base.worker.begin() as session:
        assert await room_making.alone(session, making.order.hearing_id)
        with pytest.raises(ApplicationError) as refused:
            await making.rooms.make(making.order)
    assert refused.value.type == BUSY
    assert (await making.rooms.make(making.order)).provider == "janus"
