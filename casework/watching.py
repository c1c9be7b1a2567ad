"""The public at a hearing by video: whoever asks through the roll is sent a link of their own (DOMAIN §2.6)."""

from typing import Final

from casework import hearing_people as people
from casework.doors import Doors, unattended
from db import hearing_people as rows
from db.hearing_people import Watchable
from domain.contest_errors import NotWatchable
from domain.errors import Invalid, NotFound
from domain.hearing_door import CLOSES_AFTER
from domain.letter import Language

TRIES: Final = 5  # others may take the same place at the same instant


async def hearing(doors: Doors, hearing_id: str) -> Watchable:
    """A hearing that the public may watch. Raises NotFound, NotWatchable with the reason."""
    async with unattended(doors) as session:
        found = await rows.watchable(session, hearing_id)
    if found is None or found.status == "held":
        raise NotFound
    if not found.video:
        raise NotWatchable(why="not-by-video")
    if found.closed:
        raise NotWatchable(why="closed-to-the-public")
    over = await doors.clock.now() >= found.starts_at + CLOSES_AFTER
    if found.status != "booked" or over:
        raise NotWatchable(why="over")
    return found


async def ask(doors: Doors, hearing_id: str, name: str, email: str, language: Language) -> None:
    """Send somebody a link to watch a hearing. Raises Invalid, NotFound, NotWatchable, RateLimited by its caller."""
    said_name, said_email = people.checked(name, email, language)
    for _ in range(TRIES):
        found = await hearing(doors, hearing_id)
        participant = _free(found)
        key = await doors.keys.of_case(found.case_id)
        where, said = (found.case_id, hearing_id, participant), (said_name, said_email, language)
        row = people.sealed(key, where, said, "public", await doors.clock.now())
        async with unattended(doors) as session:
            if await rows.watch(session, row, people.MOST_OBSERVERS):
                return
    raise NotWatchable(why="full")


def _free(found: Watchable) -> str:
    try:
        return people.free_key("observer", set(found.watching))
    except Invalid as full:
        raise NotWatchable(why="full") from full
