"""Made-up contests written into a database by the record's own writer, with the book, the register and one hearing."""

import json
from datetime import UTC, datetime
from typing import Any

from adapters.keys import KeyRing
from checks import conservation, contest_ends, money, slots
from checks.acknowledgements import Acknowledgements
from checks.evidence import Evidence
from checks.journals import read_book
from checks.record import read_record
from cli.places import keep_secrets
from db import record
from domain.events import Event
from tests.checks.court_lives import LIVES, book_of, renamed
from tests.db.conftest import Base
from tests.db.court import Court

NOW = datetime(2027, 6, 1, tzinfo=UTC)
REGISTER = """
INSERT INTO statements (number_hash, case_id, regime, kind, fact_hashes, code_hash, content_sha256, imported_at)
VALUES (%s, %s, 'QC-CPP', 'traffic', '{}', '', '', %s)
"""


async def write_contests(base: Base) -> Evidence:
    """Every life of the court, each under an id of its own."""
    secrets = keep_secrets(base.var)
    keys = KeyRing(base.owner, secrets.master_key)
    evidence = Evidence(base.env["DATABASE_URL"], "", secrets.master_key, base.var)
    evidence.gateway_book.parent.mkdir(exist_ok=True)
    for rank, play in enumerate(LIVES.values(), start=1):
        written = await _write(base, keys, play().events, f"{rank:032x}")
        await base.rows(REGISTER, f"number-{rank}", f"{rank:032x}", NOW)
        with evidence.gateway_book.open("a", encoding="utf-8") as book:
            book.writelines(json.dumps(line) + "\n" for line in book_of(written))
    (slot,) = await Court(base).slots()
    await Court(base).held(slot, f"{len(LIVES):032x}")
    return evidence


def figures(evidence: Evidence) -> dict[str, int]:
    """Every figure that contests can move and that needs no engine."""
    read, book = read_record(evidence), read_book(evidence.gateway_book)
    ends = contest_ends.judge_ends(evidence)
    counts: dict[str, list[Any]] = {
        "duplicated_cases": conservation.duplicated_cases(read, Acknowledgements()),
        "doubled_fees": money.doubled_fees(read, book),
        "unbalanced_ledgers": money.unbalanced_ledgers(read, book),
        "refunds_off": money.refunds_off(read, book),
        "double_refunds": money.double_refunds(read, book),
        "double_booked_slots": slots.double_booked(evidence.database_url),
    }
    law = {name: ends[name] for name in ("unfounded_ends", *contest_ends.RULES)}
    return {name: len(found) for name, found in counts.items()} | law


async def _write(base: Base, keys: KeyRing, events: list[Event], case_id: str) -> list[Event]:
    key = await keys.create(case_id)
    head, written = events[0].prev_head, list[Event]()
    for event in events:
        written.append(renamed(event, case_id, head))
        async with base.worker.begin() as session:
            head = (await record.write(session, written[-1], key, NOW)).head
    return written
