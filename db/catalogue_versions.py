"""The published catalogue: every version of every service as text, and what each publication offers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, tuple_
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import CataloguePublication, CatalogueVersion


@dataclass(frozen=True)
class VersionRow:
    """A published version; `content` is the service's canonical JSON, `version` its SHA-256."""

    service: str
    number: int
    version: str
    content: str
    published_at: datetime
    published_by: str


@dataclass(frozen=True)
class PublicationRow:
    """A publication: `offered` gives the number of each service's version, `territory` the boroughs as JSON."""

    number: int
    published_at: datetime
    published_by: str
    territory: str
    offered: Mapping[str, int]


async def last_number(session: AsyncSession) -> int:
    """The number of the last publication; 0 before the first."""
    return (await session.execute(select(func.coalesce(func.max(CataloguePublication.number), 0)))).scalar_one()


async def last_publication(session: AsyncSession) -> PublicationRow | None:
    """The publication in force."""
    query = select(CataloguePublication).order_by(CataloguePublication.number.desc()).limit(1)
    row = (await session.execute(query)).scalar_one_or_none()
    return _publication(row) if row else None


async def publications(session: AsyncSession, before: int | None, most: int) -> list[PublicationRow]:
    """Publications, the latest first; with `before`, those earlier than that number."""
    query = select(CataloguePublication).order_by(CataloguePublication.number.desc()).limit(most)
    if before is not None:
        query = query.where(CataloguePublication.number < before)
    return [_publication(row) for row in (await session.execute(query)).scalars()]


async def offered(session: AsyncSession, numbers: Mapping[str, int]) -> list[VersionRow]:
    """The versions that a publication offers, by service."""
    wanted = tuple_(CatalogueVersion.service, CatalogueVersion.number).in_(list(numbers.items()))
    query = select(CatalogueVersion).where(wanted).order_by(CatalogueVersion.service)
    return [_version(row) for row in (await session.execute(query)).scalars()]


async def latest(session: AsyncSession) -> list[VersionRow]:
    """The last version of every service that was ever published, offered or not."""
    query = (
        select(CatalogueVersion)
        .ext(distinct_on(CatalogueVersion.service))
        .order_by(CatalogueVersion.service, CatalogueVersion.number.desc())
    )
    return [_version(row) for row in (await session.execute(query)).scalars()]


async def find(session: AsyncSession, service: str, version: str) -> VersionRow | None:
    """The version of a service that has this hash, as first published."""
    query = (
        select(CatalogueVersion)
        .where(CatalogueVersion.service == service, CatalogueVersion.version == version)
        .order_by(CatalogueVersion.number)
        .limit(1)
    )
    row = (await session.execute(query)).scalar_one_or_none()
    return _version(row) if row else None


async def history(session: AsyncSession, service: str) -> list[VersionRow]:
    """Every version of one service, first to last."""
    query = select(CatalogueVersion).where(CatalogueVersion.service == service).order_by(CatalogueVersion.number)
    return [_version(row) for row in (await session.execute(query)).scalars()]


async def add_publication(session: AsyncSession, row: PublicationRow, versions: Sequence[VersionRow]) -> bool:
    """Write a publication and its new versions; False, and nothing written, when its number is taken."""
    statement = insert(CataloguePublication).values(**vars(row)).on_conflict_do_nothing()
    taken = await session.execute(statement.returning(CataloguePublication.number))
    if taken.scalar_one_or_none() is None:
        return False
    if versions:
        await session.execute(insert(CatalogueVersion), [vars(version) for version in versions])
    return True


def _publication(row: CataloguePublication) -> PublicationRow:
    return PublicationRow(row.number, row.published_at, row.published_by, row.territory, row.offered)


def _version(row: CatalogueVersion) -> VersionRow:
    return VersionRow(row.service, row.number, row.version, row.content, row.published_at, row.published_by)
