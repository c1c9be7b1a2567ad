"""Websockets at the door: whose page, which host, how much, how often; and interruptions of the database."""

import asyncio
import json
from time import monotonic

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from api import sockets
from tests.db.conftest import Base
from tests.rooms.doors import Door, door_on
from tests.rooms.guest import guest
from tests.rooms.hearing import START, Hearing

pytestmark = pytest.mark.stack

DEAF = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%%' AND pid <> pg_backend_pid()"


def address(door: Door, path: str) -> str:
    return f"{door.url.replace('http', 'ws', 1)}{path}"


@pytest.mark.parametrize(
    ("origin", "host"),
    [("https://ailleurs.example", ""), ("null", ""), (None, ""), ("http://ailleurs.example", "ailleurs.example")],
)
async def test_only_a_page_of_the_citys_own_opens_a_line(
    door: Door, hearing: Hearing, origin: str | None, host: str
) -> None:
    path = address(door, f"/api/v1/hearings/{hearing.id}/room")
    headers = {"Host": host} if host else {}
    with pytest.raises(InvalidStatus) as refused:
        async with connect(path, origin=origin, additional_headers=headers):  # pyright: ignore[reportArgumentType]
            raise AssertionError("it was let in")
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("path", ["/api/v1/hearings", "/api/v1/hearings/x//room", "/api/v1/../room"])
async def test_there_is_no_other_socket(door: Door, path: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with connect(address(door, path), origin=door.url):  # pyright: ignore[reportArgumentType]
            raise AssertionError("it was let in")
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("first", ["[]", "not JSON", '{"type": "act"}', '{"type": "hello"}', '{"a": 1, "a": 2}'])
async def test_a_line_begins_with_a_hello(door: Door, hearing: Hearing, first: str) -> None:
    socket = await guest(door, hearing, "defence").dials()
    await socket.send(first)
    with pytest.raises(ConnectionClosed) as closed:
        await socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code in (4401, sockets.NOT_UNDERSTOOD)


async def test_whoever_says_nothing_is_not_waited_for(door: Door, hearing: Hearing) -> None:
    begun, socket = monotonic(), await guest(door, hearing, "defence").dials()
    with pytest.raises(ConnectionClosed) as closed:
        await socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401
    assert 4 < monotonic() - begun < 8


async def test_a_message_of_more_than_64_kib_ends_the_line(door: Door, hearing: Hearing) -> None:
    async with guest(door, hearing, "defence").joins() as line:
        await line.say("chat", text="x" * sockets.MESSAGE_BYTES)
        assert await line.over() == ("", sockets.TOO_LARGE)


async def test_what_comes_faster_than_twenty_a_second_waits_and_nothing_is_lost(door: Door, hearing: Hearing) -> None:
    more = 30
    async with guest(door, hearing, "defence").joins() as line:
        begun = monotonic()
        for rank in range(sockets.BURST + more):
            await line.say("act", id=str(rank), act="mute")
        answers = [(await line.until("refused"))["id"] for _ in range(sockets.BURST + more)]
    assert answers == [str(rank) for rank in range(sockets.BURST + more)]
    assert monotonic() - begun > (more - 2) / sockets.A_SECOND


async def test_unknown_messages_change_nothing_and_faults_are_said(door: Door, hearing: Hearing) -> None:
    async with guest(door, hearing, "clerk", lang="en").joins() as line:
        await line.say("dance")
        for sent in (
            {"act": ["x"]},
            {"act": "x" * 200},
            {"act": "identify", "content": "x"},
            {"act": "identify", "about": {}},
        ):
            await line.socket.send(json.dumps({"type": "act", "id": "1", **sent}))
            assert (await line.until("refused"))["code"] == "validation"
        refused = await line.act("admit", "defence")
        assert (refused["title"], refused["detail"]) == ("Not in the room", "This person is not online at the moment.")


async def test_a_process_hears_again_once_the_database_is_back(base: Base, door: Door, hearing: Hearing) -> None:
    async with (
        guest(door, hearing, "clerk").joins() as clerk,
        door_on(base, START) as other,
        guest(other, hearing, "defence").joins() as defence,
    ):
        await base.rows(DEAF)
        await clerk.done("identify", "defence", how="Permis de conduire")
        await clerk.done("admit", "defence")
        told = await defence.state(lambda state: state["me"]["place"] == "room")
        await defence.say("signal", to="clerk", data="again")
        assert (await clerk.until("signal"))["data"] == "again"
    assert told["me"]["admitted"]


async def test_a_peers_page_has_another_name_once_it_was_loaded_anew(door: Door, hearing: Hearing) -> None:
    defence = guest(door, hearing, "defence")
    async with guest(door, hearing, "clerk").joins() as clerk:
        async with defence.joins(page="first") as line:
            await clerk.done("identify", "defence", how="Permis de conduire")
            await clerk.done("admit", "defence")
            await clerk.state(lambda state: [one["page"] for one in state["peers"]] == ["first"])
            line.socket.transport.abort()
        async with defence.speaks(defence.given["ticket"], page="second"), asyncio.timeout(5):
            await clerk.state(lambda state: [one["page"] for one in state["peers"]] == ["second"])
    assert [kind for kind, *_ in await hearing.events()].count("came") == 2
