"""Tests of equipment before a hearing: whoever holds a link that stands may make them until its door closes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework import joining, room_court, room_providers
from casework.doors import Doors
from db import self_tests
from domain.contest_errors import TokenExpired, TokenRevoked
from domain.hearing_door import Door


@dataclass(frozen=True)
class Tested:
    """A test that was kept."""

    participant: str
    at: datetime


async def settings(doors: Doors, hearing_id: str, link: str) -> dict[str, Any]:
    """The settings of a browser's peer connections. Raises as `keep` does."""
    door = await _standing(doors, hearing_id, link)
    return room_providers.ice(doors, hearing_id, door.participant)


async def keep(doors: Doors, hearing_id: str, link: str, found: dict[str, bool]) -> Tested:
    """Keep what somebody found out about their camera, microphone, speaker and network.

    Raises Unauthenticated, NotFound for a link to another hearing, TokenRevoked, TokenExpired once the door has closed.
    """
    door, at = await _standing(doors, hearing_id, link), await doors.clock.now()
    async with room_court.in_court(doors) as session:
        hearing = await room_court.hearing_of(session, hearing_id)
        await self_tests.add(session, (hearing_id, hearing.case_id), door.participant, at, found)
    return Tested(door.participant, at)


async def _standing(doors: Doors, hearing_id: str, link: str) -> Door:
    door = await joining.door_of(doors, hearing_id, link)
    if door.revoked or not door.standing:
        raise TokenRevoked
    if await doors.clock.now() >= door.closes_at:
        raise TokenExpired
    return door
