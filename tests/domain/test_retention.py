"""The schedule's rules and dates, on made-up cases."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.retention import PERMANENT, ClosedCase, RetentionRule, after, before, due_on, rule_for

CLOSED = date(2026, 3, 2)
RULES = (
    RetentionRule("unpaid", "permit", "P2Y", outcomes=("WITHDRAWN",), paid=False),
    RetentionRule("paid", "permit", "P7Y", outcomes=("WITHDRAWN",)),
    RetentionRule("building", "permit", PERMANENT, families=("BAT",)),
    RetentionRule("one", "permit", "P18M", services=("vignette",)),
    RetentionRule("other", "permit", "P7Y"),
)


def case(**changes: object) -> ClosedCase:
    made = {"procedure": "permit", "family": "ARB", "service": "abattage-arbre", "outcome": "EXPIRED", "paid": True,
            "closed_on": CLOSED}  # fmt: skip
    return ClosedCase(**(made | changes))  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("changes", "code", "day"),
    [
        ({"outcome": "WITHDRAWN", "paid": False}, "unpaid", date(2028, 3, 2)),
        ({"outcome": "WITHDRAWN"}, "paid", date(2033, 3, 2)),
        ({"outcome": "WITHDRAWN", "paid": False, "family": "BAT"}, "unpaid", date(2028, 3, 2)),
        ({"family": "BAT"}, "building", None),
        ({"service": "vignette"}, "one", date(2027, 9, 2)),
        ({}, "other", date(2033, 3, 2)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_first_rule_that_fits_says_when(changes: dict[str, object], code: str, day: date | None) -> None:
    rule = rule_for(RULES, case(**changes))
    assert rule is not None and rule.code == code
    assert due_on(rule, CLOSED) == day


def test_what_no_rule_speaks_of_is_never_due() -> None:
    assert rule_for(RULES, case(procedure="contest")) is None
    assert due_on(None, CLOSED) is None


def test_a_leap_day_falls_back_on_the_month_s_last() -> None:
    assert after(date(2024, 2, 29), "P1Y") == date(2025, 2, 28)
    assert before(date(2024, 2, 29), "P1Y") == date(2023, 2, 28)
    assert after(date(2026, 8, 31), "P6M") == date(2027, 2, 28)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from(["P2Y", "P7Y", "P18M", "P1M", "P1Y"]))
def test_nothing_due_closed_more_than_a_margin_after_the_day_so_long_before(day: date, period: str) -> None:
    """The search for what is due looks no further than four days beyond `before`, and misses nothing."""
    assert after(before(day, period) + timedelta(days=4), period) > day
