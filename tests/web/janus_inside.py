"""Run by `test_janus_room.py` in a network of its own: a city, a Janus server and three real browsers."""

import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import psycopg
import pytest
from playwright.async_api import Browser

from activities.recordings import keep_some
from adapters.rooms.janus import JanusMedia, JanusRooms
from cli.janus import JanusPlace
from tests.conftest import City
from tests.janus_server import running_janus
from tests.web.recorded import keeping, room_of
from tests.web.sfu_pages import PATIENCE, guest, media_browser, rooms_page, seated
from tests.web.test_bench import JUDGE
from tests.web.test_recordings import heard, seen
from tests.web.walk import sign_in

pytestmark = [pytest.mark.stack, pytest.mark.browser]


@pytest.fixture
async def janus(tmp_path: Path) -> AsyncIterator[JanusPlace]:
    async with running_janus(tmp_path) as place:
        yield place


async def test_three_browsers_hear_each_other_and_the_court_has_the_recording(city: City, janus: JanusPlace) -> None:
    assert janus.recordings is not None
    hearing_id = room_of(city, await heard(city), ended=False)
    async with aiohttp.ClientSession() as http, media_browser() as browser, rooms_page() as url:
        rooms, media = JanusRooms(janus.janus, http, janus.recordings), JanusMedia(janus.janus, http)
        await rooms.make(hearing_id, record=True)
        judge, lawyer, defence = [await guest(browser, url, name) for name in ("judge", "lawyer", "defence")]

        await seated(media, hearing_id, "room", [judge, lawyer, defence])
        for one, others in ((judge, "lawyer defence"), (lawyer, "judge defence"), (defence, "judge lawyer")):
            assert set(await one.hears(*others.split())) == {*others.split()}

        await seated(media, hearing_id, "private-1", [lawyer, defence])
        assert set(await lawyer.hears("defence")) == {"defence"} and set(await defence.hears("lawyer")) == {"lawyer"}
        assert sorted(await judge.page.evaluate("() => gone")) == ["defence", "lawyer"]
        assert await judge.page.evaluate("() => heard()") == {}
        for one in (judge, lawyer, defence):
            await one.leave()
        assert await rooms.standing() == [hearing_id]
        await rooms.close(hearing_id)

        written = sorted(janus.recordings.glob("*/*"))
        assert {file.parent.name for file in written} == {hearing_id} and len(written) == 6  # nothing of the other room
        with psycopg.connect(city.database_url, autocommit=True) as owner:
            owner.execute("UPDATE rooms SET ended_at = %s WHERE hearing_id = %s", [datetime.now(UTC), hearing_id])
            async with keeping(city, janus.recordings) as keeper:
                assert await keep_some(keeper) == 6
            kept = owner.execute(
                "SELECT id, participant, kind, form, sha256 FROM recordings WHERE hearing_id = %s", [hearing_id]
            ).fetchall()
        assert not list(janus.recordings.iterdir())
        assert {(who, kind, form) for _, who, kind, form, _ in kept} == {
            (who, kind, form)
            for who in ("judge", "lawyer", "defence")
            for kind, form in (("audio", "opus"), ("video", "webm"))
        }
        address = f"/bureau/audiences/{hearing_id}/enregistrement"
        for recording_id, *_, sha256 in kept:
            _, content = await seen(city, JUDGE, f"{address}/{recording_id}")
            assert hashlib.sha256(content).hexdigest() == sha256
        assert {(await seen(city, who, address))[0] for who in ("juge-1", "poursuite", "perception")} == {403}
        await _played(city, browser, address)


async def _played(city: City, browser: Browser, address: str) -> None:
    """The judge listens and looks, on the page."""
    context = await browser.new_context(base_url=city.base_url)
    page = await context.new_page()
    await sign_in(page, city.base_url, JUDGE)
    await page.goto(address)
    for kind in ("audio", "video"):
        player = page.locator(kind).first
        await player.evaluate("(one) => one.play()")
        handle = await player.element_handle()
        await page.wait_for_function("(one) => one.currentTime > 0.5", arg=handle, timeout=PATIENCE * 1000)
    await page.reload()
    said = await page.locator("main li").all_inner_texts()
    assert any("Juge 4 (juge) – " in one and "image" in one for one in said), said
