"""What the last act of a told case must have become: event, states, letters and mails, money, task and promise."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from domain.errors import Invalid
from tests.permits import Story


@dataclass(frozen=True)
class Leads:
    """The last event of a story. Money is (debit, credit, cents); a task (kind, role, due on); `promised` a date."""

    event: str
    before: str
    to: str
    sent: tuple[str, ...] = ()
    money: tuple[tuple[str, str, int], ...] = ()
    task: tuple[str, str, str] | None = None
    promised: str | None = None


Rows = dict[str, tuple[Callable[[], Story], Leads]]


def leads(story: Story) -> Leads:
    """What the last act of a story became."""
    event = story.last
    return Leads(
        event.type,
        event.before,
        event.after,
        tuple(order.code for order in event.orders),
        tuple((line.debit, line.credit, line.cents) for line in event.postings),
        event.task and (event.task.kind, event.task.role, str(event.task.due_on)),
        event.promised_on.isoformat() if event.promised_on else None,
    )


def letter(story: Story, code: str) -> dict[str, Any]:
    """The facts of a letter or mail that the last act of a story sent."""
    (facts,) = [order.facts for order in story.last.orders if order.code == code]
    return facts


def faults(told: Callable[[], object]) -> dict[str, str]:
    """The field errors by which an act is refused as Invalid."""
    with pytest.raises(Invalid) as refusal:
        told()
    return dict(refusal.value.errors)
