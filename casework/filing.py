"""Filing an application: everything that can be refused is refused here, before a case exists (DESIGN §4)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from casework import claiming, closures
from casework.acting import Accepted, Request, act_id_of, answer_again, fingerprint, hand_over, keep
from casework.documents import take_from_shelf
from casework.doors import Doors, entering
from catalogue.schema import Service
from db import cases, documents, drafts, paper_codes, received
from db.documents import DocumentRow
from domain import policy
from domain.acts import Channel, FilePermit
from domain.case_ids import keyed_id, paper_code, well_formed
from domain.errors import DocumentsMissing, Forbidden, Invalid, NotFound, ServiceNotOpen
from domain.events import Receipt
from domain.letter import Language
from domain.people import Actor


@dataclass(frozen=True)
class Filing:
    """What a person files. `draft_id` becomes the case id; without one, it comes from the Idempotency-Key."""

    service: str
    borough: str
    answers: dict[str, Any]
    documents: dict[str, str] = field(default_factory=dict)  # document name of the catalogue -> document id
    language: Language = "fr"
    draft_id: str = ""
    channel: Channel = ""  # how a person asked the clerk who files it for them


def open_service(doors: Doors, code: str, borough: str) -> Service:
    """A service that takes applications in a borough. Raises NotFound, Invalid or ServiceNotOpen."""
    service = doors.catalogue.services.get(code)
    if service is None:
        raise NotFound
    if borough not in {one.code for one in doors.catalogue.boroughs}:
        raise Invalid({"borough": "not-a-choice"})
    if service.status(borough) not in ("pilot", "live"):
        raise ServiceNotOpen(service=code, borough=borough, status=service.status(borough))
    return service


async def file_permit(doors: Doors, actor: Actor, filing: Filing, key: str) -> Receipt | Accepted:
    """File an application and return its receipt. Raises a CaseError when it is refused; then nothing exists."""
    _refuse_for_another(actor, filing)
    act_id, request = act_id_of(doors, actor, key), _request(filing, key)
    case_id = filing.draft_id or keyed_id(doors.secret, "case", actor.id, key)
    if not well_formed(case_id):
        raise NotFound
    async with entering(doors, actor) as session:
        again = await received.by_key(session, actor.id, key)
        first = None if again else await cases.receipt_at(session, case_id, 1)
        if filing.draft_id and await drafts.find(session, filing.draft_id) is None:
            raise NotFound
        given = await documents.among(session, filing.documents.values(), (case_id, documents.shelf(actor.id)))
    if again is not None:
        return await answer_again(doors, actor, again, fingerprint(request, again.case_id))
    if first is not None:
        return first
    act = await _application(doors, actor, filing, (case_id, act_id), given)
    await doors.keys.create(case_id)
    async with entering(doors, actor) as session:
        again = await keep(doors, session, act, case_id, request)
        if filing.draft_id:
            await drafts.mark_filed(session, filing.draft_id, act.received_at)
        await take_from_shelf(doors, session, case_id, given)
        if filing.channel:
            code = claiming.code_hash(doors, paper_code(doors.secret, case_id))
            await paper_codes.keep(session, code, case_id, act.received_at)
    if again is not None:
        return await answer_again(doors, actor, again, fingerprint(request, case_id))
    return await hand_over(doors, actor, act, case_id)


def _refuse_for_another(actor: Actor, filing: Filing) -> None:
    """A citizen files for themselves; the desk for somebody, in its boroughs. Raises Forbidden."""
    wanted = "file_for_somebody" if filing.channel else "own_cases"
    if not policy.may_at_desk(actor, wanted):
        raise Forbidden(act="file")
    if filing.channel and filing.borough not in actor.boroughs:
        raise Forbidden(act="file")


async def _application(
    doors: Doors, actor: Actor, filing: Filing, ids: tuple[str, str], given: list[DocumentRow]
) -> FilePermit:
    service = open_service(doors, filing.service, filing.borough)
    answers = doors.rules.validate_answers(service, filing.answers)
    doors.rules.refuse_ineligible(service, answers)
    now = await doors.clock.now()
    required = doors.rules.required_documents(service, answers, filing.borough)
    _documents_there(filing, required, given)
    rules = doors.rules.resolve(service, filing.borough, answers, clock=doors.clock.mode)
    case_id, act_id = ids
    return FilePermit(
        act_id=act_id,
        by=actor,
        received_at=now,
        case_id=case_id,
        rules=await closures.carrying(doors, rules),
        answers=answers,
        documents=tuple(sorted(filing.documents.values())),
        language=filing.language,
        language_basis="default" if filing.language == "fr" else "chosen-by-the-person",
        channel=filing.channel,
    )


def _documents_there(filing: Filing, required: tuple[str, ...], given: list[DocumentRow]) -> None:
    """Every required document was given, by this person, for this application. Raises DocumentsMissing."""
    faults = {f"documents.{name}": "required" for name in required if name not in filing.documents}
    kept = {row.id for row in given if row.status == "received"}
    faults |= {f"documents.{name}": "unknown" for name, one in filing.documents.items() if one not in kept}
    if faults:
        raise DocumentsMissing(faults)


def _request(filing: Filing, key: str) -> Request:
    content = {
        "service": filing.service,
        "borough": filing.borough,
        "answers": filing.answers,
        "documents": filing.documents,
        "language": filing.language,
        "draft": filing.draft_id,
    }
    return Request("file", content | ({"channel": filing.channel} if filing.channel else {}), key)


@dataclass(frozen=True)
class Quote:
    """What an application would cost and need, before it is filed."""

    documents: tuple[str, ...]
    fees: tuple[tuple[str, str, int, str], ...]  # code, when, cents, calculation
    at: datetime


async def quote(doors: Doors, service: str, borough: str, answers: dict[str, Any]) -> Quote:
    """Fees and documents for some answers; the same rules as filing. Raises what filing would raise."""
    found = open_service(doors, service, borough)
    checked = doors.rules.validate_answers(found, answers)
    doors.rules.refuse_ineligible(found, checked)
    rules = doors.rules.resolve(found, borough, checked, clock=doors.clock.mode)
    fees = tuple((fee.code, fee.when, fee.cents, fee.calculation) for fee in rules.fees)
    return Quote(doors.rules.required_documents(found, checked, borough), fees, await doors.clock.now())
