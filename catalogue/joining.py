"""A service against the catalogue that it would join or leave: what its own file cannot show."""

from collections.abc import Collection, Iterator
from typing import Final

from catalogue.coherence import Surroundings, service_faults
from catalogue.expressions import EvaluationError
from catalogue.faults import Fault
from catalogue.lines import Lines
from catalogue.load import Catalogue
from catalogue.published import with_service
from catalogue.reading import Place
from catalogue.retention import FILE as RETENTION
from catalogue.retention import service_gaps
from catalogue.rules import RuleEngine
from catalogue.schema import OPEN, Service
from catalogue.typed import expression_faults

RESERVED: Final = frozenset({"proposer"})  # what follows /bureau/ville/services/ and is no service
_NO_LINES: Final = Lines({}, {})


def joining_faults(service: Service, offered: Catalogue, taken: Collection[str]) -> tuple[Fault, ...]:
    """What keeps a sound service out of the catalogue; `taken` are the codes of services of other procedures."""
    return tuple(_joining(service, offered, taken))


def standing_faults(service: Service, offered: Catalogue) -> tuple[Fault, ...]:
    """What today's checks say of a service that is no file: a former version, or one opened in other boroughs."""
    place = Place(_file(service), _NO_LINES)
    around = Surroundings({one.code for one in offered.boroughs}, (), ())
    return (*service_faults(service, place, around), *expression_faults(service, place, ()))


def leaving_faults(code: str, offered: Catalogue) -> tuple[Fault, ...]:
    """What still names a service that is to be withdrawn."""
    left = {other: one for other, one in offered.services.items() if other != code}
    return tuple(service_gaps(offered.retention, left, Place(RETENTION, _NO_LINES)))


def _joining(service: Service, offered: Catalogue, taken: Collection[str]) -> Iterator[Fault]:
    if service.code in taken:
        yield Fault(_file(service), 1, f"`code`: {service.code} is the code of a service of another procedure")
    if service.code in RESERVED:
        yield Fault(_file(service), 1, f"`code`: {service.code} is a word of the counter's addresses")
    engine = RuleEngine(with_service(offered, service))
    for borough in offered.boroughs:
        if service.status(borough.code) in OPEN and (reason := _too_large(engine, service, borough.code)):
            yield Fault(_file(service), 1, f"{borough.code}: {reason}")


def _too_large(engine: RuleEngine, service: Service, borough: str) -> str:
    """Why the rules of a case could not be carried, or nothing."""
    try:
        engine.resolve(service, borough, {}, clock="real")
    except EvaluationError:
        return ""  # nobody answers nothing: the bounds of every answer were tried already
    except ValueError as fault:
        return str(fault)
    return ""


def _file(service: Service) -> str:
    return f"services/{service.family.lower()}/{service.code}.toml"
