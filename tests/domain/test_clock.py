"""Delays, suspensions and late holidays."""

from datetime import date, datetime, timedelta
from time import process_time
from timeit import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendars import Calendar, calendar
from domain.clock import due, latest_act, recompute, remaining
from domain.deadlines import Due, Stopped, Suspension
from domain.errors import Invalid

COURT = calendar("qc-judicial")

days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
counts = st.integers(0, 400)
delays = st.one_of(
    counts.map("P{}D".format), st.integers(0, 60).map("B{}".format), st.integers(0, 48).map("P{}M".format)
)
calendars = st.builds(
    calendar,
    st.sampled_from(["qc-judicial", "office"]),
    st.lists(st.dates(date(2020, 1, 1), date(2022, 12, 31)), max_size=5),
)


@st.composite
def suspended(draw: st.DrawFn, start: date) -> list[Suspension]:
    stops = draw(st.lists(st.tuples(st.integers(-20, 300), st.integers(0, 60)), max_size=4))
    return [Suspension(start + timedelta(days=at), start + timedelta(days=at + length)) for at, length in stops]


@given(start=days, delay=delays, closed=calendars)
def test_a_deadline_is_never_on_a_closed_day(start: date, delay: str, closed: Calendar) -> None:
    assert closed.closed_on(due(start, delay, closed).on) is None


@given(start=days, n=counts, closed=calendars)
def test_calendar_days_are_never_cut_short_and_only_closed_days_are_skipped(
    start: date, n: int, closed: Calendar
) -> None:
    found = due(start, f"P{n}D", closed)
    assert found.nominal == start + timedelta(days=n)
    assert [skipped.day for skipped in found.skipped] == [
        found.nominal + timedelta(days=k) for k in range((found.on - found.nominal).days)
    ]


@given(data=st.data(), start=days, n=st.integers(1, 60), closed=calendars)
def test_business_days_are_the_open_days_on_which_the_clock_runs(
    data: st.DataObject, start: date, n: int, closed: Calendar
) -> None:
    stops = data.draw(suspended(start))
    found = due(start, f"B{n}", closed, stops)
    after = (start + timedelta(days=k) for k in range(1, 2000))
    runs = (
        day
        for day in after
        if not closed.closed_on(day) and not any(s.stopped_on < day <= (s.resumed_on or day) for s in stops)
    )
    assert found.on == [next(runs) for _ in range(n)][-1]


@given(data=st.data(), start=days, n=st.integers(1, 400))
def test_calendar_days_are_the_days_on_which_the_clock_runs(data: st.DataObject, start: date, n: int) -> None:
    stops = data.draw(suspended(start))
    found = due(start, f"P{n}D", COURT, stops)
    assert isinstance(found, Due)
    after = (start + timedelta(days=k) for k in range(1, 2000))
    runs = (day for day in after if not any(s.stopped_on < day <= (s.resumed_on or day) for s in stops))
    assert found.nominal == [next(runs) for _ in range(n)][-1]


@given(data=st.data(), start=days, delay=delays)
def test_a_suspension_never_shortens(data: st.DataObject, start: date, delay: str) -> None:
    found = due(start, delay, COURT, data.draw(suspended(start)))
    assert isinstance(found, Due)
    assert found.on >= due(start, delay, COURT).on


@given(data=st.data(), start=days, delay=delays, at=st.integers(-5, 500))
def test_a_holiday_proclaimed_late_never_shortens(data: st.DataObject, start: date, delay: str, at: int) -> None:
    old = due(start, delay, COURT, data.draw(suspended(start)))
    assert isinstance(old, Due)
    changed = calendar("qc-judicial", proclaimed=[start + timedelta(days=at)])
    new = recompute(old, changed)
    assert new.on >= old.on
    assert new.on == old.on or changed.closed_on(new.on) is None


@given(before=days, n=st.integers(0, 60), closed=calendars)
def test_clear_days_lie_wholly_between_the_act_and_the_date(before: date, n: int, closed: Calendar) -> None:
    found = latest_act(before, n, closed)
    assert (before - found.on).days - 1 >= n
    assert closed.closed_on(found.on) is None
    later = (found.on + timedelta(days=k) for k in range(1, (found.nominal - found.on).days + 1))
    assert all(closed.closed_on(day) for day in later)


@given(start=days, delay=delays, at=st.integers(-5, 200), length=st.integers(0, 90))
def test_what_remains_at_the_stop_is_what_runs_after_the_resumption(
    start: date, delay: str, at: int, length: int
) -> None:
    stop, resumed = start + timedelta(days=at), start + timedelta(days=at + length)
    left = remaining(start, delay, COURT, stop)
    found = due(start, delay, COURT, [Suspension(stop, resumed)])
    if left and resumed > start:
        unit = "B{}" if delay.startswith("B") else "P{}D"
        assert found.on == due(resumed, unit.format(left), COURT).on
    assert bool(left) == (due(start, delay, COURT).nominal > max(start, stop))


def test_an_open_suspension_leaves_no_date_and_says_what_remains() -> None:
    stopped = due(date(2026, 9, 1), "P60D", COURT, [Suspension(date(2026, 10, 1))])
    assert isinstance(stopped, Stopped)
    assert (stopped.on, stopped.stopped_on, stopped.remaining) == (None, date(2026, 10, 1), 30)


