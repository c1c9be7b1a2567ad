"""`./guichet up`: the whole city on this machine, until Ctrl-C."""

import asyncio
import contextlib
import signal
from pathlib import Path

from adapters import database
from casework import publishing
from catalogue.load import inspect
from cli.show import console, progress
from cli.stack import Stack


async def up(var: Path) -> int:
    """Start the city, print where it is, wait for Ctrl-C, stop it cleanly. Returns the exit code."""
    stack = Stack(var, lambda line: progress(f"  [green]·[/green] {line}"), extra={"GUICHET_RATE_LIMITS": "on"})
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    progress("[bold]Guichet[/bold]")
    starting = asyncio.create_task(stack.start())
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait({starting, waiting}, return_when=asyncio.FIRST_COMPLETED)
    code = 0
    if starting.done() and (fault := starting.exception()):
        console.print(f"[red]{fault}[/red]")
        code = 1
    elif starting.done():
        _print_where(stack)
        if await _files_differ(stack):
            console.print("  The catalogue's files differ from what is published: ./guichet catalogue publish\n")
        await stop.wait()
    progress("stopping")
    starting.cancel()
    with contextlib.suppress(asyncio.CancelledError, RuntimeError):
        await starting
    await stack.stop()
    progress("stopped; the next `./guichet up` finds every case again")
    return code


async def _files_differ(stack: Stack) -> bool:
    """Whether somebody changed the catalogue's files and did not publish; broken files differ."""
    found, faults = inspect()
    engine = database.engine(stack.env["DATABASE_URL"], pool=1)
    async with database.sessions(engine)() as session:
        differ = bool(faults) or await publishing.differs(session, found)
    await engine.dispose()
    return differ


def _print_where(stack: Stack) -> None:
    console.print(f"\n  Guichet           [bold]{stack.base_url}/[/bold]   English: {stack.base_url}/en/")
    console.print(
        f"  sign in           {stack.base_url}/connexion   (citoyen-1, agent-vd, direction-vd, administration …)"
    )
    console.print(f"  mails sent        {stack.base_url}/dev/outbox")
    console.print(
        f"  API               {stack.base_url}/api/v1/openapi.json   tokens: {stack.var / 'demo-tokens.json'}"
    )
    console.print(f"  data and logs     {stack.var}")
    console.print("  Ctrl-C stops everything.\n", highlight=False)
