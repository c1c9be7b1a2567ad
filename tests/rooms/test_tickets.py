"""Who gets a ticket: time × part × account × hearing × link × device, each with its exact answer."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Final

import httpx
import pytest

from casework import joining, room_court, room_tickets
from db import hearing_links, room_seats
from db.room_seats import Seat
from tests.db.conftest import Base
from tests.rooms.doors import Door, door_on
from tests.rooms.guest import guest
from tests.rooms.hearing import START, Hearing, hearing_on

pytestmark = pytest.mark.stack

MINUTE: Final = timedelta(minutes=1)
SECOND: Final = timedelta(seconds=1)
TIMES: Final = {"early": START - 31 * MINUTE, "in time": START, "late": START + 241 * MINUTE}
PARTS: Final = ("judge", "clerk", "prosecution", "defence", "witness-2", "observer")
ACCOUNTS: Final = ("nobody", "right", "wrong")
HEARINGS: Final = ("own", "other")
LINKS: Final = ("standing", "taken back")
DEVICES: Final = ("none", "same", "other")
WRONG: Final = {"judge": "juge-1", "clerk": "agent-vd", "prosecution": "greffe"}  # their own are others
Answer = tuple[int, str]


def expected(time: str, part: str, account: str, hearing: str, link: str, device: str) -> Answer:
    """What the page about hearings' rooms says, in its order."""
    if hearing == "other":
        return 403, "not-found"
    if part in ("judge", "clerk", "prosecution") and account != "right":
        return 401, "unauthenticated"
    if link == "taken back":
        return 403, "token-revoked"
    if time == "early":
        return 403, "hearing-not-open"
    if time == "late":
        return 403, "token-expired"
    if device == "other":
        return 409, "device-in-use"
    return 201, ""


@dataclass
class Court:
    """A hearing with every participant's links, and another one; a device that is known."""

    door: Door
    hearing: Hearing
    other: Hearing
    http: httpx.AsyncClient
    links: dict[tuple[str, str], str]

    async def asks(self, part: str, account: str, hearing: str, link: str) -> Answer:
        """Ask for a ticket; status and code of the answer."""
        tokens = self.hearing.base.tokens
        token = {"nobody": "", "right": self.hearing.account(part), "wrong": tokens[WRONG.get(part, "citoyen-1")]}
        headers = {"Authorization": f"Bearer {token[account]}"} if token[account] else {}
        asked = self.hearing.id if hearing == "own" else self.other.id
        body = {"token": self.links[part, link]}
        answer = await self.http.post(f"/hearings/{asked}/tickets", json=body, headers=headers)
        return answer.status_code, answer.json().get("type", "").removeprefix("/problems/")

    async def seat(self, device: str) -> None:
        """Let every participant be joined by the device that asks, by another one, or not at all."""
        known = room_tickets.device_of(self.door.doors, self.http.cookies["guichet_device"])
        await self.hearing.base.rows("DELETE FROM room_seats WHERE hearing_id = %s", self.hearing.id)
        if device == "none":
            return
        async with room_court.in_court(self.door.doors) as session:
            for part in PARTS:
                held = Seat(self.hearing.id, part, known if device == "same" else "another", "line", "page", 0)
                await room_seats.claim(session, held, self.hearing.case_id)
        await self.hearing.base.rows(
            "UPDATE room_seats SET seen_at = now() + interval '1 minute' WHERE hearing_id = %s", self.hearing.id
        )  # however long the answers take, it was heard of just now


@pytest.fixture(scope="module")
async def court(base: Base) -> AsyncIterator[Court]:
    async with door_on(base, START) as door:
        hearing, other = await hearing_on(base, door.doors), await hearing_on(base, door.doors)
        links = {(part, name): link for part in PARTS for name, link in (await _links(hearing, part)).items()}
        async with httpx.AsyncClient(base_url=f"{door.url}/api/v1", timeout=20) as http:
            http.cookies.set("guichet_device", secrets.token_urlsafe(32), domain="127.0.0.1")
            yield Court(door, hearing, other, http, links)


async def _links(hearing: Hearing, part: str) -> dict[str, str]:
    taken_back = await hearing.link(part)
    await hearing.take_back(part)
    standing = await hearing.link(part)
    return {
        "standing": standing,
        "taken back": taken_back,
        "forged": standing[:-1] + ("0" if standing[-1] != "0" else "1"),
    }


@pytest.mark.parametrize("time", TIMES)
async def test_every_row_of_the_matrix_has_its_exact_answer(court: Court, time: str) -> None:
    court.door.clock.instant = TIMES[time]
    told: dict[tuple[str, ...], Answer] = {}
    for device in DEVICES:
        await court.seat(device)
        rows = list(product(PARTS, ACCOUNTS, HEARINGS, LINKS))
        answers = await asyncio.gather(*(court.asks(*row) for row in rows))
        told |= {(time, *row, device): answer for row, answer in zip(rows, answers, strict=True)}
    assert {row: answer for row, answer in told.items() if answer != expected(*row)} == {}  # pyright: ignore
    assert len(told) == 216


