"""Offers of slots that came free, played again from what was asked for: who should have been considered, and when.

Read from the tables as they were written: who asked and ended (never changed), and the turns. Whether a case could be
heard in a slot is its own (sealed) file's to say; what is judged here is that everybody's turn came in order, that no
slot was on offer to two at once, and that a reason which the calendar can refute is not refuted by it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.rows import dict_row

WISHES = "SELECT id, case_id, act, at FROM earlier_wishes ORDER BY id"
TURNS = """
SELECT o.id, o.freed, o.slot_id, o.case_id, o.asked_at, o.at, o.wishes_seen, o.passed_over, o.booking_id, o.until,
       o.answer, o.answered_at, b.released_at AS freed_at, b.slot_id AS freed_slot
FROM slot_offers o JOIN bookings b ON b.id = o.freed ORDER BY o.at, o.wishes_seen, o.asked_at, o.case_id
"""
BOOKED = """
SELECT b.id, b.case_id, b.slot_id, b.status, b.booked_by, s.starts_at, b.made_at, b.released_at FROM bookings b
JOIN slots s ON s.id = b.slot_id
"""


@dataclass(frozen=True)
class Offers:
    """What the log says, and in which turns it does not replay."""

    turns: int
    offered: int
    taken: int
    out_of_turn: list[str]
    twice_at_once: list[str]
    unfounded: list[str]


def replay(database_url: str) -> Offers:
    """Play every slot that came free again, turn by turn."""
    with psycopg.connect(database_url) as owner, owner.cursor(row_factory=dict_row) as link:
        link.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        wishes = link.execute(WISHES).fetchall()
        turns = link.execute(TURNS).fetchall()
        booked = {str(row["id"]): row for row in link.execute(BOOKED).fetchall()}
    return judged(wishes, turns, booked)


def judged(
    wishes: Iterable[Mapping[str, Any]], turns: list[Any], booked: Mapping[str, Mapping[str, Any]]
) -> Offers:  # fmt: skip
    """The same from rows."""
    asked, by_slot = list(wishes), dict[str, list[Any]]()
    for turn in turns:
        by_slot.setdefault(turn["freed"], []).append(turn)
    return Offers(
        turns=len(turns),
        offered=sum(not one["passed_over"] for one in turns),
        taken=sum(one["answer"] == "taken" for one in turns),
        out_of_turn=[fault for of in by_slot.values() for fault in _out_of_turn(asked, of)],
        twice_at_once=[fault for of in by_slot.values() for fault in _twice(of)],
        unfounded=[one["id"] for one in turns if _unfounded(one, booked)],
    )


def _out_of_turn(asked: list[Mapping[str, Any]], turns: list[Any]) -> list[str]:
    """The turns that were not the first one's in line among those who had not had theirs."""
    faults, done = list[str](), set[str]()
    for turn in turns:
        line = {case: since for case, since in _line(asked, turn["wishes_seen"]).items() if case not in done}
        first = min(line, key=lambda case: (line[case], case), default=None)
        if turn["case_id"] != first or turn["asked_at"] != line.get(turn["case_id"]):
            faults.append(turn["id"])
        done.add(turn["case_id"])
    return faults


def _line(asked: list[Mapping[str, Any]], seen: int) -> dict[str, datetime]:
    """Who waited once so many wishes were known, each since the first asking that no end came after."""
    since: dict[str, datetime] = {}
    for one in asked:
        if one["id"] > seen:
            break
        if one["act"] == "ended":
            since.pop(one["case_id"], None)
        else:
            since.setdefault(one["case_id"], one["at"])
    return since


def _twice(turns: list[Any]) -> list[str]:
    """Offers made while another of the same slot stood, or after it was taken."""
    faults = list[str]()
    before: Any = None
    for turn in (one for one in turns if not one["passed_over"]):
        if before is not None and (before["answer"] in (None, "taken") or before["answered_at"] > turn["at"]):
            faults.append(turn["id"])
        before = turn
    return faults


def _unfounded(turn: Any, booked: Mapping[str, Mapping[str, Any]]) -> bool:
    """A turn that the calendar refutes: of a slot that did not come free, not held for the case, not taken by it."""
    if turn["freed_slot"] != turn["slot_id"] or turn["freed_at"] is None:
        return True
    if turn["passed_over"]:
        return False
    held = booked.get(turn["booking_id"])
    if held is None or (held["case_id"], held["slot_id"], held["booked_by"]) != (
        turn["case_id"],
        turn["slot_id"],
        "offers",
    ):
        return True
    if turn["answer"] == "taken":
        return held["status"] == "held" or (held["status"] == "released" and held["released_at"] < turn["answered_at"])
    return turn["answer"] is not None and held["status"] == "booked"
