"""The court's calendar, written again from C-25.1 art. 17 and C.C.P. art. 82 (DOMAIN §6.5): when a delay ends."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("America/Toronto")
DAY = timedelta(days=1)
MONDAY, SATURDAY, SUNDAY = 0, 5, 6


@dataclass(frozen=True)
class Stop:
    """The clock stood still after `since`; it ran again after `until`, None while it stands still."""

    since: date
    until: date | None = None


def local_day(at: datetime) -> date:
    """The local day of an instant."""
    return at.astimezone(LOCAL).date()


def last_day(start: date, days: int, stops: Sequence[Stop] = (), closed: Collection[date] = ()) -> date | None:
    """The last day of a delay in calendar days, the first not counted; None while the clock stands still."""
    end = start + days * DAY
    for stop in stops:
        since = max(stop.since, start)
        if since >= end or (stop.until is not None and stop.until <= since):
            continue
        if stop.until is None:
            return None
        end += stop.until - since
    while end.weekday() in (SATURDAY, SUNDAY) or end in holidays(end.year) or end in closed:
        end += DAY
    return end


@lru_cache(maxsize=200)
def holidays(year: int) -> frozenset[date]:
    """The days of a year that are not juridical, Saturdays and Sundays apart."""
    first_of_july = date(year, 7, 1)
    patriots = date(year, 5, 24)
    return frozenset({
        date(year, 1, 1), date(year, 1, 2), _easter(year) - 2 * DAY, _easter(year) + DAY,
        patriots - patriots.weekday() * DAY, date(year, 6, 24),
        first_of_july + DAY if first_of_july.weekday() == SUNDAY else first_of_july,
        _monday(year, 9, 1), _monday(year, 10, 2), date(year, 12, 25), date(year, 12, 26),
    })  # fmt: skip


def _monday(year: int, month: int, rank: int) -> date:
    first = date(year, month, 1)
    return first + ((MONDAY - first.weekday()) % 7 + 7 * (rank - 1)) * DAY


def _easter(year: int) -> date:
    """By the algorithm of Meeus, Jones and Butcher."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
