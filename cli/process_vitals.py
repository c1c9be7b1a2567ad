"""The port of a worker process: `/metrics` for Prometheus, and `/livez`, which fails when it does nothing any more."""

import asyncio
import json
import threading
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from prometheus_client import REGISTRY, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST, ThreadingWSGIServer

from adapters.sdk_measures import SdkMeasures
from workers.vitals import Vitals, pulse

POLLED_WITHIN = 150.0  # seconds; a poll lasts about one minute, and is asked again at once
SAMPLE_SECONDS = 5.0
POLLS = "polls"

Start = Callable[[str, list[tuple[str, str]]], object]


class Silent(WSGIRequestHandler):
    """Logs no request."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def door(vitals: Vitals, sdk: SdkMeasures | None = None) -> Callable[[dict[str, Any], Start], Iterable[bytes]]:
    """The WSGI application; it runs in threads, so that a blocked event loop is told of and not waited for."""

    def answer(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == "/livez":
            silent = vitals.silent()
            body = json.dumps({"status": "silent" if silent else "alive", "silent": silent, "seconds": vitals.ages()})
            start("503 Service Unavailable" if silent else "200 OK", [("Content-Type", "application/json")])
            return [body.encode()]
        start("200 OK", [("Content-Type", CONTENT_TYPE_LATEST)])
        return [generate_latest(REGISTRY), sdk.text().encode() if sdk else b""]

    return answer


@asynccontextmanager
async def alive(host: str, port: int, vitals: Vitals, sdk: SdkMeasures | None = None) -> AsyncGenerator[None]:
    """While this lasts, the port answers and the loop's pulse, and the polls where there are any, are noted."""
    server = make_server(host, port, door(vitals, sdk), ThreadingWSGIServer, Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    watching = [asyncio.create_task(pulse(vitals))]
    if sdk is not None:
        watching.append(asyncio.create_task(watch_polls(vitals, sdk.polls)))
    try:
        yield
    finally:
        for task in watching:
            task.cancel()
        server.shutdown()


async def watch_polls(vitals: Vitals, polls: Callable[[], int], seconds: float = SAMPLE_SECONDS) -> None:
    """Note for ever whether this process went on asking the engine for work; down or up, it must ask."""
    vitals.expect(POLLS, POLLED_WITHIN)
    before = 0
    while True:
        count = await asyncio.to_thread(polls)
        if count > before:
            vitals.sign(POLLS)
        before = count
        await asyncio.sleep(seconds)
