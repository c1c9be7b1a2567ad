"""The city's people: which counters each role works at, and who may answer for a counter."""

from collections.abc import Collection
from typing import Final

from domain.contest_rules import COURT
from domain.people import Actor, Role

STAFF: Final = (
    Role.CLERK, Role.DIRECTOR, Role.INSPECTOR, Role.ADJUDICATOR, Role.PROSECUTOR, Role.COLLECTOR, Role.ADMINISTRATOR,
)  # fmt: skip
OF_THE_COURT: Final = (Role.ADJUDICATOR, Role.PROSECUTOR, Role.COLLECTOR)
OF_BOROUGHS: Final = (Role.DIRECTOR, Role.INSPECTOR)


def counters_fault(role: Role, counters: Collection[str], known: Collection[str]) -> str:
    """The code of what is wrong with the counters of a role, "" where nothing is; `known` are all counters."""
    if not set(counters) <= set(known):
        return "not-a-choice"
    if role is Role.ADMINISTRATOR:
        return "no-counter" if counters else ""
    if role in OF_THE_COURT:
        return "" if set(counters) == {COURT} else "court-alone"
    if not counters:
        return "required"
    return "borough-alone" if role in OF_BOROUGHS and COURT in counters else ""


def may_supervise(actor: Actor, counter: str) -> bool:
    """Whether somebody may answer for a counter: a director of the borough; a clerk, for the court's."""
    wanted = Role.CLERK if counter == COURT else Role.DIRECTOR
    return actor.role is wanted and counter in actor.boroughs
