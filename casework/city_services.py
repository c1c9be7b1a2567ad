"""The services as published, for whoever publishes them: what is in force, what was, and what each time changed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework import in_force
from casework.doors import Doors, entering
from casework.in_force import InForce, as_service
from casework.publishing import same_territory
from catalogue.changes import changes
from catalogue.load import shared_files
from catalogue.published import canonical
from catalogue.schema import Service
from catalogue.territory import Borough, OfficeFile
from catalogue.writing import as_toml
from db import catalogue_versions, people
from db.catalogue_versions import PublicationRow, VersionRow
from domain import policy
from domain.errors import Forbidden, NotFound
from domain.people import Actor

PAGE: Final = 20  # publications
MOST_SINCE: Final = 50


@dataclass(frozen=True)
class Told:
    """A version of a service: `changes` by key of its file, against the version before it."""

    service: Service
    number: int
    version: str
    published_at: datetime
    by: str
    changes: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Move:
    """What a publication did to one service: `kind` is added, changed, restored or withdrawn."""

    service: str
    kind: str
    number: int


@dataclass(frozen=True)
class Past:
    """One publication. `first` is the city's first one; `territory`: the boroughs, closures or retention changed."""

    number: int
    published_at: datetime
    by: str
    moves: tuple[Move, ...]
    territory: bool
    first: bool


@dataclass(frozen=True)
class Overview:
    """What is in force by service, how many boroughs have each state of it, what was withdrawn, what was published."""

    publication: PublicationRow
    offered: list[Told]
    states: dict[str, Counter[str]]
    withdrawn: list[Told]
    past: list[Past]
    earlier: int  # the number before which further publications stand; 0 on the last page
    names: dict[str, str]
    boroughs: tuple[Borough, ...]
    office: OfficeFile


@dataclass(frozen=True)
class History:
    """Every version of one service, first to last; `offered` is the number in force, 0 for a withdrawn service."""

    code: str
    versions: list[Told]
    offered: int
    publication: int
    boroughs: tuple[Borough, ...]
    names: dict[str, str]

    @property
    def shown(self) -> Told:
        """The version in force, or the last one of a withdrawn service."""
        return next((one for one in self.versions if one.number == self.offered), self.versions[-1])


@dataclass(frozen=True)
class File:
    """A version as a file: TOML where it can be written back faithfully, else its canonical JSON."""

    name: str
    text: str
    is_toml: bool


async def overview(doors: Doors, actor: Actor, before: int | None = None) -> Overview:
    """What is in force, and the publications before a number. Raises Forbidden."""
    allow(actor)
    async with entering(doors, actor) as session:
        now = await in_force.read(session)
        latest = await catalogue_versions.latest(session)
        past = await _past(session, before, PAGE)
        shown = [*now.versions.values(), *latest]
        names = await people.names_of(session, {one.published_by for one in shown} | {one.by for one in past})
    return Overview(
        now.last,
        [_told(row, now.catalogue.services[code]) for code, row in now.versions.items()],
        {code: _states(now, service) for code, service in now.catalogue.services.items()},
        [_told(row, as_service(row)) for row in latest if row.service not in now.versions],
        past,
        past[-1].number if past and not past[-1].first else 0,
        names,
        now.catalogue.boroughs,
        now.catalogue.office,
    )


async def since(doors: Doors, actor: Actor, number: int) -> tuple[list[Past], dict[str, str]]:
    """What was published after a publication, the latest first, and who did. Raises Forbidden."""
    allow(actor)
    async with entering(doors, actor) as session:
        past = [one for one in await _past(session, None, MOST_SINCE) if one.number > number]
        return past, await people.names_of(session, {one.by for one in past})


async def history(doors: Doors, actor: Actor, code: str) -> History:
    """The versions of one service. Raises Forbidden, and NotFound for a service that never was."""
    allow(actor)
    async with entering(doors, actor) as session:
        now = await in_force.read(session)
        rows = await catalogue_versions.history(session, code) if "\0" not in code else []
        names = await people.names_of(session, {row.published_by for row in rows})
    if not rows:
        raise NotFound
    services = [as_service(row) for row in rows]
    pairs = zip(rows, [None, *services], services, strict=False)
    versions = [_told(row, after, changes(before, after) if before else {}) for row, before, after in pairs]
    offered = now.last.offered.get(code, 0)
    return History(code, versions, offered, now.last.number, now.catalogue.boroughs, names)


def as_file(told: Told, boroughs: Sequence[Borough]) -> File:
    """A version as a file to read, to save, to correct and to propose again."""
    text = as_toml(told.service, shared_files(), {one.code for one in boroughs})
    if text is None:
        return File(f"{told.service.code}.json", canonical(told.service), is_toml=False)
    return File(f"{told.service.code}.toml", text, is_toml=True)


def allow(actor: Actor) -> None:
    """Raise Forbidden for whoever may not publish services."""
    if not policy.may_at_desk(actor, "publish_services"):
        raise Forbidden(act="publish_services")


async def _past(session: AsyncSession, before: int | None, most: int) -> list[Past]:
    """Publications with what each changed, the latest first; the one before them is read to tell the last."""
    rows = await catalogue_versions.publications(session, before, most + 1)
    earlier = [*rows[1:], None]
    return [_publication(row, earlier[rank]) for rank, row in enumerate(rows)][:most]


def _publication(row: PublicationRow, earlier: PublicationRow | None) -> Past:
    moves = tuple(_moves(row, earlier)) if earlier else ()
    moved = earlier is not None and not same_territory(row.territory, earlier.territory)
    return Past(row.number, row.published_at, row.published_by, moves, moved, row.number == 1)


def _moves(row: PublicationRow, earlier: PublicationRow) -> Iterator[Move]:
    for code in sorted({*row.offered, *earlier.offered}):
        was, now = earlier.offered.get(code, 0), row.offered.get(code, 0)
        if was != now:
            yield Move(code, _kind(was, now), now or was)


def _kind(was: int, now: int) -> str:
    if not now:
        return "withdrawn"
    if was:
        return "changed"
    return "added" if now == 1 else "restored"


def _states(now: InForce, service: Service) -> Counter[str]:
    return Counter(service.status(one.code) for one in now.catalogue.boroughs)


def _told(row: VersionRow, service: Service, parts: Mapping[str, Sequence[str]] | None = None) -> Told:
    return Told(service, row.number, row.version, row.published_at, row.published_by, parts or {})
