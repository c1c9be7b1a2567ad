"""`./guichet audit`: the record judged by proofs that share no code with it, and its heads signed."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from activities.heads import HeadSigner
from adapters import database
from adapters.seal_authority import create_authority
from checks import canaries as personal
from checks import chain, conservation, letters, planting, recoverable, sabotage
from checks.evidence import Evidence
from cli import audit_keeping, audit_show, show
from cli.places import database_url, keep_secrets, read_places

audit = typer.Typer(help="Independent proofs of the record: its chain, its cases, its letters, its secrecy.",
                    no_args_is_help=True)  # fmt: skip

Var = Annotated[Path, typer.Option(help="Where the city keeps its data.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Told = Annotated[Path | None, typer.Option("--acknowledgements", help="The client's own file of what it was told.")]
Damage = Annotated[str, typer.Option("--sabotage", help=f"On a copy, first do: {', '.join(sabotage.DAMAGES)}.")]


@audit.command()
def verify(var: Var = Path("var"), as_json: Json = False) -> None:
    """Recompute every case's chain and compare it with the signed heads; exit code 1 where one is broken."""
    figures = chain.verify(_evidence(var))
    _leave(figures, as_json, "audit verify", whole=not figures["broken"] and not figures["unpublished_heads"])


@audit.command()
def sign(var: Var = Path("var"), as_json: Json = False) -> None:
    """Sign every case's head now and publish the statement in `heads/`."""
    try:
        url = database_url(read_places(var), "guichet_worker", keep_secrets(var).worker_password)
    except FileNotFoundError:
        raise typer.BadParameter(f"no city was ever started in {var}") from None
    file = asyncio.run(_sign(url, var))
    said = json.loads(file.read_text(encoding="utf-8"))
    figures = {name: said[name] for name in ("signed_at", "cases", "events", "root")}
    show.result({"file": str(file), **figures}, as_json=as_json, title="audit sign")


@audit.command()
def cases(
    var: Var = Path("var"),
    acknowledgements: Told = None,
    damage: Damage = "",
    verbose: Annotated[bool, typer.Option(help="Name the cases.")] = False,
    as_json: Json = False,
) -> None:
    """Nothing lost, doubled, unbalanced or at odds, in a city at rest; exit code 1 where something is."""
    evidence = _evidence(var, acknowledgements)
    figures = _judge_damaged(evidence, damage) if damage else conservation.judge_at_once(evidence)
    whole = conservation.clean(figures)
    shown = figures if verbose else {name: value for name, value in figures.items() if name != "offenders"}
    _leave(shown, as_json, "audit cases", whole=whole)


@audit.command("letters")
def every_letter(
    folder: Annotated[Path | None, typer.Argument(help="PDF files to judge instead of the record's letters.")] = None,
    var: Var = Path("var"),
    as_json: Json = False,
) -> None:
    """Every letter is the file that was sealed, by the City, about its case; exit code 1 where one is not."""
    evidence = _evidence(var)
    figures = letters.verify_folder(folder, evidence.root_certificate) if folder else letters.verify_letters(evidence)
    _leave(figures, as_json, "audit letters", whole=figures["letters"] > 0 and not figures["invalid"])


@audit.command()
def canaries(
    words: Annotated[Path, typer.Argument(help="Personal words to search for, one a line.")],
    var: Var = Path("var"),
    damage: Annotated[str, typer.Option("--sabotage", help="plant: put a word in every place and find it.")] = "",
    as_json: Json = False,
) -> None:
    """Search engine, ids, logs and metrics for personal words; exit code 1 where one is, or where one cannot look."""
    if damage not in ("", "plant"):
        raise typer.BadParameter("the only sabotage is plant")
    evidence = _evidence(var)
    wanted = [line for line in words.read_text(encoding="utf-8").splitlines() if line.strip()]
    figures = planting.search_planted(evidence) if damage else personal.search(evidence, wanted)
    _leave(figures, as_json, "audit canaries", whole=bool(wanted) and not figures["hits"] and not figures["unread"])


@audit.command("recoverable")
def nothing_recoverable(
    cases: Annotated[list[str], typer.Argument(help="Ids of erased cases.")],
    words: Annotated[Path | None, typer.Option(exists=True, help="What was personal in them, one a line.")] = None,
    var: Var = Path("var"),
    as_json: Json = False,
) -> None:
    """Search database, engine, files and logs for what is left of erased cases; exit code 1 where something is."""
    lines = words.read_text(encoding="utf-8").splitlines() if words else []
    figures = recoverable.search(_evidence(var), [line for line in lines if line.strip()], cases)
    _leave(figures, as_json, "audit recoverable", whole=not figures["hits"])


audit.command("show")(audit_show.show_case)
for name, verb in {"due": audit_keeping.due, "hold": audit_keeping.hold, "lift": audit_keeping.lift,
                   "propose": audit_keeping.propose, "approve": audit_keeping.approve, "erase": audit_keeping.erase,
                   "access": audit_keeping.accesses}.items():  # fmt: skip
    audit.command(name)(verb)


async def _sign(url: str, var: Path) -> Path:
    engine = database.engine(url, pool=1)
    try:
        authority = create_authority(var / "seal")
        return await HeadSigner(database.sessions(engine), authority.folder, var / "heads").sign(datetime.now(UTC))
    finally:
        await engine.dispose()


def _judge_damaged(evidence: Evidence, damage: str) -> dict[str, Any]:
    if damage not in sabotage.DAMAGES:
        raise typer.BadParameter(f"one of {', '.join(sabotage.DAMAGES)}")
    with sabotage.sabotaged(evidence, damage) as damaged:
        return conservation.judge_at_once(damaged)


def _evidence(var: Path, acknowledgements: Path | None = None) -> Evidence:
    try:
        return Evidence.of_city(var, acknowledgements)
    except FileNotFoundError:
        raise typer.BadParameter(f"no city was ever started in {var}") from None


def _leave(figures: dict[str, Any], as_json: bool, title: str, *, whole: bool) -> None:
    show.result(figures, as_json=as_json, title=title)
    if not whole:
        raise typer.Exit(1)
