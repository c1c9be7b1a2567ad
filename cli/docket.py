"""`./guichet docket`: hearings placed in the slots of sittings, checked, and placed again when something changed."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from cli import show
from domain.errors import Invalid

docket = typer.Typer(no_args_is_help=True, help="The docket: hearings placed in the slots of sittings.")
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Seed = Annotated[int, typer.Option(help="Everything that is drawn by lot comes from it.")]
Matters = Annotated[int, typer.Option("--generate", help="How many matters to make up.")]
Judges = Annotated[int, typer.Option("--adjudicators", help="How many judges.")]
Days = Annotated[int, typer.Option(help="How many days of sittings.")]


@docket.command()
def solve(  # noqa: PLR0913  each argument is an option of the verb
    matters: Matters = 2_000,
    adjudicators: Judges = 20,
    days: Days = 20,
    seed: Seed = 5,
    instance: Annotated[Path | None, typer.Option(help="A court from a file instead of a made-up one.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where the docket goes, with a reason for each matter.")] = None,
    as_json: Json = False,
) -> None:
    """Place every matter that has a place: at once, then as cheaply as can be; beside two baselines."""
    from cli.docket_files import read_instance
    from cli.docket_verbs import solved
    from cli.made_up_docket import Size, made_up

    try:
        of = read_instance(instance) if instance else made_up(Size(matters, adjudicators, days, seed))
    except Invalid as refusal:
        _refuse(instance, refusal)
    show.result(solved(of, seed, out), as_json=as_json, title="docket solve")
    show.leave(0)


@docket.command()
def check(file: Path, as_json: Json = False) -> None:
    """Whether a docket breaks a rule or has somebody in two places; imports nothing of what placed it."""
    from checks.docket import figures
    from cli.docket_files import read_docket

    try:
        read_docket(file)
    except Invalid as refusal:
        _refuse(file, refusal)
    found = figures(file)
    show.result(found, as_json=as_json, title="docket check")
    show.leave(1 if found["overlaps"] or found["violations"] else 0)


@docket.command()
def replan(
    changes: Annotated[int, typer.Option(help="How much changes after the publication.")] = 50,
    matters: Matters = 2_000,
    adjudicators: Judges = 20,
    days: Days = 20,
    seed: Seed = 5,
    as_json: Json = False,
) -> None:
    """Publish a docket, change something, place again: hardly anybody moves who need not."""
    from cli.docket_verbs import few_moves, replanned
    from cli.made_up_docket import Size, made_up

    told = replanned(made_up(Size(matters, adjudicators, days, seed)), changes, seed)
    show.result(told, as_json=as_json, title="docket replan")
    show.leave(0 if few_moves(told) else 1)


def _refuse(file: Path | None, refusal: Invalid) -> NoReturn:
    for place, code in refusal.errors.items():
        show.progress(f"{file}: {place}: {code}")
    show.leave(2)
