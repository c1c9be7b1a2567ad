"""`./guichet audit show`: a case as it stood at an instant, on the city's clock or as the record knew it."""

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from adapters import database
from cli import show
from cli.connected import worker_url
from db.as_of import Axis, CaseThen, as_of
from domain.clock import LOCAL


def show_case(
    case: Annotated[str, typer.Argument(help="The case's id or reference.")],
    at: Annotated[str, typer.Option("--at", help="2026-03-01 (its end), 2026-03-01T10:00 (Montréal) or with offset.")],
    recorded: Annotated[bool, typer.Option(help="As the record knew it then, by the machine's clock.")] = False,
    var: Annotated[Path, typer.Option(help="Where the city keeps its data.")] = Path("var"),
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """State, tasks, ledger, letters and promised date as of an instant; exit code 1 where there was no such case."""
    instant, axis = instant_of(at), "recorded" if recorded else "at"
    found = asyncio.run(_read(worker_url(var), case, instant, axis))
    if as_json:
        show.result(figures(found, instant, axis), as_json=True, title="audit show")
    else:
        print_case(found, instant)
    if found is None:
        raise typer.Exit(1)


def instant_of(text: str) -> datetime:
    """An instant in UTC: a day means its end in Montréal, a time without offset is Montréal's. Raises BadParameter."""
    try:
        said = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("an instant, for instance 2026-03-01T10:00") from None
    if len(text) == len("2026-03-01"):
        said = said.replace(hour=23, minute=59, second=59, microsecond=999_999)
    return (said if said.tzinfo else said.replace(tzinfo=LOCAL)).astimezone(UTC)


def figures(found: CaseThen | None, instant: datetime, axis: Axis) -> dict[str, Any]:
    """The stable shape of the answer; `found` is false where the case was not there yet."""
    asked = {"as_of": instant.isoformat(), "axis": axis, "found": found is not None}
    return asked | (_plain(asdict(found)) if found else {})


def print_case(found: CaseThen | None, instant: datetime) -> None:
    """The same for people."""
    out = Console()
    if found is None:
        out.print(f"no such case as of {_local(instant)}")
        return
    table = Table(title=f"{found.reference} as of {_local(instant)}", show_header=False)
    waits = [f"{task.kind} ({task.role}){f', due {task.due_on}' if task.due_on else ''}" for task in found.tasks]
    rows = {
        "case": found.case_id, "service": f"{found.service} ({found.borough})",
        "state": f"{found.state} (event {found.seq})",
        "last event": f"{found.last_event}, {_local(found.last_event_at)}", "promised on": str(found.promised_on or ""),
        "waits": "\n".join(waits) or "nothing",
        "balances": "\n".join(f"{name}: {cents / 100:.2f} $" for name, cents in found.balances.items()) or "none",
        "letters": "\n".join(f"{one.number}. {one.code} {one.dated} {one.status}" for one in found.letters) or "none",
        "head": found.head,
    }  # fmt: skip
    for name, value in rows.items():
        table.add_row(name, value)
    out.print(table)


async def _read(url: str, case: str, instant: datetime, axis: Axis) -> CaseThen | None:
    engine = database.engine(url, pool=1)
    try:
        async with database.sessions(engine)() as session:
            return await as_of(session, case, instant, axis)
    finally:
        await engine.dispose()


def _local(instant: datetime) -> str:
    return instant.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M:%S")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
