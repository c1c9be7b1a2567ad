"""What each name of the sabotage does: one lie, told as consistently as the rest of the record allows."""

import json
import secrets
import shutil
from pathlib import Path
from typing import Any

import psycopg

from checks import chain
from checks.acknowledgements import FILE, NOT_IN_THIS_STATE
from checks.evidence import Evidence

Connection = psycopg.Connection[dict[str, Any]]


def lost_case(record: Connection, evidence: Evidence) -> None:
    """A case goes from the record as if it had never been there; the client and the engine remember it."""
    batched = "EXISTS (SELECT 1 FROM letter_deliveries d WHERE d.case_id = id AND batch IS NOT NULL)"
    case = first_of(record, f"SELECT id FROM cases ORDER BY {batched}, ended, id LIMIT 1")["id"]
    for table in _tables_of_a_case(record):
        record.execute(f"DELETE FROM {table} WHERE case_id = %s".encode(), (case,))
    record.execute("DELETE FROM cases WHERE id = %s", (case,))
    record.execute("DELETE FROM signed_heads")  # it was never signed
    shutil.rmtree(evidence.heads, ignore_errors=True)


def _tables_of_a_case(record: Connection) -> list[str]:
    """Every table with rows of a case but the two that outlive it: what was received at the door, and its key."""
    query = (
        "SELECT table_name FROM information_schema.columns "
        "JOIN information_schema.tables USING (table_schema, table_name) "
        "WHERE column_name = 'case_id' AND table_schema = 'public' AND table_type = 'BASE TABLE' "
        "AND table_name NOT IN ('acts_received', 'case_keys') ORDER BY table_name"
    )
    return [row["table_name"] for row in record.execute(query.encode()).fetchall()]


def lost_act(record: Connection, evidence: Evidence) -> None:
    """The client holds a receipt that nobody remembers."""
    case = first_of(record, "SELECT id, reference, seq FROM cases ORDER BY id LIMIT 1")
    key = _a_key()
    receipt = {"case_id": case["id"], "seq": case["seq"] + 1, "state": "WITHDRAWN", "reference": case["reference"]}
    _tell(evidence, {"sent": True, "key": key, "action": "withdraw", "case_id": case["id"]})
    _tell(evidence, {"key": key, "action": "withdraw", **receipt, "status": 200, "refused": None})


def duplicated_case(record: Connection, evidence: Evidence) -> None:
    """One key of the client's was answered with two cases."""
    query = "SELECT c.id, c.reference, e.after FROM cases c JOIN case_events e ON e.case_id = c.id AND e.seq = 1"
    cases = record.execute(f"{query} ORDER BY c.id LIMIT 2".encode()).fetchall()
    if len(cases) < 2:
        raise LookupError("two cases are needed")
    key = _a_key()
    _tell(evidence, {"sent": True, "key": key, "action": FILE, "case_id": None})
    for case in cases:
        receipt = {"case_id": case["id"], "seq": 1, "state": case["after"], "reference": case["reference"]}
        _tell(evidence, {"key": key, "action": FILE, **receipt, "status": 201, "refused": None})


def contradicted(record: Connection, evidence: Evidence) -> None:
    """An act that stands in the record was refused to the one who did it."""
    act = first_of(
        record,
        "SELECT a.idempotency_key, a.action, a.case_id FROM acts_received a JOIN case_events e USING (case_id, act_id) "
        "WHERE e.seq > 1 ORDER BY a.case_id, e.seq LIMIT 1",
    )
    line = {"key": act["idempotency_key"], "action": act["action"], "case_id": act["case_id"]}
    _tell(evidence, {**line, "status": 409, "refused": NOT_IN_THIS_STATE})


def doubled_fee(record: Connection, evidence: Evidence) -> None:
    """A fee is assessed twice, and taken twice."""
    fee = first_of(
        record,
        "SELECT case_id, purpose, l.cents FROM ledger_entries l JOIN cases c ON c.id = case_id WHERE debit = 'cash' "
        "AND credit = 'receivable' AND procedure = 'permit' ORDER BY case_id, l.seq LIMIT 1",
    )
    again = "SELECT case_id, seq, line + 100, debit, credit, cents, purpose FROM ledger_entries"
    where = "WHERE case_id = %s AND purpose = %s"
    record.execute(f"INSERT INTO ledger_entries {again} {where}".encode(), (fee["case_id"], fee["purpose"]))
    booked = {"id": f"{fee['case_id']}-{fee['purpose']}-again", "cents": fee["cents"], "purpose": fee["purpose"]}
    append_line(evidence.gateway_book, {**booked, "status": "captured", "captured_at": None})


