"""Building the parts out of the settings, once per process, and passing them in."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client
from temporalio.runtime import Runtime

from adapters import database, secret_files, temporal
from adapters.clock import clock_of
from adapters.keys import KeyRing
from adapters.scanner import EmbeddedScanner
from adapters.settings import CitySettings, DatabaseSettings, StripeSettings, TemporalSettings
from adapters.storage import LocalDocuments
from casework.doors import Doors
from casework.limits import RATES, RateLimits
from casework.offers import Offers
from cli.payment_parts import money_parts
from domain.case_ids import SYSTEM_KEY
from domain.errors import TemporarilyUnavailable

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Settings:
    """All settings of one process."""

    city: CitySettings
    database: DatabaseSettings
    temporal: TemporalSettings
    stripe: StripeSettings | None = None


def settings() -> Settings:
    """The settings of the environment and of secret files; a missing value stops the process here."""
    secret_files.take_in()
    city = CitySettings()  # pyright: ignore[reportCallIssue]
    stripe = StripeSettings() if city.gateway == "stripe" else None  # pyright: ignore[reportCallIssue]
    return Settings(city, DatabaseSettings(), TemporalSettings(), stripe)  # pyright: ignore[reportCallIssue]


@dataclass(frozen=True)
class Parts:
    """What doors and workers share."""

    engine: AsyncEngine
    sessions: database.Sessions
    keys: KeyRing
    temporal: Client
    http: aiohttp.ClientSession
    doors: Doors


@asynccontextmanager
async def parts(
    of: Settings, url: str, *, patient: bool = False, runtime: Runtime | None = None
) -> AsyncGenerator[Parts]:
    """Everything, connected with one database role; a patient process waits for Temporal, a door starts without it."""
    engine = database.engine(url)
    sessions = database.sessions(engine)
    keys = KeyRing(sessions, of.city.master_key)
    connecting = _connected(of.temporal, keys, runtime) if patient else temporal.connect(of.temporal, keys, lazy=True)
    client = await connecting
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as http:
        offers = Offers(sessions)
        with contextlib.suppress(TemporarilyUnavailable):
            await offers.refresh()
        following = asyncio.create_task(offers.follow())
        doors = doors_of(of, sessions, keys, client, http, offers)
        try:
            yield Parts(engine, sessions, keys, client, http, doors)
        finally:
            following.cancel()
            await engine.dispose()


def doors_of(
    of: Settings, sessions: database.Sessions, keys: KeyRing, client: Client, http: aiohttp.ClientSession,
    offers: Offers,
) -> Doors:  # fmt: skip
    """The object that doors stand on."""
    money = money_parts(of.city, of.stripe, sessions, http)
    return Doors(
        temporal=client,
        sessions=sessions,
        keys=keys,
        clock=clock_of(of.city.clock, of.city.mode, sessions),
        offers=offers,
        store=LocalDocuments(of.city.var / "documents"),
        scanner=EmbeddedScanner(),
        gateway=money.gateway,
        webhooks=money.webhooks,
        payment_page=money.page,
        secret=of.city.door_secret,
        base_url=of.city.base_url,
        limits=RateLimits(RATES if of.city.rate_limits == "on" else None),
    )


async def _connected(of: TemporalSettings, keys: KeyRing, runtime: Runtime | None) -> Client:
    while True:
        try:
            client = await temporal.connect(of, keys, runtime=runtime)
            await keys.of_case(SYSTEM_KEY)
            return client
        except RuntimeError:
            await asyncio.sleep(0.3)
