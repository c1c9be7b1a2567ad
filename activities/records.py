"""Writing an act into the record, and looking there before a right lapses."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from temporalio import activity

from db import faults, received, record
from domain.events import Event, Receipt
from domain.ports import CaseKeys, DataKey

log = logging.getLogger("guichet.record")
STALLED_SECONDS = 60


@dataclass(frozen=True)
class LookBeforeLapse:
    """Is an act that was received by `deadline` still on its way to the case?"""

    case_id: str
    deadline: datetime


class Records:
    """The record of the cases; the only writer of a case."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], keys: CaseKeys) -> None:
        self.sessions = sessions
        self.keys = keys

    @activity.defn
    async def record(self, event: Event) -> Receipt:
        """Write one event once; the same event again returns the same receipt. Retried without end."""
        self._say_when_stalled(event)
        key = await self.keys.of_case(event.case_id)
        if activity.info().attempt > 1 and (receipt := await self.already_there(event, key)):
            return receipt
        try:
            async with self.sessions() as session:
                await session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})  # it is one statement
                return await record.write(session, event, key, datetime.now(UTC))
        except record.ConflictingEvent as conflict:
            if receipt := await self.already_there(event, key):
                return receipt
            await self._raise_alarm(event, str(conflict))
            raise

    async def already_there(self, event: Event, key: DataKey) -> Receipt | None:
        """The receipt of an event that stands. Raises ConflictingEvent when another act stands there: a fault."""
        async with self.sessions() as session:
            found = await record.standing(session, event.case_id, event.seq)
        if found is None:
            return None
        if (found.act_id, found.act_hash) != (event.act_id, record.keyed_hash(key, event.act_hash)):
            await self._raise_alarm(event, f"another act stands at seq {event.seq}")
            raise record.ConflictingEvent(f"another act stands at seq {event.seq}")
        return found.receipt

    async def _raise_alarm(self, event: Event, detail: str) -> None:
        async with self.sessions.begin() as session:
            await faults.raise_fault(session, "conflicting-event", event.case_id, detail, datetime.now(UTC))

    @activity.defn
    async def acts_waiting(self, look: LookBeforeLapse) -> bool:
        """Whether an act received in time was stored by a door and is neither applied nor refused yet."""
        async with self.sessions() as session:
            return await received.waiting(session, look.case_id, look.deadline)

    def _say_when_stalled(self, event: Event) -> None:
        waited = (datetime.now(UTC) - activity.info().scheduled_time).total_seconds()
        if waited > STALLED_SECONDS:
            log.error("record stalled", extra={"case_id": event.case_id, "seq": event.seq, "seconds": int(waited)})
