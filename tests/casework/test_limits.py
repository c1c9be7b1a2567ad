"""Limits on writes, sign-ins and look-ups: who is refused, for how long, and who is not."""

import pytest

from casework.limits import MOST_KEYS, RATES, Kind, Rate, RateLimits
from domain.errors import RateLimited


def allowed(limits: RateLimits, kind: Kind, who: str, times: int, at: float) -> int:
    """How many of so many requests at one instant pass."""
    passed = 0
    for _ in range(times):
        try:
            limits.count(kind, who, at)
            passed += 1
        except RateLimited:
            continue
    return passed


def test_a_thousand_tries_at_signing_in_reach_the_accounts_ten_times() -> None:
    assert allowed(RateLimits(RATES), "sign_in", "from 192.0.2.1", 1000, 0.0) == 10


def test_after_a_burst_one_passes_each_time_its_turn_has_come() -> None:
    limits = RateLimits({"write": Rate(60, 5)})
    assert allowed(limits, "write", "agent-vd", 9, 100.0) == 5
    assert allowed(limits, "write", "agent-vd", 9, 100.9) == 0
    assert allowed(limits, "write", "agent-vd", 9, 101.0) == 1
    assert allowed(limits, "write", "agent-vd", 9, 103.0) == 2
    assert allowed(limits, "write", "agent-vd", 9, 1000.0) == 5


def test_the_refusal_says_when_to_come_back_and_then_it_passes() -> None:
    limits = RateLimits({"look_up": Rate(6, 1)})
    limits.count("look_up", "192.0.2.1", 50.0)
    with pytest.raises(RateLimited) as refusal:
        limits.count("look_up", "192.0.2.1", 53.5)
    assert refusal.value.facts == {"retry_after": 7}
    limits.count("look_up", "192.0.2.1", 60.5)


def test_one_who_insists_makes_nobody_wait_longer_not_even_themselves() -> None:
    limits = RateLimits({"write": Rate(60, 2)})
    assert allowed(limits, "write", "one", 5000, 0.0) == 2
    assert allowed(limits, "write", "other", 2, 0.0) == 2
    assert allowed(limits, "write", "one", 3, 1.0) == 1


def test_without_rates_and_without_a_name_nothing_is_counted() -> None:
    assert allowed(RateLimits(), "sign_in", "from 192.0.2.1", 500, 0.0) == 500
    assert allowed(RateLimits(RATES), "write", "", 500, 0.0) == 500


def test_memory_is_bounded_by_forgetting_who_came_longest_ago() -> None:
    limits = RateLimits({"look_up": Rate(1, 1)})
    for rank in range(MOST_KEYS + 10):
        limits.count("look_up", str(rank), 0.0)
    limits.count("look_up", "0", 1.0)
    with pytest.raises(RateLimited):
        limits.count("look_up", str(MOST_KEYS), 1.0)


def test_the_shipped_rates_leave_a_clerk_room_to_work() -> None:
    """Two hundred files a day are far from it: forty acts in one minute, then one every two seconds for an hour."""
    limits = RateLimits(RATES)
    assert allowed(limits, "write", "agent-vd", 40, 0.0) == 40
    assert sum(allowed(limits, "write", "agent-vd", 1, 60.0 + 2 * turn) for turn in range(1800)) == 1800
