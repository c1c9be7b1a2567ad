"""Which of the sittings that availability gives can be opened beside those that are open already.

Pure: no judge sits twice at once, and no room is given twice at once, not even by two sittings opened together.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from domain.availability import Given
from domain.clock import local_date
from domain.placement import Span

State = Literal["new", "there", "judge", "room", "short"]


@dataclass(frozen=True)
class Sat:
    """A sitting that is open: whose, where, when."""

    judge: str
    room: str
    span: Span


@dataclass(frozen=True)
class Offer:
    """A sitting that could be opened (`new`), is open already (`there`), or cannot be: its judge or its room is with
    `other` at that hour, or it is too short for a slot."""

    given: Given
    state: State
    other: Sat | None = None


def weigh(given: Sequence[Given], open_already: Sequence[Sat]) -> list[Offer]:
    """What becomes of each, in their order; those before it count as opened."""
    by_day: defaultdict[date, list[Sat]] = defaultdict(list)
    for one in open_already:
        by_day[local_date(one.span.starts_at)].append(one)
    offers: list[Offer] = []
    for one in given:
        standing = by_day[local_date(one.span.starts_at)]
        offer = _weighed(one, standing)
        if offer.state == "new":
            standing.append(Sat(one.judge, one.setting.room, one.span))
        offers.append(offer)
    return offers


def in_room(given: Given, room: str) -> Given:
    """The same sitting, in a room that was chosen where it had none."""
    return given if given.setting.room else replace(given, setting=replace(given.setting, room=room))


def _weighed(given: Given, standing: Sequence[Sat]) -> Offer:
    if not given.slots:
        return Offer(given, "short")
    met = [one for one in standing if one.span.meets(given.span)]
    own = [one for one in met if one.judge == given.judge]
    if same := next((one for one in own if one.span == given.span), None):
        return Offer(given, "there", same)
    if own:
        return Offer(given, "judge", own[0])
    taken = next((one for one in met if one.room == given.setting.room), None) if given.setting.room else None
    return Offer(given, "room", taken) if taken else Offer(given, "new")
