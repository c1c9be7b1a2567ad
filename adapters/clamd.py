"""The city's virus scanner: a clamd spoken to over TCP or a local socket, one connection a command (INSTREAM).

Spoken to directly: the `clamd` package writes with `send`, which may write a part of a chunk and lose the framing.
"""

import asyncio
import struct
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

from domain.ports import ScanVerdict

CHUNK: Final = 262_144
SECONDS: Final = 60.0
REPLY_BYTES: Final = 4096
FOUND: Final = " FOUND"
LIMITS: Final = "Heuristics.Limits.Exceeded"  # it gave up: AlertExceedsMax reports that as a finding
_TIME: Final = "%a %b %d %H:%M:%S %Y"  # of the VERSION reply, in the daemon's own zone: at most a day wrong


class ClamdScanner:
    """`Scanner` at `address`: host:port, or the path of a socket. Not scanned when the signatures are too old."""

    def __init__(self, address: str, database_days: int, *, seconds: float = SECONDS) -> None:
        self._address = address
        self._oldest = timedelta(days=database_days)
        self._seconds = seconds

    async def scan(self, content: bytes) -> ScanVerdict:
        """Scan one file. A finding counts whatever the database's age; its absence only under a fresh one."""
        try:
            async with asyncio.timeout(self._seconds):
                unfit = self._unfit(await self._version(), datetime.now(UTC))
                reply = await self._stream(content)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, UnicodeDecodeError):
            return ScanVerdict(infected=False, scanned=False, why="away")
        return _verdict(reply, unfit)

    def _unfit(self, version: str, now: datetime) -> str:
        """Why the signatures are not to be trusted: `ClamAV 1.4.6/27500/Wed Nov 25 21:53:36 2026` names their day."""
        parts = version.split("/", 2)
        if len(parts) < 3:
            return "no-database"
        try:
            made = datetime.strptime(parts[2].strip(), _TIME).replace(tzinfo=UTC)
        except ValueError:
            return "no-database"
        return "database-too-old" if now - made > self._oldest else ""

    async def _version(self) -> str:
        async with self._connection() as (reader, writer):
            writer.write(b"zVERSION\0")
            return await _reply(reader)

    async def _stream(self, content: bytes) -> str:
        async with self._connection() as (reader, writer):
            writer.write(b"zINSTREAM\0")
            try:
                for start in range(0, len(content), CHUNK):
                    part = content[start : start + CHUNK]
                    writer.write(struct.pack("!L", len(part)) + part)
                    await writer.drain()
                writer.write(struct.pack("!L", 0))
                await writer.drain()
            except ConnectionError:  # it stopped listening: its reply, if it left one, says why
                pass
            return await _reply(reader)

    @asynccontextmanager
    async def _connection(self) -> AsyncGenerator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        host, _, port = self._address.rpartition(":")
        if self._address.startswith("/"):
            reader, writer = await asyncio.open_unix_connection(self._address, limit=REPLY_BYTES)
        else:
            reader, writer = await asyncio.open_connection(host, int(port), limit=REPLY_BYTES)
        try:
            yield reader, writer
        finally:
            writer.close()


async def _reply(reader: asyncio.StreamReader) -> str:
    return (await reader.readuntil(b"\0"))[:-1].decode()


def _verdict(reply: str, unfit: str) -> ScanVerdict:
    if reply.endswith(FOUND):
        signature = reply.removesuffix(FOUND).partition(": ")[2]
        if signature.startswith(LIMITS):
            return ScanVerdict(infected=False, scanned=False, why="too-large")
        return ScanVerdict(infected=True, scanned=True, signature=signature)
    if "size limit exceeded" in reply:
        return ScanVerdict(infected=False, scanned=False, why="too-large")
    if reply != "stream: OK":
        return ScanVerdict(infected=False, scanned=False, why="away")
    return ScanVerdict(infected=False, scanned=not unfit, why=unfit)
