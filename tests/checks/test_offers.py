"""The replay of offers sees each way in which a turn may be wrong."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from checks.offers import Offers, judged

AT = datetime(2027, 1, 4, 12, tzinfo=UTC)


def hour(hours: float) -> datetime:
    """So many hours later."""
    return AT + timedelta(hours=hours)


WISHES: list[dict[str, Any]] = [
    {"id": 1, "case_id": "a", "act": "asked", "at": hour(0)},
    {"id": 2, "case_id": "b", "act": "asked", "at": hour(1)},
    {"id": 3, "case_id": "c", "act": "asked", "at": hour(2)},
    {"id": 4, "case_id": "b", "act": "ended", "at": hour(3)},
    {"id": 5, "case_id": "b", "act": "asked", "at": hour(4)},
]


def turn(case: str, asked: float, at: float, **changes: Any) -> dict[str, Any]:
    """A turn that passed a case over."""
    return {
        "id": f"{case}-{at}", "freed": "f1", "slot_id": "s1", "case_id": case, "asked_at": hour(asked), "at": hour(at),
        "passed_over": "mode", "booking_id": None, "until": None, "answer": None, "answered_at": None,
        "freed_at": hour(5), "freed_slot": "s1", "wishes_seen": 5,
    } | changes  # fmt: skip


def offered(case: str, asked: float, at: float, answer: str | None, answered: float = 0) -> dict[str, Any]:
    """A turn that offered the slot."""
    said = hour(answered) if answer else None
    return turn(case, asked, at, passed_over="", booking_id=f"h-{case}", until=hour(at + 24), answer=answer,
                answered_at=said)  # fmt: skip


def held(case: str, status: str, released: float | None = None) -> dict[str, Any]:
    """The slot held in a case's name."""
    at = hour(released) if released else None
    return {"id": f"h-{case}", "case_id": case, "slot_id": "s1", "status": status, "booked_by": "offers",
            "made_at": hour(6), "starts_at": hour(500), "released_at": at}  # fmt: skip


RIGHT = [turn("a", 0, 6), offered("c", 2, 6.1, "lapsed", 30.1), offered("b", 4, 30.2, "taken", 31)]
BOOKED = {"h-c": held("c", "released", 30.1), "h-b": held("b", "booked")}


def replayed(turns: list[dict[str, Any]], **changes: Any) -> Offers:
    """The judgment of a log."""
    return judged(WISHES, turns, BOOKED | changes)


def test_a_log_in_order_replays() -> None:
    found = replayed(RIGHT)
    assert (found.turns, found.offered, found.taken) == (3, 2, 1)
    assert not [*found.out_of_turn, *found.twice_at_once, *found.unfounded]


@pytest.mark.parametrize(
    ("spoiled", "changes", "kind"),
    [
        ([RIGHT[1], RIGHT[0], RIGHT[2]], {}, "out_of_turn"),  # somebody before whoever waited longer
        (RIGHT[1:], {}, "out_of_turn"),  # somebody left out
        ([turn("a", 0, 6), turn("a", 0, 6.1)], {}, "out_of_turn"),  # twice
        ([turn("a", 1, 6)], {}, "out_of_turn"),  # a place in line that was never had
        ([turn("a", 0, 6), turn("d", 0, 6.1)], {}, "out_of_turn"),  # who never asked
        ([RIGHT[0], offered("c", 2, 6.1, None), RIGHT[2]], {}, "twice_at_once"),
        ([RIGHT[0], offered("c", 2, 6.1, "lapsed", 30.3), RIGHT[2]], {}, "twice_at_once"),
        ([turn("a", 0, 6, freed_at=None)], {}, "unfounded"),  # the slot did not come free
        ([turn("a", 0, 6, freed_slot="s2")], {}, "unfounded"),  # of a slot that did not come free
        (RIGHT, {"h-b": held("c", "booked")}, "unfounded"),  # held for somebody else
        (RIGHT, {"h-b": held("b", "held")}, "unfounded"),  # said to be taken, and is not
        (RIGHT, {"h-c": held("c", "booked")}, "unfounded"),  # said to have lapsed, and is taken
    ],
)
def test_each_wrong_turn_is_seen(spoiled: list[dict[str, Any]], changes: dict[str, Any], kind: str) -> None:
    assert getattr(replayed(spoiled, **changes), kind)
