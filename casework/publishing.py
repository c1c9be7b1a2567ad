"""Publishing the catalogue: whole or not at all, in one transaction, and never over somebody else's publication."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from catalogue.changes import changes
from catalogue.load import Catalogue
from catalogue.published import canonical, service_of, territory_content, territory_of
from catalogue.schema import Service
from db import catalogue_versions, people
from db.catalogue_versions import PublicationRow, VersionRow

LOOKED_AT: Final = 1_000  # publications, the latest first


class Overtaken(Exception):
    """Somebody published since the catalogue in force was read. `last` is the number of the publication in force."""

    def __init__(self, last: int) -> None:
        super().__init__(f"publication {last} is in force")
        self.last = last


@dataclass(frozen=True)
class ServiceChange:
    """What became of one service: `kind` is added, changed, restored or withdrawn; `parts` by key of its file."""

    service: str
    kind: str
    number: int
    version: str
    parts: dict[str, list[str]]


@dataclass(frozen=True)
class Publication:
    """What publishing did. `number` is the publication in force; `published` is false when nothing differed."""

    number: int
    published: bool
    services: int
    changes: tuple[ServiceChange, ...]
    territory: bool


async def publish(
    session: AsyncSession, wanted: Catalogue, by: str, now: datetime, expects: int | None = None
) -> Publication:
    """Put a checked catalogue in force. Raises Overtaken when the one in force is not `expects` any more."""
    last = await catalogue_versions.last_publication(session)
    number = last.number if last else 0
    if expects is not None and expects != number:
        raise Overtaken(number)
    latest = {row.service: row for row in await catalogue_versions.latest(session)}
    plan = _Plan(last.offered if last else {}, latest, wanted)
    moved = last is None or not same_territory(last.territory, territory_content(wanted))
    told = tuple(plan.changes())
    if last is not None and not told and not moved:
        return Publication(number, False, len(wanted.services), (), False)
    row = PublicationRow(number + 1, now, by, territory_content(wanted), plan.offered())
    if not await catalogue_versions.add_publication(session, row, plan.new_versions(by, now)):
        raise Overtaken(await catalogue_versions.last_number(session))
    return Publication(number + 1, True, len(wanted.services), told, moved)


async def dry_run(session: AsyncSession, wanted: Catalogue) -> Publication:
    """What publishing a checked catalogue would change; nothing is written. `number` is the publication in force."""
    last = await catalogue_versions.last_publication(session)
    latest = {row.service: row for row in await catalogue_versions.latest(session)}
    told = tuple(_Plan(last.offered if last else {}, latest, wanted).changes())
    moved = last is None or not same_territory(last.territory, territory_content(wanted))
    return Publication(last.number if last else 0, False, len(wanted.services), told, moved)


async def undone(session: AsyncSession, wanted: Catalogue) -> tuple[str, ...]:
    """The services that publishing would move, and that an account moved last: at the desk, not from a folder."""
    would = await dry_run(session, wanted)
    past = await catalogue_versions.publications(session, None, LOOKED_AT)
    movers: dict[str, str] = {}
    for row, earlier in pairwise(past):
        moved = {code for code, _ in row.offered.items() ^ earlier.offered.items()}
        movers |= {code: row.published_by for code in moved - movers.keys()}
    accounts = await people.names_of(session, movers.values())
    return tuple(one.service for one in would.changes if movers.get(one.service) in accounts)


async def differs(session: AsyncSession, wanted: Catalogue) -> bool:
    """Whether publishing would change anything."""
    would = await dry_run(session, wanted)
    return bool(would.changes) or would.territory


async def publish_first(session: AsyncSession, wanted: Catalogue, now: datetime) -> bool:
    """Publish where nothing ever was: a city's first start. Whether it did."""
    if await catalogue_versions.last_number(session):
        return False
    await publish(session, wanted, "seed", now, expects=0)
    return True


@dataclass(frozen=True)
class _Plan:
    """A catalogue against what is in force and what was ever published; texts are compared under today's schema."""

    in_force: Mapping[str, int]
    latest: Mapping[str, VersionRow]
    wanted: Catalogue

    def changes(self) -> list[ServiceChange]:
        """Every service that differs from what is in force, by code."""
        found = [self._change(service) for service in self.wanted.services.values()]
        gone = [self.latest[code] for code in self.in_force if code not in self.wanted.services]
        found += [ServiceChange(row.service, "withdrawn", row.number, row.version, {}) for row in gone]
        return sorted((one for one in found if one is not None), key=lambda one: one.service)

    def offered(self) -> dict[str, int]:
        """The number of each service's version, once published."""
        return {code: self._number(service) for code, service in sorted(self.wanted.services.items())}

    def new_versions(self, by: str, now: datetime) -> list[VersionRow]:
        """The versions that are not stored yet."""
        return [
            VersionRow(service.code, self._number(service), service.version, canonical(service), now, by)
            for service in self.wanted.services.values()
            if not self._stands(service)
        ]

    def _change(self, service: Service) -> ServiceChange | None:
        stored, number = self.latest.get(service.code), self._number(service)
        if stored is None:
            return ServiceChange(service.code, "added", number, service.version, changes(None, service))
        parts = changes(service_of(stored.content, stored.version), service)
        version = stored.version if self._stands(service) else service.version
        if service.code not in self.in_force:
            return ServiceChange(service.code, "restored", number, version, parts)
        return ServiceChange(service.code, "changed", number, version, parts) if parts else None

    def _number(self, service: Service) -> int:
        stored = self.latest.get(service.code)
        if stored is None:
            return 1
        return stored.number if self._stands(service) else stored.number + 1

    def _stands(self, service: Service) -> bool:
        """Whether the last stored version says the same. Keys that the schema got since are at their defaults there."""
        stored = self.latest.get(service.code)
        return stored is not None and canonical(service_of(stored.content, stored.version)) == canonical(service)


def same_territory(one: str, other: str) -> bool:
    """Whether two stored territories mean the same under today's schema."""
    return one == other or territory_of(one) == territory_of(other)
