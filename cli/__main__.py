"""The verbs of `./guichet`. Each imports what it needs when it is called, so that every one starts quickly."""

import asyncio
import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from adapters import secret_files
from cli.audit import audit
from cli.bank import bank
from cli.catalogue import catalogue
from cli.clock import clock
from cli.docket import docket
from cli.geo import geo
from cli.people import people
from cli.post import post
from cli.privacy import privacy
from cli.show import leave, result
from cli.statements import statements
from cli.translations import translations

os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")  # noqa: S108
secret_files.take_in()

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
                  help="Guichet: a city's online counter. Two commands to begin with: up, test.")  # fmt: skip
demo = typer.Typer(no_args_is_help=True, help="Play real rows to their end on a simulated clock.")
bench = typer.Typer(no_args_is_help=True, help="Speed, as ratios against a baseline in the same run.")
for name, verbs in {"clock": clock, "catalogue": catalogue, "geo": geo, "audit": audit, "bank": bank, "post": post,
                    "demo": demo, "bench": bench, "privacy": privacy, "people": people,
                    "statements": statements, "docket": docket, "translations": translations}.items():  # fmt: skip
    app.add_typer(verbs, name=name)

Var = Annotated[Path, typer.Option(help="Where the city keeps its data.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Seed = Annotated[int, typer.Option(help="Everything that is drawn by lot comes from it.")]


@app.command()
def up(var: Var = Path("var")) -> None:
    """Start everything on this machine and keep it alive until Ctrl-C."""
    from cli.up import up as run

    leave(asyncio.run(run(var)))


@app.command()
def test(
    paths: Annotated[list[str] | None, typer.Argument(help="Only these tests.")] = None,
    deep: Annotated[bool, typer.Option(help="The longer proofs too.")] = False,
    peers: Annotated[bool, typer.Option(help="The proofs against programs that a machine may lack, too.")] = False,
) -> None:
    """Lint, types, import contracts and every test."""
    from cli.gate import run_gate

    leave(run_gate(deep=deep, only=tuple(paths or ()), peers=peers))


@app.command()
def doctor(var: Var = Path("var"), as_json: Json = False) -> None:
    """Say what this machine has and what it lacks."""
    from cli.doctor import findings

    found = findings(var)
    shown = {one.what: {"ok": one.ok, "detail": one.detail} for one in found}
    result(shown, as_json=as_json, title="doctor")
    raise typer.Exit(0 if all(one.ok or one.needed_for for one in found) else 1)


@app.command()
def screenshots(
    folder: Annotated[Path, typer.Option(help="Where the pictures go.")] = Path("docs/pictures"),
    every: Annotated[
        bool, typer.Option("--all", help="Every page, in both languages, at desktop and phone width.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Play a small city and take its pages as pictures, French first: those of the README, or all."""
    from cli.screenshots import screenshots as take

    result(asyncio.run(take(folder, every=every)), as_json=as_json, title="screenshots")
    leave(0)


@demo.command("permits")
def demo_permits(  # noqa: PLR0913
    rows: Annotated[Path, typer.Option("--input", exists=True, help="The City's permit rows, CSV.")],
    limits: Annotated[
        Path | None, typer.Option(help="Borough limits, GeoJSON; boroughs.geojson beside the rows.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many applications to file.")] = 60,
    seed: Seed = 1,
    keep: Annotated[Path | None, typer.Option(help="Keep the letters and the evidence here.")] = None,
    synthetic: Annotated[
        int, typer.Option(min=0, help="Made-up applications, marked so, to each service that no row reaches.")
    ] = 0,
    as_json: Json = False,
) -> None:
    """File real permit rows over HTTP and play each to its end."""
    from cli.demo import DemoOptions
    from cli.demo import demo_permits as play

    figures = asyncio.run(play(DemoOptions(rows, limit, seed, keep, limits, synthetic)))
    result(figures, as_json=as_json, title="demo permits")
    leave(
        0 if figures["lost"] == 0 and figures["finished"] == figures["filed"] and not figures["letters_invalid"] else 1
    )


@demo.command("contests")
def demo_contests(
    rows: Annotated[
        Path | None, typer.Option("--input", exists=True, help="The City's food-safety prosecutions, CSV.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many of the rows to serve.")] = 60,
    seed: Seed = 1,
    generate: Annotated[int, typer.Option(min=0, help="Made-up statements of every kind beside them.")] = 0,
    as_json: Json = False,
) -> None:
    """Serve statements of offence over HTTP and play each to its end."""
    from cli.demo_contests import ContestsOptions, well
    from cli.demo_contests import demo_contests as play

    figures = asyncio.run(play(ContestsOptions(rows, limit, seed, generate)))
    result(figures, as_json=as_json, title="demo contests")
    leave(0 if well(figures) else 1)


@app.command()
def crash(  # noqa: PLR0913
    cases: Annotated[
        int | None, typer.Option(min=1, help="How many cases to play; 300, or the scenario's own.")
    ] = None,
    seed: Seed = 7,
    without_guard: Annotated[str, typer.Option(help="A twin that must fail: see the decision on guards.")] = "",
    procedure: Annotated[
        Literal["permit", "contest", "hearing"], typer.Option(help="Whose lives are played.")
    ] = "permit",
    sabotage: Annotated[str, typer.Option(help="With hearing: judged on a copy that was damaged so.")] = "",
    scenario: Annotated[
        str, typer.Option(help="One named fault instead: see docs/reliability.md; `list` names them.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Kill parts of the city every two seconds and count what was lost or doubled."""
    if scenario:
        from cli.scenarios import show

        leave(asyncio.run(show(scenario, cases, seed, as_json=as_json)))
    from cli.crash import crash as run
    from cli.crash import well
    from cli.crash_casts import CrashOptions

    figures = asyncio.run(run(CrashOptions(cases or 300, seed, without_guard, procedure, sabotage)))
    result(figures, as_json=as_json, title="crash")
    leave(0 if well(figures) else 1)


@bench.command("cases")
def bench_cases(
    cases: Annotated[int, typer.Option(min=1, help="Cases a round.")] = 60,
    rounds: Annotated[int, typer.Option(min=1)] = 5,
    procedure: Annotated[Literal["permit", "contest"], typer.Option(help="Which cases.")] = "permit",
    as_json: Json = False,
) -> None:
    """The real path over HTTP against a bare workflow."""
    import uvloop

    from cli.bench_cases import bench_cases as run

    result(uvloop.run(run(cases, rounds, procedure)), as_json=as_json, title="bench cases")
    leave(0)


@bench.command("letters")
def bench_letters(letters: Annotated[int, typer.Option(min=8)] = 200, as_json: Json = False) -> None:
    """Rendering and sealing in a pool of warm processes against the naive way."""
    from cli.bench_letters import bench_letters as run

    leave(run(letters, as_json))


@bench.command("worklist")
def bench_worklist(
    cases: Annotated[int, typer.Option(min=1000, help="Cases of the larger city; the smaller has a tenth.")] = 100_000,
    rounds: Annotated[int, typer.Option(min=1)] = 5,
    as_json: Json = False,
) -> None:
    """A clerk's filtered list under row-level security, over HTTP, in a large city and in a small one."""
    from cli.bench_worklist import bench_worklist as run

    figures = asyncio.run(run(cases, cases // 10, rounds))
    result(figures, as_json=as_json, title="bench worklist")
    leave(0 if figures["ratio_100k_10k"] <= 1.3 else 1)  # what the growth may be


@bench.command("pages")
def bench_pages(
    cases: Annotated[
        int, typer.Option(min=10_000, help="Cases of the larger town; the smaller has a tenth.")
    ] = 100_000,
    users: Annotated[int, typer.Option(min=1, help="Clerks, and as many citizens.")] = 200,
    rounds: Annotated[int, typer.Option(min=1)] = 3,
    sabotage: Annotated[Literal["", "blind", "unindexed"], typer.Option(help="A twin that must fail.")] = "",
    as_json: Json = False,
) -> None:
    """The portal's worklist, timeline and searches, signed in, in a large town and in a small one."""
    from cli.bench_pages import bench_pages as run

    figures = asyncio.run(run(cases, cases // 10, users, rounds, sabotage))
    result(figures, as_json=as_json, title="bench pages")
    leave(1 if figures["faults"] else 0)


@bench.command("moves")
def bench_moves(
    citizens: Annotated[int, typer.Option(min=4, help="How many defendants have their hearing set.")] = 200,
    seed: Annotated[int, typer.Option(help="Where chance begins.")] = 1,
    as_json: Json = False,
) -> None:
    """Defendants move hearings or ask for another date while a docket is published: nothing twice, nothing lost."""
    from cli.bench_moves import bench_moves as run
    from cli.bench_moves import holds

    figures = asyncio.run(run(citizens, seed))
    result(figures, as_json=as_json, title="bench moves")
    leave(0 if holds(figures) else 1)


@bench.command("slots")
def bench_slots(
    rounds: Annotated[int, typer.Option(min=1)] = 20,
    slots: Annotated[int, typer.Option(min=2, help="Slots of a round, in two sittings: an even number.")] = 40,
    sessions: Annotated[int, typer.Option(min=2, help="Clerks who all want every slot.")] = 50,
    as_json: Json = False,
) -> None:
    """Sessions race over HTTP for hearing slots; a twin that looks before it books shows what would happen."""
    from cli.bench_slots import bench_slots as run
    from cli.bench_slots import holds

    figures = asyncio.run(run(rounds, slots - slots % 2, sessions))
    result(figures, as_json=as_json, title="bench slots")
    leave(0 if holds(figures) else 1)


@app.command()
def replay(
    mutant: Annotated[str, typer.Option(help="reorder, drop or add: a changed workflow that must fail.")] = "",
    record: Annotated[Path | None, typer.Option(help="Record what this folder lacks instead.")] = None,
    again: Annotated[list[str] | None, typer.Option(help="With --record: a history to record anew.")] = None,
    as_json: Json = False,
) -> None:
    """Replay every kept history with the shipped workflows."""
    if record is not None:
        from cli.record_histories import record_histories

        leave(asyncio.run(record_histories(record, again or ())))
    from cli.replay import replay as run

    leave(run(as_json=as_json, mutant=mutant))


@app.command()
def verify(
    files: Annotated[list[Path], typer.Argument(help="Letters, or folders of letters.")],
    authority: Annotated[Path, typer.Option(help="The City's root certificate.")] = Path("var/seal"),
    as_json: Json = False,
) -> None:
    """Say whether files are the City's letters, whole and unchanged."""
    from cli.verify import verify_files

    raise typer.Exit(verify_files(files, authority=authority, as_json=as_json))


@app.command()
def migrate(var: Var = Path("var")) -> None:
    """Bring the database up to date; `DATABASE_URL` is its owner's."""
    from cli.connected import owner_url, role_passwords
    from cli.migrate import migrate as run

    run(owner_url(var), role_passwords(var))


@app.command()
def seed(
    var: Var = Path("var"),
    without_demo: Annotated[bool, typer.Option("--without-demo", help="No demo account: production.")] = False,
) -> None:
    """Put in the system's key, the services of the catalogue and the demo's accounts; what is there stays."""
    from cli.connected import master_key, owner_url
    from cli.seed import seed as run

    run(owner_url(var), master_key(var), None if without_demo else var / "demo-tokens.json")


if __name__ == "__main__":
    app()
