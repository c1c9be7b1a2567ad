"""Signing in with an account of elsewhere: an attempt of one use, a quarter of an hour, one browser (RELIABILITY §3 B).

A citizen's account opens at the first sign-in; one whose address was proven by e-mail already is that account. The
city's own people are linked beforehand, by issuer and subject: no address makes anybody a clerk.
"""

import secrets
from dataclasses import asdict
from datetime import timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework.doors import Doors, unattended
from casework.people import Opened, sha256
from casework.people import begin as begin_session
from db import people, sign_in_attempts
from db.ciphertext import decrypt, encrypt
from db.people import Account
from domain.case_ids import SYSTEM_KEY
from domain.errors import LinkInvalid, LinkUsed, NotFound
from domain.identity import Attempt, Identity, IdentityProvider
from domain.people import Role

LASTS: Final = timedelta(minutes=15)


async def begin(doors: Doors, browser: str, then: str, back: str) -> str:
    """The provider's address to send the browser to. Raises NotFound without a provider, TemporarilyUnavailable."""
    provider = _provider(doors)
    attempt, now = provider.attempt(), await doors.clock.now()
    address = await provider.address(attempt, back)
    key = await doors.keys.of_case(SYSTEM_KEY)
    sealed = encrypt(key, _sealing(attempt.state), {**asdict(attempt), "then": then})
    async with unattended(doors) as session:
        await sign_in_attempts.add(session, sha256(attempt.state), sha256(browser), sealed, now, now + LASTS)
    return address


async def finish(doors: Doors, browser: str, state: str, code: str, back: str) -> tuple[Opened, str]:
    """A session for whoever came back, and where they were going. Raises LinkInvalid, LinkUsed."""
    provider, now = _provider(doors), await doors.clock.now()
    async with unattended(doors) as session:
        found = await sign_in_attempts.find(session, sha256(state))
        if found is None or found.browser_sha256 != sha256(browser) or found.expires_at <= now:
            raise LinkInvalid
        if not await sign_in_attempts.use(session, sha256(state), now):
            raise LinkUsed
    content: dict[str, Any] = decrypt(await doors.keys.of_case(SYSTEM_KEY), _sealing(state), found.sealed)
    attempt = Attempt(content["state"], content["nonce"], content["verifier"])
    identity = await provider.identify(code, attempt, back)
    async with unattended(doors) as session:
        account = await _account(session, identity)
        if account is None:
            raise LinkInvalid
        opened = await begin_session(session, account.actor.id, now)
    return opened, str(content["then"])


async def _account(session: AsyncSession, identity: Identity) -> Account | None:
    """The account that an identity is linked to, or a citizen's that opens now; None where it may be nobody."""
    linked = await people.by_identity(session, identity.issuer, identity.subject)
    if linked is not None:
        return linked
    new_id = f"citizen-{secrets.token_hex(8)}"
    if identity.email:
        account = await people.citizen_of(session, identity.email, new_id)
    else:
        account = await people.open_citizen(session, new_id, identity.name)
    if account is None or account.actor.role is not Role.CITIZEN:
        return None
    await people.link(session, identity.issuer, identity.subject, account.actor.id)
    return await people.by_identity(session, identity.issuer, identity.subject)


def _provider(doors: Doors) -> IdentityProvider:
    if doors.identity is None:
        raise NotFound
    return doors.identity


def _sealing(state: str) -> str:
    """What the ciphertext of an attempt is bound to."""
    return f"sign-in-attempt/{sha256(state)}"
