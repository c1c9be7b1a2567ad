"""The doors, JSON and HTML: `python -m cli.process_doors PORT`."""

import asyncio
import sys

from cli.compose import Settings, parts
from cli.process_life import live, refuse_unsafe_role_once_up, serve
from cli.serve import city_app
from cli.twins import forgetful_door


async def work(of: Settings, stop: asyncio.Event) -> None:
    """Serve both doors under one address."""
    async with parts(of, of.database.app_url) as made:
        await refuse_unsafe_role_once_up(made.engine)
        await made.inspectors.warm()
        app = forgetful_door(city_app(of, made), of.city.without_guard)
        await serve(app, of.city.bind, int(sys.argv[1]), stop)


def main() -> None:
    """The whole life of the process."""
    live(work)


if __name__ == "__main__":
    main()
