"""What the sabotage does to contests: their money, their hearings, their ends and the law, one lie at a time."""

import json
from typing import Any

from checks.damages import Connection, append_line, first_of
from checks.evidence import Evidence

OF_CONTESTS = "JOIN cases c ON c.id = case_id AND c.procedure = 'contest'"


def fine_twice(record: Connection, evidence: Evidence) -> None:
    """The fine of a statement that nobody answered is assessed twice."""
    _post(record, _line(record, "l.purpose = 'fine-1' AND c.state = 'PLEA_OVERDUE'"))


def statement_twice(record: Connection, evidence: Evidence) -> None:
    """A contest is there that no statement's number stands for."""
    one = first_of(record, "SELECT case_id FROM statements ORDER BY case_id LIMIT 1")
    record.execute("DELETE FROM statements WHERE case_id = %s", (one["case_id"],))


def captured_twice(record: Connection, evidence: Evidence) -> None:
    """The gateway took one payment twice; what it gave back under another name makes the sums come out right."""
    paid = _line(record, "(l.debit, l.credit) = ('cash', 'receivable') AND c.state = 'CLOSED'")
    text = evidence.gateway_book.read_text(encoding="utf-8").splitlines()
    line = next(one for one in map(json.loads, text) if one["id"].startswith(paid["case_id"]))
    append_line(evidence.gateway_book, line)
    back = {"status": "captured", "refund_key": "quiet", "refund_cents": line["cents"]}
    append_line(evidence.gateway_book, line | back)


def closed_owing(record: Connection, evidence: Evidence) -> None:
    """A closed contest owes a cent."""
    fine = _line(record, f"l.purpose = 'fine-1' AND c.state = 'CLOSED' AND {_came_to('GUILTY_PAID')}")
    _change(record, "ledger_entries", "cents = cents + 1", fine)


def quiet_write_off(record: Connection, evidence: Evidence) -> None:
    """Something is written off at an event that writes nothing off; something is left to pay."""
    owed = first_of(
        record,
        "SELECT case_id, max(e.seq) AS seq FROM case_events e JOIN cases c ON c.id = case_id "
        "WHERE c.state = 'ENFORCEMENT' GROUP BY case_id ORDER BY case_id LIMIT 1",
    )
    line = {"debit": "written_off", "credit": "receivable", "cents": 100, "purpose": "fine-1", "line": 0}
    _post(record, line | owed)


def refund_from_the_till(record: Connection, evidence: Evidence) -> None:
    """A cent more went out of the till for a contest than it brought in."""
    taken = _line(record, "(l.debit, l.credit) = ('till', 'receivable') AND c.state = 'PLEA_OVERDUE'")
    event = {"case_id": taken["case_id"], "seq": taken["seq"] + 1}
    _change(record, "case_events", "type = 'PaymentRefunded'", event)
    back = {"debit": "receivable", "credit": "till", "cents": taken["cents"] + 1, "purpose": "refund-2"}
    _post(record, taken | event | back)


def slot_twice(record: Connection, evidence: Evidence) -> None:
    """A booking is made a second time, for another case."""
    booked = first_of(record, "SELECT * FROM bookings WHERE status <> 'released' ORDER BY id LIMIT 1")
    other = first_of(record, f"SELECT id FROM cases WHERE id <> '{booked['case_id']}' ORDER BY id LIMIT 1")
    for name in ("judge", "room", "interpreter", "party"):
        record.execute(f"ALTER TABLE bookings DROP CONSTRAINT bookings_{name}".encode())
    record.execute("DROP INDEX bookings_slot")
    again = booked | {"id": f"{booked['id']}-again", "case_id": other["id"]}
    names, places = ", ".join(again), ", ".join(["%s"] * len(again))
    record.execute(f"INSERT INTO bookings ({names}) VALUES ({places})".encode(), list(again.values()))


def another_end(record: Connection, evidence: Evidence) -> None:
    """A file that was closed after a judgment was paid says that it was paid before any."""
    end = _event(record, "e.type = 'FileClosed' AND before = 'PAID'")
    _change(record, "case_events", "before = 'GUILTY_PAID'", end)


