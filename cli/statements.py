"""`./guichet statements`: a file of statements of offence tried, then served; and a file to begin with."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import show

if TYPE_CHECKING:
    from casework.statement_import import Report
    from domain.letter import Language

statements = typer.Typer(no_args_is_help=True, help="Statements of offence, from files (docs/statements.md).")
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
EVERY = 100  # statements between two lines of progress


@statements.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV in UTF-8, as of `template`.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what is wrong; write nothing.")] = False,
    account: Annotated[str, typer.Option("--as", help="The account that serves them.")] = "poursuite",
    english: Annotated[bool, typer.Option("--english", help="The faults in English.")] = False,
    var: Annotated[Path, typer.Option(help="Where the city keeps its data.")] = Path("var"),
    as_json: Json = False,
) -> None:
    """Serve a file's statements, once however often it is given; with any fault in it, none, and exit code 1."""
    from domain.errors import CaseError

    try:
        report = asyncio.run(_import(file, var, account, dry_run=dry_run))
    except CaseError as refusal:
        show.progress(f"[red]{refusal.code}[/red] {dict(refusal.facts) or ''}")
        show.leave(1)
    show.result(_figures(report, "en" if english else "fr"), as_json=as_json, title="statements import")
    show.leave(1 if report.faults else 0)


@statements.command()
def template() -> None:
    """A file to begin with, on standard output: the header and two made-up statements."""
    from casework.statement_files import template

    sys.stdout.reconfigure(encoding="utf-8", newline="")  # pyright: ignore[reportAttributeAccessIssue]
    sys.stdout.write("\ufeff" + template())


async def _import(file: Path, var: Path, account: str, *, dry_run: bool) -> "Report":
    """Raises BadParameter for a file that is too large, an unknown account and a city that is nowhere."""
    from casework import statement_import
    from cli.keeping_doors import as_account

    if file.stat().st_size > statement_import.LARGEST_BYTES:
        raise typer.BadParameter(f"{file.name} is larger than {statement_import.LARGEST_BYTES // 1_000_000} MB")
    content = file.read_bytes()
    async with as_account(var, account) as (doors, actor):
        if dry_run:
            return await statement_import.dry_run(doors, actor, content)
        return await statement_import.import_all(doors, actor, content, "./guichet statements import", _say)


def _say(done: int, of: int) -> None:
    if done % EVERY == 0 or done == of:
        show.progress(f"{done} of {of} statements")


def _figures(report: "Report", lang: "Language") -> dict[str, Any]:
    from casework.statement_import import sentence

    counts = {name: getattr(report, name) for name in ("rows", "statements", "served", "already", "waiting")}
    faults = [
        {"line": one.line, "field": one.field, "code": one.code, "sentence": sentence(one, lang)}
        for one in report.faults
    ]
    return counts | {"faults": faults, "receipts": [vars(one) for one in report.receipts]}
