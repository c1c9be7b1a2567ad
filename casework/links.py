"""Single-purpose links: a random token for one person, one purpose and one case, kept as a hash.

Looking never consumes: mail programs open links before people do. What cannot be a link of ours, what has expired and
what is for another purpose get one answer, whose time does not depend on which it was (RELIABILITY §4, rows 21-22).
"""

import hashlib
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from casework.doors import Doors, entering, unattended
from db import cases, links, payments
from db.links import Link, Owed
from domain import permit_states, policy
from domain.case_ids import well_formed
from domain.errors import Forbidden, IllegalTransition, LinkInvalid, LinkUsed, NotFound
from domain.people import Actor

Purpose = Literal["pay", "opinion"]

PAY_FOR: Final = timedelta(days=30)
MOST_LIVING: Final = 20  # pay links of one case that may stand at once


@dataclass(frozen=True)
class Made:
    """A new link: its token is given out here and kept nowhere."""

    token: str
    expires_at: datetime


async def make_pay_link(doors: Doors, actor: Actor, case_id: str) -> Made:
    """A link with which a third person pays what the case waits for.

    Raises NotFound, Forbidden, and IllegalTransition when nothing is to be paid or too many links stand.
    """
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        case = await cases.find(session, case_id) if well_formed(case_id) else None
        if case is None:
            raise NotFound
        if not policy.may(actor, "pay", owner=case.owner, borough=case.borough):
            raise Forbidden(act="pay")
        waiting = [one for one in await payments.of_case(session, case_id) if one.status == "open"]
        if case.ended or not permit_states.open_to("pay", case.state):
            raise IllegalTransition(state=case.state, act="pay")
        if not waiting or await links.living(session, case_id, "pay", now) >= MOST_LIVING:
            raise IllegalTransition(state=case.state, act="pay")
        link = Link("pay", case_id, now + PAY_FOR, payment_id=waiting[-1].payment_id)
        return await keep(session, link, actor, now)


async def keep(session: AsyncSession, link: Link, actor: Actor, now: datetime) -> Made:
    """Keep a link within the transaction of whoever may see its case; its token is 256 random bits."""
    token = secrets.token_urlsafe(32)
    await links.add(session, hashed(token), link, actor.id, now)
    return Made(token, link.expires_at)


async def look(doors: Doors, token: str, purpose: Purpose) -> Link:
    """A link that stands, without consuming it. Raises LinkInvalid, LinkUsed."""
    async with holding(doors, token, purpose) as (_, link):
        return link


async def owed(doors: Doors, token: str) -> Owed:
    """What the holder of a pay link may pay, and where. Raises LinkInvalid."""
    async with holding(doors, token, "pay") as (session, _):
        found = await links.owed(session, hashed(token))
    if found is None:
        raise LinkInvalid
    return found


@asynccontextmanager
async def holding(doors: Doors, token: str, purpose: Purpose) -> AsyncGenerator[tuple[AsyncSession, Link]]:
    """One transaction that sees what the link's holder may see. Raises LinkInvalid, LinkUsed."""
    now, digest = await doors.clock.now(), hashed(token)
    async with unattended(doors) as session:
        await links.speak_for_link(session, digest)
        link = await links.find(session, digest)
        if link is None or link.purpose != purpose or link.expires_at <= now:
            raise LinkInvalid
        if link.used_at is not None:
            raise LinkUsed
        yield session, link


@asynccontextmanager
async def using(doors: Doors, token: str, purpose: Purpose) -> AsyncGenerator[tuple[AsyncSession, Link]]:
    """The same, consuming the link: if the body raises, it was not used. Raises LinkInvalid, LinkUsed.

    Of two that come at once, the second waits for the first and finds the link used.
    """
    async with holding(doors, token, purpose) as (session, link):
        if not await links.use(session, hashed(token), await doors.clock.now()):
            raise LinkUsed
        yield session, link


def hashed(token: str) -> str:
    """How a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()
