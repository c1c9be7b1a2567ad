"""The chosen dates of a docket set one after the other, in the name of whoever chose them; killed, it goes on there.

The key of each date is made from the docket and the case: done twice, it is done once. Of two dockets that give away
one slot, or give one case two dates, the first has it and the second is refused, line by line.
"""

from typing import Final

from casework import access, setting_dates
from casework.acting import Accepted
from casework.docket_making import WORKER, actor_of
from casework.doors import Doors, entering
from casework.setting_dates import PASSING, Chosen
from db import docket_work
from db.docket_work import ChosenLine, Taken
from domain.errors import CaseError
from domain.refusal_data import as_data

AT_ONCE: Final = 10  # dates of one turn


async def set_some(doors: Doors, of: Taken, later: set[str]) -> int:
    """Set some of the dates that were chosen, the earliest first; how many were set or refused.

    An act that is still on its way, or a part of the city that is down, goes into `later`: those come after the others.
    """
    async with entering(doors, WORKER) as session:
        lines = await docket_work.chosen(session, of, sorted(later), AT_ONCE)
    if not lines:
        later.clear()
    settled = 0
    for line in lines:
        if await _settled(doors, of, line):
            settled += 1
        else:
            later.add(line.case_id)
    return settled


async def ended(doors: Doors, of: Taken) -> bool:
    """Whether nothing is left to be set; then the docket says so, and so do those that it has overtaken."""
    now = await doors.clock.now()
    async with entering(doors, WORKER) as session:
        return await docket_work.end_of_publication(session, of, now)


async def _settled(doors: Doors, of: Taken, line: ChosenLine) -> bool:
    chosen = Chosen(line.case_id, line.slot_id, line.seq)
    refusal: CaseError | None = None
    try:
        actor = await actor_of(doors, line.chosen_by)
        with access.opening("POST /bureau/audiences/mois/{proposal_id}"):
            done = await setting_dates.set_date(doors, actor, chosen, f"docket-{of.id}-{line.case_id}")
        if isinstance(done, Accepted):
            return False
    except PASSING:
        return False
    except CaseError as refused:
        refusal = refused
    await _tell(doors, of, line, refusal)
    return True


async def _tell(doors: Doors, of: Taken, line: ChosenLine, refusal: CaseError | None) -> None:
    now = await doors.clock.now()
    async with entering(doors, WORKER) as session:
        await docket_work.told(session, of, line.case_id, as_data(refusal) if refusal else None, now)
