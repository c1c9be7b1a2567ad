"""What a person may read of a case: the file, its timeline, its letters, its money."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from casework import access, contest_reading
from casework.content import current_answers
from casework.doors import Doors, entering, unattended
from casework.kept_files import Kept, opened
from casework.possible import possible
from catalogue.published import Edition
from catalogue.schema import Service
from db import cases, deliveries, destructions, documents, payments, people
from db.cases import CaseRow, EventRow, LetterRow, TaskRow
from db.ciphertext import decrypt
from db.deliveries import DeliveryRow
from db.payments import LedgerLine, OpenedPayment
from db.people import Correction
from domain import permit_states
from domain.case_ids import CONTEST, well_formed
from domain.channels import Attempt, Channel, legal_date
from domain.clock import local_date
from domain.errors import NotFound
from domain.letter import CERTIFICATE
from domain.people import Actor, Role
from domain.ports import DataKey

RECEIVED = ("cash", "till")  # the accounts that money comes to: a gateway's, the counter's


@dataclass(frozen=True)
class CaseFile:
    """A case as one reader sees it.

    `acts` is what this reader may do now, `opinions` the disciplines that a decision needs, `asked` the items that the
    open request for information asks for, `edition` the version of the service that the case was filed under,
    `heard` the disciplines whose opinion was given one by one.
    """

    row: CaseRow
    answers: dict[str, Any]
    task: TaskRow | None
    acts: tuple[str, ...]
    opinions: tuple[str, ...] = ()
    asked: tuple[dict[str, Any], ...] = ()
    edition: Edition | None = None
    heard: tuple[str, ...] = ()
    standing: dict[str, Any] | None = None  # of a contest: where it stands, as its last event keeps it

    @property
    def service(self) -> Service | None:
        """The service as it was when the case was filed."""
        return self.edition.service if self.edition else None


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
class Thread:
    """What happened in one case, in order; `standing` is where a contest stands after the last of it."""

    row: CaseRow
    moments: list[Moment]
    standing: dict[str, Any] | None


@dataclass(frozen=True)
class Money:
    """What was asked, paid and written off, in cents."""

    payments: list[OpenedPayment]
    lines: list[LedgerLine]
    owed: int
    paid: int


@dataclass(frozen=True)
class Way:
    """How one letter reaches its person. `legal_date` is the day from which it counts (`domain.channels`)."""

    channel: str
    status: str
    legal_date: date | None
    posted_on: date | None


@dataclass(frozen=True)
class Verified:
    """What anyone who holds a letter's code learns of it."""

    code: str
    language: str
    reference: str
    service: str
    version: str
    dated: date
    status: str
    sealed_sha256: str
    number: int = 0
    changed_on: date | None = None  # when it was withdrawn or corrected, and why: one of `letter_acts.REASONS`
    reason: str = ""
    corrects: int | None = None  # the letter that this one replaces
    corrected_by: Correction | None = None  # None until the corrected version is sealed


async def case_file(doors: Doors, actor: Actor, case_id: str) -> CaseFile:
    """The file of a case. Raises NotFound, Erased."""
    async with opening(doors, actor, case_id) as (session, row):
        task = await cases.task_of(session, case_id)
        rows = await cases.events(session, case_id)
    key = await doors.keys.of_case(case_id)
    answers = current_answers(key, row, rows)
    if row.procedure == CONTEST:
        return _contest(actor, row, key, task, rows)
    filed = _facts(key, case_id, rows[0])
    requests = [event for event in rows if event.type == "InformationRequested"]
    asked = _facts(key, case_id, requests[-1])["items"] if row.state == permit_states.INFO_REQUESTED else []
    edition = await doors.offers.edition(row.service, row.version)
    acts = _with_something_of_one_s_own(actor, rows, possible(actor, row, filed, rows))
    heard = tuple(_facts(key, case_id, one)["discipline"] for one in rows if one.type == "OpinionGiven")
    return CaseFile(row, answers, task, acts, tuple(filed["opinions"]), tuple(asked), edition, heard)


def _contest(actor: Actor, row: CaseRow, key: DataKey, task: TaskRow | None, rows: list[EventRow]) -> CaseFile:
    standing: dict[str, Any] = _facts(key, row.id, rows[-1])["standing"]
    acts = _with_something_of_one_s_own(actor, rows, contest_reading.possible(actor, row, standing))
    return CaseFile(row, decrypt(key, f"{row.id}/summary", row.summary), task, acts, standing=standing)


def _with_something_of_one_s_own(actor: Actor, rows: list[EventRow], acts: tuple[str, ...]) -> tuple[str, ...]:
    """The acts without the one that corrects an own entry, for whoever has made none."""
    return acts if any(one.actor == actor.id for one in rows) else tuple(act for act in acts if act != "correct_entry")


async def own_entries(doors: Doors, actor: Actor, case_id: str) -> list[tuple[int, str, datetime]]:
    """The entries that the reader made, latest first: their place in the chain, their type, their instant."""
    async with opening(doors, actor, case_id) as (session, _):
        rows = await cases.events(session, case_id)
    return [(one.seq, one.type, one.at) for one in reversed(rows) if one.actor == actor.id]


async def timeline(doors: Doors, actor: Actor, case_id: str) -> list[Moment]:
    """Everything that happened, in order."""
    async with opening(doors, actor, case_id) as (session, case):
        rows = await cases.events(session, case_id)
    return _thread(actor, case, await doors.keys.of_case(case_id), rows).moments


