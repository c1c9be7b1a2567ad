"""`./guichet privacy`: what a confidentiality incident asks for (A-2.1 art. 63.8 and following)."""

import json
from pathlib import Path
from typing import Annotated

import typer

from cli import show
from cli.audit_keeping import ADMINISTRATION, By, Json, Var, leave

privacy = typer.Typer(help="What a confidentiality incident asks for.", no_args_is_help=True)


@privacy.command()
def incident(
    case: Annotated[str, typer.Argument(help="The case's id.")],
    out: Annotated[Path, typer.Option(help="The file to write; it must not exist.")],
    since: Annotated[str, typer.Option(help="From this day on, 2026-03-01.")] = "",
    by: By = ADMINISTRATION,
    var: Var = Path("var"),
    as_json: Json = False,
) -> None:
    """Everyone who opened a case, complete, counted by person, in a JSON file signed with the key of the heads."""
    from cli.incident import incident
    from cli.keeping_verbs import run

    statement = run(incident(case, since, var / "seal"), var, by)
    if "refused" in statement:
        leave(statement, as_json, "privacy incident")
    with out.open("x", encoding="utf-8") as file:
        json.dump(statement, file, ensure_ascii=False, indent=1)
    figures = {name: statement[name] for name in ("case_id", "persons", "accesses_count")}
    show.result({"file": str(out), **figures}, as_json=as_json, title="privacy incident")


@privacy.command()
def verify(
    file: Annotated[Path, typer.Argument(exists=True, help="A file that `incident` wrote.")],
    key: Annotated[Path, typer.Option(exists=True, help="The public key of the heads.")] = Path("var/seal/heads.pem"),
    as_json: Json = False,
) -> None:
    """Whether a file is as it was signed; exit code 1 where it is not."""
    from cli.incident import signature_holds

    holds = signature_holds(file, key)
    show.result({"file": str(file), "holds": holds}, as_json=as_json, title="privacy verify")
    if not holds:
        raise typer.Exit(1)
