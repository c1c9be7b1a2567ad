"""`./guichet post`: batches of paper letters, their posting, mail that came back, new addresses."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer

from cli import show
from domain.errors import CaseError, Invalid

post = typer.Typer(no_args_is_help=True, help="Paper letters: print jobs, postings, mail that came back.")
Var = Annotated[Path, typer.Option(help="Where the city keeps its data.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Letter = Annotated[str, typer.Argument(help="The case's reference and the letter's number: P-2026-0000001-42/3.")]


@post.command()
def batch(var: Var = Path("var"), as_json: Json = False) -> None:
    """Gather what waits into print jobs, by borough: a PDF and its manifest, in the document store."""
    from cli import post_verbs

    _show(post_verbs.batch(var), as_json, "post batch")


@post.command("list")
def list_batches(var: Var = Path("var"), as_json: Json = False) -> None:
    """Batches, latest first, and how many letters stand where."""
    from cli import post_verbs

    _show(post_verbs.standing(var), as_json, "post list")


@post.command("posted")
def was_posted(
    batch_id: Annotated[str, typer.Argument(metavar="BATCH")],
    on: Annotated[str, typer.Option(help="The local day on which it left: 2026-11-25.")],
    var: Var = Path("var"),
    as_json: Json = False,
) -> None:
    """Note that a batch left; its letters count from that day."""
    from cli import post_verbs

    _show(post_verbs.was_posted(var, batch_id, on), as_json, "post posted")


@post.command()
def returned(
    letter: Letter,
    reason: Annotated[str, typer.Option(help="moved, unknown, unclaimed, refused, incomplete or other.")],
    var: Var = Path("var"),
    as_json: Json = False,
) -> None:
    """Note that an envelope came back; the letter waits for an address, or goes to one given since."""
    from cli import post_verbs

    _show(post_verbs.returned(var, letter, reason), as_json, "post returned")


@post.command()
def address(
    letter: Letter,
    name: Annotated[str, typer.Option(help="The name on the envelope.")],
    line: Annotated[list[str], typer.Option(help="A line of the address; once for each line.")],
    var: Var = Path("var"),
    as_json: Json = False,
) -> None:
    """Give a new postal address to a letter's case; what waited for one is on its way again."""
    from cli import post_verbs

    _show(post_verbs.address(var, letter, name, tuple(line)), as_json, "post address")


def _show(work: Coroutine[Any, Any, dict[str, Any]], as_json: bool, title: str) -> None:
    try:
        show.result(asyncio.run(work), as_json=as_json, title=title)
    except CaseError as refusal:
        faults = dict(refusal.errors) if isinstance(refusal, Invalid) else {}
        show.progress(f"[red]{refusal.code}[/red] {faults | dict(refusal.facts) or ''}")
        show.leave(1)
    except FileNotFoundError:
        show.progress("[red]no city was ever started there[/red]")
        show.leave(2)
    show.leave(0)
