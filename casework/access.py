"""Who opens which case: noted once a request and case, in the transaction of the read (RELIABILITY §3 H2)."""

from collections.abc import Collection, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework.doors import Doors, entering
from db import accesses, closed_cases
from db.accesses import Seen
from domain import policy
from domain.case_ids import well_formed
from domain.errors import Forbidden, Invalid, NotFound
from domain.people import Actor, Role

PURPOSES: Final = ("", "review", "complaint", "access-request", "audit", "incident", "support")


@dataclass
class Opening:
    """One request that may open cases: its route's name, the purpose given, the cases noted so far."""

    what: str
    purpose: str = ""
    noted: set[str] = field(default_factory=set[str])


_current: ContextVar[Opening | None] = ContextVar("opening", default=None)


@contextmanager
def opening(what: str, purpose: str = "") -> Generator[None]:
    """What is read within is read for this route and purpose. Raises Invalid for a purpose that is not offered."""
    if purpose not in PURPOSES:
        raise Invalid({"X-Guichet-Purpose": "not-a-choice"})
    token = _current.set(Opening(what, purpose))
    try:
        yield
    finally:
        _current.reset(token)


async def note(session: AsyncSession, actor: Actor, case_ids: Collection[str], at: datetime) -> None:
    """Note that a person opened some cases; a case noted for this request already is not noted again."""
    now = _current.get() or Opening("elsewhere")
    fresh = [case_id for case_id in dict.fromkeys(case_ids) if case_id not in now.noted]
    if fresh:
        await accesses.note(session, actor, fresh, at, what=now.what, purpose=now.purpose)
        now.noted.update(fresh)


async def of_case(doors: Doors, actor: Actor, case_id: str) -> list[Seen]:
    """Everyone who opened a case, an erased one too. The owner reads who did by role; staff have no name there.

    Raises NotFound, Forbidden.
    """
    async with entering(doors, actor) as session:
        case = await closed_cases.whereabouts(session, case_id) if well_formed(case_id) else None
        if case is None:
            raise NotFound
        if not policy.may(actor, "read_accesses", owner=case.owner, borough=case.borough):
            raise Forbidden(act="read_accesses")
        seen = await accesses.of_case(session, case_id)
    return seen if actor.role is not Role.CITIZEN else [_to_the_owner(one, actor) for one in seen]


async def of_person(doors: Doors, actor: Actor, person: str) -> list[Seen]:
    """Every case that a person opened, among those that the one who asks may see. Raises Forbidden."""
    if not policy.may_at_desk(actor, "read_accesses_of_person"):
        raise Forbidden(act="read_accesses_of_person")
    async with entering(doors, actor) as session:
        return await accesses.of_person(session, person)


def _to_the_owner(one: Seen, owner: Actor) -> Seen:
    person = one.person if one.person == owner.id else ""
    return Seen(one.case_id, person, one.role, one.at, one.what, one.purpose)
