"""./guichet catalogue: checks the services, publishes them as versions, and tells what was published."""

import asyncio
import getpass
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from catalogue.faults import Fault
from catalogue.load import FOLDER, Catalogue, inspect
from cli import show

catalogue = typer.Typer(help="The services that the city offers online.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Var = Annotated[Path, typer.Option(help="Where the city keeps its data.")]


@catalogue.callback()
def verbs() -> None:
    """The services that the city offers online."""


@catalogue.command()
def check(
    folder: Annotated[Path, typer.Argument(help="Catalogue folder; the shipped one by default.")] = FOLDER,
    as_json: Json = False,
) -> None:
    """Check every file of a catalogue: keys, both languages, expressions. Exit code 1 where there is a fault."""
    found, faults = inspect(folder)
    figures = {"services": len(found.services), "errors": [asdict(fault) for fault in faults]}
    if as_json or not faults:
        show.result(figures, as_json=as_json, title="Catalogue")
    else:
        _print_faults(faults)
    if faults:
        raise typer.Exit(1)


@catalogue.command()
def publish(
    folder: Annotated[Path, typer.Option("--dir", help="Catalogue folder; the shipped one by default.")] = FOLDER,
    expects: Annotated[
        int | None, typer.Option(help="Refuse unless this publication is in force: nobody was first.")
    ] = None,
    by: Annotated[str, typer.Option(help="Who publishes; the machine's account by default.")] = "",
    var: Var = Path("var"),
    as_json: Json = False,
) -> None:
    """Put a folder in force, whole or not at all. Drafts and open cases keep the version that they began with.

    What was published at the desk is undone only where `--expects` says that it was seen.
    """
    found, faults = inspect(folder)
    if faults:
        figures = {"published": False, "services": len(found.services), "errors": [asdict(fault) for fault in faults]}
        show.result(figures, as_json=True, title="") if as_json else _print_faults(faults)
        raise typer.Exit(1)
    figures = asyncio.run(_publish(var, found, by or getpass.getuser(), expects))
    if as_json:
        show.result(figures, as_json=True, title="")
    else:
        _print_publication(figures)
    if figures["overtaken"] or figures["undone"]:
        raise typer.Exit(1)


@catalogue.command()
def history(
    code: Annotated[str, typer.Argument(help="The code of a service.")], var: Var = Path("var"), as_json: Json = False
) -> None:
    """Every published version of one service, and what each changed."""
    versions = asyncio.run(_history(var, code))
    if as_json:
        show.result({"service": code, "versions": versions}, as_json=True, title="")
    else:
        _print_history(code, versions)
    if not versions:
        raise typer.Exit(1)


async def _publish(var: Path, wanted: Catalogue, by: str, expects: int | None) -> dict[str, Any]:
    from adapters import database
    from casework import publishing
    from cli.connected import owner_url
    from db import catalogue_versions

    engine = database.engine(owner_url(var), pool=1)
    try:
        async with database.sessions(engine).begin() as session:
            undone = await publishing.undone(session, wanted) if expects is None else ()
            if undone:
                return _unpublished(await catalogue_versions.last_number(session), undone=undone)
            done = await publishing.publish(session, wanted, by, datetime.now(UTC), expects)
    except publishing.Overtaken as overtaken:
        return _unpublished(overtaken.last, overtaken=True)
    finally:
        await engine.dispose()
    return {"published": done.published, "overtaken": False, "undone": [], "publication": done.number,
            "services": done.services, "changes": [asdict(one) for one in done.changes], "territory": done.territory,
            "errors": []}  # fmt: skip


def _unpublished(number: int, *, overtaken: bool = False, undone: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"published": False, "overtaken": overtaken, "undone": list(undone), "publication": number, "services": 0,
            "changes": [], "territory": False, "errors": []}  # fmt: skip


async def _history(var: Path, code: str) -> list[dict[str, Any]]:
    from adapters import database
    from catalogue.changes import changes
    from catalogue.published import service_of
    from cli.connected import owner_url
    from db import catalogue_versions

    engine = database.engine(owner_url(var), pool=1)
    async with database.sessions(engine)() as session:
        rows = await catalogue_versions.history(session, code)
    await engine.dispose()
    services = [service_of(row.content, row.version) for row in rows]
    return [
        {"number": row.number, "version": row.version, "published_at": row.published_at.isoformat(),
         "published_by": row.published_by, "changes": changes(before, after) if before else {}}
        for row, before, after in zip(rows, [None, *services], services, strict=False)
    ]  # fmt: skip


def _print_faults(faults: tuple[Fault, ...]) -> None:
    table = Table("File", "Line", "Reason", title=f"Catalogue: {len(faults)} errors, nothing is published")
    for fault in faults:
        table.add_row(fault.file, str(fault.line), escape(fault.reason))
    Console().print(table)


def _print_publication(figures: dict[str, Any]) -> None:
    console, number = Console(), figures["publication"]
    if figures["overtaken"]:
        console.print(f"Somebody was first: publication {number} is in force. Look at it, then publish again.")
        return
    if figures["undone"]:
        console.print(f"Published at the desk, and undone by this folder: {', '.join(figures['undone'])}.")
        console.print(f"To publish it all the same over publication {number}: --expects {number}")
        return
    if not figures["published"]:
        console.print(f"Nothing differs from publication {number}, which stays in force.")
        return
    table = Table("Service", "What", "Version", "Key", "Change", title=f"Publication {number}: in force")
    for one in figures["changes"]:
        rows = [(key, line) for key, lines in one["parts"].items() for line in lines] or [("", "")]
        if one["kind"] == "added":
            rows = [("", f"{sum(len(lines) for lines in one['parts'].values())} entries")]
        for key, line in rows:
            table.add_row(one["service"], one["kind"], str(one["number"]), key, escape(line))
    if figures["territory"]:
        table.add_row("", "changed", "", "boroughs", "boroughs or office closures")
    console.print(table)


def _print_history(code: str, versions: list[dict[str, Any]]) -> None:
    table = Table("Version", "Published", "By", "Hash", "Change", title=code)
    for one in versions:
        lines = [f"{key} {line}" for key, lines in one["changes"].items() for line in lines] or [""]
        table.add_row(
            str(one["number"]),
            one["published_at"][:16],
            one["published_by"],
            one["version"][:12],
            escape("\n".join(lines)),
        )
    Console().print(table)
