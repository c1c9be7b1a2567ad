"""Hearings that were moved, asked for and set at the same time: what the client was told against what stands.

Read from the client's own synced file and by SQL; the product's words about itself are not asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psycopg

from checks.acknowledgements import Answer, read_acknowledgements
from checks.slots import count_slots

MOVE, REQUEST = "move_hearing", "ask_postponement"
EVENTS = "SELECT case_id, seq, type FROM case_events WHERE type IN ('HearingMoved', 'PostponementAsked')"
BOOKED = """
SELECT b.case_id, b.slot_id FROM bookings b JOIN cases c ON c.id = b.case_id
WHERE b.status = 'booked' AND c.state IN ('SCHEDULED', 'POSTPONE_REQ')
"""
WITHOUT = """
SELECT c.id FROM cases c WHERE c.state IN ('SCHEDULED', 'POSTPONE_REQ')
AND (SELECT count(*) FROM bookings b WHERE b.case_id = c.id AND b.status = 'booked') <> 1
"""
TYPES = {MOVE: "HearingMoved", REQUEST: "PostponementAsked"}


@dataclass(frozen=True)
class Moves:
    """What was acknowledged; requests that are not in the record; cases whose hearing is not where they were told."""

    moves: int
    requests: int
    refused: int
    lost: list[str]
    elsewhere: list[str]
    without_one_slot: list[str]
    double_booked: int


def judge_moves(database_url: str, notes: Path, told: dict[str, str]) -> Moves:
    """The judgment of a run; `told` is the slot that each case was last told of, by case id."""
    answers = read_acknowledgements(notes).answers
    with psycopg.connect(database_url) as link:
        link.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        kept = {(row[0], row[1]): row[2] for row in link.execute(EVENTS)}
        booked = dict(link.execute(BOOKED).fetchall())
        without = sorted(row[0] for row in link.execute(WITHOUT))
    asked = [one for one in answers if one.action in TYPES]
    yes = [one for one in asked if one.accepted and one.seq is not None]
    return Moves(
        moves=_count(yes, MOVE),
        requests=_count(yes, REQUEST),
        refused=sum(not one.accepted for one in asked),
        lost=sorted(f"{one.case_id}/{one.seq}" for one in yes if kept.get((one.case_id, one.seq)) != TYPES[one.action]),
        elsewhere=sorted(case for case, slot in told.items() if booked.get(case) != slot),
        without_one_slot=without,
        double_booked=count_slots(database_url).clashing,
    )


def _count(answers: Iterable[Answer], action: str) -> int:
    return sum(one.action == action for one in answers)
