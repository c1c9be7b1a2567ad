"""A whole month as a docket: the sittings with their free slots, and every case that waits; and back to slots.

Pure. A docket is kept and shown, so it names nobody: parties, officers and interpreters are numbered in it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.clock import LOCAL, local_date
from domain.contest_rules import Mode
from domain.docket import Engaged, Instance, Matter, Placed, Sitting
from domain.placement import OpenSlot, SittingLanguage, Span, Waiting

Seats = Mapping[tuple[str, int], str]  # which slot a seat is


@dataclass(frozen=True)
class OpenSitting:
    """A sitting as the calendar has it: `slots` one after the other from `starts_at`, each of `slot_minutes`."""

    id: str
    judge: str
    room: str
    mode: Mode
    language: SittingLanguage
    starts_at: datetime
    slot_minutes: int
    slots: int


@dataclass(frozen=True)
class Month:
    """What a docket is made of, and the slot that each seat is."""

    instance: Instance
    seats: Seats

    def slot_of(self, placed: Placed) -> str:
        """The slot of a place."""
        return self.seats[placed.seat.sitting, placed.seat.slot]


class _Numbers:
    """Gives everybody a number, in the order in which they are met."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}
        self._met = Counter[str]()

    def of(self, kind: str, name: str) -> str:
        """The same one for the same name."""
        if (kind, name) not in self._known:
            self._met[kind] += 1
            self._known[kind, name] = f"{kind}-{self._met[kind]:04d}"
        return self._known[kind, name]


def month_of(
    period: tuple[date, date], requests: Sequence[Waiting], sittings: Sequence[OpenSitting], free: Sequence[OpenSlot]
) -> Month:  # fmt: skip
    """The docket of a period's local days, both in. The requests' order decides what everybody is called."""
    first, last = period
    days = tuple(first + timedelta(days=rank) for rank in range((last - first).days + 1))
    known = {one.id: one for one in sittings}
    seats = {(one.sitting_id, _rank(known[one.sitting_id], one)): one.id for one in free}
    numbers = _Numbers()
    matters = tuple(_matter(one, first, numbers) for one in requests)
    engaged = {met for one in requests for met in _engaged(one, days, numbers)}
    made = tuple(_sitting(one, seats) for one in sorted(sittings, key=lambda one: one.id))
    ordered = tuple(sorted(engaged, key=lambda one: (one.day, one.begins, one.who, one.ends)))
    return Month(Instance(days, made, matters, engaged=ordered), seats)


def in_order(of: Instance, placed: Mapping[str, Placed]) -> list[str]:
    """The matters that have a place, by hour."""
    sittings = {one.id: one for one in of.sittings}

    def hour(matter: str) -> tuple[date, int, str]:
        seat = placed[matter].seat
        return sittings[seat.sitting].day, sittings[seat.sitting].span(seat.slot)[0], matter

    return sorted(placed, key=hour)


def rank_in(starts: int, minutes: int, starts_at: datetime) -> int:
    """Which slot begins at an instant, in a sitting that begins `starts` minutes after midnight."""
    begins, _ = minutes_of(Span(starts_at, starts_at))
    return (begins - starts) // minutes


def minutes_of(span: Span) -> tuple[int, int]:
    """Minutes after local midnight of the day on which a stretch of time begins."""
    begins = span.starts_at.astimezone(LOCAL)
    start = begins.hour * 60 + begins.minute
    return start, start + int((span.ends_at - span.starts_at) / timedelta(minutes=1))


def _rank(sitting: OpenSitting, slot: OpenSlot) -> int:
    return int((slot.span.starts_at - sitting.starts_at) / timedelta(minutes=sitting.slot_minutes))


def _sitting(one: OpenSitting, seats: Seats) -> Sitting:
    begins, _ = minutes_of(Span(one.starts_at, one.starts_at))
    taken = tuple(rank for rank in range(one.slots) if (one.id, rank) not in seats)
    day = local_date(one.starts_at)
    return Sitting(
        one.id, one.judge, one.room, one.mode, one.language, day, begins, one.slots, one.slot_minutes, taken=taken
    )  # fmt: skip


def _matter(one: Waiting, first: date, numbers: _Numbers) -> Matter:
    """An interpreter is named by the case: one of the people who come, and who must be free."""
    people = [numbers.of("officer", who) for who in one.people]
    if one.interpreter:
        people.append(numbers.of("interpreter", one.interpreter))
    made = Matter(one.case_id, numbers.of("party", one.party), "", one.language, one.mode, 0, one.earliest, first)
    return replace(made, since=one.since or first, people=tuple(people), avoid=one.avoid)


def _engaged(one: Waiting, days: Sequence[date], numbers: _Numbers) -> list[Engaged]:
    spans = [(numbers.of("party", one.party), span) for span in one.party_busy]
    if one.interpreter:
        spans += [(numbers.of("interpreter", one.interpreter), span) for span in one.interpreter_busy]
    found = [Engaged(who, local_date(span.starts_at), *minutes_of(span)) for who, span in spans]
    return [met for met in found if days[0] <= met.day <= days[-1]]
