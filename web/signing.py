"""A co-owner signs by a link: the applicant makes the link, its holder reads the application and signs."""

from typing import Any, Final

from starlette.responses import Response

from casework import drafts, signing
from casework.drafts import Draft
from casework.sentences import Sentence, say
from catalogue.schema import Document
from domain.errors import CaseError, IllegalTransition, PreconditionFailed
from web.fields import summary
from web.refusals import status_of
from web.services import borough_named
from web.visit import Visit, private

OF_THE_APPLICANT: Final = ("applicant_email", "applicant_phone", "mailing_address")  # nothing that is signed for


async def offer(visit: Visit) -> Response:
    """The signatures so far, and the way to a new link."""
    return await _offer(visit, None, 200)


async def make(visit: Visit) -> Response:
    """The new link, shown this once."""
    draft = await drafts.read(visit.doors, visit.actor, visit.part("draft_id"))
    try:
        made = await signing.ask(visit.doors, visit.actor, draft.id, visit.form.one("document"))
    except CaseError as refusal:
        return await _offer(visit, say(refusal, visit.lang), status_of(refusal))
    url = f"{visit.doors.base_url}{visit.path(f'/signature/{made.token}')}"
    return private(await _offer(visit, None, 200, made=made, url=url))


async def look(visit: Visit) -> Response:
    """What is asked; looking consumes nothing."""
    return await _asked(visit, None, 200)


async def sign(visit: Visit) -> Response:
    """The one signature. Raises LinkInvalid, LinkUsed."""
    token, name = visit.part("token"), visit.form.one("name").strip()
    asked = await signing.look(visit.doors, token)
    page = visit.text("papers/signed.html", name=name, **_told(visit, asked))
    try:
        if visit.form.one("read") != signing.read_as(asked):
            raise PreconditionFailed(expected=0, actual=asked.draft.revision)
        await signing.sign(visit.doors, token, name, visit.form.one("agreed") == "yes", page)
    except CaseError as refusal:
        return await _asked(visit, say(refusal, visit.lang), status_of(refusal))
    return private(visit.page("links/signed.html"))


async def _offer(visit: Visit, sentence: Sentence | None, status: int, **made: Any) -> Response:
    draft = await drafts.read(visit.doors, visit.actor, visit.part("draft_id"))
    if draft.filed:
        return visit.go(f"/demande/{draft.id}/verification")
    names = signing.to_be_signed(draft)
    if not names:
        raise IllegalTransition(state="DRAFT", act="draft")
    links, now = await signing.of_draft(visit.doors, visit.actor, draft.id), await visit.doors.clock.now()
    return visit.page(
        "apply/signature.html", status, draft=draft, service=draft.edition.service, sentence=sentence,
        documents=[_document(draft, name) for name in names], signed=[one for one in links if one.signed_at],
        waiting=[one for one in links if not one.signed_at and one.expires_at > now], **made,
    )  # fmt: skip


async def _asked(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    asked = await signing.look(visit.doors, visit.part("token"))
    faults = sentence.fields if sentence else {}
    told = _told(visit, asked)
    return private(visit.page("links/sign.html", status, sentence=sentence, faults=faults, form=visit.form, **told))


def _told(visit: Visit, asked: signing.ToSign) -> dict[str, Any]:
    """What the signer reads, on the page and on the paper."""
    draft = asked.draft
    answers = {name: said for name, said in draft.content.answers.items() if name not in OF_THE_APPLICANT}
    return {
        "asked": asked, "read": signing.read_as(asked),
        "service": draft.edition.service, "document": _document(draft, asked.document),
        "rows": summary(draft.edition.service, answers, visit.lang), "applicant": _applicant(asked),
        "borough": borough_named(visit, draft.content.borough),
    }  # fmt: skip


def _applicant(asked: signing.ToSign) -> str:
    return str(asked.draft.content.answers.get("applicant_name") or asked.asked_by)


def _document(draft: Draft, name: str) -> Document:
    return next(one for one in draft.edition.service.documents_in(draft.content.borough) if one.name == name)
