"""A hearing moved by the defence itself: an earlier date that the court offers, or a move that the regime leaves free.

Under the Code of Penal Procedure another date is a request (`contest_hearings`); an earlier date that the court office
offers is the court's own setting, and the defence agrees to the shorter notice by taking it (DOMAIN §2.5, §7.5).
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from domain import clock, contest_outcomes
from domain import contest_letters as letters
from domain import contest_states as states
from domain.acts import Act
from domain.change import Change
from domain.contest_errors import SlotNotBookable
from domain.contest_hearings import fits, set_hearing
from domain.errors import Forbidden, Invalid
from domain.hearing_acts import Hearing, MoveHearing, TakeOffer

if TYPE_CHECKING:
    from domain.contest import Contest


def _take_offer(contest: "Contest", act: TakeOffer) -> Change:
    return _moved(contest, act, "offered")


def _move(contest: "Contest", act: MoveHearing) -> Change:
    assert contest.hearing is not None
    contest.moved += 1
    contest.charging = ("defence", clock.local_date(contest.hearing.starts_at))
    return _moved(contest, act, "moved")


def _moved(contest: "Contest", act: TakeOffer | MoveHearing, why: str) -> Change:
    """The date that stands is given up in the same breath as the other is taken."""
    old = contest.hearing
    contest_outcomes.release_hearing(contest, why)
    set_hearing(contest, act.hearing, act.received_at)
    facts: dict[str, Any] = letters.hearing(act.hearing) | {"judge": act.hearing.judge, "why": why}
    if old is not None:
        facts |= {"replaces": old.hearing_id}
    return Change("HearingMoved", states.SCHEDULED, facts, (letters.summons(contest, act.hearing),), anew=True)


def _earlier(contest: "Contest", act: TakeOffer) -> None:
    fits(contest, act.hearing, act.received_at)
    _as_needed(contest, act.hearing)
    if contest.hearing is not None and act.hearing.starts_at >= contest.hearing.starts_at:
        raise SlotNotBookable({"hearing": "not-earlier"})


def _free_to_move(contest: "Contest", act: MoveHearing) -> None:
    old = contest.hearing
    assert old is not None
    if not contest.may_move:
        raise Forbidden(act=act.action)
    last = clock.local_date(old.starts_at) - timedelta(days=contest.rules.delays.postponement)
    if clock.local_date(act.received_at) > last:
        raise SlotNotBookable({"hearing": "too-late-to-move"}, notice=contest.rules.delays.postponement)
    fits(contest, act.hearing, act.received_at)
    _as_needed(contest, act.hearing)


def _as_needed(contest: "Contest", hearing: Hearing) -> None:
    if hearing.mode != contest.needs.mode:
        raise Invalid({"hearing.mode": "not-a-choice"})


STEPS: dict[type[Act], Callable[["Contest", Any], Change]] = {TakeOffer: _take_offer, MoveHearing: _move}
GUARDS: dict[type[Act], Callable[["Contest", Any], None]] = {TakeOffer: _earlier, MoveHearing: _free_to_move}
