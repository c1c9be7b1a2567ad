"""Building the parts out of the settings, once per process, and passing them in."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client

from adapters import database, temporal
from adapters.clamd import ClamdScanner
from adapters.clock import clock_of
from adapters.inspection.pool import InspectionPool
from adapters.keys import KeyRing
from adapters.payments import SandboxGateway
from adapters.scanner import EmbeddedScanner
from adapters.settings import CitySettings, DatabaseSettings, FileSettings, StoreSettings, TemporalSettings
from adapters.storage import store_of
from casework.doors import Doors
from catalogue.load import load
from catalogue.rules import RuleEngine
from domain.case_ids import SYSTEM_KEY
from domain.inspected import MEGABYTE
from domain.ports import Inspector, Scanner
from domain.upload_rules import UploadRules

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Settings:
    """All settings of one process."""

    city: CitySettings
    database: DatabaseSettings
    temporal: TemporalSettings
    store: StoreSettings
    files: FileSettings


def settings() -> Settings:
    """The settings of the environment; a missing value stops the process here."""
    return Settings(
        CitySettings(),  # pyright: ignore[reportCallIssue]
        DatabaseSettings(),
        TemporalSettings(),  # pyright: ignore[reportCallIssue]
        StoreSettings(),
        FileSettings(),
    )


@dataclass(frozen=True)
class Parts:
    """What doors and workers share."""

    engine: AsyncEngine
    sessions: database.Sessions
    keys: KeyRing
    temporal: Client
    http: aiohttp.ClientSession
    doors: Doors
    inspectors: InspectionPool


@asynccontextmanager
async def parts(of: Settings, url: str, *, patient: bool = False) -> AsyncGenerator[Parts]:
    """Everything, connected with one database role; a patient process waits for Temporal, a door starts without it."""
    engine = database.engine(url)
    sessions = database.sessions(engine)
    keys = KeyRing(sessions, of.city.master_key)
    client = await _connected(of.temporal, keys) if patient else await temporal.connect(of.temporal, keys, lazy=True)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as http:
        inspectors = InspectionPool(of.files.inspectors)
        doors = doors_of(of, sessions, keys, client, http, inspectors)
        try:
            yield Parts(engine, sessions, keys, client, http, doors, inspectors)
        finally:
            await inspectors.close()
            await engine.dispose()


def doors_of(
    of: Settings,
    sessions: database.Sessions,
    keys: KeyRing,
    client: Client,
    http: aiohttp.ClientSession,
    inspector: Inspector,
) -> Doors:
    """The object that doors stand on."""
    catalogue = load()
    return Doors(
        temporal=client,
        sessions=sessions,
        keys=keys,
        clock=clock_of(of.city.clock, of.city.mode, sessions),
        catalogue=catalogue,
        rules=RuleEngine(catalogue),
        store=store_of(of.store, of.city.var / "documents"),
        scanner=scanner_of(of.files),
        inspector=inspector,
        gateway=SandboxGateway(of.city.gateway_url, http),
        gateway_secret=of.city.gateway_secret,
        secret=of.city.door_secret,
        base_url=of.city.base_url,
        uploads=upload_rules_of(of.files),
    )


def scanner_of(of: FileSettings) -> Scanner:
    """The city's daemon, or the embedded scanner that knows one test file."""
    return ClamdScanner(of.clamd, of.clamd_database_days) if of.clamd else EmbeddedScanner()


def upload_rules_of(of: FileSettings) -> UploadRules:
    """What people may send, and what becomes of a file that nobody could scan."""
    return UploadRules(
        hold_unscanned=of.unscanned_files == "hold",
        files_per_case=of.files_per_case,
        bytes_per_case=of.megabytes_per_case * MEGABYTE,
        files_a_day=of.files_a_day,
        bytes_a_day=of.megabytes_a_day * MEGABYTE,
    )


async def _connected(of: TemporalSettings, keys: KeyRing) -> Client:
    while True:
        try:
            client = await temporal.connect(of, keys)
            await keys.of_case(SYSTEM_KEY)
            return client
        except RuntimeError:
            await asyncio.sleep(0.3)
