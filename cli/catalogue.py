"""./guichet catalogue: checks the services before they are published."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from catalogue.faults import Fault
from catalogue.load import FOLDER, inspect
from cli import show

catalogue = typer.Typer(help="The services that the city offers online.", no_args_is_help=True)


@catalogue.callback()
def verbs() -> None:
    """The services that the city offers online."""


@catalogue.command()
def check(
    folder: Annotated[Path, typer.Argument(help="Catalogue folder; the shipped one by default.")] = FOLDER,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Check every file of a catalogue: keys, both languages, expressions. Exit code 1 where there is a fault."""
    found, faults = inspect(folder)
    figures = {"services": len(found.services), "errors": [asdict(fault) for fault in faults]}
    if as_json or not faults:
        show.result(figures, as_json=as_json, title="Catalogue")
    else:
        _print(faults)
    if faults:
        raise typer.Exit(1)


def _print(faults: tuple[Fault, ...]) -> None:
    table = Table("File", "Line", "Reason", title=f"Catalogue: {len(faults)} errors")
    for fault in faults:
        table.add_row(fault.file, str(fault.line), escape(fault.reason))
    Console().print(table)
