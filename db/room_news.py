"""What the database tells the processes of the doors about rooms: one connection a process, beside the pool."""

from collections.abc import AsyncGenerator

import psycopg
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

CHANNELS = ("rooms", "room_signals", "room_chat")
LOST = (psycopg.OperationalError, psycopg.InterfaceError)


async def listen(sessions: async_sessionmaker[AsyncSession]) -> AsyncGenerator[tuple[str, str]]:
    """First ("", "") once everything is heard, then a channel and a hearing each time. Raises one of LOST."""
    engine = sessions.kw["bind"]
    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    async with await psycopg.AsyncConnection.connect(address, autocommit=True, connect_timeout=3) as link:
        for channel in CHANNELS:
            await link.execute(f"LISTEN {channel}".encode())
        yield "", ""
        async for told in link.notifies():
            yield told.channel, told.payload
