"""What a person may read of a case: the file, its timeline, its letters, its money."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from casework.doors import Doors, entering, unattended
from casework.kept_files import Kept, opened
from db import cases, documents, payments, people
from db.cases import CaseRow, EventRow, LetterRow, TaskRow
from db.ciphertext import decrypt
from db.payments import LedgerLine, OpenedPayment
from domain import permit_states, policy
from domain.case_ids import well_formed
from domain.errors import NotFound
from domain.people import Actor
from domain.ports import DataKey

NAMED_ACTS = {
    "attach_document", "declare_complete", "ask_information", "answer_information", "conclude_review", "approve",
    "refuse", "withdraw", "pay",
}  # fmt: skip


@dataclass(frozen=True)
class CaseFile:
    """A case as one reader sees it.

    `acts` is what this reader may do now, `opinions` the disciplines that a decision needs, `asked` the items that the
    open request for information asks for.
    """

    row: CaseRow
    answers: dict[str, Any]
    task: TaskRow | None
    acts: tuple[str, ...]
    opinions: tuple[str, ...] = ()
    asked: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Moment:
    """One entry of the timeline."""

    seq: int
    type: str
    at: datetime
    role: str
    before: str
    after: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class Money:
    """What was asked, paid and written off, in cents."""

    payments: list[OpenedPayment]
    lines: list[LedgerLine]
    owed: int
    paid: int


@dataclass(frozen=True)
class Verified:
    """What anyone who holds a letter's code learns of it."""

    code: str
    language: str
    reference: str
    service: str
    dated: date
    status: str
    sealed_sha256: str


async def case_file(doors: Doors, actor: Actor, case_id: str) -> CaseFile:
    """The file of a case. Raises NotFound, Erased."""
    async with entering(doors, actor) as session:
        row = await _visible(session, case_id)
        task = await cases.task_of(session, case_id)
        rows = await cases.events(session, case_id)
    key = await doors.keys.of_case(case_id)
    answers = decrypt(key, f"{case_id}/summary", row.summary)
    filed = _facts(key, case_id, rows[0])
    requests = [event for event in rows if event.type == "InformationRequested"]
    asked = _facts(key, case_id, requests[-1])["items"] if row.state == permit_states.INFO_REQUESTED else []
    return CaseFile(row, answers, task, _acts(actor, row), tuple(filed["opinions"]), tuple(asked))


async def timeline(doors: Doors, actor: Actor, case_id: str) -> list[Moment]:
    """Everything that happened, in order."""
    async with entering(doors, actor) as session:
        await _visible(session, case_id)
        rows = await cases.events(session, case_id)
    key = await doors.keys.of_case(case_id)
    return [
        Moment(row.seq, row.type, row.at, row.role, row.before, row.after, _facts(key, case_id, row)) for row in rows
    ]


async def letters(doors: Doors, actor: Actor, case_id: str) -> list[LetterRow]:
    """The letters of a case."""
    async with entering(doors, actor) as session:
        await _visible(session, case_id)
        return await cases.letters(session, case_id)


async def letter_pdf(doors: Doors, actor: Actor, case_id: str, number: int) -> bytes:
    """One sealed letter, as stored."""
    found = [letter for letter in await letters(doors, actor, case_id) if letter.number == number]
    if not found:
        raise NotFound
    return await doors.store.get(found[0].storage_key)


async def files(doors: Doors, actor: Actor, case_id: str) -> list[Kept]:
    """The documents of a case: those filed with it and those added since."""
    async with entering(doors, actor) as session:
        await _visible(session, case_id)
        rows = await documents.of_case(session, case_id)
    key = await doors.keys.of_case(case_id)
    return [opened(key, row) for row in rows]


async def money(doors: Doors, actor: Actor, case_id: str) -> Money:
    """The payments and the ledger of a case."""
    async with entering(doors, actor) as session:
        await _visible(session, case_id)
        opened, lines = await payments.of_case(session, case_id), await payments.ledger(session, case_id)
    owed = sum(line.cents for line in lines if line.debit == "receivable")
    owed -= sum(line.cents for line in lines if line.credit == "receivable")
    paid = sum(line.cents for line in lines if line.debit == "cash")
    paid -= sum(line.cents for line in lines if line.credit == "cash")
    return Money(opened, lines, owed, paid)


async def verify(doors: Doors, verify_code: str) -> Verified:
    """The public facts of the letter that carries a code. Raises NotFound."""
    async with unattended(doors) as session:
        await people.speak_as_verifier(session, verify_code)
        letter = await cases.letter_by_code(session, verify_code)
        reference = await people.reference_for_verifier(session, verify_code)
    if letter is None or reference is None:
        raise NotFound
    return Verified(
        letter.code, letter.language, reference[0], reference[1], letter.dated, letter.status, letter.sealed_sha256
    )


async def _visible(session: Any, case_id: str) -> CaseRow:
    row = await cases.find(session, case_id) if well_formed(case_id) else None
    if row is None:
        raise NotFound
    return row


def _facts(key: DataKey, case_id: str, event: EventRow) -> dict[str, Any]:
    return decrypt(key, f"{case_id}/event/{event.seq}", event.facts)


def _acts(actor: Actor, row: CaseRow) -> tuple[str, ...]:
    mine = policy.actions(actor, owner=row.owner, borough=row.borough)
    return tuple(
        name for name in mine
        if name in NAMED_ACTS and not row.ended and permit_states.open_to(name, row.state)
    )  # fmt: skip
