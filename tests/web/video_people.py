"""People at a hearing by video, each in a Chromium of their own: a fake camera, a microphone that has its own tone."""

import math
import shutil
import struct
import wave
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.async_api import ConsoleMessage, Page, Playwright, async_playwright

from tests.web import axe
from tests.web.chromium import ARGUMENTS, installed

TONES: Final = {"judge": 440, "clerk": 660, "defence": 880, "prosecution": 1100}  # hertz
RATE, SECONDS = 48_000, 2
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
MEDIA: Final = (
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--allow-loopback-in-peer-connection",
    "--autoplay-policy=no-user-gesture-required", "--disable-features=WebRtcHideLocalIpsWithMdns",
)  # fmt: skip
LISTENING: Final = (Path(__file__).parent / "video_listening.js").read_text(encoding="utf-8")
PATIENCE: Final = 30_000  # milliseconds


def tone(file: Path, hertz: int) -> Path:
    """A recording of one tone, in bursts, as somebody who speaks."""
    samples = (
        int(12_000 * math.sin(2 * math.pi * hertz * at / RATE)) if at % RATE < RATE * 4 // 5 else 0
        for at in range(RATE * SECONDS)
    )
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(b"".join(struct.pack("<h", one) for one in samples))
    return file


@dataclass
class Guest:
    """Somebody's browser, and what its console complained of."""

    key: str
    page: Page
    faults: list[str] = field(default_factory=list[str])

    def hear(self, message: ConsoleMessage) -> None:
        """What the console says that is a fault of ours."""
        if message.type == "error" and "status of 4" not in message.text and "WebSocket" not in message.text:
            self.faults.append(f"{self.key}: {message.text}")

    async def look(self) -> None:
        """axe on the page as it stands, and its width."""
        heard = len(self.faults)
        found = [f"{self.key}: {fault}" for fault in await axe.violations(self.page)]
        del self.faults[heard:]  # what axe itself injects
        width = await self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        self.faults += found + ([f"{self.key}: wider than the screen by {width}"] if width > 0 else [])

    async def act(self, person: str, act: str) -> None:
        """Touch a button of somebody's line in the panel of whoever leads."""
        await self.page.locator(f"[data-person={person}] [data-act={act}]").click()

    async def at(self, place: str) -> None:
        """Wait until the page says that they are somewhere."""
        await self.page.locator(f"[data-place][data-at={place}]").wait_for()

    async def peers(self, *keys: str) -> None:
        """Wait until the tiles are those of these people and one's own."""
        wanted = sorted((*keys, self.key))
        await self.page.wait_for_function("wanted => String(tileKeys()) === String(wanted)", arg=wanted)

    async def receives(self, *keys: str, packets: int = 40, frames: int = 5) -> None:
        """Wait until sound and decoded pictures of each of these people came, so much more than now."""
        asked = {"keys": list(keys), "packets": packets, "frames": frames}
        await self.page.evaluate("asked => listening.received(asked)", asked)

    async def tones(self, *keys: str) -> dict[str, dict[str, float]]:
        """By person, the power of each tone in what they send here; `*` is everything that this page receives."""
        return await self.page.evaluate("asked => listening.tones(asked)", [list(keys), list(TONES.values())])

    async def candidates(self) -> list[list[str]]:
        """The kinds of the two ends of each path that carries media."""
        return await self.page.evaluate("() => listening.candidates()")


@asynccontextmanager
async def guest(
    playwright: Playwright, folder: Path, key: str, *, size: dict[str, int] = DESK, more: Sequence[str] = ()
) -> AsyncGenerator[Guest]:
    """A browser process of somebody's own."""
    path = installed()
    sound = tone(folder / f"{key}.wav", TONES.get(key, 550))
    browser = await playwright.chromium.launch(
        executable_path=path, args=[*ARGUMENTS, *MEDIA, f"--use-file-for-fake-audio-capture={sound}", *more]
    )
    try:
        viewport: Any = size
        context = await browser.new_context(viewport=viewport, permissions=["camera", "microphone"])
        await context.add_init_script(LISTENING)
        one = Guest(key, await context.new_page())
        one.page.set_default_timeout(PATIENCE)
        one.page.on("console", one.hear)
        one.page.on("pageerror", lambda error: one.faults.append(f"{key}: {error}"))
        yield one
    finally:
        await browser.close()


@asynccontextmanager
async def guests(folder: Path, **sizes: dict[str, int]) -> AsyncGenerator[list[Guest]]:
    """Several, by their keys and the sizes of their screens."""
    async with async_playwright() as playwright, AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(guest(playwright, folder, key, size=size)) for key, size in sizes.items()
        ]


def has_program(name: str) -> bool:
    """Whether a program is on this machine."""
    return shutil.which(name) is not None
