"""Signs of life of a process: when each part last did something, asked from another thread (RELIABILITY §6.1)."""

import asyncio
import time
from collections.abc import Callable

PULSE_SECONDS = 1.0
LOOP = "event loop"
LOOP_WITHIN = 30.0  # seconds; a loop that is blocked for longer serves nobody
TURN_WITHIN = 120.0  # the longest turn of a loop that is still at work: sixteen letters, mails to a slow server


class Vitals:
    """The last sign of each part that was promised one. `now` counts seconds and never goes back."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._within: dict[str, float] = {}
        self._last: dict[str, float] = {}

    def expect(self, part: str, within: float) -> None:
        """From now on, `part` gives a sign at least every `within` seconds."""
        self._last[part] = self._now()
        self._within[part] = within

    def sign(self, part: str) -> None:
        """`part` is alive."""
        self._last[part] = self._now()

    def ages(self) -> dict[str, float]:
        """Seconds since the last sign of each part."""
        now = self._now()
        return {part: round(now - self._last[part], 1) for part in list(self._within)}

    def silent(self) -> list[str]:
        """The parts that are overdue; none means that the process is alive."""
        return [part for part, age in self.ages().items() if age > self._within[part]]


async def pulse(vitals: Vitals) -> None:
    """Show for ever that the event loop turns."""
    vitals.expect(LOOP, LOOP_WITHIN)
    while True:
        vitals.sign(LOOP)
        await asyncio.sleep(PULSE_SECONDS)
