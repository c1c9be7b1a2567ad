"""Telling a day that was closed late to the open contests whose last day it was: each once, whatever restarts.

Also the contests whose deadline comes to fall on such a day later are found here: a judgment given after the closure.
"""

import asyncio
import logging
from datetime import datetime, timedelta
from typing import Final

from casework.closures import AHEAD
from casework.delivery import CaseClosed, NotYet, deliver
from casework.doors import Doors, unattended
from db import cases, closures
from db.closures import Waiting
from domain.calendars import JUDICIAL
from domain.case_ids import CONTEST, workflow_of
from domain.clock import local_date
from domain.contest_acts import CloseDay
from domain.errors import CaseError, TemporarilyUnavailable
from domain.people import SYSTEM

log = logging.getLogger("guichet.closures")
WATCHED: Final = timedelta(days=40)
AT_ONCE: Final = 50  # contests told in one turn
SIDE_BY_SIDE: Final = 10


async def tell_contests(doors: Doors) -> int:
    """Tell closed days to contests whose last day they were, at most `AT_ONCE`; how many were settled."""
    now = await doors.clock.now()
    today = local_date(now)
    async with unattended(doors) as session:
        for day in await closures.days(session, JUDICIAL, today - WATCHED, today + AHEAD):
            await closures.note(session, JUDICIAL, day, now)
        waiting = await closures.waiting(session, AT_ONCE)
    few = asyncio.Semaphore(SIDE_BY_SIDE)
    return sum(await asyncio.gather(*(_tell(doors, one, now, few) for one in waiting)))


async def _tell(doors: Doors, one: Waiting, now: datetime, few: asyncio.Semaphore) -> bool:
    act_id = f"closed/{one.day.isoformat()}/{one.case_id}"
    why = "outage" if one.why == "outage" else "proclaimed"
    act = CloseDay(act_id=act_id, by=SYSTEM, received_at=now, day=one.day, why=why)
    async with few:
        status = await _told(doors, one.case_id, act)
    if status:
        async with unattended(doors) as session:
            await closures.settle(session, one, status, now)
    return bool(status)


async def _told(doors: Doors, case_id: str, act: CloseDay) -> str:
    """What became of telling a contest; "" where it must be tried again."""
    async with unattended(doors) as session:
        if await cases.receipt_of_act(session, case_id, act.act_id):
            return "done"
    try:
        await deliver(doors.temporal, workflow_of(CONTEST, case_id), act, doors.answer_seconds)
    except (NotYet, TemporarilyUnavailable):
        return ""
    except (CaseError, CaseClosed) as refusal:
        log.warning("closed day not taken", extra={"case_id": case_id, "reason": type(refusal).__name__})
        return "over"
    return "done"
