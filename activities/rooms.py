"""A hearing's room at a provider: made once, moved to the next provider when it cannot be, closed when it is over."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from temporalio import activity
from temporalio.exceptions import ApplicationError

from db import room_making
from db.room_making import Attempt, Needed
from domain.hearing_process import LASTS, RoomRules
from domain.ports import Clock
from domain.room_ports import RoomNotMade, RoomProvider

TRIES: Final = 3  # at one provider, before the next one is asked
SECONDS: Final = 4.0  # for one answer of a provider
PAUSE_SECONDS: Final = 0.2
NO_ROOM, BUSY, LEFT, IN_USE = "no-room", "busy", "left", "in-use"
T = TypeVar("T")


@dataclass(frozen=True)
class RoomOrder:
    """The room of a hearing, and what the case's rules say of it."""

    case_id: str
    hearing_id: str
    rules: RoomRules = field(default_factory=RoomRules)

    @property
    def record(self) -> bool:
        """Whether the court needs its own recording."""
        return self.rules.record == "required"


@dataclass(frozen=True)
class RoomMade:
    """Where the room is, empty when nobody needs it any more; `left`: there may be another one elsewhere."""

    provider: str
    left: bool


class Rooms:
    """The providers of rooms, asked in their order (DESIGN §4: rooms are driven by the workflow)."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], providers: Mapping[str, RoomProvider], clock: Clock
    ) -> None:  # fmt: skip
        self._sessions, self._providers, self._clock = sessions, providers, clock

    @activity.defn(name="make_room")
    async def make(self, order: RoomOrder) -> RoomMade:
        """Find the hearing's room standing, or make it at the first provider that can; made twice, it is one room.

        Fails with the type NO_ROOM when no provider made it: the court office is told, and it is tried again.
        """
        async with self._alone(order):
            needed = await self._needed(order)
            if needed is None or needed.over:
                return RoomMade("", left=False)
            where = await self._stands(needed, order) or await self._made_anywhere(needed, order)
            if not where:
                await self._note(needed, "", "failed", room_making.NONE)
                raise ApplicationError("no provider made the room", type=NO_ROOM)
            return RoomMade(where, left=bool(await self._elsewhere(order, where)))

    @activity.defn(name="leave_rooms")
    async def leave(self, order: RoomOrder) -> None:
        """Close what may stand at providers other than the one that has the room. Fails while one does not answer."""
        async with self._alone(order):
            needed = await self._needed(order)
            if needed is not None:
                await self._close_all(needed, await self._elsewhere(order, needed.provider))

    @activity.defn(name="close_room")
    async def close(self, order: RoomOrder) -> None:
        """Nobody needs the room any more: it has ended, and is closed wherever there may be one.

        Fails as `leave`, and while people are in it: a judgment signed in the room puts nobody out.
        """
        async with self._alone(order):
            needed = await self._needed(order)
            if needed is None:
                return
            if needed.in_use:
                raise ApplicationError("people are in the room", type=IN_USE)
            async with self._sessions.begin() as session:
                await room_making.end(session, order.hearing_id, await self._clock.now())
            await self._close_all(needed, await self._elsewhere(order, ""))

    def key(self, order: RoomOrder) -> str:
        """The room's key at a provider: made from the hearing, the same again is the same room."""
        return order.hearing_id

    async def _stands(self, needed: Needed, order: RoomOrder) -> str:
        """The provider that has the room still; empty where there is none, or none that answers."""
        provider = self._providers.get(needed.provider)
        if provider is None or self._unfit(provider, needed, order):
            return ""
        standing = await self._tried(needed, provider, provider.standing)
        if standing is not None and self.key(order) in standing:
            return provider.name if await self._keep(needed, provider, order) else ""
        async with self._sessions.begin() as session:
            await room_making.note_lost(session, order.hearing_id, await self._clock.now())
        return ""

    async def _made_anywhere(self, needed: Needed, order: RoomOrder) -> str:
        """The first provider that made the room; empty when none did."""
        for provider in self._providers.values():
            if why := self._unfit(provider, needed, order):
                await self._refuse(needed, provider, why)
            elif await self._made_at(provider, needed, order):
                return provider.name
        return ""

    async def _made_at(self, provider: RoomProvider, needed: Needed, order: RoomOrder) -> bool:
        """Whether a provider made the room, asked a few times; what it may have made all the same is closed."""
        async with self._sessions.begin() as session:
            await room_making.note_asked(session, await self._attempt(needed, provider.name, "asked"))
        made = await self._tried(needed, provider, lambda: provider.make(self.key(order), record=order.record))
        if made is not None and await self._keep(needed, provider, order):
            await self._note(needed, provider.name, "made", "")
            return True
        await self._closed_at(provider, needed, tries=1)
        return False

    def _unfit(self, provider: RoomProvider, needed: Needed, order: RoomOrder) -> str:
        """Why a provider cannot have this hearing: it cannot record what must be, or is too small. Empty: it can."""
        if order.record and not provider.records:
            return "no-record"
        return "too-small" if provider.capacity < needed.people else ""

    async def _tried(
        self,
        needed: Needed,
        provider: RoomProvider,
        call: Callable[[], Awaitable[T]],
        tries: int = TRIES,
        why: str = "not-made",
    ) -> T | None:
        """What a provider answers, asked a few times; each failure is a line. None when it never did."""
        for rank in range(tries):
            if activity.in_activity():
                activity.heartbeat()
            await asyncio.sleep(PAUSE_SECONDS * rank)
            try:
                async with asyncio.timeout(SECONDS):
                    return await call()
            except (RoomNotMade, TimeoutError) as fault:
                silent = isinstance(fault, TimeoutError) and why != room_making.NOT_CLOSED
                await self._note(needed, provider.name, "failed", "timeout" if silent else why)
        return None

    async def _closed_at(self, provider: RoomProvider, needed: Needed, tries: int = TRIES) -> bool:
        """Whether a provider has no room of this hearing any more, and says so."""
        key = self.key(RoomOrder(needed.case_id, needed.hearing_id))

        async def close() -> list[str]:
            await provider.close(key)
            return await provider.standing()

        standing = await self._tried(needed, provider, close, tries, room_making.NOT_CLOSED)
        if standing is None or key in standing:
            return False
        await self._note(needed, provider.name, "closed", "")
        return True

    async def _close_all(self, needed: Needed, names: list[str]) -> None:
        known = [self._providers[name] for name in names if name in self._providers]
        open_still = [one.name for one in known if not await self._closed_at(one, needed)]
        if open_still:
            raise ApplicationError(f"not closed at {', '.join(open_still)}", type=LEFT)

    async def _elsewhere(self, order: RoomOrder, where: str) -> list[str]:
        """The providers but one where there may be a room of the hearing."""
        async with self._sessions() as session:
            return [name for name in await room_making.maybe_at(session, order.hearing_id) if name != where]

    async def _keep(self, needed: Needed, provider: RoomProvider, order: RoomOrder) -> bool:
        now = await self._clock.now()
        async with self._sessions.begin() as session:
            return await room_making.keep(session, needed, provider.name, order.rules, now)

    async def _needed(self, order: RoomOrder) -> Needed | None:
        now, hours = await self._clock.now(), int(LASTS.total_seconds() // 3600)
        async with self._sessions() as session:
            return await room_making.needed(session, order.hearing_id, now, hours)

    async def _refuse(self, needed: Needed, provider: RoomProvider, why: str) -> None:
        async with self._sessions.begin() as session:
            await room_making.note_refused(session, await self._attempt(needed, provider.name, "refused", why))

    async def _note(self, needed: Needed, provider: str, outcome: str, why: str) -> None:
        async with self._sessions.begin() as session:
            await room_making.note(session, await self._attempt(needed, provider, outcome, why))

    async def _attempt(self, needed: Needed, provider: str, outcome: str, why: str = "") -> Attempt:
        return Attempt(needed.hearing_id, needed.case_id, provider, outcome, why, await self._clock.now())

    @asynccontextmanager
    async def _alone(self, order: RoomOrder) -> AsyncGenerator[None]:
        """Nobody else deals with this room meanwhile, a run of ours that was given up included. Fails when one does."""
        async with self._sessions.begin() as session:
            if not await room_making.alone(session, order.hearing_id):
                raise ApplicationError("the room is being dealt with", type=BUSY)
            yield
