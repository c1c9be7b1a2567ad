"""./guichet translations: every text in both languages, and what is wrong with them."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli import show

if TYPE_CHECKING:
    from checks.translations.gate import Report

translations = typer.Typer(help="The product's texts, French and English.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
_SHOWN = 160  # characters of a text in the table


@translations.callback()
def verbs() -> None:
    """The product's texts, French and English."""


@translations.command()
def check(as_json: Json = False) -> None:
    """Judge every text of pages, letters, mails and catalogue in both languages. Exit code 1 where there is a fault."""
    from checks.translations.gate import check as judge

    report = judge()
    if as_json or not report.faults:
        show.result(_figures(report), as_json=as_json, title="Translations")
    else:
        _print_faults(report)
    if report.faults:
        raise typer.Exit(1)


def _figures(report: "Report") -> dict[str, Any]:
    return {"texts": report.texts, "faults": [asdict(fault) for fault in report.faults], "places": report.places}


def _print_faults(report: "Report") -> None:
    table = Table("Place", "Fault", "French", "English", title=f"{len(report.faults)} faults in {report.texts} texts")
    for fault in report.faults:
        table.add_row(fault.place, fault.rule, *(escape(side.strip()[:_SHOWN]) for side in (fault.fr, fault.en)))
    Console().print(table)
