"""Small courts for the tests of the docket."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.docket import Instance, Interpreter, Matter, Sitting

DAYS = (date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 3))


def sitting(name: str, day: int = 0, **changes: Any) -> Sitting:
    """A morning of three slots in a room of its own."""
    made = Sitting(name, f"judge-{name}", f"room-{name}", "in_person", "both", DAYS[day], 540, 3, 20)
    return replace(made, **changes)


def matter(name: str, **changes: Any) -> Matter:
    """Somebody's parking ticket, heard in French."""
    made = Matter(name, f"party-{name}", "parking", "fr", "in_person", 20, DAYS[0], date(2027, 1, 4))
    return replace(made, **changes)


def court(sittings: list[Sitting], matters: list[Matter], **more: Any) -> Instance:
    """A court of three days."""
    return Instance(DAYS, tuple(sittings), tuple(matters), **more)


def interpreter(name: str, language: str, *days: int) -> Interpreter:
    """Somebody who interprets on these days."""
    return Interpreter(name, language, frozenset(DAYS[day] for day in days))
