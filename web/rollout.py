"""Where each service is open: services by boroughs, one service's states changed, and the boroughs as published."""

from collections.abc import Sequence
from typing import Final

from starlette.responses import Response

from casework import city_services
from casework.proposals import STATUSES, Rollout
from casework.sentences import Sentence
from catalogue.faults import Fault
from catalogue.schema import Service
from domain.errors import NotFound
from web import proposals
from web.proposals import Asked
from web.publication_words import SHORT_STATES
from web.visit import Visit

PATH: Final = "/bureau/ville/arrondissements"


async def show(visit: Visit) -> Response:
    """The table, and the form of the service that the address names."""
    return await _show(visit, visit.asked("service"), None, 200, ())


async def change(visit: Visit) -> Response:
    """See what other states of one service would change, then publish them."""
    visit.require("publish_services")
    code = visit.form.one("service")
    names = [f"status_{one.code}" for one in visit.doors.catalogue.boroughs]
    fields = [(name, visit.form.one(name)) for name in names if visit.form.one(name)]
    statuses = {name.removeprefix("status_"): status for name, status in fields}

    async def refused(sentence: Sentence | None, status: int, faults: Sequence[Fault]) -> Response:
        return await _show(visit, code, sentence, status, faults)

    back = (f"{PATH}?service={code}", visit.say("Arrondissements", "Boroughs"))
    asked = Asked(Rollout(code, statuses), [("service", code), *fields], back, refused)
    return await proposals.step(visit, asked)


async def _show(
    visit: Visit, code: str, sentence: Sentence | None, status: int, faults: Sequence[Fault]
) -> Response:  # fmt: skip
    found = await city_services.overview(visit.doors, visit.require("publish_services"))
    services = {one.service.code: one.service for one in found.offered}
    if code and code not in services:
        raise NotFound
    chosen = services.get(code)
    return visit.page(
        "bureau/rollout.html", status, found=found, chosen=chosen, statuses=STATUSES, states=SHORT_STATES,
        typed=_typed(visit, chosen), faults=faults, labels=_labels(visit),
        sentence=proposals.faulty(visit, faults) if faults else sentence,
    )  # fmt: skip


def _typed(visit: Visit, service: Service | None) -> dict[str, str]:
    """The state of each borough as the form has it, or as it is."""
    if service is None:
        return {}
    codes = [one.code for one in visit.doors.catalogue.boroughs]
    return {code: visit.form.one(f"status_{code}") or service.status(code) for code in codes}


def _labels(visit: Visit) -> dict[str, str]:
    return {
        f"status_{one.code}": one.name_fr if visit.lang == "fr" else one.name_en
        for one in visit.doors.catalogue.boroughs
    }
