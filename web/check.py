"""The last look before filing: the answers, the documents, what it costs and why; then the receipt."""

import re
from dataclasses import dataclass, replace
from typing import Any

from starlette.responses import Response

from casework import acting, drafts, pinning, reading, signing
from casework.acting import Accepted
from casework.drafts import SEPARATOR, Draft
from casework.filing import Filing, Quote
from casework.reading import Money
from casework.sentences import Sentence, say
from catalogue.schema import LATER, Service, Text
from domain.case_ids import CONTEST
from domain.errors import CaseError, Invalid, NotFound
from web import assisted, drafting
from web.fields import shown, summary
from web.refusals import status_of
from web.services import borough_named
from web.visit import Visit

_WORD = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class FeeLine:
    """One fee as the page explains it: `terms` are the answers that its formula uses."""

    label: Text
    when: str
    cents: int
    calculation: str
    terms: tuple[tuple[str, str, Text], ...]


async def show(visit: Visit) -> Response:
    """Everything that will be filed; a draft that became a case leads to it."""
    draft = await drafts.read(visit.doors, visit.actor, visit.part("draft_id"))
    draft = await signing.gather(visit.doors, visit.actor, draft)
    if draft.filed and await _is_a_case(visit, draft.id):
        return visit.go(f"/dossier/{draft.id}")
    return await _page(visit, draft, None, 200)


async def submit(visit: Visit) -> Response:
    """File the application. The key is made from the draft: a double click gives one case."""
    draft = await drafts.read(visit.doors, visit.actor, visit.part("draft_id"))
    if visit.form.one("declared") != "yes":
        words = visit.say(
            "Cochez la déclaration pour déposer la demande.", "Tick the declaration to file the application."
        )
        sentence = replace(say(Invalid(), visit.lang), fields={"declared": words})
        return await _page(visit, draft, sentence, 422)
    key = f"draft-{draft.id}-{draft.revision}"
    try:
        filed = await pinning.file_application(visit.doors, visit.actor, _filing(visit, draft), key)
    except CaseError as refusal:
        return await _page(visit, draft, say(refusal, visit.lang), status_of(refusal))
    if isinstance(filed, Accepted):
        return visit.go(f"/dossier/{filed.case_id}/recu?acte={filed.act_id}")
    return visit.go(f"/dossier/{filed.case_id}/recu")


async def receipt(visit: Visit) -> Response:
    """The reference, what comes next and when, and what is to be paid."""
    case_id, actor = visit.part("case_id"), visit.actor
    try:
        file = await reading.case_file(visit.doors, actor, case_id)
    except NotFound:
        act_id = visit.asked("acte")
        if act_id and isinstance(await acting.status_of(visit.doors, actor, act_id), Accepted):
            return visit.page("pending.html", 202)
        raise
    if file.row.procedure == CONTEST:
        raise NotFound  # a statement is served, not filed
    money = await reading.money(visit.doors, actor, case_id)
    return visit.page("receipt.html", file=file, service=file.service, money=money, due=to_pay(visit, case_id, money),
                      code=assisted.code_to_give(visit, file))  # fmt: skip


def to_pay(visit: Visit, case_id: str, money: Money) -> str:
    """The address of the gateway's page for what is open, with the way back."""
    still_open = [one.hosted_url for one in money.payments if one.status == "open"]
    back = f"{visit.doors.base_url}{visit.path(f'/dossier/{case_id}')}?paiement=1"
    return f"{still_open[-1]}?back={back.replace('?', '%3F')}" if still_open else ""


async def _page(visit: Visit, draft: Draft, sentence: Sentence | None, status: int) -> Response:
    service = drafting.service_of(draft)
    quote, refusal = await _quote(visit, draft)
    lines = _lines(visit, service, draft, quote) if quote else ()
    faults = drafting.faults(visit.doors, service, draft.content.answers)
    every = service.documents_in(draft.content.borough)
    counts = {one.name: len(drafts.given(draft.content.documents, one.name)) for one in every}
    missing = [one for one in every if quote and one.name in quote.documents and not counts[one.name]]
    return visit.page(
        "apply/check.html",
        status,
        draft=draft,
        service=service,
        borough=borough_named(visit, draft.content.borough),
        rows=summary(service, draft.content.answers, visit.lang),
        conditional={question.name for question in service.questions if question.asked_when is not None},
        documents=[one for one in every if counts[one.name]],
        counts=counts,
        fees=[fee for fee in lines if fee.when not in LATER],
        later=[fee for fee in lines if fee.when in LATER],
        faults=[question for question in service.questions if question.name in faults],
        missing=missing,
        refusal=refusal,
        sentence=sentence,
        ready=not faults and not missing and refusal is None,
    )


async def _quote(visit: Visit, draft: Draft) -> tuple[Quote | None, Sentence | None]:
    try:
        return await drafts.price(visit.doors, draft), None
    except Invalid:
        return None, None
    except CaseError as refusal:
        return None, say(refusal, visit.lang)


def _lines(visit: Visit, service: Service, draft: Draft, quote: Quote) -> tuple[FeeLine, ...]:
    labels = {fee.code: fee.label for fee in service.fees_in(draft.content.borough)}
    return tuple(
        FeeLine(labels[code], when, cents, calculation, _terms(visit, service, draft.content.answers, calculation))
        for code, when, cents, calculation in quote.fees
        if cents > 0
    )


def _terms(
    visit: Visit, service: Service, answers: dict[str, Any], calculation: str
) -> tuple[tuple[str, str, Text], ...]:
    used = set(_WORD.findall(calculation))
    return tuple(
        (question.name, shown(question, answers[question.name], visit.lang), question.label)
        for question in service.questions
        if question.name in used and question.name in answers
    )


def _filing(visit: Visit, draft: Draft) -> Filing:
    """The draft as filed, without the documents that the answers no longer call for."""
    content = draft.content
    needed = drafting.required(visit.doors, drafting.service_of(draft), content)
    documents = {key: value for key, value in content.documents.items() if key.split(SEPARATOR)[0] in needed}
    return Filing(
        content.service, content.borough, content.answers, documents, content.language, draft.id, content.channel
    )  # fmt: skip


async def _is_a_case(visit: Visit, case_id: str) -> bool:
    try:
        await reading.case_file(visit.doors, visit.actor, case_id)
    except NotFound:
        return False
    return True
