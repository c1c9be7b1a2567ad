"""The process of the letters: `python -m cli.process_letters PORT`, the port of its metrics."""

import asyncio
import sys

from activities.erasing import Destroyer
from adapters.letter_pool import LetterPool
from cli.compose import ROOT, Settings, parts
from cli.post_room import post_room
from cli.process_life import live, refuse_unsafe_role_once_up
from cli.process_vitals import alive
from cli.recording_parts import keeping_recordings
from workers import letters
from workers.signs import signing
from workers.vitals import Vitals


async def work(of: Settings, stop: asyncio.Event) -> None:
    """The worker of the outbox, with its pool of renderers."""
    vitals = Vitals()
    async with parts(of, of.database.worker_url) as made:
        await refuse_unsafe_role_once_up(made.engine)
        pool = LetterPool(ROOT, of.city.var / "seal", of.city.letter_processes)
        await pool.warm()
        room = post_room(of, made, pool)
        destroyer = Destroyer(
            made.sessions, made.keys, made.doors.store, pool, room.wording, lambda: made.doors.catalogue,
            made.doors.clock, of.city.door_secret, of.city.base_url,
        )  # fmt: skip
        beside = [
            *letters.noticing(room, made.doors.clock), *letters.posting_letters(room), *letters.destroying(destroyer),
            *keeping_recordings(of, made), *signing(made.sessions, "letters", vitals),
        ]  # fmt: skip
        async with alive(of.city.bind, int(sys.argv[1]), vitals):
            await letters.run(room, of.city.letter_processes, stop, beside, vitals)


def main() -> None:
    """The whole life of the process."""
    live(work)


if __name__ == "__main__":
    main()
