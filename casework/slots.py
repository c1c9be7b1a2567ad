"""The slot of an act that sets a hearing: taken with the act, given back when the case refuses it."""

from sqlalchemy.ext.asyncio import AsyncSession

from casework.doors import Doors, entering
from db import hearings
from domain.acts import Act
from domain.contest_errors import SlotTaken


async def take(session: AsyncSession, act: Act) -> None:
    """Make the hold that an act names its hearing, in the transaction that stores the act; nothing for other acts.

    Raises SlotTaken when another act has made it a hearing already.
    """
    hearing = getattr(act, "hearing", None)
    if hearing is not None and not await hearings.take(session, hearing.hearing_id, act.act_id):
        raise SlotTaken(why="booked")


async def give_back(doors: Doors, act: Act) -> None:
    """Free the slot that a refused act would have made a hearing; nothing for other acts."""
    hearing = getattr(act, "hearing", None)
    if hearing is None:
        return
    now = await doors.clock.now()
    async with entering(doors, act.by) as session:
        await hearings.give_back(session, hearing.hearing_id, act.act_id, "refused", now)
