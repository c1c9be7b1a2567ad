"""Days on which Québec's courts or a city's offices are closed, computed for any year (DOMAIN §6.5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from domain.errors import Invalid

JUDICIAL: Final = "qc-judicial"
OFFICE: Final = "office"

INTERPRETATION: Final = "I-16, art. 61(23)"
CIVIL_PROCEDURE: Final = "C-25.01, art. 82"
CITY: Final = "city"  # a closure that the city decides: no Act makes it a holiday

_MONDAY, _SATURDAY, _SUNDAY = 0, 5, 6


@dataclass(frozen=True)
class Closed:
    """Why a day is closed: its French and English names, and the article or calendar that closes it."""

    fr: str
    en: str
    article: str


_WEEKEND: Final = {
    _SATURDAY: Closed("samedi", "Saturday", CIVIL_PROCEDURE),
    _SUNDAY: Closed("dimanche", "Sunday", INTERPRETATION),
}
_CLOSURES: Final = {
    "closed": Closed("fermeture locale", "local closure", CITY),
    "proclaimed": Closed("jour férié proclamé", "proclaimed holiday", INTERPRETATION),
}


@dataclass(frozen=True)
class Calendar:
    """A calendar and its added days: each with `closed` (local closure) or `proclaimed` (public holiday)."""

    id: str
    extra: tuple[tuple[date, str], ...] = ()

    def closed_on(self, day: date) -> Closed | None:
        """Why that day is closed, or None when the day is open."""
        return _special_days(self, day.year).get(day) or _WEEKEND.get(day.weekday())


def calendar(id: str, closed: Iterable[date] = (), proclaimed: Iterable[date] = ()) -> Calendar:
    """The calendar `qc-judicial` or `office`, with local closures and days proclaimed as public holidays."""
    if id not in (JUDICIAL, OFFICE):
        raise Invalid({"calendar": "unknown-calendar"}, calendar=id)
    added = {day: "closed" for day in closed} | {day: "proclaimed" for day in proclaimed}
    return Calendar(id, tuple(sorted(added.items())))


@lru_cache(maxsize=1024)
def _special_days(calendar: Calendar, year: int) -> Mapping[date, Closed]:
    added = {day: _CLOSURES[why] for day, why in calendar.extra if day.year == year}
    offices = _office_days(year) if calendar.id == OFFICE else {}
    return added | offices | _statutory_days(year)


def holidays(calendar: Calendar, year: int) -> list[tuple[date, Closed]]:
    """The days of a year that are closed for another reason than a weekend, in order."""
    return sorted(_special_days(calendar, year).items(), key=lambda one: one[0])


def _office_days(year: int) -> dict[date, Closed]:
    return {
        date(year, 12, 24): Closed("veille de Noël", "Christmas Eve", CITY),
        date(year, 12, 31): Closed("veille du jour de l’An", "New Year’s Eve", CITY),
    }


@lru_cache(maxsize=256)
def _statutory_days(year: int) -> dict[date, Closed]:
    sunday = easter(year)
    canada = date(year, 7, 1)
    if canada.weekday() == _SUNDAY:
        canada = date(year, 7, 2)
    holidays = (
        (date(year, 1, 1), "jour de l’An", "New Year’s Day"),
        (sunday - timedelta(days=2), "Vendredi saint", "Good Friday"),
        (sunday + timedelta(days=1), "lundi de Pâques", "Easter Monday"),
        (_monday_up_to(date(year, 5, 24)), "Journée nationale des patriotes", "National Patriots’ Day"),
        (date(year, 6, 24), "fête nationale du Québec", "Québec’s National Holiday"),
        (canada, "fête du Canada", "Canada Day"),
        (_monday_up_to(date(year, 9, 7)), "fête du Travail", "Labour Day"),
        (_monday_up_to(date(year, 10, 14)), "Action de grâces", "Thanksgiving"),
        (date(year, 12, 25), "Noël", "Christmas Day"),
    )
    days = {day: Closed(fr, en, INTERPRETATION) for day, fr, en in holidays}
    days[date(year, 1, 2)] = Closed("lendemain du jour de l’An", "the day after New Year’s Day", CIVIL_PROCEDURE)
    days[date(year, 12, 26)] = Closed("lendemain de Noël", "Boxing Day", CIVIL_PROCEDURE)
    return days


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher."""
    century, in_century = divmod(year, 100)
    moon = year % 19
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * moon + century - leap_centuries - correction + 15) % 30
    leaps, rest = divmod(in_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - rest) % 7
    late = (moon + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _monday_up_to(last: date) -> date:
    return last - timedelta(days=(last.weekday() - _MONDAY) % 7)
