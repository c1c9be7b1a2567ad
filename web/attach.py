"""The documents of an application: several files a document, each kept as soon as it is sent."""

from dataclasses import replace

from starlette.responses import Response

from casework import drafts, signing
from casework.drafts import Draft
from casework.sentences import Sentence, say
from domain.errors import CaseError, DocumentsMissing, Invalid, PreconditionFailed
from web import drafting, uploads
from web.refusals import status_of
from web.typography import typeset
from web.visit import Visit


async def show(visit: Visit) -> Response:
    """The documents that the answers call for, and the files given so far."""
    draft = await drafts.read(visit.doors, visit.actor, visit.part("draft_id"))
    draft = await signing.gather(visit.doors, visit.actor, draft)
    if draft.filed:
        return visit.go(f"/demande/{draft.id}/verification")
    return await _page(visit, draft, {}, None, 200)


async def keep(visit: Visit) -> Response:
    """Keep the files sent, take away the one that is asked to go, and go on when nothing is missing."""
    draft = await drafts.read(visit.doors, visit.actor, visit.part("draft_id"))
    documents = {key: value for key, value in draft.content.documents.items() if key != visit.form.one("remove")}
    refusals: dict[str, str] = {}
    worst = 200
    for name in drafting.required(visit.doors, drafting.service_of(draft), draft.content):
        for upload in visit.form.given(name):
            try:
                key = drafts.next_key(documents, name)
                documents[key] = await uploads.keep_in_draft(visit, draft.id, name, upload)
            except CaseError as refusal:
                refusals[name] = say(refusal, visit.lang).detail
                worst = max(worst, status_of(refusal))
    try:
        draft = await drafting.save(visit, draft, draft.content.answers, documents)
    except PreconditionFailed as stale:
        draft = await drafts.read(visit.doors, visit.actor, draft.id)
        return await _page(visit, draft, {}, say(stale, visit.lang), status_of(stale))
    if refusals:
        return await _page(visit, draft, refusals, say(Invalid(), visit.lang), worst)
    return await _onward(visit, draft)


async def _onward(visit: Visit, draft: Draft) -> Response:
    action = visit.form.one("action")
    if action == "later":
        return visit.go(f"/demande/{draft.id}/plus-tard")
    if action != "continue":
        return visit.go(f"/demande/{draft.id}/documents")
    words = visit.say("Ajoutez ce document.", "Add this document.")
    if missing := {name: words for name in _missing(visit, draft)}:
        return await _page(visit, draft, missing, say(DocumentsMissing(), visit.lang), 422)
    return visit.go(f"/demande/{draft.id}/verification")


def _missing(visit: Visit, draft: Draft) -> list[str]:
    service = drafting.service_of(draft)
    names = drafting.required(visit.doors, service, draft.content)
    return [name for name in names if not drafts.given(draft.content.documents, name)]


async def _page(visit: Visit, draft: Draft, faults: dict[str, str], sentence: Sentence | None, status: int) -> Response:
    service = drafting.service_of(draft)
    required = drafting.required(visit.doors, service, draft.content)
    return visit.page(
        "apply/documents.html",
        status,
        draft=draft,
        service=service,
        documents=[one for one in service.documents_in(draft.content.borough) if one.name in required],
        given={name: drafts.given(draft.content.documents, name) for name in required},
        kept=await uploads.kept(visit, draft.id),
        faults=faults,
        labels={one.name: typeset(one.label.say(visit.lang), visit.lang) for one in service.documents},
        sentence=replace(sentence, fields=faults) if sentence else None,
    )
