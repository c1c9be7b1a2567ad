"""The catalogue as it is stored: canonical JSON out, and in again under a later schema; a version keeps its hash."""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass as checked

from catalogue.load import Catalogue
from catalogue.retention import Schedule
from catalogue.schema import STRICT, Service
from catalogue.territory import Borough, OfficeFile

WITHDRAWN: Final = {"default": "hidden"}


@dataclass(frozen=True)
class Edition:
    """A published version of a service, with its place among the service's versions, from 1."""

    service: Service
    number: int
    published_at: datetime


@checked(frozen=True, kw_only=True, config=STRICT)
class _Territory:
    boroughs: tuple[Borough, ...]
    office: OfficeFile
    retention: Schedule = field(default_factory=Schedule)


_SERVICE: Final = TypeAdapter(Service)
_TERRITORY: Final = TypeAdapter(_Territory)


def canonical(service: Service) -> str:
    """A service as one line of JSON: sorted keys, every key there; its SHA-256 is the service's `version`."""
    return _json(asdict(service))


def service_of(content: str, version: str) -> Service:
    """A stored service. Keys that the schema got since take their defaults; the version stays the stored text's."""
    return _under(_SERVICE.validate_json(content), version)


def as_offered(begun: Service, newest: Service | None) -> Service:
    """An earlier version, open where the newest one is; a service that was withdrawn is open nowhere."""
    where = dict(newest.boroughs) if newest else dict(WITHDRAWN)
    notices = dict(newest.notices) if newest else {}
    changed: dict[str, Any] = {"boroughs": where, "notices": notices}
    return _under(replace(begun, **changed), begun.version)


def with_service(catalogue: Catalogue, service: Service) -> Catalogue:
    """The same catalogue, one of its services in another version."""
    return replace(catalogue, services={**catalogue.services, service.code: service})


def territory_content(catalogue: Catalogue) -> str:
    """The boroughs, the offices' closures and the retention schedule as one line of JSON."""
    boroughs = [asdict(one) for one in catalogue.boroughs]
    return _json({"boroughs": boroughs, "office": asdict(catalogue.office), "retention": asdict(catalogue.retention)})


def territory_of(content: str) -> tuple[tuple[Borough, ...], OfficeFile, Schedule]:
    """The boroughs, the offices' closures and the retention schedule, as stored."""
    found = _TERRITORY.validate_json(content)
    return found.boroughs, found.office, found.retention


def _under(service: Service, version: str) -> Service:
    """`version` is computed once an instance (`cached_property`): here it is known already."""
    vars(service)["version"] = version
    return service


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
