"""Signing in with a passkey: a device proves that it holds a person's key, for this address alone (RELIABILITY §3 B).

A challenge is kept nowhere until it is answered: it says until when it stands, and its seal binds it to the browser and
to what it is for. Answered once, it is used up. A key is added by somebody who is signed in, and they are told by mail.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework import passkey_proofs as proofs
from casework.doors import Doors, entering, unattended
from casework.people import Opened, begin, sha256
from db import passkeys
from db.passkeys import PasskeyRow
from db.people import Account
from domain.case_ids import keyed_id
from domain.errors import LinkInvalid, LinkUsed, NotFound
from domain.letter import Language
from domain.passkeys import Party
from domain.people import Actor

LASTS: Final = timedelta(minutes=15)
MOST: Final = 10  # of one person
ADDING: Final = "add"
SIGNING_IN: Final = "sign-in"


@dataclass(frozen=True)
class Asked:
    """What a page asks a browser: the challenge, which comes back with the answer, and the options as JSON."""

    challenge: str
    options: str


@dataclass(frozen=True)
class Kept:
    """A key as its owner sees it. `synced`: their other devices have it too."""

    id: str
    synced: bool
    added_at: datetime
    used_at: datetime | None


async def own(doors: Doors, actor: Actor) -> list[Kept]:
    """A person's keys, oldest first."""
    async with entering(doors, actor) as session:
        rows = await passkeys.of(session, actor.id)
    return [Kept(_text(row.credential_id), row.synced, row.added_at, row.used_at) for row in rows]


async def to_add(doors: Doors, account: Account, party: Party, browser: str) -> Asked:
    """What a browser is asked so that its device makes a key for a person."""
    async with entering(doors, account.actor) as session:
        known = [row.credential_id for row in await passkeys.of(session, account.actor.id)]
    challenge = _challenge(doors, ADDING, browser, await doors.clock.now())
    handle, name = _handle(account.actor.id), account.email or account.name
    return Asked(challenge, proofs.to_make(party, handle, name, known, challenge))


async def add(
    doors: Doors, actor: Actor, party: Party, browser: str, answer: tuple[str, str], language: Language
) -> None:
    """Keep a key; `answer`: the challenge and what came back. Raises LinkInvalid, LinkUsed."""
    now, (challenge, told) = await doors.clock.now(), answer
    _check(doors, ADDING, browser, challenge, now)
    new = proofs.made(party, challenge, told)
    row = PasskeyRow(new.credential_id, actor.id, new.public_key, new.sign_count, new.synced, language, now)
    async with entering(doors, actor) as session:
        await _use(session, challenge, now)
        if len(await passkeys.of(session, actor.id)) >= MOST or not await passkeys.add(session, row):
            raise LinkInvalid


async def remove(doors: Doors, actor: Actor, key_id: str) -> None:
    """Take away a key of one's own: it signs nobody in from now on. Raises NotFound."""
    async with entering(doors, actor) as session:
        if not await passkeys.remove(session, _bytes(key_id), actor.id):
            raise NotFound


async def to_sign_in(doors: Doors, party: Party, browser: str) -> Asked:
    """What a browser is asked so that a person shows one of their keys; whose is not asked."""
    challenge = _challenge(doors, SIGNING_IN, browser, await doors.clock.now())
    return Asked(challenge, proofs.to_prove(party, challenge))


async def sign_in(doors: Doors, party: Party, browser: str, answer: tuple[str, str]) -> Opened:
    """Open a session for whoever proved a key; `answer` as in `add`. Raises LinkInvalid, LinkUsed."""
    now, (challenge, told) = await doors.clock.now(), answer
    _check(doors, SIGNING_IN, browser, challenge, now)
    key_id, handle = proofs.shown(told)
    async with unattended(doors) as session:
        row = await passkeys.find(session, key_id)
        if row is None or not hmac.compare_digest(handle, _handle(row.principal_id)):
            raise LinkInvalid
        count = proofs.proven(party, challenge, told, (row.public_key, row.sign_count))
        await _use(session, challenge, now)
        if not await passkeys.used(session, row.credential_id, count, now):
            raise LinkInvalid
        return await begin(session, row.principal_id, now)


def _challenge(doors: Doors, purpose: str, browser: str, now: datetime) -> str:
    until, nonce = int((now + LASTS).timestamp()), secrets.token_hex(16)
    return f"{until}.{nonce}.{_seal(doors, purpose, browser, f'{until}.{nonce}')}"


def _check(doors: Doors, purpose: str, browser: str, challenge: str, now: datetime) -> None:
    said, _, seal = challenge.rpartition(".")
    sealed_here = hmac.compare_digest(seal.encode(), _seal(doors, purpose, browser, said).encode())
    if not sealed_here or int(said.partition(".")[0]) <= now.timestamp():
        raise LinkInvalid


def _seal(doors: Doors, purpose: str, browser: str, said: str) -> str:
    return keyed_id(doors.secret, "passkey", purpose, browser, said)


async def _use(session: AsyncSession, challenge: str, now: datetime) -> None:
    if not await passkeys.answered(session, sha256(challenge), now):
        raise LinkUsed


def _handle(principal_id: str) -> bytes:
    """What a device keeps of whose key it is; the same for good, whichever secret the doors have."""
    return hashlib.sha256(f"passkey-of/{principal_id}".encode()).digest()


def _text(credential_id: bytes) -> str:
    return base64.urlsafe_b64encode(credential_id).decode()


def _bytes(key_id: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(key_id.encode())
    except (binascii.Error, ValueError) as fault:
        raise NotFound from fault
