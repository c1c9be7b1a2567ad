"""What the names of the sabotage do to letters that were sent: astray, printed twice, miscounted, withdrawn."""

import hashlib
import json
import shutil
from typing import Any

import psycopg

from checks.evidence import Evidence

Connection = psycopg.Connection[dict[str, Any]]


def letter_astray(record: Connection, evidence: Evidence) -> None:
    """A letter waits to be posted, and nobody remembers it any more."""
    one = _first(record, "status NOT IN ('unread', 'bounced', 'returned', 'stopped') AND batch IS NULL")
    record.execute("DELETE FROM letter_deliveries WHERE (case_id, number, attempt) = (%s, %s, %s)", _key(one))


def letter_in_two_batches(record: Connection, evidence: Evidence) -> None:
    """A batch is printed and counted a second time, under another name: each of its letters leaves twice."""
    batch = _batch(record)
    again = f"{batch['id']}-again"
    record.execute("DROP INDEX letter_deliveries_live")
    _copy(record, "post_batches", batch | {"id": again})
    rows = record.execute("SELECT * FROM letter_deliveries WHERE batch = %s", (batch["id"],)).fetchall()
    for row in rows:
        _copy(record, "letter_deliveries", row | {"attempt": row["attempt"] + 1, "batch": again})
    shutil.copytree(evidence.documents / "post" / batch["id"], evidence.documents / "post" / again)


def false_manifest(record: Connection, evidence: Evidence) -> None:
    """The manifest promises one page more, and its hash was written anew."""
    batch = _batch(record)
    file = evidence.documents / "post" / batch["id"] / "manifest.json"
    said = json.loads(file.read_bytes())
    said["totals"]["pages"] += 1
    file.write_text(json.dumps(said), encoding="utf-8")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    record.execute("UPDATE post_batches SET manifest_sha256 = %s WHERE id = %s", (digest, batch["id"]))


def quiet_withdrawal(record: Connection, evidence: Evidence) -> None:
    """A letter says that it was withdrawn; no event of its case did it."""
    one = _first(record, "batch IS NULL")
    record.execute(
        "UPDATE letters SET status = 'withdrawn', changed_seq = 1, changed_on = dated, reason = 'issued_in_error' "
        "WHERE (case_id, number) = (%s, %s)",
        _key(one)[:2],
    )


def _batch(record: Connection) -> dict[str, Any]:
    query = "SELECT * FROM post_batches WHERE status <> 'open' AND cleared_at IS NULL ORDER BY id LIMIT 1"
    found = record.execute(query).fetchone()
    if found is None:
        raise LookupError("the record has no batch")
    return found


def _copy(record: Connection, table: str, row: dict[str, Any]) -> None:
    names, places = ", ".join(row), ", ".join(["%s"] * len(row))
    record.execute(f"INSERT INTO {table} ({names}) VALUES ({places})".encode(), list(row.values()))


def _first(record: Connection, condition: str) -> dict[str, Any]:
    query = f"SELECT * FROM letter_deliveries WHERE {condition} ORDER BY case_id, number, attempt LIMIT 1"
    found = record.execute(query.encode()).fetchone()
    if found is None:
        raise LookupError("the record has no such letter")
    return found


def _key(one: dict[str, Any]) -> tuple[Any, ...]:
    return one["case_id"], one["number"], one["attempt"]
