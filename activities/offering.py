"""Slots that came free are offered in turn: one case at a time, held for it a day at most, every turn kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from db import cases, hearings, offers_of_dates
from db.ciphertext import decrypt
from db.offers_of_dates import Considered, Freed
from domain import offering
from domain.case_ids import keyed_id
from domain.clock import local_date
from domain.errors import Erased
from domain.offering import BY, OPEN, Wish
from domain.ports import CaseKeys, Clock

MOST_AT_ONCE = 20  # turns of one round


@dataclass(frozen=True)
class _Read:
    """A case whose turn it is, as it stands; erased, it has no state."""

    state: str
    standing: dict[str, Any]


class Offering:
    """The offers of a city. `secret` makes their ids: the same turn is never kept twice."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], keys: CaseKeys, clock: Clock, secret: str
    ) -> None:  # fmt: skip
        self._sessions, self._keys, self._clock, self._secret = sessions, keys, clock, secret

    async def turn(self) -> int:
        """Close what is over, then consider whose turn it is for each slot; how many turns were taken."""
        now, done = await self._clock.now(), 0
        await self._settle(now)
        while done < MOST_AT_ONCE and await self._next(now):
            done += 1
        return done

    async def _settle(self, now: datetime) -> None:
        async with self._sessions.begin() as session:
            await offers_of_dates.one_at_a_time(session)
            for case_id, booking_id, answer in await offers_of_dates.settled(session, now):
                if answer == "lapsed":
                    await offers_of_dates.let_go(session, booking_id, "lapsed", now)
                if answer == "taken":
                    await offers_of_dates.add_wish(session, case_id, "ended", 0, BY, now)

    async def _next(self, now: datetime) -> bool:
        """One turn for one slot; False when nobody's has come."""
        async with self._sessions.begin() as session:
            await offers_of_dates.one_at_a_time(session)
            freed = await offers_of_dates.next_freed(session, offering.soonest(now), now)
            if freed is None:
                return False
            known = await offers_of_dates.considered(session, freed.booking_id)
            wish = offering.next_in_turn(await offers_of_dates.wishes(session), known)
            if wish is not None:
                await offers_of_dates.add(session, await self._considered(session, freed, wish, now))
            return wish is not None

    async def _considered(self, session: AsyncSession, freed: Freed, wish: Wish, now: datetime) -> Considered:
        slot, read = freed.slot, await self._read(session, wish.case_id)
        offer_id = keyed_id(self._secret, "offer", freed.booking_id, wish.case_id)
        seen = await offers_of_dates.last_wish(session)
        kept = Considered(offer_id, freed.booking_id, slot.id, wish.case_id, wish.asked_at, now, seen)
        why = await self._why_not(session, freed, wish, read, now)
        if why:
            return _but(kept, passed_over=why)
        until = offering.until(now, slot.span.starts_at)
        values: dict[str, Any] = {
            "id": keyed_id(self._secret, "hearing", offer_id), "case_id": wish.case_id, "slot_id": slot.id, "by": BY,
            "interpreter": read.standing["needs"]["interpreter"], "now": now, "held_until": until,
        }  # fmt: skip
        await hearings.lapse(session, slot.id, now)
        if not await hearings.hold(session, values):
            return _but(kept, passed_over=await hearings.in_the_way(session, values))
        return _but(kept, booking_id=values["id"], until=until)

    async def _why_not(self, session: AsyncSession, freed: Freed, wish: Wish, read: _Read, now: datetime) -> str:
        if read.state not in OPEN:
            await offers_of_dates.add_wish(session, wish.case_id, "ended", 0, BY, now)
            return "state"
        if await offers_of_dates.open_offer(session, wish.case_id) is not None:
            return "on-offer"
        return offering.passed_over(wish, read.state, read.standing, freed.slot, local_date(now))

    async def _read(self, session: AsyncSession, case_id: str) -> _Read:
        try:
            row = await cases.find(session, case_id)
            key = await self._keys.of_case(case_id)
        except Erased:
            return _Read("", {})
        if row is None:
            return _Read("", {})
        last = (await cases.events(session, case_id))[-1]
        facts: dict[str, Any] = decrypt(key, f"{case_id}/event/{last.seq}", last.facts)
        return _Read(row.state, facts["standing"])


def _but(kept: Considered, **changes: Any) -> Considered:
    return Considered(**(vars(kept) | changes))
