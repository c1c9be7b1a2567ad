"""A provider of rooms that fails by lot, on every call: for a city that is to be tried, never for one in production.

Of the calls that a draw hits, a fourth each: refuses before anything is done; does it and then fails; does it and
answers late; does it and never answers.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final, TypeVar

from domain.room_ports import Entrance, MadeRoom, RoomNotMade, RoomProvider

LATE_SECONDS: Final = 0.5
KINDS: Final = ("refuses", "fails", "late", "never")
T = TypeVar("T")


class FaultyRooms:
    """`RoomProvider` around another one; `rate` is the share of calls that are hit, `seed` makes the draws."""

    def __init__(self, inner: RoomProvider, seed: int, rate: float) -> None:
        self._inner, self._rate = inner, rate
        self._lot = random.Random(f"{seed}/{inner.name}")  # noqa: S311
        self.name, self.records, self.capacity = inner.name, inner.records, inner.capacity

    async def make(self, key: str, *, record: bool) -> MadeRoom:
        """Make or find the room, unless the lot says otherwise. Raises RoomNotMade."""
        return await self._drawn(lambda: self._inner.make(key, record=record))

    async def close(self, key: str) -> None:
        """Close it, unless the lot says otherwise. Raises RoomNotMade."""
        await self._drawn(lambda: self._inner.close(key))

    async def standing(self) -> list[str]:
        """The rooms that stand, unless the lot says otherwise. Raises RoomNotMade."""
        return await self._drawn(self._inner.standing)

    def entrance(self, key: str, participant: str, *, speaks: bool, until: datetime) -> Entrance:
        """How one person comes in: nothing is asked of anybody, so nothing fails."""
        return self._inner.entrance(key, participant, speaks=speaks, until=until)

    async def _drawn(self, call: Callable[[], Awaitable[T]]) -> T:
        hit, kind = self._lot.random() < self._rate, self._lot.choice(KINDS)
        if not hit:
            return await call()
        if kind == "refuses":
            raise RoomNotMade("refused by lot")
        answer = await call()
        if kind == "fails":
            raise RoomNotMade("failed by lot, once it was done")
        if kind == "never":
            await asyncio.Event().wait()
        await asyncio.sleep(LATE_SECONDS)
        return answer


def drawn_from(setting: str) -> tuple[int, float]:
    """Seed and rate of a setting `seed:rate`. Raises ValueError."""
    seed, parted, rate = setting.partition(":")
    if not parted or not 0 < float(rate) <= 1:
        raise ValueError("GUICHET_ROOM_FAULTS is SEED:RATE, the rate above 0 and at most 1")
    return int(seed), float(rate)
