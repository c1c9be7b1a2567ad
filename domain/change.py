"""What an act does to a case, before it is numbered and chained."""

from dataclasses import dataclass
from typing import Any

from domain.events import Order, Posting
from domain.invoicing import Invoice


@dataclass(frozen=True)
class Change:
    """The event, the state it leads to, what is sent and posted.

    `anew`: within the same state, the alarms and the task are made again.
    """

    event: str
    to: str
    facts: dict[str, Any]
    orders: tuple[Order, ...] = ()
    postings: tuple[Posting, ...] = ()
    anew: bool = False
    invoice: Invoice | None = None
    owner: str = ""  # who holds the case from now on, where that changes
