"""The review of a permit case: opinions step after step, and its conclusion (DOMAIN §3.6, §7.1)."""

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from domain import permit_states as states
from domain.acts import Act, ConcludeReview, Opinion
from domain.change import Change
from domain.errors import Forbidden, Invalid
from domain.people import Role
from domain.review_acts import GiveOpinion

if TYPE_CHECKING:
    from domain.permit import Permit


def open_step(permit: "Permit") -> tuple[str, ...]:
    """The disciplines that are heard now: those of the first step that still lacks an opinion."""
    for step in permit.rules.steps or (permit.rules.opinions,):
        waiting = tuple(code for code in step if code not in permit.opinions)
        if waiting:
            return waiting
    return ()


def missing_opinions(permit: "Permit", also: tuple[Opinion, ...] = ()) -> dict[str, str]:
    """What keeps the review from being concluded, by field: opinions missing, not asked for, or unfavourable."""
    given = permit.opinions | {one.discipline: one for one in also}
    wanted = set(permit.rules.opinions)
    faults = {f"opinions.{name}": "required" for name in wanted - given.keys()}
    faults |= {f"opinions.{name}": "not-asked" for name in given.keys() - wanted}
    faults |= {
        f"opinions.{name}": "unfavourable" for name, opinion in given.items() if opinion.outcome == "unfavourable"
    }
    return faults


def _give(permit: "Permit", act: GiveOpinion) -> Change:
    opinion = Opinion(act.discipline, act.outcome, act.note)
    permit.opinions[act.discipline] = opinion
    return Change("OpinionGiven", permit.state, asdict(opinion))


def _conclude(permit: "Permit", act: ConcludeReview) -> Change:
    permit.opinions |= {one.discipline: one for one in act.opinions}
    given = [asdict(permit.opinions[code]) for code in permit.rules.opinions]
    return Change("ReviewConcluded", states.DECISION_READY, {"opinions": given})


def _its_turn(permit: "Permit", act: GiveOpinion) -> None:
    if act.by.role is Role.REVIEWER and act.discipline not in permit.rules.outside:
        raise Forbidden(act=act.action)
    if act.discipline not in permit.rules.opinions:
        raise Invalid({"discipline": "not-asked"})
    if act.discipline in permit.opinions and act.by.role is Role.REVIEWER:
        raise Invalid({"discipline": "already-given"})
    if act.discipline not in permit.opinions and act.discipline not in open_step(permit):
        raise Invalid({"discipline": "not-its-turn"})


def _every_opinion_in(permit: "Permit", act: ConcludeReview) -> None:
    if permit.rules.council:
        raise Invalid({"opinions": "council-decides"})
    if faults := missing_opinions(permit, act.opinions):
        raise Invalid(faults)


STEPS: dict[type[Act], Callable[["Permit", Any], Change]] = {GiveOpinion: _give, ConcludeReview: _conclude}
GUARDS: dict[type[Act], Callable[["Permit", Any], None]] = {GiveOpinion: _its_turn, ConcludeReview: _every_opinion_in}
