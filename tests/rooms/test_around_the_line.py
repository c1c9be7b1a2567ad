"""What stands around the line: exhibits while they are shown, chat, tests of equipment, moves, media servers."""

import asyncio
import base64
import hashlib
import hmac
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest

from adapters.rooms.turn import ice_of
from adapters.settings import TurnSettings
from casework.room_parts import RoomParts
from domain.room_ports import Entrance, MadeRoom, RoomNotMade
from tests.db.conftest import Base
from tests.rooms.doors import Door, door_on
from tests.rooms.guest import Guest, guest
from tests.rooms.hearing import START, Hearing, hearing_on

pytestmark = pytest.mark.stack


async def fetched(who: Guest, number: int, **headers: str) -> httpx.Response:
    """What somebody's device is given of an exhibit."""
    path = f"{who.door.url}/api/v1/hearings/{who.hearing.id}/exhibits/{number}"
    async with httpx.AsyncClient(cookies=who.cookies, timeout=20) as http:
        return await http.get(path, headers=headers)


async def posted(door: Door, hearing: Hearing, what: str, **body: Any) -> httpx.Response:
    async with httpx.AsyncClient(timeout=20) as http:
        return await http.post(f"{door.url}/api/v1/hearings/{hearing.id}/{what}", json=body)


async def test_an_exhibit_is_given_to_the_room_alone_while_it_is_shown_and_each_time_is_logged(
    door: Door, hearing: Hearing
) -> None:
    clerk, observer = guest(door, hearing, "clerk"), guest(door, hearing, "observer")
    async with clerk.joins() as line, observer.joins():
        assert (await fetched(clerk, 1)).status_code == 404
        assert (await line.act("show_exhibit", number=3))["code"] == "validation"  # it was refused
        await line.done("show_exhibit", number=1)
        shown = (await line.state(lambda state: state["shown"] is not None))["shown"]
        assert shown == {"number": 1, "label": "Pièce 1", "url": f"/api/v1/hearings/{hearing.id}/exhibits/1"}
        given = await fetched(clerk, 1)
        assert (given.status_code, given.headers["content-type"]) == (200, "image/png")
        assert given.headers["content-disposition"].startswith("inline")
        assert "sandbox" in given.headers["content-security-policy"]
        by_ticket = await fetched(clerk, 1, Authorization=f"Room {clerk.given['ticket']}")
        assert by_ticket.content == given.content
        assert (await fetched(observer, 1)).status_code == 404  # in the lobby
        assert (await fetched(guest(door, hearing, "defence"), 1)).status_code == 401
        assert (await fetched(clerk, 2)).status_code == 404
    seen = await hearing.base.rows("SELECT person, role, what FROM accesses WHERE case_id = %s", hearing.case_id)
    assert seen == [("greffe", "clerk", "GET /hearings/{hearing_id}/exhibits/{number}")] * 2
    facts = await hearing.base.rows("SELECT sha256 FROM documents WHERE case_id = %s ORDER BY 1", hearing.case_id)
    assert (hashlib.sha256(given.content).hexdigest(),) in facts


async def test_a_pdf_is_seen_in_the_page(door: Door, hearing: Hearing) -> None:
    clerk = guest(door, hearing, "clerk")
    async with clerk.joins() as line:
        await line.done("show_exhibit", number=2)
        given = await fetched(clerk, 2)
    assert given.content.startswith(b"%PDF")
    assert given.headers["content-security-policy"].endswith("frame-ancestors 'self'")


async def test_the_clerk_reads_everybody_and_others_only_what_is_theirs(door: Door, hearing: Hearing) -> None:
    async with guest(door, hearing, "defence").joins() as defence, guest(door, hearing, "witness").joins() as witness:
        await defence.say("chat", text="Je n’entends rien.")
        assert (await defence.until("chat"))["to"] == "clerk"
        await witness.say("chat", text=" ")
        assert (await witness.until("refused"))["code"] == "validation"
        async with guest(door, hearing, "clerk").joins() as clerk:
            assert (await clerk.until("chat"))["text"] == "Je n’entends rien."
            await clerk.say("chat", text="Vérifiez le volume.", to="defence")
            answer = await defence.until("chat", lambda said: said["from"] == "clerk")
            await clerk.say("chat", text="Patientez.", to="witness")
            heard = await witness.until("chat")
    assert (answer["text"], heard["text"]) == ("Vérifiez le volume.", "Patientez.")
    kept = await hearing.base.rows("SELECT content FROM room_chat WHERE hearing_id = %s", hearing.id)
    assert not any(b"volume" in content for (content,) in kept)


async def test_equipment_is_tested_from_days_before_until_the_door_closes(door: Door, hearing: Hearing) -> None:
    token = await hearing.link("defence")
    works = {"token": token, "camera": True, "microphone": True, "speaker": True, "network": False}
    door.clock.instant = START - timedelta(days=5)
    assert (await posted(door, hearing, "rtc", token=token)).json()["ice"]["iceTransportPolicy"] == "all"
    kept = await posted(door, hearing, "self-tests", **works)
    assert (kept.status_code, kept.json()["ready"]) == (201, False)
    door.clock.instant = START + timedelta(hours=4)
    assert (await posted(door, hearing, "self-tests", **works)).json()["type"] == "/problems/token-expired"
    await hearing.take_back("defence")
    assert (await posted(door, hearing, "rtc", token=token)).json()["type"] == "/problems/token-revoked"
    assert len(await hearing.base.rows("SELECT 1 FROM self_tests WHERE hearing_id = %s", hearing.id)) == 1


