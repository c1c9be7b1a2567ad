"""The doors, JSON and HTML: `python -m cli.process_doors PORT`."""

import asyncio
import sys
from dataclasses import replace

from cli.compose import Settings, parts
from cli.mortal_door import mortal
from cli.process_life import live, refuse_unsafe_role_once_up, serve
from cli.serve import city_app
from cli.twins import forgetful_door


async def work(of: Settings, stop: asyncio.Event) -> None:
    """Serve both doors under one address."""
    async with parts(of, of.database.app_url) as made:
        await refuse_unsafe_role_once_up(made.engine)
        await made.inspectors.warm()
        doors, dying = mortal(of.city, made.engine, made.doors)
        app = dying(forgetful_door(city_app(of, replace(made, doors=doors)), of.city.without_guard))
        await serve(app, of.city.bind, int(sys.argv[1]), stop)


def main() -> None:
    """The whole life of the process."""
    live(work)


if __name__ == "__main__":
    main()
