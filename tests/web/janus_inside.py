"""Run by `test_janus_room.py` in a network of its own: a hearing that goes from our rooms to a Janus server's.

The city, the server and three browsers are real; the city's own worker keeps the recording.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import async_playwright
from pytest import TempPathFactory

from cli.janus import JanusPlace, environment
from tests.conftest import City, running_city
from tests.janus_server import running_janus
from tests.web.test_recordings import seen
from tests.web.video_hearing import ACCOUNTS, JUDGE, VideoHearing, held_now, rows
from tests.web.video_people import DESK, Guest, guest, guests
from tests.web.walk import sign_in

pytestmark = [pytest.mark.stack, pytest.mark.browser]
PLAYED_MS = 30_000
KEPT = "SELECT id, participant, kind, form, sha256 FROM recordings WHERE hearing_id = %s"
KINDS = {("audio", "opus"), ("video", "webm")}


@pytest.fixture(scope="module")
async def janus(tmp_path_factory: TempPathFactory) -> AsyncIterator[JanusPlace]:
    async with running_janus(tmp_path_factory.mktemp("janus")) as place:
        yield place


@pytest.fixture(scope="module")
async def city(tmp_path_factory: TempPathFactory, janus: JanusPlace) -> AsyncIterator[City]:
    """A city whose rooms are ours, or that server's."""
    folder = tmp_path_factory.mktemp("city")
    async with running_city(folder, GUICHET_ROOMS="ours,janus", **environment(janus)) as one:
        yield one


async def test_a_hearing_is_moved_to_janus_heard_there_and_recorded(
    city: City, janus: JanusPlace, tmp_path: Path
) -> None:
    async with held_now(city) as (_, hearing), guests(tmp_path, judge=DESK, clerk=DESK, defence=DESK) as people:
        await rows(city, "UPDATE rooms SET record = true WHERE hearing_id = %s", hearing.id)
        judge, clerk, defence = people
        for one in people:
            await sign_in(one.page, city.base_url, ACCOUNTS[one.key])
            await one.page.goto(f"{city.base_url}{hearing.case.path}/audience")
            await one.at("lobby" if one is defence else "room")
        await clerk.act("defence", "identify")
        await clerk.act("defence", "admit")
        await defence.at("room")
        await all_hear(people)

        await move_to_janus(clerk)
        await all_hear(people)
        await alone_with_the_clerk(judge, clerk, defence)
        await end(judge)
        for one in people:
            await one.page.locator("[data-screen=over]").wait_for()
        assert [fault for one in people for fault in one.faults] == []

    kept = await recordings(city, hearing)
    assert {(who, kind, form) for _, who, kind, form, _ in kept} == {
        (one, *kind) for one in ("judge", "clerk", "defence") for kind in KINDS
    }
    assert janus.recordings is not None and not list(janus.recordings.iterdir())  # nothing is left in clear
    address = f"/bureau/audiences/{hearing.id}/enregistrement"
    for recording_id, *_, sha256 in kept:
        _, content = await seen(city, JUDGE, f"{address}/{recording_id}")
        assert hashlib.sha256(content).hexdigest() == sha256
    others = ("juge-1", "poursuite", "perception", ACCOUNTS["defence"])
    assert [(await seen(city, who, address))[0] for who in others] == [403, 403, 403, 404]
    await played(city, address, tmp_path)


async def all_hear(people: list[Guest]) -> None:
    """Each receives sound and decoded pictures of both others."""
    for one in people:
        others = [other.key for other in people if other is not one]
        await one.peers(*others)
        await one.receives(*others)


async def move_to_janus(clerk: Guest) -> None:
    """One act of the clerk's."""
    form = clerk.page.locator("[data-provider-form]")
    await clerk.page.locator("details", has=form).locator("summary").click()
    await form.locator("select").select_option("janus")
    await form.locator("button").click()


async def alone_with_the_clerk(judge: Guest, clerk: Guest, defence: Guest) -> None:
    """Two go apart: the judge receives nobody, and nothing of it is recorded; then they are back."""
    await clerk.act("defence", "set_apart")
    await defence.at("private")
    await defence.receives("clerk")
    await clerk.receives("defence")
    await judge.peers()
    await clerk.act("defence", "bring_back")
    await all_hear([judge, clerk, defence])


async def end(judge: Guest) -> None:
    """The judge ends the hearing; asked twice."""
    await judge.page.locator("[data-room-acts] [data-act=end]").click()
    await judge.page.locator("dialog button[value=yes]").click()


async def recordings(city: City, hearing: VideoHearing) -> list[tuple[str, str, str, str, str]]:
    """What the city's worker kept, once everybody's is there: by person, who joined the room there twice."""
    async with asyncio.timeout(60):
        while len(found := await rows(city, KEPT, hearing.id)) < 10:  # the clerk and the defence went and came back
            await asyncio.sleep(0.5)
    return [(str(one[0]), str(one[1]), str(one[2]), str(one[3]), str(one[4])) for one in found]


async def played(city: City, address: str, folder: Path) -> None:
    """The judge listens and looks, on the page; it is noted there."""
    async with async_playwright() as playwright, guest(playwright, folder, "reader") as judge:
        await sign_in(judge.page, city.base_url, JUDGE)
        await judge.page.goto(f"{city.base_url}{address}")
        await judge.look()
        for kind in ("audio", "video"):
            player = judge.page.locator(kind).first
            await player.evaluate("(one) => one.play()")
            handle = await player.element_handle()
            await judge.page.wait_for_function("(one) => one.currentTime > 0.5", arg=handle, timeout=PLAYED_MS)
        await judge.page.reload()
        said = await judge.page.locator("main li").all_inner_texts()
        assert any("Juge 4 (juge) – " in one and "image" in one for one in said), said
        assert judge.faults == []
