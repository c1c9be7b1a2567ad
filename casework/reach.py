"""One transaction with the database, or the plain word that it is down."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from domain.errors import TemporarilyUnavailable

RETRY_AFTER = 5


@asynccontextmanager
async def reaching(sessions: async_sessionmaker[AsyncSession]) -> AsyncGenerator[AsyncSession]:
    """One transaction. Raises TemporarilyUnavailable when the database is down."""
    try:
        async with sessions.begin() as session:
            yield session
    except (OperationalError, InterfaceError, PoolTimeout) as fault:
        raise TemporarilyUnavailable(part="database", retry_after=RETRY_AFTER) from fault
    except DBAPIError as fault:
        if not fault.connection_invalidated:
            raise
        raise TemporarilyUnavailable(part="database", retry_after=RETRY_AFTER) from fault
