"""What an administrator looks at: faults that stand open, each with the case that it names."""

from casework.doors import Doors, entering
from db import faults
from db.faults import OpenFault
from domain import policy
from domain.errors import Forbidden
from domain.people import Actor


async def open_faults(doors: Doors, actor: Actor) -> list[OpenFault]:
    """Open faults, oldest first, 1,000 at most. Raises Forbidden to anybody but an administrator."""
    if not policy.may_at_desk(actor, "operate"):
        raise Forbidden(act="operate")
    async with entering(doors, actor) as session:
        return await faults.open_faults(session)
