"""`./guichet audit due, hold, lift, propose, approve, erase, access`: what is kept, what is destroyed, who read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from cli import show

Var = Annotated[Path, typer.Option(help="Where the city keeps its data.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
By = Annotated[str, typer.Option("--by", help="The account that acts.")]
Cases = Annotated[list[str], typer.Argument(help="Case ids.")]
Reason = Annotated[str, typer.Option(help="Why; kept encrypted with the case.")]
ADMINISTRATION = "administration"


def due(by: By = ADMINISTRATION, var: Var = Path("var"), as_json: Json = False) -> None:
    """Closed cases whose time under the retention schedule is over, and what still forbids destroying them."""
    from cli.keeping_verbs import due, run

    leave(run(due(), var, by), as_json, "audit due")


def hold(case: str, reason: Reason, by: By = ADMINISTRATION, var: Var = Path("var"), as_json: Json = False) -> None:
    """Forbid the destruction of a case."""
    from cli.keeping_verbs import hold, run

    leave(run(hold(case, reason), var, by), as_json, "audit hold")


def lift(
    case: str, hold_id: str, reason: Reason, by: By = ADMINISTRATION, var: Var = Path("var"), as_json: Json = False
) -> None:
    """Lift a hold; the retention schedule applies again."""
    from cli.keeping_verbs import lift, run

    leave(run(lift(case, hold_id, reason), var, by), as_json, "audit lift")


def propose(cases: Cases, by: By = ADMINISTRATION, var: Var = Path("var"), as_json: Json = False) -> None:
    """List cases for destruction; two persons must approve the list."""
    from cli.keeping_verbs import propose, run

    leave(run(propose(cases), var, by), as_json, "audit propose")


def approve(
    destruction: Annotated[str, typer.Argument(help="The list's id.")],
    by: By,
    var: Var = Path("var"),
    as_json: Json = False,
) -> None:
    """Approve a destruction list, in one person's name."""
    from cli.keeping_verbs import approve, run

    leave(run(approve(destruction), var, by), as_json, "audit approve")


def erase(cases: Cases, by: By = ADMINISTRATION, var: Var = Path("var"), as_json: Json = False) -> None:
    """Destroy the cases of an approved list: keys, files, words. Says when the last process will have forgotten them.

    Exit code 1 where the schedule, a hold or a missing approval refuses, or where a case of the list was kept.
    """
    from cli.keeping_verbs import erase, run

    leave(run(erase(cases), var, by), as_json, "audit erase")


def accesses(
    case: Annotated[str, typer.Option(help="Who opened this case.")] = "",
    person: Annotated[str, typer.Option(help="What this account opened.")] = "",
    by: By = ADMINISTRATION,
    var: Var = Path("var"),
    as_json: Json = False,
) -> None:
    """Who opened a case, or which cases a person opened: who, when, by which route, why."""
    from cli.keeping_verbs import accesses, run

    if bool(case) == bool(person):
        raise typer.BadParameter("either --case or --person")
    leave(run(accesses(case, person), var, by), as_json, "audit access")


def leave(figures: Mapping[str, Any], as_json: bool, title: str) -> None:
    """Show figures; exit code 1 where something was refused or kept."""
    show.result(figures, as_json=as_json, title=title)
    if figures.get("refused") or figures.get("kept"):
        raise typer.Exit(1)
