"""Proposals to publish: checked as a file is, tried without being written, published whole or not at all."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework import in_force, publishing
from casework.city_services import allow
from casework.doors import Doors, entering
from casework.in_force import InForce, as_service
from casework.publishing import Overtaken, Publication, ServiceChange
from catalogue.faults import CatalogueFaults, Fault
from catalogue.joining import joining_faults, leaving_faults, standing_faults
from catalogue.load import Catalogue, inspect_service
from catalogue.published import with_service
from catalogue.schema import OPEN, Service, Status
from db import catalogue_versions
from domain.errors import Invalid, NotFound, TextTooLong
from domain.people import Actor
from domain.publication_errors import PublicationOvertaken

LONGEST: Final = 200_000  # bytes of a service's file
STATUSES: Final[tuple[Status, ...]] = ("live", "pilot", "info_only", "redirect", "suspended", "hidden")
_READS_NOTHING: Final = (*OPEN, "hidden")  # where nobody needs a notice


@dataclass(frozen=True)
class Written:
    """A service's file; `code` is the service whose page it was given on, or nothing."""

    content: str
    code: str = ""


@dataclass(frozen=True)
class Former:
    """A version put back in force."""

    code: str
    number: int


@dataclass(frozen=True)
class Rollout:
    """Where a service is open from now on; a borough that is not named keeps its state."""

    code: str
    statuses: Mapping[str, str]


@dataclass(frozen=True)
class Withdrawal:
    """A service that is offered no more."""

    code: str


Proposal = Written | Former | Rollout | Withdrawal


@dataclass(frozen=True)
class DryRun:
    """What a proposal would change. `publication` is the one in force; `change` is None where nothing would."""

    publication: int
    change: ServiceChange | None
    standing: Service | None  # as it is in force
    proposed: Service | None  # None: withdrawn
    wanted: Catalogue


async def dry_run(doors: Doors, actor: Actor, proposal: Proposal) -> DryRun:
    """Check a proposal against the catalogue in force. Raises Forbidden, NotFound, Invalid, CatalogueFaults."""
    allow(actor)
    async with entering(doors, actor) as session:
        now = await in_force.read(session)
        proposed = await _proposed(doors, session, now, proposal)
        code = proposed.code if proposed else proposal.code
        wanted = _wanted(now, code, proposed)
        would = await publishing.dry_run(session, wanted)
    change = next((one for one in would.changes if one.service == code), None)
    return DryRun(now.last.number, change, now.catalogue.services.get(code), proposed, wanted)


async def publish(doors: Doors, actor: Actor, proposal: Proposal, expects: int) -> tuple[str, Publication]:
    """Publish a proposal over the publication that was read; the service's code, and what was done.

    Raises PublicationOvertaken where another is in force, and what `dry_run` raises; then nothing is published. The
    same proposal sent twice by one person is published once.
    """
    allow(actor)
    published_at = await doors.clock.now()
    try:
        try:
            return await _attempt(doors, actor, proposal, expects, published_at)
        except Overtaken:  # at the same moment: a second look tells whether by this very form
            return await _attempt(doors, actor, proposal, expects, published_at)
    except Overtaken as overtaken:
        raise PublicationOvertaken(number=overtaken.last) from overtaken


async def _attempt(
    doors: Doors, actor: Actor, proposal: Proposal, expects: int, published_at: datetime
) -> tuple[str, Publication]:
    async with entering(doors, actor) as session:
        now = await in_force.read(session)
        proposed = await _proposed(doors, session, now, proposal)
        code = proposed.code if proposed else proposal.code
        wanted = _wanted(now, code, proposed)
        if await _done_already(session, now, wanted, (actor, expects)):
            return code, Publication(now.last.number, False, len(wanted.services), (), False)
        return code, await publishing.publish(session, wanted, actor.id, published_at, expects)


async def _done_already(session: AsyncSession, now: InForce, wanted: Catalogue, asked: tuple[Actor, int]) -> bool:
    """Whether the publication in force is this very one: the form was sent twice."""
    actor, expects = asked
    if (now.last.number, now.last.published_by) != (expects + 1, actor.id):
        return False
    return not (await publishing.dry_run(session, wanted)).changes


def _wanted(now: InForce, code: str, proposed: Service | None) -> Catalogue:
    """The catalogue in force with the service as proposed, or without it."""
    if proposed is not None:
        return with_service(now.catalogue, proposed)
    left = {other: one for other, one in now.catalogue.services.items() if other != code}
    return replace(now.catalogue, services=left)


async def _proposed(doors: Doors, session: AsyncSession, now: InForce, proposal: Proposal) -> Service | None:
    """The service as proposed, sound and fit for the catalogue; None for a withdrawal."""
    if isinstance(proposal, Withdrawal):
        return _without(now, proposal.code)
    if isinstance(proposal, Written):
        service = await asyncio.to_thread(_read, now, proposal)
    else:
        service = await _former(session, proposal) if isinstance(proposal, Former) else _opened(now, proposal)
        _refuse(standing_faults(service, now.catalogue))
    taken = {kind.service for regime in doors.regimes.values() for kind in regime.kinds.values()}
    _refuse(await asyncio.to_thread(joining_faults, service, now.catalogue, taken))
    return service


def _read(now: InForce, proposal: Written) -> Service:
    if not proposal.content.strip():
        raise Invalid({"content": "required"})
    if len(proposal.content.encode("utf-8", "replace")) > LONGEST:
        raise TextTooLong({"content": "too-long"})
    service, faults = inspect_service(proposal.content, {one.code for one in now.catalogue.boroughs})
    _refuse(faults)
    assert service is not None
    if proposal.code and service.code != proposal.code:
        name = f"services/{service.family.lower()}/{service.code}.toml"
        _refuse((Fault(name, 1, f"`code` is {service.code}, this is the page of {proposal.code}"),))
    return service


async def _former(session: AsyncSession, proposal: Former) -> Service:
    rows = await catalogue_versions.history(session, proposal.code) if "\0" not in proposal.code else []
    row = next((one for one in rows if one.number == proposal.number), None)
    if row is None:
        raise NotFound
    return replace(as_service(row))  # a new one: its version is that of its content under today's schema


def _opened(now: InForce, proposal: Rollout) -> Service:
    service = now.catalogue.services.get(proposal.code)
    if service is None:
        raise NotFound
    asked = {one.code: proposal.statuses.get(one.code, service.status(one.code)) for one in now.catalogue.boroughs}
    faults = {f"status_{code}": fault for code, status in asked.items() if (fault := _fault(service, code, status))}
    if faults:
        raise Invalid(faults)
    default = service.boroughs["default"]
    told: dict[str, Any] = {code: one for code, one in asked.items() if one != default or code in service.boroughs}
    return replace(service, boroughs={"default": default, **told})


def _fault(service: Service, borough: str, status: str) -> str:
    if status not in STATUSES:
        return "not-a-choice"
    notice = service.notice(borough)
    lacks = notice is None or (status == "redirect" and notice.url is None)
    return "needs-notice" if status not in _READS_NOTHING and lacks else ""


def _without(now: InForce, code: str) -> None:
    if code not in now.catalogue.services:
        raise NotFound
    _refuse(leaving_faults(code, now.catalogue))


def _refuse(faults: tuple[Fault, ...]) -> None:
    if faults:
        raise CatalogueFaults(faults)
