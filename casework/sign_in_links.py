"""Signing in by e-mail: a link of one use, a quarter of an hour, one browser (RELIABILITY §3 B3).

The door never looks whether an address is known: the answer and its time are the same for all. The first link that a
citizen uses opens an account; the city's own people sign in otherwise, and no link is sent to them.
"""

import secrets
from datetime import timedelta
from typing import Any, Final

from casework.doors import Doors, unattended
from casework.people import Opened, begin, sha256
from casework.preferences import EMAIL, LONGEST_EMAIL
from db import people, sign_in_links
from db.ciphertext import decrypt, encrypt
from db.sign_in_links import SignInLink
from domain.case_ids import SYSTEM_KEY
from domain.errors import Invalid, LinkInvalid, LinkUsed
from domain.letter import Language
from domain.people import Role

LASTS: Final = timedelta(minutes=15)


async def ask(doors: Doors, email: str, browser: str, then: str, language: Language) -> None:
    """Have a link sent to an address, for the browser that asks. Raises Invalid for what is no address."""
    address = email.strip().lower()
    if not address:
        raise Invalid({"email": "required"})
    if len(address) > LONGEST_EMAIL or not EMAIL.fullmatch(address):
        raise Invalid({"email": "not-an-email"})
    doors.limits.count("sign_in", address)
    token, now = secrets.token_urlsafe(32), await doors.clock.now()
    content = {"email": address, "token": token, "language": language, "then": then}
    key = await doors.keys.of_case(SYSTEM_KEY)
    sealed = encrypt(key, sealing(sha256(token)), content)
    async with unattended(doors) as session:
        await sign_in_links.add(session, SignInLink(sha256(token), sha256(browser), sealed, now, now + LASTS))


async def look(doors: Doors, token: str, browser: str) -> None:
    """Whether a link would sign this browser in; looking uses nothing up. Raises LinkInvalid, LinkUsed."""
    now = await doors.clock.now()
    async with unattended(doors) as session:
        found = await sign_in_links.find(session, sha256(token))
    if found is None or found.browser_sha256 != sha256(browser) or found.expires_at <= now:
        raise LinkInvalid
    if found.used_at is not None:
        raise LinkUsed


async def use(doors: Doors, token: str, browser: str) -> tuple[Opened, str]:
    """Sign in by a link; the session, and where the person was going. Raises LinkInvalid, LinkUsed."""
    await look(doors, token, browser)
    now = await doors.clock.now()
    key = await doors.keys.of_case(SYSTEM_KEY)
    async with unattended(doors) as session:
        if not await sign_in_links.use(session, sha256(token), now):
            raise LinkUsed
        found = await sign_in_links.find(session, sha256(token))
        if found is None:
            raise LinkInvalid
        content: dict[str, Any] = decrypt(key, sealing(found.token_sha256), found.sealed)
        account = await people.citizen_of(session, content["email"], f"citizen-{secrets.token_hex(8)}")
        if account is None or account.actor.role is not Role.CITIZEN:
            raise LinkInvalid
        opened = await begin(session, account.actor.id, now)
    return opened, str(content["then"])


def sealing(token_sha256: str) -> str:
    """What the ciphertext of a link is bound to."""
    return f"sign-in/{token_sha256}"
