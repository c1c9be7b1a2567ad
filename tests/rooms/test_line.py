"""The line of a page to its hearing's room, by real websockets."""

import asyncio
from datetime import timedelta

import pytest

from casework import room_rounds
from tests.db.conftest import Base
from tests.rooms.doors import Door, door_on
from tests.rooms.guest import guest
from tests.rooms.hearing import START, Hearing

pytestmark = pytest.mark.stack


async def test_the_defence_waits_in_the_lobby_and_is_admitted_once_it_is_known(door: Door, hearing: Hearing) -> None:
    async with guest(door, hearing, "clerk").joins() as clerk, guest(door, hearing, "defence").joins() as defence:
        refused = await clerk.act("admit", "defence")
        assert (refused["code"], refused["title"]) == ("room-refused", "Identité à vérifier")
        await clerk.done("identify", "defence", how="Permis de conduire")
        await clerk.done("admit", "defence")
        told = await defence.state(lambda state: state["me"]["place"] == "room")
        assert [one["key"] for one in told["peers"]] == ["clerk"]
        assert [one["name"] for one in told["people"]] == ["Greffe de la cour", "Camille Exemple"]


async def test_signals_pass_between_peers_in_their_order_and_to_nobody_else(door: Door, hearing: Hearing) -> None:
    async with guest(door, hearing, "clerk").joins() as clerk, guest(door, hearing, "defence").joins() as defence:
        await defence.say("signal", to="clerk", data="from the lobby")
        await clerk.done("identify", "defence", how="Permis de conduire")
        await clerk.done("admit", "defence")
        await defence.state(lambda state: bool(state["peers"]))
        for rank in range(20):
            await defence.say("signal", to="clerk", data={"rank": rank})
        heard = [await clerk.until("signal") for _ in range(20)]
        assert [one["data"] for one in heard] == [{"rank": rank} for rank in range(20)]
        assert {one["from"] for one in heard} == {"defence"}


async def test_two_processes_hold_one_hearing(base: Base, door: Door, hearing: Hearing) -> None:
    async with door_on(base, START) as other:
        first, second = guest(door, hearing, "judge"), guest(other, hearing, "prosecution")
        async with first.joins() as judge, second.joins() as prosecution:
            async with guest(other, hearing, "clerk").joins() as clerk:
                await clerk.done("identify", "prosecution", how="Connu du tribunal")
            await judge.done("admit", "prosecution")
            await prosecution.state(lambda state: any(one["key"] == "judge" for one in state["peers"]))
            await prosecution.say("signal", to="judge", data="offer")
            assert (await judge.until("signal"))["data"] == "offer"
            await judge.say("signal", to="prosecution", data="answer")
            assert (await prosecution.until("signal"))["data"] == "answer"


async def test_a_page_comes_back_to_its_place_after_the_process_was_killed(
    base: Base, door: Door, hearing: Hearing
) -> None:
    lawyer = guest(door, hearing, "lawyer")
    async with guest(door, hearing, "clerk").joins() as clerk, lawyer.joins() as line:
        await clerk.done("identify", "lawyer", how="Carte du Barreau")
        await clerk.done("admit", "lawyer")
        await line.state(lambda state: state["me"]["place"] == "room")
        line.socket.transport.abort()
    async with door_on(base, door.clock.instant) as again:
        lawyer.door = again
        async with lawyer.speaks(lawyer.given["ticket"]) as line:
            assert (await line.state())["me"]["place"] == "room"


async def test_one_device_at_a_time_and_the_other_once_it_is_silent(door: Door, hearing: Hearing) -> None:
    first, second = guest(door, hearing, "defence"), guest(door, hearing, "defence")
    async with first.joins() as line:
        refused = await second.asks()
        assert (refused.status_code, refused.json()["type"]) == (409, "/problems/device-in-use")
        async with first.speaks(first.given["ticket"]):
            assert await line.over() == ("other-device", 4403)
    await hearing.last_sign("defence", 16)
    async with second.joins() as line:
        assert [kind for kind, *_ in await hearing.events()] == ["came"]


async def test_a_link_taken_back_ends_its_line_within_five_seconds(door: Door, hearing: Hearing) -> None:
    async with guest(door, hearing, "clerk").joins() as clerk, guest(door, hearing, "interpreter").joins() as line:
        await clerk.state(lambda state: _connected(state, "interpreter"))
        async with asyncio.timeout(5):
            await hearing.take_back("interpreter")
            assert await line.over() == ("revoked", 4403)
        await clerk.state(lambda state: not _connected(state, "interpreter"))
    assert (await hearing.events())[-1] == ("left", "interpreter", "interpreter")


async def test_a_line_lost_for_two_minutes_while_the_hearing_is_on_is_an_incident(door: Door, hearing: Hearing) -> None:
    door.clock.instant = START + timedelta(minutes=20)
    async with guest(door, hearing, "clerk").joins() as clerk:
        async with guest(door, hearing, "witness").joins():
            pass
        await hearing.open()
        await hearing.last_sign("witness", 121)
        await room_rounds.make_one(door.lines)
        await clerk.state(lambda state: not _connected(state, "witness"))
    assert (await hearing.events())[-2:] == [("left", "witness", "witness"), ("incident", "door", "witness")]


def _connected(state: dict[str, object], key: str) -> bool:
    people = state["people"]
    assert isinstance(people, list)
    return any(one["key"] == key and one["connected"] for one in people)
