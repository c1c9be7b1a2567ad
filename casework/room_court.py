"""The court's own machinery in a hearing's room: it works once a ticket was checked, for people who have no account."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework import access
from casework.doors import Doors, entering
from db import people, room_people
from db.room_people import HearingRow
from domain.contest_rules import COURT
from domain.errors import NotFound, Unauthenticated
from domain.hearing_door import MACHINERY as MACHINERY
from domain.people import Actor, Role
from domain.room import Part, part_of

ROLES: Final[dict[Part, Role]] = {
    "judge": Role.ADJUDICATOR, "clerk": Role.CLERK, "prosecution": Role.PROSECUTOR,
}  # fmt: skip


@asynccontextmanager
async def in_court(doors: Doors) -> AsyncGenerator[AsyncSession]:
    """One transaction of the machinery. Raises TemporarilyUnavailable when the database is down."""
    async with entering(doors, MACHINERY) as session:
        yield session


async def hearing_of(session: AsyncSession, hearing_id: str) -> HearingRow:
    """A booked hearing. Raises NotFound."""
    found = await room_people.hearing(session, hearing_id)
    if found is None:
        raise NotFound
    return found


def needs_account(participant: str) -> bool:
    """Whether somebody joins with an account beside their link: a judge, a clerk, a prosecutor."""
    return part_of(participant) in ROLES


def allow(hearing: HearingRow, participant: str, actor: Actor | None) -> None:
    """Let an account join as this participant: the hearing's own judge, a clerk or prosecutor of the court.

    Raises Unauthenticated.
    """
    part = part_of(participant)
    if part is None or part not in ROLES:
        return
    if actor is None or actor.role is not ROLES[part] or COURT not in actor.boroughs:
        raise Unauthenticated
    if part == "judge" and actor.id != hearing.judge:
        raise Unauthenticated


async def speaking(session: AsyncSession, hearing: HearingRow, participant: str, account: str) -> Actor:
    """Whom an act of a participant is done by, read anew each time: their account, or the machinery for who has none.

    Raises Unauthenticated for an account that was closed or lost its role.
    """
    if not needs_account(participant):
        return MACHINERY
    found = await people.by_id(session, account)
    actor = found.actor if found is not None and not found.closed else None
    allow(hearing, participant, actor)
    assert actor is not None
    return actor


async def note_access(session: AsyncSession, hearing: HearingRow, participant: str, account: str, at: datetime) -> None:
    """Note that somebody in a room was given something of the case: their account, or the link that they joined by."""
    person = account or f"join-{hearing.hearing_id}-{participant}"
    part = part_of(participant)
    await people.speak_for(session, replace(MACHINERY, id=person))
    who = Actor(person, ROLES.get(part, Role.CITIZEN) if part else Role.CITIZEN)
    await access.note(session, who, [hearing.case_id], at)
    await people.speak_for(session, MACHINERY)
