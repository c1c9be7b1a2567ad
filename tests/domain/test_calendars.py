"""Closed days of the courts and of the offices."""

from datetime import date, timedelta

import holidays
import pytest

from domain.calendars import CITY, CIVIL_PROCEDURE, INTERPRETATION, Calendar, calendar, easter
from domain.errors import Invalid

COURT = calendar("qc-judicial")
OFFICE = calendar("office")

TABLES = {
    2026: "01-01 01-02 04-03 04-06 05-18 06-24 07-01 09-07 10-12 12-25 12-26",
    2027: "01-01 01-02 03-26 03-29 05-24 06-24 07-01 09-06 10-11 12-25 12-26",
    2028: "01-01 01-02 04-14 04-17 05-22 06-24 07-01 09-04 10-09 12-25 12-26",
    2029: "01-01 01-02 03-30 04-02 05-21 06-24 07-02 09-03 10-08 12-25 12-26",
}
EASTERS = (
    "1961-04-02",
    "2000-04-23",
    "2008-03-23",
    "2024-03-31",
    "2025-04-20",
    "2026-04-05",
    "2038-04-25",
    "2049-04-18",
)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def holidays_of(closed: Calendar, year: int) -> set[date]:
    return {day for day in days_of(year) if (why := closed.closed_on(day)) and why.en not in ("Saturday", "Sunday")}


@pytest.mark.parametrize("year", TABLES)
def test_the_courts_close_on_the_eleven_days_of_the_acts_and_no_other(year: int) -> None:
    assert sorted(holidays_of(COURT, year)) == [date.fromisoformat(f"{year}-{day}") for day in TABLES[year].split()]


@pytest.mark.parametrize("year", TABLES)
def test_every_saturday_and_sunday_is_closed(year: int) -> None:
    open_days = [day for day in days_of(year) if not COURT.closed_on(day)]
    assert {day.weekday() for day in open_days} == {0, 1, 2, 3, 4}
    assert len(open_days) == sum(day.weekday() < 5 and day not in holidays_of(COURT, year) for day in days_of(year))


@pytest.mark.parametrize("day", EASTERS)
def test_easter_falls_where_the_almanac_says(day: str) -> None:
    assert easter(int(day[:4])) == date.fromisoformat(day)


@pytest.mark.parametrize("year", range(2003, 2051))
def test_the_holidays_library_agrees_but_for_its_known_differences(year: int) -> None:
    """It lacks 2 January and 26 December, and never moves Canada Day from a Sunday without its `observed` days."""
    library = set(holidays.Canada(subdiv="QC", years=year, categories=("public", "optional"), observed=False))
    canada = date(year, 7, 1)
    moved = {canada} if canada.weekday() == 6 else set[date]()
    ours = holidays_of(COURT, year)
    assert library - ours == moved
    assert ours - library == {date(year, 1, 2), date(year, 12, 26), *(day + timedelta(days=1) for day in moved)}


def test_the_library_observes_days_that_no_act_names() -> None:
    library = set(holidays.Canada(subdiv="QC", years=2027, categories=("public", "optional")))
    assert date(2027, 12, 27) in library
    assert COURT.closed_on(date(2027, 12, 27)) is None


@pytest.mark.parametrize("day", ["2026-09-30", "2026-11-11", "2026-12-24", "2026-12-31", "2029-06-25"])
def test_days_that_are_no_holiday_for_the_courts_are_open(day: str) -> None:
    assert COURT.closed_on(date.fromisoformat(day)) is None


@pytest.mark.parametrize("year", TABLES)
def test_offices_also_close_on_24_and_31_december(year: int) -> None:
    assert holidays_of(OFFICE, year) - holidays_of(COURT, year) == {date(year, 12, 24), date(year, 12, 31)}


def test_a_closed_day_says_why_in_both_languages_and_under_which_article() -> None:
    named = {
        "2026-12-25": ("Noël", "Christmas Day", INTERPRETATION),
        "2026-12-26": ("lendemain de Noël", "Boxing Day", CIVIL_PROCEDURE),
        "2026-12-27": ("dimanche", "Sunday", INTERPRETATION),
        "2026-12-19": ("samedi", "Saturday", CIVIL_PROCEDURE),
        "2026-05-18": ("Journée nationale des patriotes", "National Patriots’ Day", INTERPRETATION),
    }
    for day, expected in named.items():
        why = COURT.closed_on(date.fromisoformat(day))
        assert why is not None
        assert (why.fr, why.en, why.article) == expected


def test_local_closures_and_proclaimed_days_are_added() -> None:
    added = calendar("office", closed=[date(2026, 5, 4)], proclaimed=[date(2026, 5, 5)])
    local, proclaimed = added.closed_on(date(2026, 5, 4)), added.closed_on(date(2026, 5, 5))
    assert local is not None and local.article == CITY
    assert proclaimed is not None and proclaimed.article == INTERPRETATION
    assert added.closed_on(date(2027, 5, 4)) is None


def test_a_day_both_closed_and_proclaimed_is_a_holiday_and_a_statutory_name_wins() -> None:
    days = [date(2026, 5, 5), date(2026, 12, 25)]
    added = calendar("office", closed=days, proclaimed=days)
    names = [why.en for day in days if (why := added.closed_on(day))]
    assert names == ["proclaimed holiday", "Christmas Day"]


def test_the_same_calendar_is_equal_whatever_the_order_of_its_days() -> None:
    one, other = date(2026, 5, 4), date(2026, 5, 5)
    assert calendar("office", [one, other]) == calendar("office", iter([other, one, one]))


def test_an_unknown_calendar_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        calendar("qc-judiciaire")
    assert refused.value.errors == {"calendar": "unknown-calendar"}
