"""A door that dies while it takes a filing in, at named points, for `crash --scenario door-killed` (RELIABILITY F2)."""

import os
import signal
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client, Interceptor, OutboundInterceptor, StartWorkflowUpdateWithStartInput

from adapters.settings import CitySettings
from casework.doors import Doors

POINTS: Final = ("asked", "before-commit", "before-start", "after-start", "before-reply", "after-reply")
App = Callable[[Any, Any, Any], Awaitable[None]]
_filing: ContextVar[bool] = ContextVar("filing", default=False)


@dataclass
class Deaths:
    """Dies at each point in turn, a line for each death, on disk first; some filings pass between two deaths."""

    file: Path
    apart: int
    passed: int = 0

    def at(self, point: str) -> None:
        """A filing passes a point; it may be the last thing that this process does."""
        if not _filing.get() or point != self._next():
            return
        self.passed += 1
        if self.passed >= self.apart:
            with self.file.open("a", encoding="utf-8") as lines:
                lines.write(f"{point}\n")
                lines.flush()
                os.fsync(lines.fileno())
            os.kill(os.getpid(), signal.SIGKILL)

    def _next(self) -> str:
        return POINTS[len(deaths_at(self.file)) % len(POINTS)]


def deaths_at(file: Path) -> list[str]:
    """The points at which doors died, in order."""
    return file.read_text(encoding="utf-8").split() if file.exists() else []


def mortal(city: CitySettings, engine: AsyncEngine, doors: Doors) -> tuple[Doors, Callable[[App], App]]:
    """The parts of a door, and what its application is wrapped in; as they are unless the settings ask for deaths.

    Raises ValueError in production.
    """
    if not city.mortal_doors:
        return doors, lambda app: app
    if city.mode == "production":
        raise ValueError("a door that dies is refused in production")
    deaths = Deaths(city.var / "deaths", city.mortal_doors)
    _before_commit(engine, deaths)
    config = doors.temporal.config()
    config["interceptors"] = [*config["interceptors"], _AroundStart(deaths)]
    return replace(doors, temporal=Client(**config)), lambda app: _around(app, deaths)


def _around(app: App, deaths: Deaths) -> App:
    async def door(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"] != "/api/v1/cases" or scope["method"] != "POST":
            await app(scope, receive, send)
            return
        _filing.set(True)
        deaths.at("asked")
        taken_in = False

        async def sent(message: Any) -> None:
            nonlocal taken_in
            if message["type"] == "http.response.start":
                taken_in = message["status"] < HTTPStatus.BAD_REQUEST
            if taken_in and message["type"] == "http.response.start":
                deaths.at("before-reply")
            await send(message)
            if taken_in and message["type"] == "http.response.body" and not message.get("more_body"):
                deaths.at("after-reply")

        await app(scope, receive, sent)

    return door


def _before_commit(engine: AsyncEngine, deaths: Deaths) -> None:
    """The transaction that stores the act is about to be committed."""

    @event.listens_for(engine.sync_engine, "after_cursor_execute")
    def executed(connection: Any, _c: Any, statement: str, *_rest: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        if statement.startswith("INSERT INTO acts_received"):
            connection.info["stores"] = True

    @event.listens_for(engine.sync_engine, "commit")
    def committing(connection: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        if connection.info.pop("stores", False):
            deaths.at("before-commit")


class _AroundStart(Interceptor):
    def __init__(self, deaths: Deaths) -> None:
        self._deaths = deaths

    def intercept_client(self, next: OutboundInterceptor) -> OutboundInterceptor:
        return _Starting(next, self._deaths)


class _Starting(OutboundInterceptor):
    def __init__(self, following: OutboundInterceptor, deaths: Deaths) -> None:
        super().__init__(following)
        self._deaths = deaths

    async def start_update_with_start_workflow(self, input: StartWorkflowUpdateWithStartInput) -> Any:
        self._deaths.at("before-start")
        handle = await super().start_update_with_start_workflow(input)
        self._deaths.at("after-start")
        return handle
