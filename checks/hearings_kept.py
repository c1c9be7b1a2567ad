"""Hearings that contests still count on, and whether the calendar does: each has its slot until it is held or moved."""

from collections.abc import Iterable

import psycopg

from checks.contest_facts import Contest, read_contests
from checks.evidence import Evidence

SET = frozenset({"SCHEDULED", "POSTPONE_REQ", "IN_SESSION"})
GONE = "SELECT id FROM bookings WHERE id = ANY(%s) AND status <> 'released'"
KEPT = "SELECT id, case_id FROM bookings WHERE status = 'booked'"


def slots_lost(evidence: Evidence) -> list[str]:
    """Cases that wait for a hearing of which the slot is somebody else's to take."""
    waiting = hearings_of(read_contests(evidence))
    with psycopg.connect(evidence.database_url) as link:
        kept = {row[0] for row in link.execute(GONE, (sorted(waiting),))}
    return sorted(case_id for hearing, case_id in waiting.items() if hearing not in kept)


def slots_kept_for_nobody(evidence: Evidence) -> list[str]:
    """Cases that a slot stays booked for although no hearing of theirs is set there."""
    waiting = hearings_of(read_contests(evidence))
    with psycopg.connect(evidence.database_url) as link:
        booked = link.execute(KEPT).fetchall()
    return sorted({case_id for hearing, case_id in booked if hearing not in waiting})


def hearings_of(contests: Iterable[Contest]) -> dict[str, str]:
    """The cases that wait for a hearing, by the hearing's id, as each last event says."""
    found: dict[str, str] = {}
    for one in contests:
        facts = one.events[-1].facts if one.events else None
        hearing = facts["standing"]["hearing"] if facts else None
        if one.state in SET and hearing:
            found[str(hearing["hearing_id"])] = one.id
    return found
