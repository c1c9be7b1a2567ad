"""Which waiting case gets which slot: a port that an optimiser may fill, and first come, first served.

Pure: the same cases and slots are placed alike every time; what is placed here is a proposal, and a person books it.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal, Protocol

from domain.clock import local_date
from domain.contest_rules import Mode
from domain.letter import Language

SittingLanguage = Literal["fr", "en", "both"]
Why = Literal["", "no-slot", "language", "mode", "judge", "notice", "interpreter", "party", "taken"]


@dataclass(frozen=True)
class Span:
    """A stretch of time, its end not in it; instants in UTC."""

    starts_at: datetime
    ends_at: datetime

    def meets(self, other: "Span") -> bool:
        """Whether the two share an instant."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class OpenSlot:
    """A slot that nobody has."""

    id: str
    sitting_id: str
    judge: str
    room: str
    mode: Mode
    language: SittingLanguage
    span: Span


@dataclass(frozen=True)
class Waiting:
    """A case that waits for a hearing.

    `party` may not be in two places, nor may `people`, who come for it; `avoid` are judges in conflict; `earliest` is
    the first local day that the notice of hearing leaves; `since`, the local day from which it waits; the spans are
    those of hearings that are booked already.
    """

    case_id: str
    party: str
    language: Language
    mode: Mode
    earliest: date
    interpreter: str = ""
    avoid: tuple[str, ...] = ()
    party_busy: tuple[Span, ...] = ()
    interpreter_busy: tuple[Span, ...] = ()
    people: tuple[str, ...] = ()
    since: date | None = None


@dataclass(frozen=True)
class Placed:
    """Where a case goes; without a slot, `why` names what no slot satisfied once those before it were met."""

    case_id: str
    slot: OpenSlot | None
    why: Why = ""


class Placement(Protocol):
    """Proposes slots for waiting cases."""

    def place(self, requests: Sequence[Waiting], slots: Sequence[OpenSlot]) -> tuple[Placed, ...]:
        """One answer a request, in their order; no slot, judge, room, party or interpreter twice at once."""
        ...


@dataclass
class _Given:
    """What was given away so far: when each judge, room, party and interpreter is busy."""

    busy: defaultdict[tuple[str, str], list[Span]] = field(default_factory=lambda: defaultdict(list))

    def free(self, kind: str, name: str, span: Span) -> bool:
        return not any(span.meets(one) for one in self.busy[kind, name])

    def take(self, request: Waiting, slot: OpenSlot) -> None:
        people = (("person", one) for one in request.people)
        for kind, name in (("judge", slot.judge), ("room", slot.room), ("party", request.party), *people):
            self.busy[kind, name].append(slot.span)
        if request.interpreter:
            self.busy["interpreter", request.interpreter].append(slot.span)


def _speaks(request: Waiting, slot: OpenSlot, _: _Given) -> bool:
    return slot.language in (request.language, "both")


def _same_mode(request: Waiting, slot: OpenSlot, _: _Given) -> bool:
    return slot.mode == request.mode


def _may_hear(request: Waiting, slot: OpenSlot, _: _Given) -> bool:
    return slot.judge not in request.avoid


def _late_enough(request: Waiting, slot: OpenSlot, _: _Given) -> bool:
    return local_date(slot.span.starts_at) >= request.earliest


def _interpreted(request: Waiting, slot: OpenSlot, given: _Given) -> bool:
    if not request.interpreter:
        return True
    elsewhere = any(slot.span.meets(one) for one in request.interpreter_busy)
    return not elsewhere and given.free("interpreter", request.interpreter, slot.span)


def _attended(request: Waiting, slot: OpenSlot, given: _Given) -> bool:
    elsewhere = any(slot.span.meets(one) for one in request.party_busy)
    all_free = all(given.free("person", one, slot.span) for one in request.people)
    return not elsewhere and all_free and given.free("party", request.party, slot.span)


def _untaken(_: Waiting, slot: OpenSlot, given: _Given) -> bool:
    return given.free("judge", slot.judge, slot.span) and given.free("room", slot.room, slot.span)


_CONDITIONS: Final[tuple[tuple[Why, Callable[[Waiting, OpenSlot, _Given], bool]], ...]] = (
    ("language", _speaks),
    ("mode", _same_mode),
    ("judge", _may_hear),
    ("notice", _late_enough),
    ("interpreter", _interpreted),
    ("party", _attended),
    ("taken", _untaken),
)


class FirstCome:
    """Each case in turn gets the earliest slot that suits it."""

    def place(self, requests: Sequence[Waiting], slots: Sequence[OpenSlot]) -> tuple[Placed, ...]:
        """See `Placement`. The slots' order does not matter; the cases' order does."""
        return fill_up(requests, slots, {})


def fill_up(
    requests: Sequence[Waiting], slots: Sequence[OpenSlot], placed: Mapping[str, OpenSlot]
) -> tuple[Placed, ...]:  # fmt: skip
    """The cases that have a slot keep it; each other in turn gets the earliest left, or why there is none."""
    given = _Given()
    for request in requests:
        if request.case_id in placed:
            given.take(request, placed[request.case_id])
    ordered = sorted(slots, key=lambda one: (one.span.starts_at, one.room, one.id))
    return tuple(
        Placed(one.case_id, placed[one.case_id]) if one.case_id in placed else _placed(one, ordered, given)
        for one in requests
    )


def _placed(request: Waiting, slots: Sequence[OpenSlot], given: _Given) -> Placed:
    furthest = -1
    for slot in slots:
        unmet = _first_unmet(request, slot, given)
        if unmet is None:
            given.take(request, slot)
            return Placed(request.case_id, slot)
        furthest = max(furthest, unmet)
    return Placed(request.case_id, None, _CONDITIONS[furthest][0] if slots else "no-slot")


def _first_unmet(request: Waiting, slot: OpenSlot, given: _Given) -> int | None:
    return next((rank for rank, (_, met) in enumerate(_CONDITIONS) if not met(request, slot, given)), None)
