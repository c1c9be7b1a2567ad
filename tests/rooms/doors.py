"""A process of the doors, as far as rooms need it: the JSON door behind its guards, on a port of its own."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import uvicorn

from api.app import create_api
from api.guards import guarded
from api.sockets import MESSAGE_BYTES
from casework.doors import Doors
from casework.room_lines import Lines
from casework.room_parts import RoomParts
from cli.compose import parts
from tests.api.town import settings_of
from tests.db.conftest import Base
from tests.fakes import FakeClock


@dataclass(frozen=True)
class Door:
    """Where it is, what it stands on, its clock, its lines."""

    url: str
    doors: Doors
    clock: FakeClock
    lines: Lines


@asynccontextmanager
async def door_on(base: Base, instant: datetime, rooms: RoomParts | None = None) -> AsyncGenerator[Door]:
    """Doors on a database at an instant of the city."""
    async with parts(settings_of(base.env, {}), base.env["DATABASE_APP_URL"]) as made:
        clock = FakeClock(instant)
        doors = replace(made.doors, clock=clock, rooms=rooms or made.doors.rooms)
        api = create_api(doors, {})
        app: Any = guarded(api, hosts=["127.0.0.1"], https=False)
        with socket.create_server(("127.0.0.1", 0)) as listening:
            config = uvicorn.Config(app, log_level="warning", lifespan="off", ws_max_size=MESSAGE_BYTES)
            server = uvicorn.Server(config)
            serving = asyncio.create_task(server.serve(sockets=[listening]))
            try:
                yield Door(f"http://127.0.0.1:{listening.getsockname()[1]}", doors, clock, api.state.lines)
            finally:
                server.should_exit = True
                await serving
