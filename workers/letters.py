"""The process of the letters: it empties the outbox with a pool of warm renderers, and turns what is asked beside."""

import asyncio
import logging
from collections.abc import Sequence

from activities import delivering, hearing_mail, notices, offer_mail, posting, room_mail, sign_in_mail
from activities.erasing import Destroyer, carry_out_ordered, drop_old_accesses
from activities.outbox import carry_out_some
from activities.post_room import PostRoom
from domain.ports import Clock
from workers.loops import every, finish
from workers.turns import Turn
from workers.vitals import Vitals

log = logging.getLogger("guichet.letters")
IDLE_SECONDS = 0.3
NOTICES_SECONDS = 30.0
LINKS_SECONDS = 0.5
POST_SECONDS = 10.0
ORDERED_SECONDS = 1.0
ACCESSES_SECONDS = 3600.0
GRACE_SECONDS = 120.0


async def run(
    room: PostRoom, processes: int, stop: asyncio.Event, beside: Sequence[Turn] = (), vitals: Vitals | None = None
) -> None:
    """Carry out orders until `stop` is set; what is under way is finished, within two minutes."""

    async def orders() -> int:
        return await carry_out_some(room, processes * 4)

    await until_told([Turn(IDLE_SECONDS, "outbox", orders), *beside], stop, vitals)


async def until_told(
    turns: Sequence[Turn], stop: asyncio.Event, vitals: Vitals | None, grace: float = GRACE_SECONDS
) -> bool:
    """Run turns until `stop` is set; whether the last ones were finished within `grace` seconds."""
    loops = [asyncio.create_task(every(*turn, stop, vitals)) for turn in turns]
    await stop.wait()
    finished = await finish(loops, grace)
    if not finished:
        log.error("letters under way were left to their lease")
    return finished


def noticing(room: PostRoom, clock: Clock) -> list[Turn]:
    """Mails that follow the city's calendar: drafts to remind, promises to tell of."""

    async def turn() -> int:
        now = await clock.now()
        told = [one(room, now) for one in (*notices.EVERY, offer_mail.tell_of_an_offer, room_mail.tell_of_a_room,
                                           hearing_mail.ask_for_links)]  # fmt: skip
        return sum([await one for one in told])

    async def at_once() -> int:
        now = await clock.now()
        waited_for = (sign_in_mail.send_a_link, notices.send_a_draft_link, notices.tell_of_a_rectification,
                      sign_in_mail.tell_of_a_passkey, hearing_mail.send_a_hearing_link)  # fmt: skip
        return sum([await one(room, now) for one in waited_for])

    async def old_links() -> int:
        return await sign_in_mail.drop_old_links(room, await clock.now())

    return [
        Turn(NOTICES_SECONDS, "notices", turn),
        Turn(LINKS_SECONDS, "links and answers", at_once),
        Turn(ACCESSES_SECONDS, "old sign-in links", old_links),
    ]


def posting_letters(room: PostRoom) -> list[Turn]:
    """Letters on paper: those that nobody read go to the post; the day's batch, and what was posted."""

    async def turn() -> int:
        now = await room.clock.now()
        unread = await delivering.post_the_unread(room, now)
        await posting.batch(room, now, daily=True)
        await posting.clear_posted(room, now)
        return unread

    return [Turn(POST_SECONDS, "post", turn)]


def destroying(destroyer: Destroyer) -> list[Turn]:
    """What was ordered to be destroyed, and what the schedule drops by itself."""

    async def ordered() -> int:
        return await carry_out_ordered(destroyer)

    async def accesses() -> int:
        return await drop_old_accesses(destroyer)

    return [Turn(ORDERED_SECONDS, "destructions", ordered), Turn(ACCESSES_SECONDS, "accesses", accesses)]
