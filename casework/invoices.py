"""The boroughs' open invoices and how old they are."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from casework.doors import Doors, entering
from db import invoices
from db.invoices import InvoiceLine
from domain import policy
from domain.clock import local_date
from domain.errors import Forbidden
from domain.people import Actor

AGES: Final = ("current", "1-30", "31-60", "61-90", "over-90")
BOUNDS: Final = (0, 30, 60, 90)  # the last day late of each class but the oldest


@dataclass(frozen=True)
class OpenInvoice:
    """An invoice with something left to pay, as of the city's date."""

    row: InvoiceLine
    days_late: int
    age: str


@dataclass(frozen=True)
class Age:
    """What is owed in one class of age, in cents."""

    age: str
    invoices: int
    owed: int


async def open_invoices(doors: Doors, actor: Actor) -> tuple[list[OpenInvoice], list[Age]]:
    """Invoices of the person’s boroughs, the earliest due first, and their ageing. Raises Forbidden."""
    if not policy.may_at_desk(actor, "read_invoices"):
        raise Forbidden(act="read_invoices")
    today = local_date(await doors.clock.now())
    async with entering(doors, actor) as session:
        rows = await invoices.open_invoices(session)
    found = [_aged(row, today) for row in rows]
    return found, [_sum(age, [one for one in found if one.age == age]) for age in AGES]


def age_of(days_late: int) -> str:
    """The class of age of an invoice that is so many days late."""
    return next((age for age, bound in zip(AGES, BOUNDS, strict=False) if days_late <= bound), AGES[-1])


def _aged(row: InvoiceLine, today: date) -> OpenInvoice:
    late = max(0, (today - row.due_on).days)
    return OpenInvoice(row, late, age_of(late))


def _sum(age: str, of: list[OpenInvoice]) -> Age:
    return Age(age, len(of), sum(one.row.owed for one in of))
