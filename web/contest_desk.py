"""What the desk offers to the court's people: their kinds of tasks, and the kinds of statements."""

from domain import contest_states, contest_tasks
from domain.contest_rules import COURT
from domain.people import Actor, Role
from web.contest_words import COURT_TASKS, STATEMENT_SERVICES
from web.visit import Visit


def at_court(actor: Actor) -> bool:
    """Whether statements of offence come to this person's desk."""
    return COURT in actor.boroughs or actor.role is Role.ADMINISTRATOR


def desk_tasks(visit: Visit) -> dict[str, str]:
    """The kinds of tasks that come to this desk, with their names: one's own first; only those, but for the office."""
    role = visit.actor.role
    kinds = sorted((kind for kind in _tasks() if kind[1] != Role.CITIZEN), key=lambda kind: kind[1] != role)
    every = role in (Role.CLERK, Role.ADMINISTRATOR)
    return {kind: visit.say(*COURT_TASKS[kind]) for kind, whose in kinds if every or whose == role}


def services(visit: Visit) -> dict[str, str]:
    """The kinds of statements, by the service that each case stands under."""
    return {code: visit.say(*pair) for code, pair in STATEMENT_SERVICES.items()}


def _tasks() -> list[tuple[str, str]]:
    return [*contest_states.TASKS.values(), *(kind for kind, _, _ in contest_tasks.IN_SOME_CASES)]
