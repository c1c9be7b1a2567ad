"""The till under the desk: opened with its float, read, counted, signed, closed; and the open invoices."""

from datetime import date

from starlette.responses import Response

from casework import invoices, tills
from casework.sentences import Sentence, say
from casework.tills import Amounts
from domain.contest_rules import COURT
from domain.errors import CaseError, Invalid, NotFound
from web.amounts import cents_of
from web.refusals import status_of
from web.visit import Visit

COUNTED = ("cash_cents", "cheque_cents", "terminal_cents")


async def index(visit: Visit) -> Response:
    """The latest tills, and the opening of today's."""
    visit.require("read_till")
    return await _index(visit, None, 200)


async def open_today(visit: Visit) -> Response:
    """Open today's till of a borough."""
    actor = visit.require("open_till")
    cents = cents_of(visit.form.one("float_cents"))
    try:
        if cents is None:
            raise Invalid({"float_cents": "required"})
        till = await tills.open_till(visit.doors, actor, visit.form.one("borough"), cents)
    except CaseError as refusal:
        return await _index(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"/bureau/caisse/{till.borough}/{till.day.isoformat()}")


async def show(visit: Visit) -> Response:
    """One till: receipts, what it should hold, and how it was closed or the form to close it."""
    visit.require("read_till")
    return await _show(visit, None, 200)


async def close(visit: Visit) -> Response:
    """Close a till for ever."""
    actor = visit.require("close_till")
    try:
        count = (_counted(visit), visit.form.one("reason"))
        await tills.close_till(visit.doors, actor, visit.part("borough"), a_day(visit.part("day")), count)
    except NotFound:
        raise
    except CaseError as refusal:
        return await _show(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"/bureau/caisse/{visit.part('borough')}/{visit.part('day')}")


async def owed(visit: Visit) -> Response:
    """Open invoices and their ageing."""
    found, ages = await invoices.open_invoices(visit.doors, visit.require("read_invoices"))
    services = visit.doors.catalogue.services
    return visit.page("bureau/invoices.html", invoices=found, ages=ages, services=services)


def _counted(visit: Visit) -> Amounts:
    read = {name: cents_of(visit.form.one(name)) for name in COUNTED}
    faults = {name: "required" for name, cents in read.items() if cents is None}
    if visit.form.one("signed") != "yes":
        faults["signed"] = "required"
    if faults:
        raise Invalid(faults)
    return Amounts(*(cents or 0 for cents in read.values()))


async def _index(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    own = [one for one in visit.doors.catalogue.boroughs if one.code in visit.actor.boroughs]
    boroughs = [(one.code, one.name_fr if visit.lang == "fr" else one.name_en) for one in own]
    boroughs += [(COURT, visit.say("Cour municipale", "Municipal court"))] if COURT in visit.actor.boroughs else []
    found = await tills.list_tills(visit.doors, visit.actor)
    return visit.page("bureau/tills.html", status, tills=found, boroughs=boroughs, form=visit.form, sentence=sentence,
                      may_open=visit.may("open_till"), labels=_labels(visit))  # fmt: skip


async def _show(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    found = await tills.read_till(visit.doors, visit.actor, visit.part("borough"), a_day(visit.part("day")))
    return visit.page("bureau/till.html", status, file=found, form=visit.form, sentence=sentence,
                      labels=_labels(visit))  # fmt: skip


def _labels(visit: Visit) -> dict[str, str]:
    say_it = visit.say
    return {
        "float_cents": say_it("Fonds de caisse", "Float"),
        "cash_cents": say_it("Comptant compté, fonds compris", "Cash counted, float included"),
        "cheque_cents": say_it("Chèques", "Cheques"),
        "terminal_cents": say_it("Relevés du terminal", "Terminal slips"),
        "reason": say_it("Motif de l’écart", "Reason for the difference"),
        "signed": say_it("Signature", "Signature"),
    }


def a_day(text: str) -> date:
    """A day of the address. Raises NotFound for what is none."""
    try:
        return date.fromisoformat(text if len(text) == 10 else "")
    except ValueError as fault:
        raise NotFound from fault
