"""Leaving an application for later: its address, until when it is kept, and the same by mail."""

from starlette.responses import Response

from casework import drafts
from casework.sentences import Sentence, say
from domain.errors import CaseError
from web import assisted
from web.refusals import status_of
from web.visit import Visit


async def show(visit: Visit) -> Response:
    """Where the draft is found again."""
    return await _page(visit, None, 200)


async def send(visit: Visit) -> Response:
    """Have the address sent to the account's own."""
    try:
        await drafts.send_link(visit.doors, visit.actor, visit.part("draft_id"))
    except CaseError as refusal:
        return await _page(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"/demande/{visit.part('draft_id')}/plus-tard?envoye=1")


async def _page(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    draft = await drafts.read(visit.doors, visit.actor, visit.part("draft_id"))
    if assisted.for_somebody(visit):
        return visit.go(f"{assisted.HOME}?conserve=1")
    if draft.filed:
        return visit.go(f"/demande/{draft.id}/verification")
    address = f"{visit.doors.base_url}{visit.path(f'/demande/{draft.id}')}"
    email = visit.signed.account.email if visit.signed else ""
    return visit.page("apply/later.html", status, draft=draft, service=draft.edition.service, address=address,
                      kept_until=drafts.kept_until(draft), email=email, sentence=sentence)  # fmt: skip
