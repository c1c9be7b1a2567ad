"""The minutes of a room that has ended are kept with its case: by the door that ended it, or by a worker after it."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from db import hearing_people, people, room_minutes, rooms
from db.ciphertext import decrypt
from db.room_minutes import Ended
from domain.case_ids import CONTEST, workflow_of
from domain.errors import Erased
from domain.hearing_acts import KeepMinutes
from domain.hearing_door import MACHINERY
from domain.people import SYSTEM
from domain.ports import CaseKeys
from domain.room_minutes import minutes_of

log = logging.getLogger("guichet.minutes")
A_TURN: Final = 20
WAITS: Final = timedelta(seconds=20)


class MinutesKeeper:
    """Makes the minutes of rooms, and hands them to their cases."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], keys: CaseKeys, temporal: Client) -> None:
        self._sessions = sessions
        self._keys = keys
        self._temporal = temporal

    async def keep_some(self) -> int:
        """Keep the minutes of some rooms that have ended; how many are kept now. One that fails waits for the next."""
        async with self._sessions() as session:
            waiting = await room_minutes.to_keep(session, A_TURN)
        return sum([await self._kept(hearing_id) for hearing_id in waiting])

    async def _kept(self, hearing_id: str) -> bool:
        try:
            return await self.keep(hearing_id)
        except Exception as fault:
            log.warning("minutes put off: %s", type(fault).__name__, extra={"hearing": hearing_id})
            return False

    async def keep(self, hearing_id: str) -> bool:
        """Keep the minutes of one room; False where it has not ended, or they are kept already. Twice is once.

        A case that takes them no more (it is closed, or erased) leaves them in the room's own chain alone.
        """
        async with self._sessions.begin() as session:
            await people.speak_for(session, MACHINERY)
            room = await room_minutes.ended(session, hearing_id)
            act = await self._act(session, room) if room else None
        if room is None:
            return False
        if act is not None:
            await self._deliver(act, room.case_id)
        async with self._sessions.begin() as session:
            await people.speak_for(session, MACHINERY)
            await room_minutes.note_kept(session, hearing_id, datetime.now(UTC))
        return True

    async def _act(self, session: AsyncSession, room: Ended) -> KeepMinutes | None:
        """The act of the case, the same whoever makes it; None where the case's words are erased."""
        try:
            key = await self._keys.of_case(room.case_id)
            events = rooms.opened(key, await rooms.events(session, room.hearing_id))
            rows = await hearing_people.of_hearing(session, room.hearing_id)
            names = {
                row.participant: str(decrypt(
                    key, hearing_people.place(room.case_id, room.hearing_id, row.participant, "name"), row.name))
                for row in rows
            }  # fmt: skip
        except Erased:
            return None
        minutes = minutes_of(events, room.head, room.provider, names | {"judge": room.judge})
        if minutes is None:
            return None
        return KeepMinutes(act_id=f"minutes/{room.hearing_id}", by=SYSTEM, received_at=room.ended_at,
                           hearing_id=room.hearing_id, minutes=minutes)  # fmt: skip

    async def _deliver(self, act: KeepMinutes, case_id: str) -> None:
        """Hand the act to its case. A case that refuses it has it already, or has ended."""
        handle = self._temporal.get_workflow_handle(workflow_of(CONTEST, case_id))
        try:
            await handle.execute_update(act.action, act, id=act.act_id, rpc_timeout=WAITS)
        except WorkflowUpdateFailedError as refused:
            cause = refused.cause
            if not isinstance(cause, ApplicationError) or not cause.non_retryable:
                raise
            log.info("minutes not taken: %s", cause.type, extra={"case": case_id})
        except RPCError as fault:
            if fault.status is not RPCStatusCode.NOT_FOUND:
                raise
