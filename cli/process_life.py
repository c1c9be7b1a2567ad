"""How a process of the city lives: JSON logs, until it is told to stop, and out at once."""

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Awaitable, Callable

import structlog
import uvicorn
import uvloop

from adapters import database
from api.sockets import MESSAGE_BYTES
from cli.compose import Settings, settings

Work = Callable[[Settings, asyncio.Event], Awaitable[None]]


def live(work: Work) -> None:
    """Run until SIGTERM or SIGINT; leave with os._exit, for the SDK may abort while Python exits (DESIGN §2)."""
    _log()
    code = 1
    try:
        uvloop.run(_until_told(work))
        code = 0
    except Exception:
        logging.getLogger("guichet").exception("process ended")
    finally:
        logging.shutdown()
        os._exit(code)


async def serve(app: object, host: str, port: int, stop: asyncio.Event) -> None:
    """Serve an ASGI application until `stop` is set."""
    config = uvicorn.Config(
        app,  # pyright: ignore[reportArgumentType]
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        timeout_keep_alive=30,
        h11_max_incomplete_event_size=64_000,
        ws_max_size=MESSAGE_BYTES,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server._serve())  # pyright: ignore[reportPrivateUsage]
    await stop.wait()
    server.should_exit = True
    await serving


async def refuse_unsafe_role_once_up(engine: database.AsyncEngine) -> None:
    """Wait for the database, then raise UnsafeRole where row-level security would be void."""
    while True:
        try:
            return await database.refuse_unsafe_role(engine)
        except database.UnsafeRole:
            raise
        except Exception:
            await asyncio.sleep(0.2)


async def _until_told(work: Work) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    with contextlib.suppress(asyncio.CancelledError):
        await work(settings(), stop)


def _log() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    shared = [structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.stdlib.add_log_level]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *shared],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer()],
    )
    for handler in logging.getLogger().handlers:
        handler.setFormatter(formatter)
    logging.getLogger("guichet").setLevel(logging.INFO)
