"""The process of the dockets: `python -m cli.process_dockets PORT`, the port of its metrics."""

import asyncio
import sys

from adapters.docket.solving import ChildSolver
from cli.compose import Settings, parts
from cli.process_life import live, refuse_unsafe_role_once_up
from cli.process_vitals import alive
from workers import dockets
from workers.vitals import Vitals


async def work(of: Settings, stop: asyncio.Event) -> None:
    """What the court's people ask for, in their names: this process sees no more than they do, as the doors."""
    vitals = Vitals()
    async with parts(of, of.database.app_url) as made:
        await refuse_unsafe_role_once_up(made.engine)
        async with alive(of.city.bind, int(sys.argv[1]), vitals):
            await dockets.run(made.doors, ChildSolver(), stop, vitals)


def main() -> None:
    """The whole life of the process."""
    live(work)


if __name__ == "__main__":
    main()
