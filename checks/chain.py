"""The chain of every case, recomputed over ciphertext: no key is needed, and the first bad row has a name.

Covered by the hash: the columns HASHED of `case_events`, and `prev_hash` and `hash` themselves.
Covered by comparison with the first or the last event: `seq`, `head`, `state`, `promised_on`, `owner`, `filed_at` and
`updated_at` of `cases`; its `reference` by check digits.
A tail cut off together with its case row is found by the signed heads (RELIABILITY §3 I1).
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any, Final

import psycopg
from psycopg.rows import class_row

from checks.evidence import Evidence
from checks.heads import Statement, faults_of_publication, latest

GENESIS: Final = "0" * 64
HASHED: Final = (
    "case_id",
    "seq",
    "type",
    "act_id",
    "act_hash",
    "actor",
    "role",
    "at",
    "before",
    "after",
    "promised_on",
    "recorded_at",
    "key_id",
    "facts",
)
HEADER: Final = tuple(name for name in HASHED if name != "facts")
SERVED, CLAIMED = "StatementServed", "CaseClaimed"
REFERENCE: Final = re.compile(r"P-(\d{4})-(\d{7})-(\d{2})")


@dataclass(frozen=True)
class Row:
    """One row of `case_events`."""

    case_id: str
    seq: int
    type: str
    act_id: str
    act_hash: str
    actor: str
    role: str
    at: datetime
    before: str
    after: str
    promised_on: date | None
    key_id: str
    facts: bytes
    prev_hash: str
    hash: str
    recorded_at: datetime


@dataclass(frozen=True)
class CaseRow:
    """What a row of `cases` says that its events say too."""

    id: str
    reference: str
    owner: str
    state: str
    seq: int
    head: str
    promised_on: date | None
    filed_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class Bad:
    """A row that is not as it was written, or a place where one is missing."""

    case_id: str
    seq: int
    reason: str


def verify(evidence: Evidence) -> dict[str, Any]:
    """Verify every case: cases, events, broken, first_bad, and how many cases the latest signed statement covers."""
    with psycopg.connect(evidence.database_url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with connection.cursor(row_factory=class_row(CaseRow)) as cursor:
            cases = cursor.execute(f"SELECT {_columns(CaseRow)} FROM cases".encode()).fetchall()
        published, signed = faults_of_publication(evidence, connection), latest(evidence)
        with connection.cursor("events", row_factory=class_row(Row)) as cursor:
            cursor.execute(f'SELECT {_columns(Row)} FROM case_events ORDER BY case_id COLLATE "C", seq'.encode())
            figures = verify_rows(cursor, cases, signed)
    return figures | {"signed_cases": len(signed.heads) if signed else 0, "unpublished_heads": published}


def broken_cases(evidence: Evidence) -> list[str]:
    """The ids of the cases whose chain does not hold; a fault of the published heads counts under its own name."""
    found = verify(evidence)
    return [*found["broken_cases"], *found["unpublished_heads"]]


def verify_rows(rows: Iterable[Row], cases: Iterable[CaseRow], signed: Statement | None) -> dict[str, Any]:
    """The same over rows in memory, sorted by case and seq."""
    known = {case.id: case for case in cases}
    promised = dict(signed.heads) if signed else {}
    events, seen, bad = 0, set[str](), list[Bad]()
    for case_id, group in groupby(rows, key=lambda row: row.case_id):
        chain = list(group)
        events += len(chain)
        seen.add(case_id)
        bad += _first_fault(known.get(case_id), chain, promised.get(case_id))
    missing = (known.keys() | promised.keys()) - seen
    bad += [Bad(case_id, 1, "missing: no event of this case is left") for case_id in missing]
    bad.sort(key=lambda fault: (fault.case_id, fault.seq))
    return {
        "cases": len(known),
        "events": events,
        "broken": len(bad),
        "first_bad": vars(bad[0]) if bad else None,
        "broken_cases": [fault.case_id for fault in bad],
    }


def link(row: Row) -> str:
    """The hash that a row must bear: the one before, the clear header as canonical JSON, the encrypted facts' hash."""
    header = {name: getattr(row, name) for name in HEADER}
    header |= {name: getattr(row, name).astimezone(UTC).isoformat() for name in ("at", "recorded_at")}
    header["promised_on"] = row.promised_on.isoformat() if row.promised_on else None
    clear = json.dumps(header, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(row.prev_hash.encode() + clear.encode() + hashlib.sha256(row.facts).digest()).hexdigest()


def _first_fault(case: CaseRow | None, chain: list[Row], signed: tuple[int, str] | None) -> list[Bad]:
    for seq, reason in (*_of_the_links(chain, signed), *_of_the_ends(case, chain, signed)):
        return [Bad(chain[0].case_id, seq, reason)]
    return []


def _of_the_links(chain: list[Row], signed: tuple[int, str] | None) -> Iterator[tuple[int, str]]:
    before = GENESIS
    for place, row in enumerate(chain, start=1):
        if row.seq != place:
            yield min(place, row.seq), "missing" if row.seq > place else "two rows at one place"
        if row.prev_hash != before:
            yield row.seq, "does not follow the row before it"
        if link(row) != row.hash:
            yield row.seq, "changed: the hash is not that of the row"
        if signed and signed[0] == row.seq and signed[1] != row.hash:
            yield row.seq, "rewritten: not the head that was signed"
        before = row.hash


def _of_the_ends(case: CaseRow | None, chain: list[Row], signed: tuple[int, str] | None) -> Iterator[tuple[int, str]]:
    first, last = chain[0], chain[-1]
    if case is None:
        yield first.seq, "events of a case that has no row"
        return
    if case.seq > last.seq:
        yield last.seq + 1, "missing: the case's row is further"
    if signed and signed[0] > last.seq:
        yield last.seq + 1, f"cut off: the signed head stands at {signed[0]}"
    if case.seq < last.seq:
        yield case.seq + 1, "beyond the case's row"
    differing = [name for name, value in _said_by(chain).items() if getattr(case, name) != value]
    if differing:
        yield last.seq, f"the case's row says another {', '.join(differing)}"
    if not _well_formed(case.reference):
        yield first.seq, "the case's reference has wrong check digits"


def _said_by(chain: list[Row]) -> Mapping[str, Any]:
    first, last = chain[0], chain[-1]
    return {"head": last.hash, "state": last.after, "promised_on": last.promised_on, "updated_at": last.at,
            "filed_at": first.at, "owner": _holder(chain)}  # fmt: skip


def _holder(chain: list[Row]) -> str:
    """Who filed it; a statement of offence is nobody's account's until one claims it."""
    if chain[0].type != SERVED:
        return chain[0].actor
    claims = [row.actor for row in chain if row.type == CLAIMED]
    return claims[-1] if claims else f"holder-{chain[0].case_id}"


def _well_formed(reference: str) -> bool:
    """Year, seven digits, two check digits: the whole number leaves 1 when divided by 97."""
    parts = REFERENCE.fullmatch(reference)
    return parts is not None and int("".join(parts.groups())) % 97 == 1


def _columns(kind: type[Row] | type[CaseRow]) -> str:
    return ", ".join(f'"{field.name}"' for field in fields(kind))
