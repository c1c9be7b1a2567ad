"""A link to pay: made on the case's page, opened by whoever was given it."""

from starlette.responses import Response

from casework import links, reading
from casework.reading import CaseFile
from casework.sentences import say
from domain import policy
from domain.errors import Forbidden, IllegalTransition
from web.refusals import status_of
from web.services import borough_named
from web.visit import Visit, private


async def offer(visit: Visit) -> Response:
    """What a link to pay is, before one is made."""
    return visit.page("links/make.html", file=await _to_be_paid(visit), made=None)


async def make(visit: Visit) -> Response:
    """The new link, shown this once."""
    file = await _to_be_paid(visit)
    try:
        made = await links.make_pay_link(visit.doors, visit.actor, file.row.id)
    except IllegalTransition as refusal:
        sentence = say(refusal, visit.lang)
        return visit.page("links/make.html", status_of(refusal), file=file, made=None, sentence=sentence)
    url = f"{visit.doors.base_url}{visit.path(f'/lien/{made.token}')}"
    return private(visit.page("links/make.html", file=file, made=made, url=url))


async def look(visit: Visit) -> Response:
    """What is owed, for which service, and the way to pay it; looking consumes nothing."""
    token = visit.part("token")
    owed = await links.owed(visit.doors, token)
    back = f"{visit.doors.base_url}{visit.path(f'/lien/{token}')}?paiement=1"
    service = visit.doors.catalogue.services.get(owed.service)
    pay = f"{owed.hosted_url}?back={back.replace('?', '%3F')}"
    paying = visit.asked("paiement") == "1"
    return private(
        visit.page(
            "links/pay.html",
            owed=owed,
            service=service,
            borough=borough_named(visit, owed.borough),
            pay=pay,
            paying=paying,
        )
    )


async def _to_be_paid(visit: Visit) -> CaseFile:
    """The file of a case that the visitor may have somebody pay. Raises NotFound, Forbidden."""
    file = await reading.case_file(visit.doors, visit.actor, visit.part("case_id"))
    if not policy.may(visit.actor, "pay", owner=file.row.owner, borough=file.row.borough):
        raise Forbidden(act="pay")
    return file
