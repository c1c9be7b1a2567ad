"""A stand-in for clamd: its protocol (VERSION, INSTREAM, its limit and its replies) without its signatures."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from adapters.scanner import EICAR

SIGNATURE = "Win.Test.EICAR_HDB-1"


def version(days_old: float) -> bytes:
    """What a daemon says whose signatures are so old."""
    made = datetime.now(UTC) - timedelta(days=days_old)
    return f"ClamAV 1.4.6/27500/{made:%a %b %d %H:%M:%S %Y}".encode()


@dataclass
class ClamdStandIn:
    """How it behaves, and what it was sent. `reply`: said whatever was sent. `deaf`: it takes all and says nothing."""

    version: bytes = field(default_factory=lambda: version(0.5))
    stream_bytes: int = 25_000_000
    reply: bytes = b""
    deaf: bool = False
    streams: list[bytes] = field(default_factory=list)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one command."""
        try:
            command = await reader.readuntil(b"\0")
            if command == b"zVERSION\0":
                writer.write(self.version + b"\0")
            elif command == b"zINSTREAM\0":
                writer.write(await self._scan(reader) + b"\0")
            else:
                writer.write(b"UNKNOWN COMMAND\0")
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _scan(self, reader: asyncio.StreamReader) -> bytes:
        content = bytearray()
        while size := struct.unpack("!L", await reader.readexactly(4))[0]:
            if len(content) + size > self.stream_bytes:
                return b"INSTREAM size limit exceeded. ERROR"
            content += await reader.readexactly(size)
        self.streams.append(bytes(content))
        if self.deaf:
            await asyncio.sleep(3600)
        if self.reply:
            return self.reply
        return f"stream: {SIGNATURE} FOUND".encode() if EICAR in content else b"stream: OK"


@asynccontextmanager
async def listening(of: ClamdStandIn, path: str = "") -> AsyncIterator[str]:
    """The stand-in at an address: a port of loopback, or the socket at `path`."""
    if path:
        server = await asyncio.start_unix_server(of.answer, path)
        address = path
    else:
        server = await asyncio.start_server(of.answer, "127.0.0.1", 0)
        address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield address
    finally:
        server.close()