@pytest.mark.parametrize("delay", ["P30D", "B22", "P1M"])
@pytest.mark.parametrize(
    "stop",
    [
        Suspension(date(2026, 12, 2)),
        Suspension(date(2026, 12, 2), date(2026, 12, 10)),
        Suspension(date(2026, 11, 10), date(2026, 11, 10)),
        Suspension(date(2026, 10, 1), date(2026, 11, 2)),
    ],
    ids=["open on the last day", "stopped on the last day", "resumed the same day", "over before the start"],
)
def test_a_suspension_that_stops_no_day_of_the_delay_changes_nothing(stop: Suspension, delay: str) -> None:
    plain = due(date(2026, 11, 2), delay, COURT)
    assert plain.on == date(2026, 12, 2)
    assert due(date(2026, 11, 2), delay, COURT, [stop]) == plain


def test_suspensions_that_touch_are_told_as_one() -> None:
    stops = [Suspension(date(2026, 11, 5), date(2026, 11, 9)), Suspension(date(2026, 11, 9), date(2026, 11, 12))]
    merged = [Suspension(date(2026, 11, 5), date(2026, 11, 12))]
    assert due(date(2026, 11, 2), "B15", COURT, stops) == due(date(2026, 11, 2), "B15", COURT, merged)


def test_overlapping_suspensions_count_once() -> None:
    stops = [Suspension(date(2026, 11, 10), date(2026, 11, 20)), Suspension(date(2026, 11, 5), date(2026, 11, 12))]
    merged = [Suspension(date(2026, 11, 5), date(2026, 11, 20))]
    assert due(date(2026, 11, 2), "P30D", COURT, stops) == due(date(2026, 11, 2), "P30D", COURT, merged)


def test_an_open_suspension_covers_the_closed_ones_after_it() -> None:
    stops = [Suspension(date(2026, 11, 5)), Suspension(date(2026, 11, 10), date(2026, 11, 20))]
    stopped = due(date(2026, 11, 2), "B15", COURT, stops)
    assert isinstance(stopped, Stopped)
    assert (stopped.stopped_on, stopped.remaining) == (date(2026, 11, 5), 12)


def test_a_resumption_before_its_stop_is_refused() -> None:
    with pytest.raises(Invalid):
        Suspension(date(2026, 11, 10), date(2026, 11, 9))


def test_a_recomputed_deadline_keeps_its_suspensions() -> None:
    stops = [Suspension(date(2026, 11, 10), date(2026, 11, 20))]
    old = due(date(2026, 11, 2), "B15", COURT, stops)
    assert isinstance(old, Due)
    assert old.on == date(2026, 12, 3)
    assert recompute(old, calendar("qc-judicial", proclaimed=[date(2026, 12, 1)])).on == date(2026, 12, 4)


def test_a_closure_taken_back_leaves_the_date_already_given() -> None:
    given_date = due(date(2026, 11, 2), "P30D", calendar("qc-judicial", closed=[date(2026, 12, 2)]))
    assert given_date.on == date(2026, 12, 3)
    assert recompute(given_date, COURT) == given_date


def test_a_late_holiday_never_brings_the_latest_act_forward() -> None:
    old = latest_act(date(2026, 11, 16), 3, COURT)
    changed = calendar("qc-judicial", proclaimed=[old.on])
    assert latest_act(date(2026, 11, 16), 3, changed).on < old.on
    assert recompute(old, changed) == old


@pytest.mark.parametrize(
    "delay",
    ["", "30", "P", "PD", "P-1D", "P30", "B", "B-5", "B1.5", "P1Y2D", "p30d", "P30D ", "P12345D", "P٣D", "PT5H"],
)
def test_a_delay_written_otherwise_is_refused(delay: str) -> None:
    with pytest.raises(Invalid) as refused:
        due(date(2026, 11, 2), delay, COURT)
    assert refused.value.errors == {"delay": "invalid-delay"}


@pytest.mark.parametrize(("delay", "months"), [("P1Y", 12), ("P1Y6M", 18), ("P18M", 18), ("P2Y", 24)])
def test_years_are_twelve_months(delay: str, months: int) -> None:
    assert due(date(2026, 5, 11), delay, COURT) == due(date(2026, 5, 11), f"P{months}M", COURT)


def test_weeks_are_seven_days() -> None:
    assert due(date(2026, 5, 11), "P2W", COURT) == due(date(2026, 5, 11), "P14D", COURT)


@pytest.mark.parametrize("delay", ["P60D", "B40", "P18M", "P1Y"])
def test_a_delay_past_the_year_9999_is_refused(delay: str) -> None:
    with pytest.raises(Invalid):
        due(date(9999, 12, 1), delay, COURT)


@pytest.mark.parametrize("start", [date(1899, 12, 31), date.min, datetime(2026, 11, 2)])  # noqa: DTZ001
def test_a_start_before_1900_or_with_a_time_of_day_is_refused(start: date) -> None:
    with pytest.raises(Invalid):
        due(start, "P30D", COURT)
    with pytest.raises(Invalid):
        latest_act(start, 5, COURT)


def test_negative_clear_days_are_refused() -> None:
    with pytest.raises(Invalid):
        latest_act(date(2026, 11, 2), -1, COURT)


@pytest.mark.parametrize("delay", ["P30D", "B30", "P18M"])
def test_a_deadline_takes_well_under_100_microseconds(delay: str) -> None:
    """Processor time, so that whatever else the machine does counts little."""
    due(date(2026, 11, 25), delay, COURT)
    rounds = [timeit(lambda: due(date(2026, 11, 25), delay, COURT), timer=process_time, number=200) for _ in range(10)]
    assert min(rounds) / 200 < 100e-6