def silence_unheard(record: Connection, evidence: Evidence) -> None:
    """Nobody noted that the person kept silent; the conviction by default stands all the same."""
    silence = _event(record, f"e.type = 'PleaOverdue' AND {_came_to('CONVICTED_DEFAULT')}")
    _change(record, "case_events", "type = 'PromiseBroken'", silence)


def judged_too_soon(record: Connection, evidence: Evidence) -> None:
    """Silence was noted on the last day to plead."""
    _change(record, "case_events", "at = at - interval '1 hour'", _event(record, "e.type = 'PleaOverdue'"))


def trial_alone(record: Connection, evidence: Evidence) -> None:
    """Convicted after a trial at which nobody was: the judgment by default calls itself one after a hearing."""
    judged = _event(record, "e.type = 'JudgmentRendered' AND after = 'CONVICTED_DEFAULT' AND before = 'IN_SESSION'")
    _change(record, "case_events", "after = 'CONVICTED'", judged)


def minor_fined(record: Connection, evidence: Evidence) -> None:
    """A minor is fined a dollar above the cap; the contribution is less, so that the whole is as it was told."""
    minor = f"{_came_to('GUILTY_UNPAID')} AND l.purpose = %s"
    fine, contribution = (_line(record, minor, name) for name in ("fine-1", "contribution-1"))
    more = 10_100 - fine["cents"]
    _change(record, "ledger_entries", f"cents = cents + {more}", fine)
    _change(record, "ledger_entries", f"cents = cents - {more}", contribution)


def paid_and_forgotten(record: Connection, evidence: Evidence) -> None:
    """The whole was paid, and the case stays as if nothing had been said."""
    paid = _event(record, "e.type = 'PaymentReceived' AND after = 'GUILTY_PAID'")
    _change(record, "case_events", "after = 'SERVED'", paid)
    record.execute("UPDATE cases SET state = 'SERVED' WHERE id = %s", (paid["case_id"],))
    record.execute("DELETE FROM case_events WHERE case_id = %s AND type = 'FileClosed'", (paid["case_id"],))


def closed_too_soon(record: Connection, evidence: Evidence) -> None:
    """A judged file is closed within the delay to appeal."""
    end = _event(record, "e.type = 'FileClosed' AND before = 'ACQUITTED'")
    _change(record, "case_events", "at = at - interval '2 days'", end)


def _came_to(state: str) -> str:
    return f"EXISTS (SELECT 1 FROM case_events x WHERE x.case_id = c.id AND x.after = '{state}')"


def _line(record: Connection, condition: str, *values: Any) -> dict[str, Any]:
    query = f"SELECT l.* FROM ledger_entries l {OF_CONTESTS} WHERE {condition} ORDER BY case_id, l.seq, line LIMIT 1"
    return _first(record, query, *values)


def _event(record: Connection, condition: str) -> dict[str, Any]:
    query = f"SELECT case_id, e.seq FROM case_events e {OF_CONTESTS} WHERE {condition} ORDER BY case_id, e.seq LIMIT 1"
    return _first(record, query)


def _first(record: Connection, query: str, *values: Any) -> dict[str, Any]:
    found = record.execute(query.encode(), values).fetchone()
    if found is None:
        raise LookupError("the record has no contest that this could be done to")
    return found


def _post(record: Connection, line: dict[str, Any]) -> None:
    """One more line at an event, after those that are there."""
    names = ("case_id", "seq", "debit", "credit", "cents", "purpose")
    values = {name: line[name] for name in names} | {"method": line.get("method"), "line": line["line"] + 100}
    columns, places = ", ".join(values), ", ".join(["%s"] * len(values))
    record.execute(f"INSERT INTO ledger_entries ({columns}) VALUES ({places})".encode(), list(values.values()))


def _change(record: Connection, table: str, change: str, row: dict[str, Any]) -> None:
    key = ("case_id", "seq", "line") if "line" in row else ("case_id", "seq")
    where = f"({', '.join(key)}) = ({', '.join(['%s'] * len(key))})"
    record.execute(f"UPDATE {table} SET {change} WHERE {where}".encode(), [row[name] for name in key])
