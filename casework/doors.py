"""What the doors stand on: one object, built by the entry point and passed in."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from temporalio.client import Client

from casework.limits import RateLimits
from casework.offers import Offered
from casework.reach import reaching
from casework.room_parts import RoomParts
from catalogue.load import Catalogue
from catalogue.regime_schema import Regime
from catalogue.rules import RuleEngine
from db import people
from domain.identity import IdentityProvider
from domain.people import Actor
from domain.ports import (
    CaseKeys,
    Clock,
    DocumentStore,
    Inspector,
    LetterProofs,
    PaymentGateway,
    PaymentPage,
    Scanner,
    TextReader,
    WebhookReader,
    Wording,
)
from domain.print_ports import PaperPrinter
from domain.upload_rules import UploadRules


@dataclass(frozen=True)
class Doors:
    """The parts that verbs need. `secret` keys the ids that doors make; `answer_seconds` bounds a person's wait."""

    temporal: Client
    sessions: async_sessionmaker[AsyncSession]
    keys: CaseKeys
    clock: Clock
    offers: Offered
    store: DocumentStore
    scanner: Scanner
    inspector: Inspector
    reader: TextReader
    gateway: PaymentGateway
    webhooks: Mapping[str, WebhookReader]  # by the gateway's name
    secret: str
    base_url: str
    answer_seconds: float = 5.0
    payment_page: PaymentPage | None = None  # None: the gateway has a page of its own
    identity: IdentityProvider | None = None  # where people have an account already
    uploads: UploadRules = field(default_factory=UploadRules)
    limits: RateLimits = field(default_factory=RateLimits)
    regimes: Mapping[str, Regime] = field(default_factory=dict[str, Regime])  # the legal regimes of statements, by id
    wording: Wording | None = None  # None, or no proofs: this door shows no letter before it is sent
    proofs: LetterProofs | None = None
    printer: PaperPrinter | None = None  # None: nothing is printed here
    rooms: RoomParts = field(default_factory=RoomParts)  # without a provider no hearing has a room

    @property
    def catalogue(self) -> Catalogue:
        """What the city offers, as last published. Raises TemporarilyUnavailable while nothing was read yet."""
        return self.offers.catalogue

    @property
    def rules(self) -> RuleEngine:
        """The rules of that catalogue."""
        return self.offers.rules


@asynccontextmanager
async def entering(doors: Doors, actor: Actor) -> AsyncGenerator[AsyncSession]:
    """One transaction that sees what `actor` may see. Raises TemporarilyUnavailable when the database is down."""
    async with unattended(doors) as session:
        await people.speak_for(session, actor)
        yield session


@asynccontextmanager
async def glancing(doors: Doors) -> AsyncGenerator[AsyncSession]:
    """One read that needs no transaction and speaks for nobody."""
    async with unattended(doors) as session:
        await session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})
        yield session


@asynccontextmanager
async def unattended(doors: Doors) -> AsyncGenerator[AsyncSession]:
    """One transaction that speaks for nobody: sign-in, inbox, acts received."""
    async with reaching(doors.sessions) as session:
        yield session
