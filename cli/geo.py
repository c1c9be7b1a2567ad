"""`./guichet geo`: the limits of the boroughs, imported from the City's open data, and asked about."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from sqlalchemy.exc import SQLAlchemyError

from adapters import database
from adapters.geography import Territory
from adapters.geojson import BadLimits, read_limits, refuse_missing
from catalogue.boroughs import borough_code, boroughs
from cli import show
from cli.connected import owner_url
from db.geography import all_limits, replace_limits
from domain.limits import Limit

T = TypeVar("T")

CREDIT = "Données : Ville de Montréal, CC BY 4.0"

geo = typer.Typer(help="The limits of the boroughs (CC BY 4.0, Ville de Montréal).", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Var = Annotated[Path, typer.Option(help="Where the city keeps its data.")]


@geo.command("import")
def import_limits(
    file: Annotated[Path, typer.Argument(help="GeoJSON of the 19 boroughs, WGS 84: areas, or label points.")],
    linked_cities: Annotated[Path | None, typer.Option(help="GeoJSON of the linked cities.")] = None,
    var: Var = Path("var"),
    as_json: AsJson = False,
) -> None:
    """Put these limits in the place of those that were there; all of them or, if anything is wrong, none."""
    try:
        limits = read_all(file, linked_cities)
    except BadLimits as wrong:
        raise _refused(str(wrong)) from wrong

    async def replace(sessions: database.Sessions) -> None:
        async with sessions.begin() as session:
            await replace_limits(session, limits)

    _in_database(var, replace)
    show.result(_figures(limits), as_json=as_json, title="Limits imported")


@geo.command(context_settings={"ignore_unknown_options": True})  # a western longitude begins with a minus sign
def locate(
    lon: Annotated[float, typer.Argument(help="Longitude in degrees, WGS 84.")],
    lat: Annotated[float, typer.Argument(help="Latitude in degrees, WGS 84.")],
    var: Var = Path("var"),
    as_json: AsJson = False,
) -> None:
    """Say which borough or linked city a point is in."""

    async def read(sessions: database.Sessions) -> list[Limit]:
        async with sessions() as session:
            return await all_limits(session)

    limits = _in_database(var, read)
    territory = Territory(limits)
    if territory.empty:
        raise _refused("no limits were imported: ./guichet geo import FILE")
    found = territory.borough_of(lon, lat)
    names = {limit.code: limit.name for limit in limits}
    figures = {
        "borough": found.code,
        "linked_city": found.linked_city,
        "name": names.get(found.code or found.linked_city or ""),
        "approximate": found.approximate,
    }
    show.result(figures, as_json=as_json, title=f"{lon}, {lat}")


def read_all(file: Path, linked_cities: Path | None) -> tuple[Limit, ...]:
    """The limits of both files, every borough among them. Raises BadLimits."""
    limits = read_limits(file, borough_code)
    refuse_missing(file, limits, tuple(borough.code for borough in boroughs()))
    if linked_cities is None:
        return limits
    more = read_limits(linked_cities, borough_code, linked_cities=True)
    if twice := {limit.code for limit in limits} & {limit.code for limit in more}:
        raise BadLimits(f"{linked_cities.name}: {', '.join(sorted(twice))} is in {file.name} already")
    return limits + more


def _figures(limits: tuple[Limit, ...]) -> dict[str, object]:
    linked = sum(limit.linked_city for limit in limits)
    approximate = Territory(limits).approximate
    return {"boroughs": len(limits) - linked, "linked_cities": linked, "approximate": approximate, "credit": CREDIT}


def _in_database(var: Path, work: Callable[[database.Sessions], Awaitable[T]]) -> T:
    async def run() -> T:
        engine = database.engine(owner_url(var), pool=1)
        try:
            return await work(database.sessions(engine))
        finally:
            await engine.dispose()

    try:
        return asyncio.run(run())
    except FileNotFoundError as unknown:
        raise _refused(f"no city under {var}/: start one with ./guichet up, or set DATABASE_URL") from unknown
    except SQLAlchemyError as down:
        raise _refused(f"the database does not answer, or refuses: {type(down).__name__}") from down


def _refused(reason: str) -> typer.Exit:
    typer.echo(f"Error: {reason}", err=True)
    return typer.Exit(1)