def test_a_relays_credential_is_what_coturn_computes() -> None:
    of = TurnSettings(urls="turn:relay.test:3478, turns:relay.test:5349", secret="s3cret", only=True)
    made = ice_of(of)("hearing-defence", START)
    (server,) = made["iceServers"]
    name = f"{int(START.timestamp())}:hearing-defence"
    seal = base64.b64encode(hmac.digest(b"s3cret", name.encode(), "sha1")).decode()
    assert made["iceTransportPolicy"] == "relay"
    assert server == {
        "urls": ["turn:relay.test:3478", "turns:relay.test:5349"], "username": name, "credential": seal,
    }  # fmt: skip


@dataclass
class Seat:
    """A place at the server below: what its browser said, what the server says to it."""

    at: tuple[str, str, str, bool]
    heard: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    says: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue[dict[str, Any]])
    left: asyncio.Event = field(default_factory=asyncio.Event)

    async def publish(self, offer: str) -> str:
        self.heard.append(("publish", offer))
        return f"answer to {offer}"

    async def answer(self, sdp: str) -> None:
        self.heard.append(("answer", sdp))

    async def trickle(self, which: str, candidate: dict[str, Any] | None) -> None:
        self.heard.append(("trickle", which, candidate))

    async def events(self) -> AsyncIterator[dict[str, Any]]:
        while True:
            yield await self.says.get()

    async def leave(self) -> None:
        self.left.set()


class Server:
    """A provider with a media server of the test's own, which fails once before it works."""

    name, records, capacity = "sfu", True, 12

    def __init__(self) -> None:
        self.seats: list[Seat] = []
        self.made: list[str] = []
        self.failures = 1
        self.seated = asyncio.Condition()

    async def make(self, key: str, *, record: bool) -> MadeRoom:
        if self.failures:
            self.failures -= 1
            raise RoomNotMade("not now")
        self.made.append(key)
        return MadeRoom(key, record)

    async def close(self, key: str) -> None:
        self.made.remove(key)

    async def standing(self) -> list[str]:
        return self.made

    def entrance(self, key: str, participant: str, *, speaks: bool, until: Any) -> Entrance:
        return Entrance("sfu")

    async def seat(self, key: str, place: str, participant: str, *, speaks: bool) -> Seat:
        async with self.seated:
            self.seats.append(Seat((key, place, participant, speaks)))
            self.seated.notify_all()
            return self.seats[-1]

    async def of(self, place: str, participant: str) -> Seat:
        """Somebody's seat, once they have it."""
        async with self.seated, asyncio.timeout(10):
            await self.seated.wait_for(lambda: self._found(place, participant))
        return self._found(place, participant)[-1]

    def _found(self, place: str, participant: str) -> list[Seat]:
        return [one for one in self.seats if one.at[1:3] == (place, participant)]


async def test_one_act_of_the_clerk_moves_everybody_to_a_media_server_and_each_place_has_its_own_seat(
    base: Base, door: Door
) -> None:
    server = Server()
    parts = RoomParts({**door.doors.rooms.providers, "sfu": server}, {"sfu": server})
    async with door_on(base, START, parts) as here:
        hearing = await hearing_on(base, here.doors)
        async with guest(here, hearing, "clerk").joins() as clerk, guest(here, hearing, "observer").joins() as observer:
            await clerk.done("admit", "observer")
            refused = await clerk.act("change_provider", provider="sfu")
            assert refused["title"] == "Salle qui n’a pas pu être faite"
            await clerk.done("change_provider", provider="sfu")
            assert (await observer.state(lambda state: state["provider"] == "sfu"))["entrance"]["how"] == "sfu"
            seat, watching = await server.of("room", "clerk"), await server.of("room", "observer")
            assert (seat.at, watching.at[3]) == ((hearing.id, "room", "clerk", True), False)
            await clerk.say("sfu", op="publish", sdp="offer")
            await clerk.say("sfu", op="trickle", which="publish", candidate={"candidate": "c"})
            await clerk.say("sfu", op="trickle", which="publish", candidate=None)
            assert (await clerk.until("sfu"))["sdp"] == "answer to offer"
            seat.says.put_nowait({"type": "offer", "sdp": "s", "feeds": {"0": "observer"}})
            offered = await clerk.until("sfu")
            assert (offered["op"], offered["feeds"], offered["place"]) == ("offer", {"0": "observer"}, "room")
            await clerk.done("set_apart", members=["clerk"])
            async with asyncio.timeout(5):
                await seat.left.wait()
            apart = await server.of("private-1", "clerk")
            await clerk.say("sfu", op="publish", sdp="late", place="room")
            await clerk.say("sfu", op="publish", sdp="private", place="private-1")
            assert (await clerk.until("sfu"))["sdp"] == "answer to private"
        async with asyncio.timeout(5):
            await asyncio.gather(apart.left.wait(), watching.left.wait())
    assert seat.heard == [
        ("publish", "offer"),
        ("trickle", "publish", {"candidate": "c"}),
        ("trickle", "publish", None),
    ]
    assert apart.heard == [("publish", "private")]
    assert server.made == [hearing.id]
    assert await base.rows("SELECT provider FROM rooms WHERE hearing_id = %s", hearing.id) == [("sfu",)]
