"""The sign of life that a process leaves in the database, for whoever asks there whether the workers answer."""

import os
import socket
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from db import worker_signs
from db.worker_signs import Sign
from workers.turns import Turn
from workers.vitals import Vitals

SIGN_SECONDS: Final = 10.0
REMEMBERED: Final = timedelta(hours=1)


class LifeSigns:
    """One process: its kind, the machine that it runs on and its number there name it."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], kind: str, vitals: Vitals) -> None:
        self._sessions = sessions
        self._kind = kind
        self._vitals = vitals
        self._process = f"{kind}@{socket.gethostname()}:{os.getpid()}"
        self._started = datetime.now(UTC)

    async def leave(self) -> int:
        """Say that this process answers, and which of its parts do not. Returns 0: nothing to do at once."""
        now = datetime.now(UTC)
        parts, silent = sorted(self._vitals.ages()), sorted(self._vitals.silent())
        async with self._sessions.begin() as session:
            await worker_signs.leave(session, Sign(self._process, self._kind, self._started, now, parts, silent))
            await worker_signs.forget(session, now - REMEMBERED)
        return 0


def signing(sessions: async_sessionmaker[AsyncSession], kind: str, vitals: Vitals) -> list[Turn]:
    """The turn that leaves it."""
    return [Turn(SIGN_SECONDS, "signs of life", LifeSigns(sessions, kind, vitals).leave)]
