"""Which parts of the city's workings a person should look at: said by rule, so that page and JSON say the same."""

from datetime import timedelta
from typing import Final

from activities.reconciling import NO_PASS_FOR, STUCK
from casework.backlog import Backlog
from casework.operating import Operations, Part, Queue
from casework.readiness import Readiness
from db.operations import Pass
from db.worker_signs import KINDS, Sign

SILENT_AFTER: Final = timedelta(seconds=60)
BACKLOG_SECONDS: Final = 60.0
BY_THEMSELVES: Final = frozenset({"letter", "mail", "act", "message"})  # nobody does them: they should leave at once
SOON_HOURS: Final = 24


def to_look_at(seen: Operations) -> list[str]:
    """The names of the parts that are not well, or that could not be read, in the order of the page."""
    judged = {
        "stuck": bool(seen.stuck.found),
        "reconciler": _reconciler(seen.reconciler),
        "workers": any(not answering(seen.workers, kind) for kind in KINDS) or bool(overdue(seen.workers)),
        "queues": any(late(one) for one in seen.queues.found or ()),
        "engine": any(behind(one) for one in seen.engine.found or ()),
        "hearings": any(unready(one) for one in seen.hearings.found or ()),
        "faults": bool(seen.faults.found),
    }
    parts = vars(seen)
    return [name for name, wrong in judged.items() if wrong or parts[name].found is None]


def answers(sign: Sign, part: Part[Sign]) -> bool:
    """Whether a process gave a sign within the last minute."""
    return part.read_at - sign.signed_at <= SILENT_AFTER


def answering(part: Part[Sign], kind: str) -> list[Sign]:
    """The processes of a kind that answer."""
    return [one for one in part.found or () if one.kind == kind and answers(one, part)]


def overdue(part: Part[Sign]) -> list[Sign]:
    """Processes that answer while a part of them does not."""
    return [one for one in part.found or () if one.silent and answers(one, part)]


def late(queue: Queue) -> bool:
    """Whether something that leaves by itself has waited for ten minutes."""
    return queue.line.kind in BY_THEMSELVES and (queue.seconds or 0) > STUCK.total_seconds()


def behind(one: Backlog) -> bool:
    """Whether a task has waited for a minute, or nobody asks for work."""
    return one.seconds > BACKLOG_SECONDS or not one.pollers


def unready(one: Readiness) -> bool:
    """Whether a hearing within a day lacks something."""
    return one.hours <= SOON_HOURS and bool(one.lacking)


def _reconciler(part: Part[Pass]) -> bool:
    return not part.found or part.read_at - part.found[0].ended_at > NO_PASS_FOR or part.found[0].differences > 0
