"""What the city offers: the catalogue as last published, noticed within seconds, and every version that ever was."""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from casework.reach import RETRY_AFTER, reaching
from catalogue.load import Catalogue
from catalogue.published import Edition, service_of, territory_of, with_service
from catalogue.rules import RuleEngine
from catalogue.schema import Service
from db import catalogue_versions
from db.catalogue_versions import PublicationRow, VersionRow
from domain.errors import TemporarilyUnavailable

log = logging.getLogger("guichet.offers")

LOOK_AGAIN_SECONDS: Final = 2.0
MOST_KEPT: Final = 500

Wanted = tuple[str, str]  # a service's code and the hash of one of its versions


class Offered(Protocol):
    """The catalogue that a request works with, its rules, and earlier versions of its services."""

    @property
    def catalogue(self) -> Catalogue:
        """What is offered."""
        ...

    @property
    def rules(self) -> RuleEngine:
        """The rules of that catalogue."""
        ...

    async def edition(self, service: str, version: str) -> Edition | None:
        """A version of a service, published now or at any time before."""
        ...


class Offers:
    """`Offered` from the database. `follow` keeps it up to date; editions are read once, for they never change."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions
        self._catalogue: Catalogue | None = None
        self._rules: RuleEngine | None = None
        self._editions: dict[Wanted, Edition] = {}
        self.publication = 0

    @property
    def catalogue(self) -> Catalogue:
        """What is offered. Raises TemporarilyUnavailable while no publication was read."""
        if self._catalogue is None:
            raise TemporarilyUnavailable(part="catalogue", retry_after=RETRY_AFTER)
        return self._catalogue

    @property
    def rules(self) -> RuleEngine:
        """The rules of that catalogue."""
        if self._rules is None:
            raise TemporarilyUnavailable(part="catalogue", retry_after=RETRY_AFTER)
        return self._rules

    async def edition(self, service: str, version: str) -> Edition | None:
        """A version of a service. Raises TemporarilyUnavailable when it must be read and the database is down."""
        if (service, version) not in self._editions:
            async with reaching(self._sessions) as session:
                row = await catalogue_versions.find(session, service, version)
            if row is None:
                return None
            self._keep(row)
        return self._editions[service, version]

    async def refresh(self) -> bool:
        """Take in a publication that is not known yet; whether there was one."""
        async with reaching(self._sessions) as session:
            if await catalogue_versions.last_number(session) == self.publication:
                return False
            last = await catalogue_versions.last_publication(session)
            rows = await catalogue_versions.offered(session, last.offered) if last else []
        if last is None:
            return False
        self._take_in(last, rows)
        return True

    async def follow(self, seconds: float = LOOK_AGAIN_SECONDS) -> None:
        """Look for publications for ever; a fault is logged, what is known stays in force."""
        while True:
            try:
                await self.refresh()
            except TemporarilyUnavailable:
                log.warning("publications cannot be read")
            except Exception as fault:
                log.exception("a publication cannot be taken in", extra={"kind": type(fault).__name__})
            await asyncio.sleep(seconds)

    def _take_in(self, last: PublicationRow, rows: Iterable[VersionRow]) -> None:
        boroughs, office, retention = territory_of(last.territory)
        services = {row.service: self._keep(row).service for row in rows}
        self._catalogue = Catalogue(services, boroughs, office, retention)
        self._rules = RuleEngine(self._catalogue)
        self.publication = last.number

    def _keep(self, row: VersionRow) -> Edition:
        kept = self._editions.get((row.service, row.version))
        if kept is None:
            kept = Edition(service_of(row.content, row.version), row.number, row.published_at)
            self._editions[row.service, row.version] = kept
            if len(self._editions) > MOST_KEPT:
                self._editions.pop(next(iter(self._editions)))
        return kept


@dataclass(frozen=True)
class Pinned:
    """`Offered` for one draft: what is offered, with one service in the version that the draft was begun with."""

    offers: Offered
    service: Service

    @property
    def catalogue(self) -> Catalogue:
        """What is offered, that service pinned."""
        return with_service(self.offers.catalogue, self.service)

    @property
    def rules(self) -> RuleEngine:
        """The rules; they take the service's version with each question."""
        return self.offers.rules

    async def edition(self, service: str, version: str) -> Edition | None:
        """A version of a service."""
        return await self.offers.edition(service, version)


async def service_under(offers: Offered, code: str, version: str) -> Service | None:
    """A service as one of its versions says; None for a version that was never published."""
    edition = await offers.edition(code, version)
    return edition.service if edition else None


async def editions(offers: Offered, wanted: Iterable[Wanted]) -> dict[Wanted, Edition]:
    """The versions that some drafts or cases stand under; one that is not known is left out."""
    found = {pair: await offers.edition(*pair) for pair in dict.fromkeys(wanted)}
    return {pair: edition for pair, edition in found.items() if edition is not None}
