"""`./guichet bench slots` at a small size: all booked once, the rest refused as taken, and the twin seen to fail."""

import pytest

from cli.bench_slots import bench_slots, holds

pytestmark = pytest.mark.stack


async def test_no_slot_is_booked_twice_and_the_twin_is() -> None:
    figures = await bench_slots(rounds=2, slots=6, sessions=12)
    assert holds(figures), figures
    assert (figures["booked"], figures["refused"], figures["left_free"]) == (12, 132, 0)
    assert figures["refusals_by_status"] == {"409": 132}
    assert figures["twin_bookings"] > figures["booked"]


def test_a_run_in_which_the_twin_did_not_fail_proves_nothing() -> None:
    good = {"booked": 4, "answered_yes": 4, "refusals_by_status": {"409": 8}, "double_booked": 0, "left_free": 0,
            "twin_double_booked": 2}  # fmt: skip
    assert holds(good)
    for spoilt in ({"twin_double_booked": 0}, {"double_booked": 1}, {"left_free": 1}, {"answered_yes": 5},
                   {"refusals_by_status": {"409": 7, "503": 1}}):  # fmt: skip
        assert not holds(good | spoilt)
