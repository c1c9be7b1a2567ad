"""Made-up people put straight into a database: clerks of every borough, citizens; by token or by portal session."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import psycopg

from catalogue.load import load

ACCOUNT: Final = """
INSERT INTO principals (id, role, boroughs, name, email)
VALUES (%(id)s, %(role)s, %(boroughs)s, %(id)s, %(id)s || '@guichet.invalid') ON CONFLICT DO NOTHING"""
TOKEN: Final = "INSERT INTO api_tokens (token_sha256, principal_id, created_at) VALUES (%s, %s, %s)"  # noqa: S105
SESSION: Final = """
INSERT INTO web_sessions (session_sha256, principal_id, csrf, expires_at) VALUES (%s, %s, %s, %s)"""
LASTS: Final = timedelta(hours=8)


async def make_clerks(owner_url: str, count: int) -> list[str]:
    """So many clerks, each of one borough, in turn: accounts named `agent-BOROUGH-RANK`."""
    codes = [one.code for one in load().boroughs]
    made = [f"agent-{codes[rank % len(codes)].lower()}-{rank}" for rank in range(count)]
    await _accounts(owner_url, "clerk", {account: [borough_of(account)] for account in made})
    return made


async def make_citizens(owner_url: str, accounts: Sequence[str]) -> None:
    """A citizen for each account."""
    await _accounts(owner_url, "citizen", {account: [] for account in accounts})


async def give_tokens(owner_url: str, accounts: Sequence[str], now: datetime) -> dict[str, str]:
    """A bearer token of the API for each account."""
    given = {account: f"bench-token-{account}" for account in accounts}
    async with await psycopg.AsyncConnection.connect(owner_url) as link, link.cursor() as cursor:
        await cursor.executemany(TOKEN, [(_sha256(token), account, now) for account, token in given.items()])
    return given


async def open_sessions(owner_url: str, accounts: Sequence[str], now: datetime) -> dict[str, str]:
    """A session of the portal for each account: what its browser's cookie says."""
    given = {account: f"bench-session-{account}" for account in accounts}
    rows = [(_sha256(cookie), account, "csrf", now + LASTS) for account, cookie in given.items()]
    async with await psycopg.AsyncConnection.connect(owner_url) as link, link.cursor() as cursor:
        await cursor.executemany(SESSION, rows)
    return given


def borough_of(account: str) -> str:
    """The borough of a made-up clerk."""
    return account.split("-")[1].upper()


async def _accounts(owner_url: str, role: str, boroughs: dict[str, list[str]]) -> None:
    rows = [{"id": account, "role": role, "boroughs": of} for account, of in boroughs.items()]
    async with await psycopg.AsyncConnection.connect(owner_url) as link, link.cursor() as cursor:
        await cursor.executemany(ACCOUNT, rows)


def _sha256(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
