"""The questions of an application: every page is kept as a draft, right or wrong; nothing typed is ever lost."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from starlette.responses import Response

from casework import drafts
from casework.drafts import Draft
from casework.sentences import say
from domain.errors import CaseError, Invalid, PreconditionFailed
from web import drafting
from web.drafting import Step
from web.fields import field
from web.refusals import status_of
from web.visit import Handler, Visit

NEXT: Final[dict[Step, str]] = {"questions": "precisions", "precisions": "documents"}


def ask(step: Step) -> Handler:
    """The page of a step: the questions asked of everyone, then those that the answers call for."""

    async def page(visit: Visit) -> Response:
        draft = await drafts.read(visit.doors, visit.actor, visit.part("draft_id"))
        if draft.filed:
            return visit.go(f"/demande/{draft.id}/verification")
        answers = draft.content.answers
        if not drafting.asked(visit.doors, drafting.service_of(draft), answers, step):
            return visit.go(f"/demande/{draft.id}/{NEXT[step]}")
        refusal = Invalid(_faults(visit, draft, step, answers)) if visit.asked("corriger") == "1" else None
        return _page(visit, draft, step, answers, refusal)

    return page


def answer(step: Step) -> Handler:
    """Keep the answers of a step; go on when they are whole."""

    async def keep(visit: Visit) -> Response:
        draft = await drafts.read(visit.doors, visit.actor, visit.part("draft_id"))
        service = drafting.service_of(draft)
        asked = drafting.asked(visit.doors, service, draft.content.answers, step)
        answers = drafting.merged(service, draft.content.answers, asked, visit.form)
        try:
            draft = await drafting.save(visit, draft, answers, draft.content.documents)
        except PreconditionFailed as stale:
            return _page(visit, draft, step, answers, stale)
        if visit.form.one("action") == "later":
            return visit.go(f"/demande/{draft.id}/plus-tard")
        if faults := _faults(visit, draft, step, answers):
            return _page(visit, draft, step, answers, Invalid(faults))
        return visit.go(f"/demande/{draft.id}/{NEXT[step]}")

    return keep


def _faults(visit: Visit, draft: Draft, step: Step, answers: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the answers of this step."""
    service = drafting.service_of(draft)
    names = {question.name for question in service.questions if (question.asked_when is None) == (step == "questions")}
    return {name: code for name, code in drafting.faults(visit.doors, service, answers).items() if name in names}


def _page(visit: Visit, draft: Draft, step: Step, answers: Mapping[str, Any], refusal: CaseError | None) -> Response:
    service = drafting.service_of(draft)
    faults = refusal.errors if isinstance(refusal, Invalid) else {}
    asked = drafting.asked(visit.doors, service, answers, step)
    fields = [field(question, answers, faults, visit.lang) for question in asked]
    wrong = {one.name: one.error for one in fields if one.error}
    return visit.page(
        "apply/questions.html",
        status_of(refusal) if refusal and visit.request.method == "POST" else 200,
        draft=draft,
        service=service,
        step=step,
        fields=fields,
        labels={one.name: one.label for one in fields},
        sentence=replace(say(refusal, visit.lang), fields=wrong) if refusal else None,
    )
