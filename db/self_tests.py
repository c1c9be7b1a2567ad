"""Tests of equipment that participants made before their hearing."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

ADD: Final = text("""
INSERT INTO self_tests (hearing_id, case_id, participant, at, camera, microphone, speaker, network)
VALUES (:hearing_id, :case_id, :participant, :at, :camera, :microphone, :speaker, :network)
""")


async def add(
    session: AsyncSession, hearing: tuple[str, str], participant: str, at: datetime, found: dict[str, bool]
) -> None:
    """Keep what a participant found out; `hearing` is its id and its case's."""
    values: dict[str, Any] = {"hearing_id": hearing[0], "case_id": hearing[1], "participant": participant, "at": at}
    await session.execute(ADD, values | found)
