"""What can go wrong with a hearing at its hour, done on purpose to a copy of the record and of the rooms' journal."""

import json
from typing import Any

from checks.damages import Connection, first_of
from checks.evidence import Evidence

STOOD = """
SELECT r.hearing_id FROM hearing_readiness r JOIN hearing_readiness h USING (hearing_id)
WHERE r.at_time = '24h' AND h.at_time = '1h' ORDER BY r.hearing_id LIMIT 1
"""
ENDED = "SELECT id FROM bookings WHERE status = 'released' AND released_why = 'held' ORDER BY id LIMIT 1"


def doubled_room(record: Connection, evidence: Evidence) -> None:
    """A hearing has a room at two providers, and nobody closes either."""
    hearing_id = first_of(record, STOOD)["hearing_id"]
    lines = evidence.rooms_journal.read_text(encoding="utf-8").splitlines()
    last: dict[str, Any] = json.loads(lines[-1])
    twice = [last | {"at": last["at"] - before, "rooms": {hearing_id: 2}, "final": False} for before in (200, 100)]
    kept = [*lines[:-1], *map(json.dumps, twice), lines[-1]]
    evidence.rooms_journal.write_text("\n".join(kept) + "\n", encoding="utf-8")


def left_room(record: Connection, evidence: Evidence) -> None:
    """A room stands at a provider when everything is over."""
    hearing_id = first_of(record, STOOD)["hearing_id"]
    lines = evidence.rooms_journal.read_text(encoding="utf-8").splitlines()
    lines[-1] = json.dumps(json.loads(lines[-1]) | {"rooms": {hearing_id: 1}})
    evidence.rooms_journal.write_text("\n".join(lines) + "\n", encoding="utf-8")


def unlooked_hearing(record: Connection, evidence: Evidence) -> None:
    """Nobody looked at a hearing a day before, though it stood."""
    hearing_id = first_of(record, STOOD)["hearing_id"]
    record.execute("DELETE FROM hearing_readiness WHERE hearing_id = %s AND at_time = '24h'", (hearing_id,))


def lost_hearing(record: Connection, evidence: Evidence) -> None:
    """A hearing was neither held, moved nor given up: its slot is kept for ever."""
    hearing_id = first_of(record, ENDED)["id"]
    record.execute(
        "UPDATE bookings SET status = 'booked', released_why = NULL, released_at = NULL WHERE id = %s", (hearing_id,)
    )


def silent_process(record: Connection, evidence: Evidence) -> None:
    """A hearing's process has something to do still, and does not do it."""
    hearing_id = first_of(record, ENDED)["id"]
    record.execute("UPDATE hearing_processes SET next_at = now() WHERE hearing_id = %s", (hearing_id,))
