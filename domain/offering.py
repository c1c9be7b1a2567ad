"""Who is offered a slot that came free: whoever has waited longest for an earlier date, and can be heard there.

The order is by the instant of asking, then by the case's id; nobody is considered twice for one slot that came free,
and each is told apart: offered, or passed over and why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from domain import contest_states as states
from domain.clock import local_date
from domain.placement import OpenSlot

HELD_FOR: Final = timedelta(hours=24)
TO_COME: Final = timedelta(hours=12)  # between the end of an offer and the hearing, at least
SHORTEST: Final = timedelta(hours=1)  # that an offer stands
BY: Final = "offers"  # who holds a slot that is on offer
FREED_BY: Final = ("postponed", "moved", "offered", "recused", "paid", "pleaded_guilty", "withdrawn", "stayed")
OPEN: Final = (states.AWAITING_DATE, states.SCHEDULED)


@dataclass(frozen=True)
class Wish:
    """A case whose defence would come earlier, so many days after being told at least; since when it waits for that."""

    case_id: str
    asked_at: datetime
    notice_days: int


def next_in_turn(wishes: Iterable[Wish], considered: Iterable[str]) -> Wish | None:
    """The wish whose turn it is; None when everybody was considered."""
    done = set(considered)
    return min((one for one in wishes if one.case_id not in done), key=in_turn, default=None)


def in_turn(wish: Wish) -> tuple[datetime, str]:
    """What the order goes by."""
    return wish.asked_at, wish.case_id


def until(now: datetime, starts_at: datetime) -> datetime:
    """How long an offer made now stands."""
    return min(now + HELD_FOR, starts_at - TO_COME)


def soonest(now: datetime) -> datetime:
    """A slot that begins before this is offered to nobody any more."""
    return now + TO_COME + SHORTEST


def passed_over(wish: Wish, state: str, standing: Mapping[str, Any], slot: OpenSlot, today: date) -> str:
    """Why a case cannot be heard in a slot, or gains nothing by it; empty when it can."""
    needs = standing["needs"]
    if state not in OPEN:
        return "state"
    if slot.language not in (needs["language"], "both"):
        return "language"
    if slot.mode != needs["mode"]:
        return "mode"
    if slot.judge in standing["conflicts"]:
        return "judge"
    if local_date(slot.span.starts_at) < today + timedelta(days=max(1, wish.notice_days)):
        return "notice"
    set_at = standing["hearing"]["starts_at"] if standing["hearing"] else None
    if set_at is not None and slot.span.starts_at >= datetime.fromisoformat(set_at):
        return "not-earlier"
    return ""
