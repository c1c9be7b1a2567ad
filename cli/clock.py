"""`./guichet clock`: ask the legal clock for a deadline, or check it against a file of vectors."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from cli import show, vectors
from cli.vector_fields import BadRow
from domain.calendars import JUDICIAL, calendar
from domain.clock import parse_date
from domain.deadlines import Due, Stopped, Suspension
from domain.errors import Invalid

clock = typer.Typer(help="The legal clock: deadlines, and why they fall where they do.", no_args_is_help=True)


@clock.callback()
def legal_clock() -> None:
    """The legal clock: deadlines, and why they fall where they do."""


@clock.command()
def due(  # noqa: PLR0913  each argument is an option of the verb
    start: Annotated[str, typer.Option("--from", help="The day that is not counted; with --clear-days, D.")] = "",
    days: Annotated[int | None, typer.Option(help="Calendar days.", min=0)] = None,
    months: Annotated[int | None, typer.Option(help="Months.", min=0)] = None,
    business: Annotated[int | None, typer.Option(help="Business days.", min=0)] = None,
    clear_days: Annotated[int | None, typer.Option(help="Clear days before D; D is --from.", min=0)] = None,
    calendar_id: Annotated[str, typer.Option("--calendar", help="qc-judicial or office.")] = JUDICIAL,
    lang: Annotated[Literal["fr", "en"], typer.Option(help="Language of the explanation.")] = "fr",
    stopped: Annotated[list[str] | None, typer.Option(help="The clock stops on that day; repeatable.")] = None,
    resumed: Annotated[list[str] | None, typer.Option(help="It runs again after that day; repeatable.")] = None,
    holiday: Annotated[list[str] | None, typer.Option(help="A day proclaimed a holiday; repeatable.")] = None,
    rows: Annotated[Path | None, typer.Option("--input", help="A JSON file of vectors to check.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Compute and explain one deadline, or check each row of --input: it leaves with 0 only if none is wrong."""
    if rows is not None:
        _check(rows, as_json=as_json)
        return
    kind, count = _asked({"days": days, "months": months, "business": business, "clear_days": clear_days})
    try:
        first = parse_date(start, "--from")
        closed = calendar(calendar_id, proclaimed=[parse_date(day, "--holiday") for day in holiday or []])
        stops = _suspensions(stopped or [], resumed or [])
        found = vectors.deadline(kind, count, first, closed, stops)
    except Invalid as refused:
        raise typer.BadParameter(vectors.sentence(refused)) from None
    show.result(_figures(found, lang), as_json=as_json, title="Deadline")


def _check(path: Path, *, as_json: bool) -> None:
    try:
        figures = vectors.judge(vectors.load(path))
    except BadRow as bad:
        typer.echo(f"Error: {bad}", err=True)
        raise typer.Exit(2) from None
    show.result(figures, as_json=as_json, title="Vectors")
    if figures["wrong"]:
        raise typer.Exit(1)


def _asked(counts: Mapping[str, int | None]) -> tuple[str, int]:
    given = [(kind, count) for kind, count in counts.items() if count is not None]
    if len(given) != 1:
        raise typer.BadParameter("give one of --days, --months, --business, --clear-days, or --input")
    return given[0]


def _suspensions(stopped: Sequence[str], resumed: Sequence[str]) -> list[Suspension]:
    if not len(resumed) <= len(stopped) <= len(resumed) + 1:
        raise typer.BadParameter("each --stopped but the last needs its --resumed")
    pairs = zip_longest(stopped, resumed)
    return [
        Suspension(parse_date(stop, "--stopped"), parse_date(resume, "--resumed") if resume else None)
        for stop, resume in pairs
    ]


def _figures(found: Due | Stopped, lang: Literal["fr", "en"]) -> dict[str, Any]:
    figures: dict[str, Any] = {"due": found.on, "explanation": found.explain(lang)}
    figures |= {"kind": found.kind, "start": found.start, "n": found.count, "calendar": found.calendar}
    return figures | ({"remaining": found.remaining} if isinstance(found, Stopped) else {})
