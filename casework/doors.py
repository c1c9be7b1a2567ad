"""What the doors stand on: one object, built by the entry point and passed in."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from temporalio.client import Client

from catalogue.load import Catalogue
from catalogue.rules import RuleEngine
from db import people
from domain.errors import TemporarilyUnavailable
from domain.people import Actor
from domain.ports import CaseKeys, Clock, DocumentStore, Inspector, PaymentGateway, Scanner
from domain.upload_rules import UploadRules

RETRY_AFTER = 5


@dataclass(frozen=True)
class Doors:
    """The parts that verbs need. `secret` keys the ids that doors make; `answer_seconds` bounds a person's wait."""

    temporal: Client
    sessions: async_sessionmaker[AsyncSession]
    keys: CaseKeys
    clock: Clock
    catalogue: Catalogue
    rules: RuleEngine
    store: DocumentStore
    scanner: Scanner
    inspector: Inspector
    gateway: PaymentGateway
    gateway_secret: str
    secret: str
    base_url: str
    answer_seconds: float = 5.0
    uploads: UploadRules = field(default_factory=UploadRules)


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
    try:
        async with doors.sessions.begin() as session:
            yield session
    except (OperationalError, InterfaceError, PoolTimeout) as fault:
        raise TemporarilyUnavailable(part="database", retry_after=RETRY_AFTER) from fault
    except DBAPIError as fault:
        if not fault.connection_invalidated:
            raise
        raise TemporarilyUnavailable(part="database", retry_after=RETRY_AFTER) from fault
