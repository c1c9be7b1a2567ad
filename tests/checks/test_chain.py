"""The chain: every way to tamper with the record is found, and the first bad row is named."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import fields
from itertools import groupby
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import class_row

from checks.chain import HASHED, CaseRow, Row, verify, verify_rows
from checks.evidence import Evidence
from checks.heads import BadStatement, latest, read
from checks.sabotage import copied
from tests.checks.conftest import Town
from tests.checks.tampering import CHANGES, WAYS, Copy

MUTATIONS = 1000


def rows_of(evidence: Evidence, kind: type[Any], table: str) -> list[Any]:
    """A whole table, in memory."""
    names = ", ".join(f'"{field.name}"' for field in fields(kind))
    with psycopg.connect(evidence.database_url) as link, link.cursor(row_factory=class_row(kind)) as cursor:
        return cursor.execute(f"SELECT {names} FROM {table} ORDER BY 1, 2".encode()).fetchall()


@pytest.fixture(scope="module")
def kept(town: Town) -> Copy:
    """The record and the signed heads, in memory."""
    events = groupby(rows_of(town.evidence, Row, "case_events"), key=lambda row: row.case_id)
    signed = latest(town.evidence)
    assert signed is not None
    cases = {case.id: case for case in rows_of(town.evidence, CaseRow, "cases")}
    return Copy({case_id: list(chain) for case_id, chain in events}, cases, signed)


def fresh(kept: Copy) -> Copy:
    return Copy({case_id: list(chain) for case_id, chain in kept.chains.items()}, dict(kept.cases), kept.signed)


def judged(copy: Copy) -> dict[str, Any]:
    return verify_rows(copy.rows(), copy.cases.values(), copy.signed)


def test_an_untouched_record_holds_to_its_signed_heads(town: Town) -> None:
    figures = verify(town.evidence)
    assert (figures["cases"], figures["broken"], figures["first_bad"]) == (6, 0, None)
    assert (figures["signed_cases"], figures["unpublished_heads"]) == (6, [])


def test_each_of_a_thousand_mutations_is_found_and_its_first_bad_row_named(kept: Copy) -> None:
    rng, wrong, done = random.Random(2026), list[str](), Counter[str]()
    for number in range(MUTATIONS):
        copy, way = fresh(kept), WAYS[number % len(WAYS)]
        case_id, seq = way(copy, rng)
        bad = judged(copy)["first_bad"]
        done[way.__name__] += 1
        if bad is None or (bad["case_id"], bad["seq"]) != (case_id, seq):
            wrong.append(f"{number} {way.__name__}: {case_id} {seq}, not {bad}")
    assert not wrong, wrong[:5]
    assert set(done) == {way.__name__ for way in WAYS}


def test_every_hashed_column_of_every_event_is_covered(kept: Copy) -> None:
    assert {*CHANGES, "case_id", "seq"} == {*HASHED, "prev_hash", "hash"}
    for case_id, chain in kept.chains.items():
        for at, row in enumerate(chain):
            for column, change in CHANGES.items():
                copy = fresh(kept)
                copy.chains[case_id][at] = Row(**(vars(row) | {column: change(getattr(row, column))}))
                bad = judged(copy)["first_bad"]
                assert bad and (bad["case_id"], bad["seq"]) == (case_id, row.seq), column


def test_a_cut_tail_is_invisible_without_the_signed_heads_and_seen_with_them(kept: Copy) -> None:
    copy = fresh(kept)
    cut = next(way for way in WAYS if way.__name__ == "cut")
    case_id, seq = cut(copy, random.Random(1))
    assert verify_rows(copy.rows(), copy.cases.values(), None)["broken"] == 0
    bad = judged(copy)["first_bad"]
    assert (bad["case_id"], bad["seq"]) == (case_id, seq)
    assert "signed" in bad["reason"]


async def test_tampering_by_the_databases_owner_is_found(town: Town) -> None:
    def tampered() -> dict[str, Any]:
        with copied(town.evidence) as copy, psycopg.connect(copy.database_url, autocommit=True) as owner:
            ids = [row[0] for row in owner.execute("SELECT id FROM cases WHERE seq >= 4 ORDER BY id").fetchall()]
            owner.execute("UPDATE case_events SET facts = facts || '\\x00' WHERE (case_id, seq) = (%s, 3)", (ids[0],))
            owner.execute("DELETE FROM case_events WHERE (case_id, seq) = (%s, 2)", (ids[1],))
            owner.execute("DELETE FROM case_events WHERE (case_id, seq) = (%s, 4)", (ids[2],))
            before = "SELECT seq, hash, after, promised_on, at FROM case_events WHERE (case_id, seq) = (%s, 3)"
            owner.execute(
                f"UPDATE cases SET (seq, head, state, promised_on, updated_at) = ({before}) WHERE id = %s".encode(),
                (ids[2], ids[2]),
            )
            return verify(copy) | {"ids": ids}

    figures = await asyncio.to_thread(tampered)
    assert figures["broken_cases"] == figures["ids"]
    assert (figures["first_bad"]["case_id"], figures["first_bad"]["seq"]) == (figures["ids"][0], 3)


@contextmanager
def statement(evidence: Evidence, tmp_path: Path) -> Generator[dict[str, Any]]:
    """The published statement, to be altered and read again."""
    file = next(iter(sorted(evidence.heads.glob("*.json"), reverse=True)))
    said = json.loads(file.read_bytes())
    yield said
    (tmp_path / file.name).write_text(json.dumps(said))


@pytest.mark.parametrize("field", ["signed_at", "events", "root", "heads"])
def test_a_published_statement_that_was_altered_does_not_hold(town: Town, tmp_path: Path, field: str) -> None:
    with statement(town.evidence, tmp_path) as said:
        said[field] = {"signed_at": "2020-01-01T00:00:00+00:00", "events": 1, "root": "0" * 64, "heads": []}[field]
    with pytest.raises(BadStatement):
        read(next(tmp_path.glob("*.json")), town.evidence.heads_key)


async def test_a_statement_whose_file_was_taken_away_is_missed(town: Town) -> None:
    def missed() -> list[str]:
        with copied(town.evidence) as copy:
            for file in copy.heads.glob("*.json"):
                file.unlink()
            return verify(copy)["unpublished_heads"]

    assert await asyncio.to_thread(missed)
