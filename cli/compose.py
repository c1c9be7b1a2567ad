"""Building the parts out of the settings, once per process, and passing them in."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import aiohttp
from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client
from temporalio.runtime import Runtime

from adapters import database, secret_files, temporal
from adapters.clamd import ClamdScanner
from adapters.clock import clock_of
from adapters.inspection.pool import InspectionPool
from adapters.keys import KeyRing
from adapters.letter_proofs import LetterProofs
from adapters.oidc import OpenIdProvider
from adapters.paper_press import PaperPress
from adapters.rooms.turn import ice_of
from adapters.scanner import EmbeddedScanner
from adapters.settings import (
    CitySettings,
    DatabaseSettings,
    FileSettings,
    OidcSettings,
    StoreSettings,
    StripeSettings,
    TemporalSettings,
    TurnSettings,
)
from adapters.storage import store_of
from adapters.tesseract import Tesseract
from casework.doors import Doors
from casework.limits import RATES, RateLimits
from casework.offers import Offers
from catalogue import regimes as legal
from catalogue.regime_schema import Regime
from cli.payment_parts import money_parts
from cli.room_parts import room_parts
from domain.case_ids import SYSTEM_KEY
from domain.errors import TemporarilyUnavailable
from domain.inspected import MEGABYTE
from domain.ports import Inspector, Scanner, TextReader
from domain.upload_rules import UploadRules
from workers.wording import CatalogueWording

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Settings:
    """All settings of one process."""

    city: CitySettings
    database: DatabaseSettings
    temporal: TemporalSettings
    store: StoreSettings
    files: FileSettings
    stripe: StripeSettings | None = None
    oidc: OidcSettings = field(default_factory=OidcSettings)
    turn: TurnSettings = field(default_factory=TurnSettings)


def settings() -> Settings:
    """The settings of the environment and of secret files; a missing value stops the process here."""
    secret_files.take_in()
    city = CitySettings()  # pyright: ignore[reportCallIssue]
    stripe = StripeSettings() if city.gateway == "stripe" else None  # pyright: ignore[reportCallIssue]
    temporal_settings = TemporalSettings()  # pyright: ignore[reportCallIssue]
    return Settings(
        city, DatabaseSettings(), temporal_settings, StoreSettings(), FileSettings(), stripe, OidcSettings()
    )  # fmt: skip


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
    reader: Tesseract


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
        inspectors, reader = InspectionPool(of.files.inspectors), Tesseract()
        doors = doors_of(of, (sessions, keys, client), http, offers, (inspectors, reader))
        try:
            yield Parts(engine, sessions, keys, client, http, doors, inspectors, reader)
        finally:
            following.cancel()
            await inspectors.close()
            await engine.dispose()


def doors_of(
    of: Settings, engines: tuple[database.Sessions, KeyRing, Client], http: aiohttp.ClientSession, offers: Offers,
    openers: tuple[Inspector, TextReader],
) -> Doors:  # fmt: skip
    """The object that doors stand on."""
    sessions, keys, client = engines
    inspector, reader = openers
    money, regimes = money_parts(of.city, of.stripe, sessions, http), regimes_of(of.city)
    return Doors(
        temporal=client,
        sessions=sessions,
        keys=keys,
        clock=clock_of(of.city.clock, of.city.mode, sessions),
        offers=offers,
        store=store_of(of.store, of.city.var / "documents"),
        scanner=scanner_of(of.files),
        inspector=inspector,
        reader=reader,
        gateway=money.gateway,
        webhooks=money.webhooks,
        payment_page=money.page,
        identity=OpenIdProvider(of.oidc) if of.oidc.issuer else None,
        secret=of.city.door_secret,
        base_url=of.city.base_url,
        uploads=upload_rules_of(of.files),
        limits=RateLimits(RATES if of.city.rate_limits == "on" else None),
        regimes=regimes,
        wording=CatalogueWording(offers, ROOT / "templates", regimes, sessions),
        proofs=LetterProofs(ROOT),
        printer=PaperPress(),
        rooms=replace(room_parts(of.city, sessions, http), ice=ice_of(of.turn)),
    )


def regimes_of(of: CitySettings) -> dict[str, Regime]:
    """The legal regimes of statements: the shipped ones, and one from outside where the settings name its file."""
    outside = legal.load_regime(of.regime_file) if of.regime_file else None
    return legal.shipped() | ({outside.id: outside} if outside else {})


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


async def _connected(of: TemporalSettings, keys: KeyRing, runtime: Runtime | None) -> Client:
    while True:
        try:
            client = await temporal.connect(of, keys, runtime=runtime)
            await keys.of_case(SYSTEM_KEY)
            return client
        except RuntimeError:
            await asyncio.sleep(0.3)
