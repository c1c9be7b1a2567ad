"""The numbers that matter on the home of the city's administration."""

from dataclasses import dataclass

from casework.doors import Doors, entering
from casework.keeping import APPROVALS
from db import faults, operations, rectifications
from domain import policy
from domain.errors import Forbidden
from domain.people import Actor


@dataclass(frozen=True)
class Figures:
    """Open faults, destruction lists that wait for an approval, requests for correction that wait for an answer."""

    faults: int
    lists: int
    rectifications: int


async def figures(doors: Doors, actor: Actor) -> Figures:
    """The numbers at this moment. Raises Forbidden to anybody but an administrator."""
    if not policy.may_at_desk(actor, "operate"):
        raise Forbidden(act="operate")
    async with entering(doors, actor) as session:
        lists = await operations.lists_to_approve(session, APPROVALS)
        return Figures(await faults.count_open(session), lists, len(await rectifications.waiting(session)))
