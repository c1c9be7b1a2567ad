"""The catalogue in force as the database has it now, for those who are about to change it."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from casework.reach import RETRY_AFTER
from catalogue.load import Catalogue
from catalogue.published import service_of, territory_of
from catalogue.schema import Service
from db import catalogue_versions
from db.catalogue_versions import PublicationRow, VersionRow
from domain.errors import TemporarilyUnavailable


@dataclass(frozen=True)
class InForce:
    """The last publication, the versions that it offers by service, and the catalogue that they make."""

    last: PublicationRow
    versions: dict[str, VersionRow]
    catalogue: Catalogue


async def read(session: AsyncSession) -> InForce:
    """What is in force. Raises TemporarilyUnavailable before a city's first publication."""
    last = await catalogue_versions.last_publication(session)
    if last is None:
        raise TemporarilyUnavailable(part="catalogue", retry_after=RETRY_AFTER)
    rows = await catalogue_versions.offered(session, last.offered)
    boroughs, office, retention = territory_of(last.territory)
    services = {row.service: as_service(row) for row in rows}
    return InForce(last, {row.service: row for row in rows}, Catalogue(services, boroughs, office, retention))


def as_service(row: VersionRow) -> Service:
    """The service that a version is."""
    return service_of(row.content, row.version)
