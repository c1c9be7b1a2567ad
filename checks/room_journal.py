"""What stands where, noted again and again while a city runs: asked from the providers of rooms themselves.

The media server is asked by its own `list`; a room from browser to browser stands where its row says so.
"""

import asyncio
import json
import secrets
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import aiohttp
import psycopg

ROWS: Final = "SELECT hearing_id, provider FROM rooms WHERE ended_at IS NULL"
PRIVATE: Final = "-private-"
ANSWER_SECONDS: Final = 5.0


@dataclass(frozen=True)
class MediaServer:
    """A Janus server, and what it asks of who speaks to it."""

    url: str
    secret: str
    admin_key: str


@dataclass(frozen=True)
class Seen:
    """One moment: `at` in seconds, how many rooms and how many rows each hearing had. The last one is `final`."""

    at: float
    rooms: dict[str, int]
    rows: dict[str, int]
    final: bool = False


async def note(file: Path, database_url: str, server: MediaServer, *, final: bool = False) -> bool:
    """Note what stands at this moment; False when somebody did not answer, and then nothing is noted."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            there = await listed(server)
        async with await psycopg.AsyncConnection.connect(database_url, connect_timeout=3) as link:
            rows = await (await link.execute(ROWS)).fetchall()
    except (aiohttp.ClientError, OSError, TimeoutError, psycopg.Error, KeyError):
        return False
    ours = [hearing_id for hearing_id, provider in rows if provider == "ours"]
    rooms = Counter([hearing_of(room) for room in there if PRIVATE not in room] + ours)
    kept = Counter(hearing_id for hearing_id, _ in rows)
    with file.open("a", encoding="utf-8") as out:
        out.write(json.dumps({"at": time.time(), "rooms": rooms, "rows": kept, "final": final}) + "\n")
    return True


def hearing_of(room: str) -> str:
    """The hearing of a room's name: what stands before the first sign that is no digit of a hexadecimal number."""
    return next((room[:rank] for rank, sign in enumerate(room) if sign not in "0123456789abcdef"), room)


def read_journal(file: Path) -> list[Seen]:
    """Every moment that was noted, in order; none where there is no journal."""
    if not file.exists():
        return []
    return [Seen(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


async def listed(server: MediaServer) -> list[str]:
    """The names of the rooms that stand at a Janus server."""
    async with (
        aiohttp.ClientSession() as http,
        http.ws_connect(server.url, protocols=("janus-protocol",)) as ws,
    ):
        session = (await _asked(ws, server, {"janus": "create"}))["data"]["id"]
        plugin = {"janus": "attach", "session_id": session, "plugin": "janus.plugin.videoroom"}
        handle = (await _asked(ws, server, plugin))["data"]["id"]
        body = {"request": "list", "admin_key": server.admin_key}
        message = {"janus": "message", "session_id": session, "handle_id": handle, "body": body}
        found = await _asked(ws, server, message)
        await _asked(ws, server, {"janus": "destroy", "session_id": session})
    return [str(room["room"]) for room in found["plugindata"]["data"]["list"]]


async def _asked(ws: aiohttp.ClientWebSocketResponse, server: MediaServer, message: dict[str, Any]) -> dict[str, Any]:
    transaction = secrets.token_hex(8)
    await ws.send_json(message | {"transaction": transaction, "apisecret": server.secret})
    while True:
        answer = await ws.receive_json()
        if answer.get("transaction") == transaction and answer["janus"] != "ack":
            return answer