def doubled_letter(record: Connection, evidence: Evidence) -> None:
    """A letter is kept twice, under two numbers."""
    letter = first_of(record, "SELECT * FROM letters ORDER BY case_id, number LIMIT 1")
    key = f"letters/{letter['case_id']}/{letter['code']}/9999.pdf"
    copy = letter | {"number": 9999, "line": 9999, "verify_code": secrets.token_hex(10), "storage_key": key}
    names, places = ", ".join(copy), ", ".join(["%s"] * len(copy))
    record.execute(f"INSERT INTO letters ({names}) VALUES ({places})".encode(), list(copy.values()))
    shutil.copy(evidence.documents / letter["storage_key"], evidence.documents / key)
    record.execute(
        "INSERT INTO letter_deliveries (case_id, number, attempt, channel, basis, status, created_at) "
        "VALUES (%s, 9999, 1, 'post', 'no_address', 'waiting', %s)",
        (letter["case_id"], letter["sealed_at"]),
    )


def unbalanced_line(record: Connection, evidence: Evidence) -> None:
    """A fee that was paid becomes a cent dearer afterwards."""
    line = first_of(
        record,
        "SELECT case_id, a.seq, line FROM ledger_entries a JOIN cases c ON c.id = case_id WHERE debit = 'receivable' "
        "AND procedure = 'permit' AND EXISTS (SELECT 1 FROM ledger_entries p WHERE p.case_id = a.case_id "
        "AND p.purpose = a.purpose AND p.credit = 'receivable') ORDER BY case_id, a.seq LIMIT 1",
    )
    record.execute(
        "UPDATE ledger_entries SET cents = cents + 1 WHERE (case_id, seq, line) = (%s, %s, %s)", list(line.values())
    )


def broken_chain(record: Connection, evidence: Evidence) -> None:
    """An event says that somebody else did it."""
    event = first_of(record, "SELECT case_id, seq FROM case_events WHERE seq > 1 ORDER BY case_id, seq LIMIT 1")
    record.execute(
        "UPDATE case_events SET actor = 'somebody-else' WHERE (case_id, seq) = (%s, %s)", list(event.values())
    )


def diverged(record: Connection, evidence: Evidence) -> None:
    """An event is written behind the workflow's back, with a chain that holds."""
    last = first_of(
        record,
        "SELECT e.* FROM case_events e JOIN cases c ON (c.id, c.seq) = (e.case_id, e.seq) "
        "ORDER BY c.ended, c.id LIMIT 1",
    )
    forged: dict[str, Any] = last | {
        "seq": last["seq"] + 1,
        "type": "ReviewConcluded",
        "act_id": _a_key(),
        "before": last["after"],
        "facts": secrets.token_bytes(64),
        "prev_hash": last["hash"],
    }
    row = chain.Row(**forged)
    forged["hash"] = chain.link(row)
    names, places = ", ".join(forged), ", ".join(["%s"] * len(forged))
    record.execute(f"INSERT INTO case_events ({names}) VALUES ({places})".encode(), list(forged.values()))
    record.execute(
        "UPDATE cases SET seq = %s, head = %s WHERE id = %s", (forged["seq"], forged["hash"], forged["case_id"])
    )


def first_of(record: Connection, query: str) -> dict[str, Any]:
    """The first row of a query. Raises LookupError when there is none."""
    found = record.execute(query.encode()).fetchone()
    if found is None:
        raise LookupError("the record has nothing that this could be done to")
    return found


def _a_key() -> str:
    return f"sabotage-{secrets.token_hex(8)}"


def _tell(evidence: Evidence, line: dict[str, Any]) -> None:
    if evidence.acknowledgements is None:
        raise LookupError("there is no file of acknowledgements")
    append_line(evidence.acknowledgements, line)


def append_line(file: Path, line: dict[str, Any]) -> None:
    """One more line in a journal."""
    with file.open("a", encoding="utf-8") as out:
        out.write(json.dumps(line) + "\n")