@pytest.mark.parametrize(
    ("after", "status"),
    [(-30 * MINUTE - SECOND, 403), (-30 * MINUTE, 201), (240 * MINUTE - SECOND, 201), (240 * MINUTE, 403)],
)
async def test_the_window_opens_and_closes_to_the_second(
    door: Door, hearing: Hearing, after: timedelta, status: int
) -> None:
    door.clock.instant = START + after
    assert (await guest(door, hearing, "defence").asks()).status_code == status


async def test_a_link_that_we_did_not_sign_opens_nothing(door: Door, hearing: Hearing) -> None:
    link = await hearing.link("defence")
    refused = await guest(door, hearing, "defence").asks(link[:-1] + ("0" if link[-1] != "0" else "1"))
    assert (refused.status_code, refused.json()["type"]) == (401, "/problems/unauthenticated")


async def test_a_room_that_nobody_made_yet_is_said_after_the_window(base: Base) -> None:
    async with door_on(base, TIMES["early"]) as door:
        hearing = await hearing_on(base, door.doors, room=False)
        early = await guest(door, hearing, "defence").asks()
        door.clock.instant = START
        late = await guest(door, hearing, "defence").asks()
    assert (early.status_code, early.json()["type"]) == (403, "/problems/hearing-not-open")
    assert (late.status_code, late.json()["type"], late.headers["retry-after"]) == (503, "/problems/no-room", "30")


async def test_a_hearing_that_is_not_held_any_more_lets_nobody_in_unless_its_room_is_open(base: Base) -> None:
    async with door_on(base, START) as door:
        hearing = await hearing_on(base, door.doors, status="released")
        refused = await guest(door, hearing, "defence").asks()
        await hearing.open()
        let_in = await guest(door, hearing, "defence").asks()
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/token-revoked")
    assert let_in.status_code == 201


async def test_nobody_comes_into_a_room_that_has_ended(door: Door, hearing: Hearing) -> None:
    async with guest(door, hearing, "judge").joins() as judge:
        await hearing.end()
        assert await judge.over() == ("ended", 4403)
    refused = await guest(door, hearing, "defence").asks()
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/token-expired")


async def test_a_ticket_says_what_the_page_needs_and_its_device_is_a_cookie_for_the_server_alone(
    door: Door, hearing: Hearing
) -> None:
    answer = await guest(door, hearing, "witness-2").asks()
    told, cookie = answer.json(), answer.headers["set-cookie"]
    assert {name: told[name] for name in ("expires_in", "you", "part", "record")} == {
        "expires_in": 300, "you": "witness-2", "part": "witness", "record": False}  # fmt: skip
    assert (told["starts_at"], told["opens_at"]) == (START.isoformat(), (START - 30 * MINUTE).isoformat())
    assert cookie.startswith("guichet_device=")
    assert "HttpOnly" in cookie and "Max-Age=86400" in cookie and "SameSite=strict" in cookie


@pytest.mark.parametrize("why", ["another device", "another hearing", "over", "forged", "no ticket"])
async def test_a_line_is_for_this_hearing_this_device_and_these_five_minutes(
    base: Base, door: Door, hearing: Hearing, why: str
) -> None:
    one = guest(door, hearing, "defence")
    await one.asks()
    ticket = one.given["ticket"]
    if why == "another device":
        one.cookies = httpx.Cookies({"guichet_device": "another"})
    elif why == "another hearing":
        one.hearing = await hearing_on(base, door.doors)
    elif why == "over":
        door.clock.instant += 5 * MINUTE
    async with one.speaks({"forged": ticket[:-1], "no ticket": "x"}.get(why, ticket)) as line:
        assert await line.over() == ("", 4401)


async def test_a_judges_account_that_is_closed_is_not_let_in_by_its_ticket(door: Door, hearing: Hearing) -> None:
    judge = guest(door, hearing, "judge")
    await judge.asks()
    await hearing.base.rows("UPDATE principals SET closed_at = now() WHERE id = %s", hearing.judge)
    async with judge.speaks(judge.given["ticket"]) as line:
        assert await line.over() == ("", 4401)


async def test_only_numbers_that_the_rules_name_take_part(door: Door, hearing: Hearing) -> None:
    async with room_court.in_court(door.doors) as session:
        await hearing_links.add(session, hearing.id, "witness-1", hearing.case_id, "greffe", START)
        row = await hearing_links.standing(session, hearing.id, "witness-1")
    assert row is not None
    refused = await guest(door, hearing, "witness-1").asks(joining.token(door.doors.secret, row))
    assert refused.status_code == 401
