"""A made-up court put straight into a database: clerks and judges with their tokens, and cases that await a date."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import psycopg

from domain.contest_rules import COURT

ACCOUNT: Final = "INSERT INTO principals (id, role, boroughs, name, email) VALUES (%s, %s, %s, 'Cour', %s)"
TOKEN: Final = "INSERT INTO api_tokens (token_sha256, principal_id, created_at) VALUES (%s, %s, %s)"  # noqa: S105
CASE: Final = """
INSERT INTO cases (id, reference, procedure, service, version, borough, owner, language, clock, state, seq, head, ended,
                   summary, filed_at, updated_at)
VALUES (%(id)s, %(reference)s, 'contest', 'contestation-constat', 'v', %(borough)s, %(owner)s, 'fr', 'real',
        'AWAITING_DATE', 1, 'h', false, '', %(at)s, %(at)s)
"""


@dataclass(frozen=True)
class Court:
    """What was made. `tokens` are bearer tokens by account; each case is another defendant's."""

    clerks: tuple[str, ...]
    judges: tuple[str, ...]
    cases: tuple[str, ...]
    tokens: dict[str, str]


async def make_court(owner_url: str, now: datetime, *, clerks: int, judges: int, cases: int) -> Court:
    """So many of each, under names that no other account has."""
    names = [f"greffe-essai-{rank}" for rank in range(clerks)], [f"juge-essai-{rank}" for rank in range(judges)]
    tokens = {name: f"court-token-{rank:04d}" for rank, name in enumerate((*names[0], *names[1]))}
    ids = tuple(f"{rank:032x}" for rank in range(0xC0, 0xC0 + cases))
    async with await psycopg.AsyncConnection.connect(owner_url) as link:
        for name, token in tokens.items():
            role = "clerk" if name in names[0] else "adjudicator"
            await link.execute(ACCOUNT, (name, role, [COURT], f"{name}@guichet.invalid"))
            await link.execute(TOKEN, (hashlib.sha256(token.encode()).hexdigest(), name, now))
        for rank, case_id in enumerate(ids):
            values = {"id": case_id, "reference": f"C-ESSAI-{rank:04d}", "borough": COURT, "at": now}
            await link.execute(CASE, values | {"owner": f"defense-essai-{rank}"})
    return Court(tuple(names[0]), tuple(names[1]), ids, tokens)
