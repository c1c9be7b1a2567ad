"""The letters that an act would send, read before it is done: nothing is written anywhere, and nothing is sent."""

from dataclasses import dataclass, replace
from typing import Any, Final

from activities import contacts
from activities.contacts import Used
from activities.letter_facts import letter_data, with_paragraphs
from casework import acting
from casework.acting import Request
from casework.delivery import CaseClosed, look_ahead
from casework.doors import Doors, entering
from casework.refusals import from_data
from db.cases import CaseRow
from db.ciphertext import decrypt
from db.outbox import Due
from domain.acts import Act
from domain.case_ids import workflow_of
from domain.errors import IllegalTransition, NotFound
from domain.events import Order
from domain.letter import Language, LetterData, Proof
from domain.people import Actor
from domain.ports import Wording

PREVIEWED: Final = (
    "ask_information", "approve", "second", "refuse", "refer", "record_committee_opinion", "publish_notice",
    "record_resolution", "move_promise", "extend", "inspect", "give_notice_of_revocation", "revoke",
)  # fmt: skip


@dataclass(frozen=True)
class _Head:
    """What letters are completed with."""

    wording: Wording
    secret: str
    base_url: str


@dataclass(frozen=True)
class _Written:
    """What the person wrote, and the address that stands."""

    summary: dict[str, Any]
    used: Used


async def letters(doors: Doors, actor: Actor, case_id: str, request: Request, language: Language) -> list[Proof]:
    """What an act's letters would say in a language. Raises what the act itself would be refused with."""
    if request.action not in PREVIEWED or doors.wording is None or doors.proofs is None:
        raise NotFound
    stamp = await acting.stamp_of(doors, actor, request.key)
    async with entering(doors, actor) as session:
        case = await acting.open_to(session, actor, case_id, request)
        act = await acting.act_of(doors, session, case, request, stamp)
    orders = await _orders(doors, case, act, language)
    written = await _written(doors, actor, case)
    await doors.wording.recall(case.service, case.version)
    head = _Head(doors.wording, doors.secret, doors.base_url)
    sheets = [await _sheet(head, _due(case, act, order, language), order.facts, written) for order in orders]
    return [await doors.proofs.proof(sheet) for sheet in sheets]


async def _orders(doors: Doors, case: CaseRow, act: Act, language: Language) -> list[Order]:
    """The letters that the case would order."""
    where = workflow_of(case.procedure, case.id)
    try:
        found = await look_ahead(doors.temporal, where, act, language, doors.answer_seconds)
    except CaseClosed as closed:
        raise IllegalTransition(state=case.state, act=act.action) from closed
    if found.refusal:
        raise from_data(found.refusal)
    return [order for order in found.orders if order.kind == "letter"]


async def _written(doors: Doors, actor: Actor, case: CaseRow) -> _Written:
    key = await doors.keys.of_case(case.id)
    summary: dict[str, Any] = decrypt(key, f"{case.id}/summary", case.summary)
    async with entering(doors, actor) as session:
        return _Written(summary, await contacts.postal_address(session, key, case.id, summary))


def _due(case: CaseRow, act: Act, order: Order, language: Language) -> Due:
    """The order as the outbox would take it, in either language; it has no place there, and no number."""
    return Due(
        case_id=case.id,
        seq=case.seq + 1,
        line=0,
        kind=order.kind,
        code=order.code,
        facts=b"",
        at=act.received_at,
        attempts=0,
        reference=case.reference,
        service=case.service,
        version=case.version,
        borough=case.borough,
        language=language,
        owner=case.owner,
        summary=b"",
        number=0,
        filed_at=case.filed_at,
    )


async def _sheet(head: _Head, due: Due, facts: dict[str, Any], written: _Written) -> LetterData:
    """All that the letter says, but for the code by which a sent letter is verified."""
    summary = written.summary | contacts.told(facts)
    data = await with_paragraphs(head, due, letter_data(head, due, facts, summary, written.used))
    return replace(data, verify_code="", verify_url=head.base_url)
