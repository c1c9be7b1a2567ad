"""What the city offers: the catalogue, one service's page, and where each is open (DOMAIN §1.3)."""

from dataclasses import dataclass

from starlette.responses import Response

from catalogue.schema import OPEN, DelaysTable, Notice, Service, Status
from catalogue.territory import Borough
from domain.errors import NotFound
from domain.rules import Delays
from web.visit import Visit


@dataclass(frozen=True)
class Offer:
    """A service in one borough."""

    borough: Borough
    status: Status
    notice: Notice | None

    @property
    def is_open(self) -> bool:
        """Whether one can apply online."""
        return self.status in OPEN


async def home(visit: Visit) -> Response:
    """The first page."""
    return visit.page("home.html", families=by_family(visit))


async def index(visit: Visit) -> Response:
    """Every service, with its status in the borough that was chosen."""
    borough = _borough(visit)
    services = visit.doors.catalogue.services
    offers = {code: offer(service, borough) for code, service in services.items()} if borough else {}
    return visit.page("services.html", families=by_family(visit), boroughs=visit.doors.catalogue.boroughs,
                      borough=borough, offers=offers)  # fmt: skip


async def show(visit: Visit) -> Response:
    """One service: what it is, what it asks for, what it costs, how long it takes, and where it is open."""
    service = service_of(visit, visit.part("code"))
    borough = _borough(visit)
    code = borough.code if borough else ""
    return visit.page(
        "service.html",
        service=service,
        borough=borough,
        boroughs=visit.doors.catalogue.boroughs,
        offer=offer(service, borough) if borough else None,
        offers=[offer(service, one) for one in visit.doors.catalogue.boroughs],
        documents=service.documents_in(code),
        fees=service.fees_in(code),
        delays=_delays(service, code),
    )


def _delays(service: Service, borough: str) -> Delays:
    """The delays of a service, as a borough's by-law changes them."""
    changed: DelaysTable = service.overrides[borough].delays if borough in service.overrides else {}
    delays: DelaysTable = {**service.delays, **changed}
    return Delays(**delays)


def service_of(visit: Visit, code: str) -> Service:
    """A service of the catalogue. Raises NotFound."""
    service = visit.doors.catalogue.services.get(code)
    if service is None:
        raise NotFound
    return service


def offer(service: Service, borough: Borough) -> Offer:
    """A service as a borough offers it."""
    return Offer(borough, service.status(borough.code), service.notice(borough.code))


def by_family(visit: Visit) -> dict[str, list[Service]]:
    """The services by family, each list by its title in the page's language."""
    families: dict[str, list[Service]] = {}
    for service in sorted(visit.doors.catalogue.services.values(), key=lambda one: one.title.say(visit.lang)):
        families.setdefault(service.family, []).append(service)
    return families


def borough_named(visit: Visit, code: str) -> str:
    """A borough's name in the page's language."""
    for borough in visit.doors.catalogue.boroughs:
        if borough.code == code:
            return borough.name_fr if visit.lang == "fr" else borough.name_en
    return code


def _borough(visit: Visit) -> Borough | None:
    """The borough that the address names."""
    code = visit.asked("borough")
    return next((one for one in visit.doors.catalogue.boroughs if one.code == code), None)