async def threads(doors: Doors, actor: Actor, of: Sequence[CaseRow]) -> list[Thread]:
    """What happened in some cases, read together and noted as opened; erased ones are left out."""
    case_ids, at = [row.id for row in of], await doors.clock.now()
    async with entering(doors, actor) as session:
        await access.note(session, actor, case_ids, at)
        rows = await cases.events_of(session, case_ids)
    keys = await doors.keys.of_cases(case_ids)
    return [_thread(actor, row, keys[row.id], rows[row.id]) for row in of if row.id in keys]


def _thread(actor: Actor, case: CaseRow, key: DataKey, rows: list[EventRow]) -> Thread:
    facts = [_facts(key, case.id, row) for row in rows]
    standing = facts[-1].get("standing") if facts else None
    if case.procedure == CONTEST:
        facts = [contest_reading.visible(actor, one) for one in facts]
    moments = [
        Moment(row.seq, row.type, row.at, row.role, row.before, row.after, one)
        for row, one in zip(rows, facts, strict=True)
    ]
    return Thread(case, moments, standing)


async def letters(doors: Doors, actor: Actor, case_id: str) -> list[LetterRow]:
    """The letters of a case."""
    async with opening(doors, actor, case_id) as (session, _):
        return await cases.letters(session, case_id)


async def ways(doors: Doors, actor: Actor, case_id: str) -> dict[int, Way]:
    """How each letter of a case reaches its person, by its number."""
    async with opening(doors, actor, case_id) as (session, _):
        rows = await deliveries.of_case(session, case_id)
    by_number: dict[int, list[DeliveryRow]] = {}
    for row in rows:
        by_number.setdefault(row.number, []).append(row)
    return {number: _way(attempts) for number, attempts in by_number.items()}


async def letter_pdf(doors: Doors, actor: Actor, case_id: str, number: int) -> bytes:
    """One sealed letter, as stored."""
    found = [letter for letter in await letters(doors, actor, case_id) if letter.number == number]
    if not found:
        raise NotFound
    pdf = await doors.store.get(found[0].storage_key)
    if actor.role is Role.CITIZEN:  # who opens a letter of the case is its owner: it reached its person
        now = await doors.clock.now()
        async with entering(doors, actor) as session:
            await deliveries.mark_opened(session, case_id, number, now)
    return pdf


async def files(doors: Doors, actor: Actor, case_id: str) -> list[Kept]:
    """The documents of a case: those filed with it and those added since."""
    async with opening(doors, actor, case_id) as (session, case):
        rows = await documents.of_case(session, case_id)
        events = await cases.events(session, case_id) if case.procedure == CONTEST else []
    key = await doors.keys.of_case(case_id)
    if events:
        rows = contest_reading.shown(actor, rows, _facts(key, case_id, events[-1])["standing"])
    return [opened(key, row) for row in rows]


async def money(doors: Doors, actor: Actor, case_id: str) -> Money:
    """The payments and the ledger of a case."""
    async with opening(doors, actor, case_id) as (session, _):
        opened, lines = await payments.of_case(session, case_id), await payments.ledger(session, case_id)
    owed = sum(line.cents for line in lines if line.debit == "receivable")
    owed -= sum(line.cents for line in lines if line.credit == "receivable")
    paid = sum(line.cents for line in lines if line.debit in RECEIVED)
    paid -= sum(line.cents for line in lines if line.credit in RECEIVED)
    return Money(opened, lines, owed, paid)


async def verify(doors: Doors, verify_code: str) -> Verified:
    """The public facts of the letter or certificate that carries a code. Raises NotFound."""
    async with unattended(doors) as session:
        await people.speak_as_verifier(session, verify_code)
        letter = await cases.letter_by_code(session, verify_code)
        reference = await people.reference_for_verifier(session, verify_code)
        corrected_by = await people.correction_for_verifier(session, verify_code)
        certificate = None if letter else await destructions.by_code(session, verify_code)
    if certificate is not None:
        number, carried_out_at, sha256 = certificate
        return Verified(CERTIFICATE, "fr", number, "", "", local_date(carried_out_at), "valid", sha256)
    if letter is None or reference is None:
        raise NotFound
    return Verified(
        letter.code, letter.language, *reference, letter.dated, letter.status, letter.sealed_sha256,
        letter.number, letter.changed_on, letter.reason or "", letter.corrects, corrected_by,
    )  # fmt: skip


@asynccontextmanager
async def opening(doors: Doors, actor: Actor, case_id: str) -> AsyncGenerator[tuple[AsyncSession, CaseRow]]:
    """A transaction in which one case is read, and noted as opened. Raises NotFound, Erased."""
    at = await doors.clock.now()
    async with entering(doors, actor) as session:
        row = await cases.find(session, case_id) if well_formed(case_id) else None
        if row is None:
            raise NotFound
        await access.note(session, actor, [case_id], at)
        yield session, row


def _way(attempts: list[DeliveryRow]) -> Way:
    last = attempts[-1]
    steps = [Attempt(Channel(row.channel), row.status, row.available_at, row.posted_on) for row in attempts]
    return Way(last.channel, last.status, legal_date(steps), last.posted_on)


def _facts(key: DataKey, case_id: str, event: EventRow) -> dict[str, Any]:
    return decrypt(key, f"{case_id}/event/{event.seq}", event.facts)
