"""A person's own calendar program asks what the court sits: by a secret address, which shows what its owner may see."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from casework.doors import Doors, entering, unattended
from casework.hearings import allow_at_court
from casework.links import hashed
from db import calendar_feed, people
from db.calendar_feed import FedHearing, FedSitting, Window
from db.links import speak_for_link
from domain.clock import expires_at, local_date, local_midnight
from domain.contest_rules import COURT
from domain.errors import Forbidden, LinkInvalid
from domain.people import Actor, Role

ACTION: Final = "keep_availability"
BACK, AHEAD = timedelta(days=30), timedelta(days=180)


@dataclass(frozen=True)
class Fed:
    """What a calendar shows: a judge's own sittings and hearings, or the whole court's with the names of its judges."""

    whole_court: bool
    sittings: list[FedSitting]
    hearings: list[FedHearing]
    names: dict[str, str]


async def make_link(doors: Doors, actor: Actor) -> str:
    """The token of a new link, given out here and kept nowhere; the one before opens nothing more. Raises Forbidden."""
    allow_at_court(actor, ACTION)
    token, now = secrets.token_urlsafe(32), await doors.clock.now()
    async with entering(doors, actor) as session:
        await calendar_feed.make_link(session, hashed(token), actor.id, now)
    return token


async def revoke_link(doors: Doors, actor: Actor) -> None:
    """Whoever has the link sees nothing more. Raises Forbidden."""
    allow_at_court(actor, ACTION)
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        await calendar_feed.revoke_link(session, actor.id, now)


async def standing_since(doors: Doors, actor: Actor) -> datetime | None:
    """Since when one's link stands. Raises Forbidden."""
    allow_at_court(actor, ACTION)
    async with entering(doors, actor) as session:
        return await calendar_feed.standing_since(session, actor.id)


async def read(doors: Doors, token: str) -> Fed:
    """From thirty days back to half a year ahead. Raises LinkInvalid, also where its owner is of the court no more."""
    owner, today = await _owner(doors, token), local_date(await doors.clock.now())
    whole = owner.role is not Role.ADJUDICATOR
    window = Window(local_midnight(today - BACK), expires_at(today + AHEAD), "" if whole else owner.id, held=True)
    async with entering(doors, owner) as session:
        judges = await people.of_role(session, Role.ADJUDICATOR, COURT)
        return Fed(
            whole,
            await calendar_feed.sittings(session, window),
            await calendar_feed.hearings(session, window),
            {one.actor.id: one.name for one in judges},
        )


async def _owner(doors: Doors, token: str) -> Actor:
    """Whose link it is, as their account stands now. Raises LinkInvalid."""
    digest = hashed(token)
    async with unattended(doors) as session:
        await speak_for_link(session, digest)
        person = await calendar_feed.person_of(session, digest)
        account = await people.by_id(session, person) if person else None
    if account is None:
        raise LinkInvalid
    try:
        allow_at_court(account.actor, ACTION)
    except Forbidden:
        raise LinkInvalid from None
    return account.actor
