"""The city's doors on another day: the same record and engine, another clock, an address of their own."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

import uvicorn

from api.sockets import MESSAGE_BYTES
from cli.compose import parts
from cli.serve import city_app
from tests.api.town import settings_of
from tests.conftest import City
from tests.fakes import FakeClock


@dataclass(frozen=True)
class OtherDay:
    """Where those doors are, and the clock that they read."""

    base_url: str
    clock: FakeClock


@asynccontextmanager
async def doors_at(city: City, instant: datetime, **more: str) -> AsyncGenerator[OtherDay]:
    """The doors of a running city, at an instant; `more` is what else stands in their environment."""
    of = settings_of(city.env | more, {})
    async with parts(of, city.app_url) as made:
        clock = FakeClock(instant)
        app = city_app(of, replace(made, doors=replace(made.doors, clock=clock)))
        with socket.create_server(("127.0.0.1", 0)) as listening:
            server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", ws_max_size=MESSAGE_BYTES))
            serving = asyncio.create_task(server.serve(sockets=[listening]))
            try:
                yield OtherDay(f"http://127.0.0.1:{listening.getsockname()[1]}", clock)
            finally:
                server.should_exit = True
                await serving
