"""The doors of a running city for one account, as the verbs of keeping and destroying open them."""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
from typer import BadParameter

from adapters.settings import CitySettings, DatabaseSettings, FileSettings, StoreSettings, TemporalSettings
from casework.doors import Doors, unattended
from cli.compose import Settings, parts
from cli.places import environment, keep_secrets, read_places
from db import people
from domain.people import Actor


@asynccontextmanager
async def as_account(var: Path, account: str) -> AsyncGenerator[tuple[Doors, Actor]]:
    """The doors, in the application's own role, and the account that acts. Raises BadParameter for an unknown one."""
    of = city_settings(var)
    async with parts(of, of.database.app_url) as made:
        async with unattended(made.doors) as session:
            found = await people.by_id(session, account)
        if found is None or found.closed:
            raise BadParameter(f"there is no open account {account}")
        yield made.doors, found.actor


def city_settings(var: Path) -> Settings:
    """The settings of the city in `var`, or of the environment where it names one. Raises BadParameter."""
    if os.environ.get("GUICHET_MASTER_KEY") and os.environ.get("DATABASE_APP_URL"):
        env: dict[str, str] = dict(os.environ)
    elif (var / "city.json").exists():
        env = environment(var.resolve(), read_places(var), keep_secrets(var), clock="real")
        env["GUICHET_CLOCK"] = "simulated" if _simulated(env["DATABASE_URL"]) else "real"
    else:
        raise BadParameter(f"no city was ever started in {var}")

    def named(prefix: str) -> dict[str, str]:
        return {name.removeprefix(prefix).lower(): value for name, value in env.items() if name.startswith(prefix)}

    return Settings(
        CitySettings(**named("GUICHET_")),  # pyright: ignore[reportArgumentType]
        DatabaseSettings(**named("DATABASE_")),
        TemporalSettings(**named("TEMPORAL_")),
        StoreSettings(**named("GUICHET_")),  # pyright: ignore[reportArgumentType]
        FileSettings(**named("GUICHET_")),  # pyright: ignore[reportArgumentType]
    )


def _simulated(url: str) -> bool:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT 1 FROM city_instant").fetchone() is not None
