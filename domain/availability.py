"""When a judge can sit: weekly patterns, exceptions, and the sittings that both give between two days (DOMAIN §6.5).

Pure, and in local hours: nine o'clock stays nine o'clock when the clocks change. The order of what is given changes
nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

from domain.clock import LOCAL
from domain.contest_rules import Mode
from domain.placement import SittingLanguage, Span

EARLIEST: Final = time(6)  # and so no hours are ever those that a change of clocks takes away or repeats
WEEK: Final = timedelta(weeks=1)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Hours:
    """Local hours of one day, the end not in them."""

    starts: time
    ends: time

    def meet(self, other: "Hours") -> bool:
        """Whether the two share a minute."""
        return self.starts < other.ends and other.starts < self.ends

    def hold(self, moment: time) -> bool:
        """Whether a moment lies in them."""
        return self.starts <= moment < self.ends


WHOLE_DAY: Final = Hours(time.min, time.max)


@dataclass(frozen=True, order=True)
class Setting:
    """How a sitting is held. Without a room ("") one is chosen when the sitting is opened."""

    mode: Mode
    room: str
    language: SittingLanguage
    slot_minutes: int


@dataclass(frozen=True)
class Pattern:
    """A judge's hours of one weekday (0 is Monday), every week or every second one counted from `valid_from`.

    `valid_until` is the last day, in it; None is open. `in_recess`: also in the periods in which nobody must sit.
    """

    id: str
    judge: str
    weekday: int
    hours: Hours
    setting: Setting
    valid_from: date
    valid_until: date | None = None
    every: int = 1
    in_recess: bool = False

    def falls_on(self, day: date) -> bool:
        """Whether it gives hours on that day, were the day open."""
        valid = self.valid_from <= day <= (self.valid_until or date.max)
        weeks = (_monday(day) - _monday(self.valid_from)) // WEEK
        return valid and day.weekday() == self.weekday and weeks % self.every == 0


@dataclass(frozen=True)
class Away:
    """A judge is away from one day to another, both in; with hours, only during them on each of the days."""

    id: str
    judge: str
    first: date
    last: date
    hours: Hours | None = None

    def falls_on(self, day: date) -> bool:
        """Whether the judge is away at some time of that day."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Extra:
    """Hours that a judge adds on one day; naming the day says that it may lie in a recess."""

    id: str
    judge: str
    day: date
    hours: Hours
    setting: Setting


Exceptional = Away | Extra


@dataclass(frozen=True)
class Given:
    """A sitting that the availability gives; instants in UTC. `sources` are the patterns and extra hours behind it."""

    judge: str
    setting: Setting
    span: Span
    sources: tuple[str, ...]

    @property
    def slots(self) -> int:
        """How many slots it makes; what is left at the end makes none."""
        return (self.span.ends_at - self.span.starts_at) // timedelta(minutes=self.setting.slot_minutes)


@dataclass(frozen=True)
class _Piece:
    """Hours of one day, how they would be held, and what they come of."""

    hours: Hours
    setting: Setting
    sources: tuple[str, ...]


def spans(
    patterns: Iterable[Pattern],
    exceptions: Iterable[Exceptional],
    first: date,
    last: date,
    closed: Callable[[date], object],
) -> tuple[Given, ...]:
    """The sittings between two local days, both in, by hour and judge; none on a day that `closed` says is closed.

    Absences win over all, extra hours over patterns. Hours that overlap or touch and are held alike are one sitting;
    held otherwise, what overlaps is given once, to the one that begins first.
    """
    weekly, exceptional = list(patterns), list(exceptions)
    found: list[Given] = []
    for day in _days(first, last):
        if not closed(day):
            for judge in sorted({one.judge for one in (*weekly, *exceptional)}):
                offered = _offered(judge, weekly, exceptional, day)
                found += [_given(judge, day, one) for one in _joined(_cut(offered, _away(judge, exceptional, day)))]
    return tuple(sorted(found, key=lambda one: (one.span.starts_at, one.judge)))


def in_recess(day: date) -> bool:
    """Whether no judge must sit that day: 30 June to 1 September, 20 December to 7 January (C.C.P. art. 82)."""
    at = day.month, day.day
    return (6, 30) <= at <= (9, 1) or at >= (12, 20) or at <= (1, 7)


def ever_meet(one: Pattern, other: Pattern) -> bool:
    """Whether two patterns share a minute of some day, whoever's they are."""
    if one.weekday != other.weekday or not one.hours.meet(other.hours):
        return False
    start = max(one.valid_from, other.valid_from)
    start += timedelta(days=(one.weekday - start.weekday()) % 7)
    return any(one.falls_on(day) and other.falls_on(day) for day in (start, start + WEEK))


def _offered(judge: str, patterns: Sequence[Pattern], exceptions: Sequence[Exceptional], day: date) -> list[_Piece]:
    """The hours that one judge offers on a day, those that win first."""
    resting = in_recess(day)
    extra = [_Piece(one.hours, one.setting, (one.id,)) for one in exceptions
             if isinstance(one, Extra) and one.judge == judge and one.day == day]  # fmt: skip
    weekly = [_Piece(one.hours, one.setting, (one.id,)) for one in patterns
              if one.judge == judge and one.falls_on(day) and (one.in_recess or not resting)]  # fmt: skip
    return [*sorted(extra, key=_rank), *sorted(weekly, key=_rank)]


def _away(judge: str, exceptions: Sequence[Exceptional], day: date) -> list[Hours]:
    gone = (one for one in exceptions if isinstance(one, Away) and one.judge == judge and one.falls_on(day))
    return [one.hours or WHOLE_DAY for one in gone]


def _cut(offered: Sequence[_Piece], away: Sequence[Hours]) -> Iterator[_Piece]:
    """The hours offered, cut at every edge: each bit is held as the first that offers it says, and in no absence."""
    everything = [*(one.hours for one in offered), *away]
    edges = sorted({edge for hours in everything for edge in (hours.starts, hours.ends)})
    for starts, ends in pairwise(edges):
        over = [one for one in offered if one.hours.hold(starts)]
        if over and not any(hours.hold(starts) for hours in away):
            alike = {source for one in over if one.setting == over[0].setting for source in one.sources}
            yield _Piece(Hours(starts, ends), over[0].setting, tuple(sorted(alike)))


def _joined(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Bits that touch and are held alike, joined."""
    made: list[_Piece] = []
    for one in pieces:
        last = made[-1] if made else None
        if last and last.hours.ends == one.hours.starts and last.setting == one.setting:
            sources = tuple(sorted({*last.sources, *one.sources}))
            made[-1] = _Piece(Hours(last.hours.starts, one.hours.ends), one.setting, sources)
        else:
            made.append(one)
    return made


def _given(judge: str, day: date, piece: _Piece) -> Given:
    return Given(judge, piece.setting, at(day, piece.hours), piece.sources)


def at(day: date, hours: Hours) -> Span:
    """The instants of local hours on a day."""
    return Span(*(datetime.combine(day, one, LOCAL).astimezone(UTC) for one in (hours.starts, hours.ends)))


def _rank(piece: _Piece) -> tuple[time, time, Setting, tuple[str, ...]]:
    return piece.hours.starts, piece.hours.ends, piece.setting, piece.sources


def _days(first: date, last: date) -> Iterator[date]:
    return (first + DAY * rank for rank in range((last - first).days + 1))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
