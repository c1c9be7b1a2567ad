"""What patterns and exceptions give: nothing on a closed day or in an absence, every other minute once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.availability import EARLIEST, Away, Extra, Given, Hours, Pattern, Setting, ever_meet, in_recess, spans
from domain.calendars import JUDICIAL, calendar
from domain.clock import LOCAL
from domain.opening import Sat, in_room, weigh
from domain.placement import Span

COURT = calendar(JUDICIAL)
MONDAY = date(2027, 2, 1)
MORNING = Hours(time(9), time(12))
ROOM = Setting("in_person", "1.12", "fr", 30)
PATTERN = Pattern("p", "juge-1", 0, MORNING, ROOM, MONDAY)
HALF_HOUR = timedelta(minutes=30)
FIRST, LAST = date(2026, 12, 1), date(2027, 2, 1)  # a recess, holidays, week ends

half_hours = st.integers(0, 34).map(lambda rank: (datetime.combine(MONDAY, EARLIEST) + HALF_HOUR * rank).time())
hours = st.tuples(half_hours, half_hours).filter(lambda two: two[0] < two[1]).map(lambda two: Hours(*two))
days = st.dates(FIRST, LAST)
settings = st.builds(
    Setting, st.just("in_person"), st.sampled_from(["", "1.12"]), st.just("fr"), st.sampled_from([30, 60])
)
judges = st.sampled_from(["juge-1", "juge-2"])
patterns = st.builds(
    Pattern, st.uuids().map(str), judges, st.integers(0, 6), hours, settings, days, st.none() | days,
    st.sampled_from([1, 2]), st.booleans(),
)  # fmt: skip
aways = st.builds(Away, st.uuids().map(str), judges, days, days, st.none() | hours)
extras = st.builds(Extra, st.uuids().map(str), judges, days, hours, settings)
some_patterns, some_exceptions = st.lists(patterns, max_size=6), st.lists(aways | extras, max_size=6)
Exceptions = list[Away | Extra]


def between(one: Hours, day: date) -> set[datetime]:
    """Every half-hour of some hours, as it begins."""
    starts = (datetime.combine(day, EARLIEST, LOCAL) + HALF_HOUR * rank for rank in range(36))
    return {start.astimezone(UTC) for start in starts if one.starts <= start.time() < one.ends}


def sat(found: tuple[Given, ...], judge: str) -> list[datetime]:
    """Every half-hour in which a judge would sit, as it begins; one twice where two sittings share it."""
    made: list[datetime] = []
    for one in found:
        count = (one.span.ends_at - one.span.starts_at) // HALF_HOUR
        made += [one.span.starts_at + HALF_HOUR * rank for rank in range(count)] if one.judge == judge else []
    return made


def expected(weekly: list[Pattern], exceptions: Exceptions, judge: str) -> set[datetime]:
    """The same, written as the rule reads: what is offered, without absences and closed days."""
    made: set[datetime] = set()
    for rank in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=rank)
        offered = {half for one in weekly if one.judge == judge and one.falls_on(day)
                   and (one.in_recess or not in_recess(day)) for half in between(one.hours, day)}  # fmt: skip
        for one in exceptions:
            if isinstance(one, Extra) and (one.judge, one.day) == (judge, day):
                offered |= between(one.hours, day)
        for one in exceptions:
            if isinstance(one, Away) and one.judge == judge and one.first <= day <= one.last:
                offered -= between(one.hours, day) if one.hours else offered
        made |= set() if COURT.closed_on(day) else offered
    return made


@given(weekly=some_patterns, exceptions=some_exceptions)
def test_every_minute_that_is_offered_and_nothing_else_is_sat_once(
    weekly: list[Pattern], exceptions: Exceptions
) -> None:
    found = spans(weekly, exceptions, FIRST, LAST, COURT.closed_on)
    for judge in ("juge-1", "juge-2"):
        halves = sat(found, judge)
        assert len(halves) == len(set(halves))
        assert set(halves) == expected(weekly, exceptions, judge)
    assert not [one for one in found if COURT.closed_on(one.span.starts_at.astimezone(LOCAL).date())]


@given(weekly=some_patterns, exceptions=some_exceptions, data=st.data())
def test_the_order_of_what_is_given_changes_nothing(
    weekly: list[Pattern], exceptions: Exceptions, data: st.DataObject
) -> None:
    once = spans(weekly, exceptions, FIRST, LAST, COURT.closed_on)
    again = data.draw(st.permutations(weekly)), data.draw(st.permutations(exceptions))
    assert spans(*again, FIRST, LAST, COURT.closed_on) == once


@given(one=patterns, other=patterns)
def test_two_patterns_meet_where_some_day_has_both(one: Pattern, other: Pattern) -> None:
    days = [FIRST + timedelta(days=rank) for rank in range(100)]
    both = any(one.falls_on(day) and other.falls_on(day) for day in days) and one.hours.meet(other.hours)
    assert ever_meet(one, other) is both


@given(weekly=some_patterns, exceptions=some_exceptions)
def test_what_is_opened_together_gives_nobody_two_places_and_no_room_twice(
    weekly: list[Pattern], exceptions: Exceptions
) -> None:
    given = [in_room(one, "2.01") for one in spans(weekly, exceptions, FIRST, LAST, COURT.closed_on)]
    opened = [one.given for one in weigh(given, []) if one.state == "new"]
    for rank, one in enumerate(opened):
        for other in opened[:rank]:
            shared = one.judge == other.judge or one.setting.room == other.setting.room
            assert not (shared and one.span.meets(other.span))


def test_nine_o_clock_stays_nine_o_clock_when_the_clocks_change() -> None:
    found = spans([PATTERN], [], date(2027, 3, 8), date(2027, 3, 15), COURT.closed_on)
    assert [one.span.starts_at.isoformat() for one in found] == [
        "2027-03-08T14:00:00+00:00", "2027-03-15T13:00:00+00:00"]  # fmt: skip


def test_every_second_week_is_counted_from_the_first() -> None:
    pattern = replace(PATTERN, every=2, valid_from=MONDAY + timedelta(days=2))  # a Wednesday: that week counts
    found = spans([pattern], [], MONDAY, MONDAY + timedelta(weeks=5), COURT.closed_on)
    weeks = [(one.span.starts_at.date() - MONDAY).days // 7 for one in found]
    assert weeks == [2, 4]


@pytest.mark.parametrize(
    ("day", "resting"),
    [("2027-06-29", False), ("2027-06-30", True), ("2027-09-01", True), ("2027-09-02", False), ("2026-12-19", False),
     ("2026-12-20", True), ("2027-01-07", True), ("2027-01-08", False)],
)  # fmt: skip
def test_nobody_must_sit_in_summer_or_around_new_year(day: str, resting: bool) -> None:
    assert in_recess(date.fromisoformat(day)) is resting


def test_a_recess_is_sat_through_only_where_somebody_says_so() -> None:
    july = date(2027, 7, 5)
    extra = Extra("e", "juge-1", july, Hours(time(13), time(15)), ROOM)
    assert not spans([PATTERN], [], july, july, COURT.closed_on)
    assert len(spans([PATTERN], [extra], july, july, COURT.closed_on)) == 1
    assert len(spans([replace(PATTERN, in_recess=True)], [], july, july, COURT.closed_on)) == 1


def test_hours_that_touch_and_are_held_alike_are_one_sitting_and_others_are_two() -> None:
    noon = replace(PATTERN, id="q", hours=Hours(time(12), time(13)))
    (one,) = spans([noon, PATTERN], [], MONDAY, MONDAY, COURT.closed_on)
    assert (one.slots, one.sources) == (8, ("p", "q"))
    other = replace(noon, setting=replace(ROOM, mode="video"))
    assert len(spans([other, PATTERN], [], MONDAY, MONDAY, COURT.closed_on)) == 2


def test_extra_hours_win_over_a_pattern_and_an_absence_over_both() -> None:
    video = Setting("video", "", "fr", 20)
    extra = Extra("e", "juge-1", MONDAY, Hours(time(10), time(11)), video)
    away = Away("a", "juge-1", MONDAY, MONDAY, Hours(time(10, 30), time(11, 30)))
    found = spans([PATTERN], [away, extra], MONDAY, MONDAY, COURT.closed_on)
    told = [(one.span.starts_at.astimezone(LOCAL).time(), one.setting.mode, one.slots) for one in found]
    assert told == [(time(9), "in_person", 2), (time(10), "video", 1), (time(11, 30), "in_person", 1)]


def test_what_is_open_already_is_named_and_so_is_who_stands_in_the_way() -> None:
    (one,) = spans([PATTERN], [], MONDAY, MONDAY, COURT.closed_on)
    later = Span(one.span.starts_at + HALF_HOUR, one.span.ends_at + HALF_HOUR)
    states = {
        "new": [Sat("juge-2", "2.01", one.span)],
        "there": [Sat("juge-1", "another", one.span)],
        "judge": [Sat("juge-1", "another", later)],
        "room": [Sat("juge-2", "1.12", later)],
    }
    assert [weigh([one], standing)[0].state for standing in states.values()] == [*states]
    short = replace(one, setting=replace(ROOM, slot_minutes=240))
    assert weigh([short], [])[0].state == "short"
