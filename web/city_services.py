"""The administrator's pages of the services as published: all of them, and one with its versions and its file."""

from collections.abc import Sequence
from typing import Final

from starlette.responses import Response

from casework import city_services
from casework.city_services import History
from casework.proposals import STATUSES, Former, Proposal, Withdrawal
from casework.sentences import Sentence
from catalogue.faults import Fault
from domain.errors import NotFound
from web import proposals
from web.proposals import Asked
from web.publication_words import CHANGES, KEYS, SHORT_STATES
from web.visit import Visit

INDEX: Final = "/bureau/ville/services"
LONGEST_NUMBER: Final = 10  # digits


async def index(visit: Visit) -> Response:
    """Every service in force, those that were withdrawn, and the publications."""
    found = await city_services.overview(visit.doors, visit.require("publish_services"), a_number(visit.asked("avant")))
    return visit.page("bureau/city_services.html", found=found, statuses=STATUSES, states=SHORT_STATES, changes=CHANGES,
                      further=bool(visit.asked("avant")))  # fmt: skip


async def show(visit: Visit) -> Response:
    """One service: its versions, what each changed, where it is open, and its file."""
    return await _show(visit, None, 200, ())


async def change(visit: Visit) -> Response:
    """Put a former version back, withdraw the service, or take a new file of it: seen first, then confirmed."""
    visit.require("publish_services")
    if visit.form.one("what") == "":
        return await proposals.take_file(visit, visit.part("code"))

    async def refused(sentence: Sentence | None, status: int, faults: Sequence[Fault]) -> Response:
        return await _show(visit, sentence, status, faults)

    code = visit.part("code")
    fields = [(name, visit.form.one(name)) for name in ("what", "number") if visit.form.one(name)]
    back = (f"{INDEX}/{code}", visit.say("Le service", "The service"))
    return await proposals.step(visit, Asked(_proposal(visit, code), fields, back, refused))


async def file(visit: Visit) -> Response:
    """One version of a service as a file; the one in force unless a number is asked for. Raises NotFound."""
    history = await _history(visit)
    asked = a_number(visit.asked("version"))
    told = next((one for one in history.versions if one.number == asked), None) if asked else history.shown
    if told is None:
        raise NotFound
    made = city_services.as_file(told, history.boroughs)
    kind = "application/toml" if made.is_toml else "application/json"
    headers = {"content-disposition": f'attachment; filename="{made.name}"'}
    return Response(made.text, media_type=f"{kind}; charset=utf-8", headers=headers)


def a_number(text: str) -> int | None:
    """A number of an address; None for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else None


def _proposal(visit: Visit, code: str) -> Proposal:
    """What the button of the page asks for. Raises NotFound for another."""
    if visit.form.one("what") == "withdraw":
        return Withdrawal(code)
    number = visit.form.number("number")
    if visit.form.one("what") != "restore" or number is None:
        raise NotFound
    return Former(code, number)


async def _history(visit: Visit) -> History:
    return await city_services.history(visit.doors, visit.require("publish_services"), visit.part("code"))


async def _show(visit: Visit, sentence: Sentence | None, status: int, faults: Sequence[Fault]) -> Response:
    found = await _history(visit)
    return visit.page(
        "bureau/city_service.html", status, found=found, shown=found.shown, keys=KEYS, faults=faults,
        file=city_services.as_file(found.shown, found.boroughs), published=a_number(visit.asked("publiee")),
        sentence=proposals.faulty(visit, faults) if faults else sentence,
    )  # fmt: skip
