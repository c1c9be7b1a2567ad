"""Browsers in a room of a media server: a page with our script, and this test process as the door between them."""

import asyncio
import json
import os
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from aiohttp import web
from playwright.async_api import Browser, Page, async_playwright

from domain.room_ports import MediaSeat, MediaServer

SCRIPT: Final = Path(__file__).parents[2] / "web" / "static" / "room_sfu.js"
MEDIA: Final = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic",
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
]  # fmt: skip
PATIENCE: Final = 30.0  # seconds
PAGE: Final = """<!doctype html><meta charset="utf-8"><title>room</title><script type="module">
import { start } from "/room_sfu.js";
const tracks = new Map();
const onTrack = (key, track) => {
  tracks.set(track.id, key);
  const element = document.createElement(track.kind);
  Object.assign(element, { autoplay: true, srcObject: new MediaStream([track]) });
  document.body.append(element);
};
window.gone = [];
window.begin = async (speaks, peers) => {
  const wanted = { audio: true, video: { width: 320, height: 240 } };
  const stream = speaks ? await navigator.mediaDevices.getUserMedia(wanted) : null;
  const send = (message) => window.door(JSON.stringify(message));
  window.sfu = start({ send, onTrack, onGone: (key) => gone.push(key), ice: { iceServers: [] }, stream });
  sfu.setPeers(peers.map((key) => ({ key })));
};
window.heard = async () => {
  const found = {};
  for (const connection of sfu.connections())
    for (const one of (await connection.getStats()).values())
      if (one.type === "inbound-rtp" && tracks.has(one.trackIdentifier)) {
        const of = (found[tracks.get(one.trackIdentifier)] ??= {});
        if (one.kind === "audio") Object.assign(of, { packets: one.packetsReceived, energy: one.totalAudioEnergy });
        else Object.assign(of, { frames: one.framesDecoded ?? 0 });
      }
  return found;
};
window.hears = async (keys) => {
  const found = await heard();
  return keys.every((key) => found[key]?.packets > 50 && found[key].energy > 0 && found[key].frames > 20);
};
window.untilHears = async (keys) => {
  while (!(await hears(keys))) await new Promise((go) => setTimeout(go, 100));
  return heard();
};
</script>"""


@dataclass
class Guest:
    """Somebody in the room: their page, and their seat."""

    name: str
    page: Page
    seat: MediaSeat | None = None
    tasks: list[asyncio.Task[None]] = field(default_factory=list[asyncio.Task[None]])

    async def sit(self, seat: MediaSeat, peers: list[str], *, speaks: bool = True) -> None:
        """Take a seat; the page begins anew for it."""
        self.seat = seat
        await self.page.evaluate("() => window.sfu?.close()")
        await self.page.evaluate("([speaks, peers]) => begin(speaks, peers)", [speaks, peers])
        self.tasks.append(asyncio.create_task(self._follow(seat)))

    async def hears(self, *others: str) -> dict[str, dict[str, float]]:
        """What comes from whom, once enough of each of these has come."""
        async with asyncio.timeout(PATIENCE):
            return await self.page.evaluate("(keys) => untilHears(keys)", list(others))

    async def leave(self) -> None:
        """Give the seat up."""
        if self.seat is not None:
            await self.seat.leave()
        await asyncio.gather(*self.tasks)
        self.seat, self.tasks = None, []

    async def told(self, text: str) -> None:
        """What the page says to its seat."""
        message, seat = json.loads(text), self.seat
        assert seat is not None and message["type"] == "sfu"
        match message["op"]:
            case "publish":
                await self._say({"op": "answer", "sdp": await seat.publish(message["sdp"])})
            case "answer":
                await seat.answer(message["sdp"])
            case _:
                await seat.trickle(message["which"], message["candidate"])

    async def _follow(self, seat: MediaSeat) -> None:
        async for event in seat.events():
            await self._say({**event, "op": event["type"]})

    async def _say(self, message: dict[str, Any]) -> None:
        await self.page.evaluate("(message) => { sfu.receive(message) }", message)


@asynccontextmanager
async def rooms_page() -> AsyncGenerator[str]:
    """The page's address."""
    app = web.Application()

    async def page(_: web.Request) -> web.StreamResponse:
        return web.Response(text=PAGE, content_type="text/html")

    async def script(_: web.Request) -> web.StreamResponse:
        return web.FileResponse(SCRIPT)

    app.add_routes([web.get("/", page), web.get("/room_sfu.js", script)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def media_browser() -> AsyncGenerator[Browser]:
    """A Chromium whose camera and microphone are made up."""
    path = shutil.which("chromium")
    if path is None:
        why = "Chromium is not installed: no media went through a room"
        assert not os.environ.get("CI"), why
        pytest.skip(why)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=MEDIA)
        try:
            yield browser
        finally:
            await browser.close()


async def guest(browser: Browser, url: str, name: str) -> Guest:
    """Somebody with the page open, who sits nowhere yet."""
    context = await browser.new_context(permissions=["camera", "microphone"])
    made = Guest(name, await context.new_page())
    await made.page.expose_function("door", made.told)
    await made.page.goto(url)
    return made


async def seated(media: MediaServer, key: str, place: str, guests: list[Guest]) -> None:
    """Everybody to one place, each with the others as peers."""
    for one in guests:
        await one.leave()
        peers = [other.name for other in guests if other is not one]
        await one.sit(await media.seat(key, place, one.name, speaks=True), peers)
