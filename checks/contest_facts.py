"""Contests as the record tells them to whoever holds the keys: events and letters with their facts, in order."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap
from psycopg.rows import class_row

from checks.evidence import Evidence
from checks.record import Line
from checks.sealed_payloads import NONCE

Facts = dict[str, Any]
OF_CONTESTS = "WHERE case_id IN (SELECT id FROM cases WHERE procedure = 'contest')"
KEYS = f"SELECT case_id, wrapped FROM case_keys {OF_CONTESTS} AND wrapped IS NOT NULL"
EVENTS = f'SELECT case_id, seq, type, "before", "after", at, facts FROM case_events {OF_CONTESTS} ORDER BY case_id, seq'
LETTERS = f"""
SELECT case_id, seq, line, code, facts FROM outbox {OF_CONTESTS} AND kind = 'letter' ORDER BY case_id, seq, line
"""
LINES = f"""
SELECT case_id, seq, debit, credit, cents, purpose FROM ledger_entries {OF_CONTESTS} ORDER BY case_id, seq, line
"""


@dataclass(frozen=True)
class Told:
    """An event and what it says; `facts` are None once nobody can read them any more."""

    seq: int
    type: str
    before: str
    after: str
    at: datetime
    facts: Facts | None


@dataclass(frozen=True)
class Sent:
    """A letter that was ordered, at its event, and what it says."""

    seq: int
    code: str
    facts: Facts | None


@dataclass
class Contest:
    """One contest, from its service on."""

    id: str
    state: str
    events: list[Told] = field(default_factory=list[Told])
    letters: list[Sent] = field(default_factory=list[Sent])
    lines: list[Line] = field(default_factory=list[Line])

    @property
    def readable(self) -> bool:
        """Whether everything that it says can still be read."""
        return bool(self.events) and all(one.facts is not None for one in (*self.events, *self.letters))

    def last(self, *types: str, until: int) -> Told | None:
        """The latest event of these types before a place of the chain."""
        return next((one for one in reversed(self.events) if one.seq < until and one.type in types), None)


@dataclass(frozen=True)
class _Sealed:
    case_id: str
    seq: int
    facts: bytes


@dataclass(frozen=True)
class _Event(_Sealed):
    type: str
    before: str
    after: str
    at: datetime


@dataclass(frozen=True)
class _Letter(_Sealed):
    line: int
    code: str


def read_contests(evidence: Evidence) -> list[Contest]:
    """Every contest, in one consistent reading."""
    master = bytes.fromhex(evidence.master_key)
    with psycopg.connect(evidence.database_url) as link:
        link.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        secrets = {case_id: aes_key_unwrap(master, wrapped) for case_id, wrapped in link.execute(KEYS.encode())}
        states = link.execute("SELECT id, state FROM cases WHERE procedure = 'contest' ORDER BY id").fetchall()
        found = defaultdict[str, Contest](lambda: Contest("", ""), {one: Contest(one, state) for one, state in states})
        with link.cursor(row_factory=class_row(_Event)) as cursor:
            for row in cursor.execute(EVENTS.encode()):
                facts = _opened(secrets, row, f"{row.case_id}/event/{row.seq}")
                found[row.case_id].events.append(Told(row.seq, row.type, row.before, row.after, row.at, facts))
        with link.cursor(row_factory=class_row(_Letter)) as cursor:
            for row in cursor.execute(LETTERS.encode()):
                facts = _opened(secrets, row, f"{row.case_id}/order/{row.seq}/{row.line}")
                found[row.case_id].letters.append(Sent(row.seq, row.code, facts))
        with link.cursor(row_factory=class_row(Line)) as cursor:
            for line in cursor.execute(LINES.encode()):
                found[line.case_id].lines.append(line)
    return [found[case_id] for case_id, _ in states]


def _opened(secrets: dict[str, bytes], row: _Sealed, place: str) -> Facts | None:
    secret = secrets.get(row.case_id)
    if secret is None or len(row.facts) <= NONCE:
        return None
    try:
        return json.loads(AESGCM(secret).decrypt(row.facts[:NONCE], row.facts[NONCE:], place.encode()))
    except InvalidTag:
        return None
