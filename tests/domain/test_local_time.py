"""Instants of a local day in America/Toronto."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clock import expires_at, local_date, local_midnight, parse_date, parse_local
from domain.errors import AmbiguousTime, Invalid

STANDARD, DAYLIGHT = 5, 4  # hours that Toronto is behind UTC at 24:00 of that day
EVENINGS = {
    STANDARD: (
        "2026-03-06 2026-03-07 2026-11-01 2026-11-02 2027-03-12 2027-03-13 2027-11-07 2027-11-08 2028-03-10 2028-03-11 "
        "2028-11-05 2028-11-06 2029-03-09 2029-03-10 2029-11-04 2029-11-05 2000-02-29 2027-02-28 2027-03-01 2028-02-27 "
        "2028-02-28 2028-02-29 2028-03-01 2026-12-30 2026-12-31 2027-01-01 2027-12-31 2028-01-01 2028-12-31 2029-01-01"
    ),
    DAYLIGHT: (
        "2026-03-08 2026-03-09 2026-10-31 2027-03-14 2027-11-06 2028-03-12 2028-11-04 2029-03-11 2029-11-03 2029-03-12"
    ),
}
DATES = [(day, hours) for hours, listed in EVENINGS.items() for day in listed.split()]


@pytest.mark.parametrize(("text", "hours"), DATES)
def test_a_day_expires_at_24_00_local_whatever_the_season(text: str, hours: int) -> None:
    day = date.fromisoformat(text)
    following = day + timedelta(days=1)
    end = expires_at(day)
    assert end == datetime(following.year, following.month, following.day, hours, tzinfo=UTC)
    assert local_date(end) == following
    assert local_date(end - timedelta(microseconds=1)) == day


def test_forty_dates_are_tried() -> None:
    assert len({day for day, _ in DATES}) == 40


@given(day=st.dates(date(1950, 1, 1), date(9999, 12, 30)))
def test_each_instant_belongs_to_one_day(day: date) -> None:
    begins, ends = local_midnight(day), expires_at(day)
    assert local_date(begins) == day == local_date(ends - timedelta(microseconds=1))
    assert local_date(begins - timedelta(microseconds=1)) == day - timedelta(days=1)
    assert ends - begins in (timedelta(hours=23), timedelta(hours=24), timedelta(hours=25))


def test_the_days_of_the_change_have_23_and_25_hours() -> None:
    spring, autumn = date(2027, 3, 14), date(2027, 11, 7)
    assert expires_at(spring) - local_midnight(spring) == timedelta(hours=23)
    assert expires_at(autumn) - local_midnight(autumn) == timedelta(hours=25)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-07-01T09:30", "2026-07-01T13:30Z"),
        ("2026-01-05 09:30:15", "2026-01-05T14:30:15Z"),
        ("2026-03-08T01:59:59", "2026-03-08T06:59:59Z"),
        ("2026-03-08T03:00", "2026-03-08T07:00Z"),
        ("2026-11-01T00:59", "2026-11-01T04:59Z"),
        ("2026-11-01T02:00", "2026-11-01T07:00Z"),
        ("2026-11-01T01:30-04:00", "2026-11-01T05:30Z"),
        ("2026-11-01T01:30-05:00", "2026-11-01T06:30Z"),
        ("2026-03-08T02:30-05:00", "2026-03-08T07:30Z"),
        ("2026-11-01T05:30Z", "2026-11-01T05:30Z"),
    ],
)
def test_a_local_time_that_exists_once_is_read(text: str, instant: str) -> None:
    assert parse_local(text) == datetime.fromisoformat(instant)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-03-08T02:00", "gap"),
        ("2026-03-08T02:30", "gap"),
        ("2027-03-14T02:59:59", "gap"),
        ("2026-11-01T01:00", "twice"),
        ("2027-11-07T01:59:59", "twice"),
    ],
)
def test_a_local_time_that_exists_never_or_twice_is_refused(text: str, why: str) -> None:
    with pytest.raises(AmbiguousTime) as refused:
        parse_local(text, "starts_at")
    assert (refused.value.code, refused.value.facts["why"]) == ("ambiguous-time", why)
    assert list(refused.value.errors) == ["starts_at"]


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2027-02-29",
        "0000-01-01",
        "0001-01-01",
        "1899-12-31",
        "10000-01-01",
        "2026-1-5",
        "20260105",
        "",
        "2026-W01-1",
        "2026-13-01",
        "２０２６-01-05",
        " 2026-01-05",
        "2026-01-05\n",
        "hier",
    ],
)
def test_a_date_that_does_not_exist_or_is_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_date(text, "served_on")
    assert refused.value.errors == {"served_on": "invalid-date"}


@pytest.mark.parametrize(
    "text",
    ["", "2026-02-30T10:00", "1899-12-31T10:00", "2026-01-05", "2026-01-05T24:00", "2026-01-05T10:00+25:00", "now"],
)
def test_a_time_that_does_not_exist_or_is_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_local(text)
    assert refused.value.code == "validation"


def test_instants_past_the_year_9999_or_without_an_offset_are_refused() -> None:
    for act in (
        lambda: expires_at(date.max),
        lambda: parse_local("9999-12-31T23:30"),
        lambda: local_midnight(date.min),
    ):
        with pytest.raises(Invalid):
            act()
    with pytest.raises(Invalid):
        local_date(datetime(2026, 11, 2, 12))  # noqa: DTZ001
