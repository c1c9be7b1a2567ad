"""Who is at the door: bearer tokens, browser sessions, the demo's sign-ins."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from casework import passes
from casework.doors import Doors, glancing, unattended
from db import people
from db.people import Account, Signed
from domain.errors import LinkInvalid, Unauthenticated
from domain.people import Actor

SESSION = timedelta(hours=8)


@dataclass(frozen=True)
class Opened:
    """A session just opened: `cookie` is given to the browser once and kept nowhere."""

    cookie: str
    csrf: str


def session_cookie(base_url: str) -> str:
    """The name of a browser session's cookie; `__Host-` needs https."""
    return "__Host-guichet_session" if base_url.startswith("https://") else "guichet_session"


def sha256(secret: str) -> str:
    """How secrets are kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def by_token(doors: Doors, token: str) -> Actor:
    """The person who holds a bearer token, or a pass to one case. Raises Unauthenticated."""
    if passes.is_pass(token):
        return passes.holder(doors.secret, token)
    async with glancing(doors) as session:
        account = await people.by_token(session, sha256(token))
    if account is None:
        raise Unauthenticated
    return account.actor


async def by_cookie(doors: Doors, cookie: str) -> Signed | None:
    """The session of a browser, if it stands."""
    now = await doors.clock.now()
    async with unattended(doors) as session:
        return await people.by_session(session, sha256(cookie), now)


async def demo_accounts(doors: Doors) -> list[Account]:
    """The accounts that the demo offers."""
    async with unattended(doors) as session:
        return await people.all_accounts(session)


async def sign_in_as(doors: Doors, principal_id: str) -> Opened:
    """Open a session for a demo account under a new id. Raises Unauthenticated when no such account is open."""
    now = await doors.clock.now()
    async with unattended(doors) as session:
        try:
            return await begin(session, principal_id, now)
        except LinkInvalid as nobody:
            raise Unauthenticated from nobody


async def begin(session: AsyncSession, principal_id: str, now: datetime) -> Opened:
    """Begin a browser session under new secrets, whichever way the person came in.

    The one place where a closed account is refused, before any way in: raises LinkInvalid.
    """
    account = await people.by_id(session, principal_id)
    if account is None or account.closed:
        raise LinkInvalid
    opened = Opened(secrets.token_urlsafe(32), secrets.token_urlsafe(32))
    await people.open_session(session, sha256(opened.cookie), principal_id, opened.csrf, now + SESSION)
    return opened


async def sign_out(doors: Doors, cookie: str) -> None:
    """Close a session."""
    async with unattended(doors) as session:
        await people.close_session(session, sha256(cookie))
