"""Whether a case may be destroyed now, by the schedule, the holds and what is on its way; asked by door and worker."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from catalogue.load import Catalogue
from db import closed_cases
from db.closed_cases import Standing
from db.destructions import Listed
from domain.clock import local_date
from domain.errors import CaseError, Erased, NotAtRest, NotDue, NotFound, UnderLegalHold
from domain.retention import ClosedCase


@dataclass(frozen=True)
class Kept:
    """A closed case under the schedule; `rule` is empty and `due_on` None where it is never due."""

    standing: Standing
    rule: str
    closed_on: date
    due_on: date | None


def kept(catalogue: Catalogue, one: Standing) -> Kept:
    """What the schedule says of a closed case."""
    service = catalogue.services.get(one.service)
    closed_on = local_date(one.last_at)
    family = service.family if service else ""
    case = ClosedCase(one.procedure, family, one.service, one.state, one.paid, closed_on)
    rule, due_on = catalogue.retention.due_on(case)
    return Kept(one, rule, closed_on, due_on)


async def judge(session: AsyncSession, catalogue: Catalogue, case_id: str, today: date) -> Listed:
    """A case that may be destroyed today. Raises NotFound, Erased, NotDue, UnderLegalHold, NotAtRest."""
    one = await closed_cases.standing(session, case_id)
    if one is None:
        raise NotFound
    found = kept(catalogue, one)
    refuse(found, today)
    assert found.due_on is not None
    return Listed(case_id, one.reference, found.rule, found.closed_on, found.due_on)


def refuse(found: Kept, today: date) -> None:
    """Raise what forbids the destruction of a case, if anything does."""
    one = found.standing
    if one.erased_at is not None:
        raise Erased
    if not one.ended:
        raise NotDue(why="open")
    if one.held:
        raise UnderLegalHold
    if found.due_on is None:
        raise NotDue(why="permanent")
    if found.due_on > today:
        raise NotDue(why="later", due_on=found.due_on.isoformat())
    if one.on_its_way:
        raise NotAtRest


def outcome_of(refusal: CaseError) -> str:
    """How a list names why a case stayed; a case erased otherwise is no longer this list's."""
    return refusal.code if isinstance(refusal, UnderLegalHold | NotAtRest) else NotDue.code
