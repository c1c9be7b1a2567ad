"""Whose turn it is for a slot that came free, and why somebody is passed over."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import offering
from domain.offering import Wish, next_in_turn, passed_over
from domain.placement import OpenSlot, Span

NOW = datetime(2027, 1, 4, 15, tzinfo=UTC)
NINE = datetime(2027, 1, 20, 14, tzinfo=UTC)
SLOT = OpenSlot("s1", "t1", "juge-1", "1.12", "in_person", "both", Span(NINE, NINE + timedelta(minutes=30)))
WISH = Wish("a", NOW, 7)
NEEDS = {"language": "fr", "mode": "in_person", "interpreter": ""}


def standing(**changes: Any) -> dict[str, Any]:
    """A case set a month later."""
    later = (NINE + timedelta(days=30)).isoformat()
    return {"needs": NEEDS, "conflicts": [], "hearing": {"starts_at": later}} | changes


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from("abcdefgh")), unique_by=lambda pair: pair[1]))
def test_everybody_has_one_turn_whoever_asked_first_goes_first_and_the_order_of_reading_changes_nothing(
    asked: list[tuple[int, str]],
) -> None:
    wishes = [Wish(case, NOW + timedelta(hours=hours), 7) for hours, case in asked]
    turns: list[str] = []
    while (one := next_in_turn(reversed(wishes), turns)) is not None:
        turns.append(one.case_id)
    assert turns == [case for _, case in sorted(asked)]


@pytest.mark.parametrize(
    ("state", "changes", "why"),
    [
        ("SCHEDULED", {}, ""),
        ("AWAITING_DATE", {"hearing": None}, ""),
        ("RESERVED", {}, "state"),
        ("SCHEDULED", {"needs": NEEDS | {"mode": "video"}}, "mode"),
        ("SCHEDULED", {"conflicts": ["juge-1"]}, "judge"),
        ("SCHEDULED", {"hearing": {"starts_at": NINE.isoformat()}}, "not-earlier"),
    ],
)
def test_a_case_is_passed_over_for_what_it_cannot_take(state: str, changes: dict[str, Any], why: str) -> None:
    assert passed_over(WISH, state, standing(**changes), SLOT, date(2027, 1, 4)) == why


def test_nobody_is_offered_a_slot_sooner_than_they_said_or_in_a_language_that_is_not_heard_there() -> None:
    assert passed_over(WISH, "SCHEDULED", standing(), SLOT, date(2027, 1, 14)) == "notice"
    assert passed_over(WISH, "SCHEDULED", standing(), SLOT, date(2027, 1, 13)) == ""
    english = OpenSlot("s1", "t1", "juge-1", "1.12", "in_person", "en", SLOT.span)
    assert passed_over(WISH, "SCHEDULED", standing(), english, date(2027, 1, 4)) == "language"


def test_an_offer_stands_a_day_at_most_and_never_into_the_twelve_hours_before_the_hearing() -> None:
    assert offering.until(NOW, NINE) == NOW + timedelta(hours=24)
    near = NOW + timedelta(hours=20)
    assert offering.until(NOW, near) == NOW + timedelta(hours=8)
    assert offering.soonest(NOW) == NOW + timedelta(hours=13)
