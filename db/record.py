"""The one writer of a case: an event and all that follows from it, in one statement, once."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from db.ciphertext import encrypt
from db.models import Case, CaseEvent
from domain.chain import link
from domain.events import Event, Filing, Receipt
from domain.invoicing import Invoice
from domain.ports import DataKey

CHANGES_A_LETTER = {"LetterWithdrawn": "withdrawn", "LetterCorrected": "corrected", "JudgmentCorrected": "corrected"}
JUDGES_A_DOCUMENT = {"DocumentAccepted": "ACCEPTED", "DocumentToReplace": "TO_REPLACE"}
REPLACES = "DocumentReplaced"


class ConflictingEvent(Exception):
    """Another act already stands at this place of the chain: a fault, never a silent no-op (DESIGN §4)."""


@dataclass(frozen=True)
class Standing:
    """The event that stands at a place of the chain."""

    act_id: str
    act_hash: str
    receipt: Receipt


async def standing(session: AsyncSession, case_id: str, seq: int) -> Standing | None:
    """The event already recorded at (case_id, seq), if any."""
    query = (
        select(CaseEvent, Case.reference)
        .join(Case, Case.id == CaseEvent.case_id)
        .where(CaseEvent.case_id == case_id, CaseEvent.seq == seq)
    )
    found = (await session.execute(query)).one_or_none()
    if found is None:
        return None
    row, reference = found
    receipt = Receipt(case_id, reference, seq, row.after, row.hash, row.at, row.promised_on)
    return Standing(row.act_id, row.act_hash, receipt)


async def write(session: AsyncSession, event: Event, key: DataKey, now: datetime) -> Receipt:
    """Write an event that is not there yet. Raises ConflictingEvent when the chain is not where the case says."""
    facts = encrypt(key, f"{event.case_id}/event/{event.seq}", event.facts)
    header = header_of(event, key, now)
    digest = link(event.prev_head, header, facts)
    values = (
        header
        | _moved(event, digest)
        | _followers(event, key)
        | _letter_change(event)
        | _invoiced(event.invoice)
        | _judged(event, key)
        | {"facts": facts, "prev_hash": event.prev_head}
    )
    if event.filing is not None:
        values |= _filed(event, event.filing, key)
    statement = FILE if event.filing is not None else MOVE
    reference = (await session.execute(statement, values)).scalar_one_or_none()
    if reference is None:
        raise ConflictingEvent(f"{event.case_id} is not at seq {event.seq - 1}")
    return Receipt(event.case_id, reference, event.seq, event.after, digest, event.at, event.promised_on)


def header_of(event: Event, key: DataKey, now: datetime) -> dict[str, Any]:
    """The clear part of an event, as hashed."""
    names = ("case_id", "seq", "type", "act_id", "act_hash", "actor", "role", "at", "before", "after", "promised_on")
    return {name: getattr(event, name) for name in names} | {"key_id": key.key_id, "recorded_at": now} | {
        "act_hash": keyed_hash(key, event.act_hash)
    }  # fmt: skip


def keyed_hash(key: DataKey, act_hash: str) -> str:
    """An act's hash as it is written: keyed by the case's own key, so that nobody can try guesses once it is gone."""
    return hmac.new(key.secret, act_hash.encode(), hashlib.sha256).hexdigest()


def order_facts(event: Event, key: DataKey, first_line: int = 0) -> list[bytes]:
    """The facts of the event's letters and mails, each encrypted for its own line of the outbox."""
    place = f"{event.case_id}/order/{event.seq}"
    return [encrypt(key, f"{place}/{line}", order.facts) for line, order in enumerate(event.orders, start=first_line)]


def _moved(event: Event, digest: str) -> dict[str, Any]:
    task = event.task
    return {
        "head": digest,
        "ended": event.ended,
        "next_alarm_at": event.next_alarm_at,
        "closes": event.before != event.after or event.task_done,
        "task_kind": task.kind if task else None,
        "task_role": task.role if task else None,
        "task_due": task.due_on if task else None,
        "new_owner": event.owner or None,
    }


def _followers(event: Event, key: DataKey) -> dict[str, Any]:
    return {
        "debits": [posting.debit for posting in event.postings],
        "credits": [posting.credit for posting in event.postings],
        "cents": [posting.cents for posting in event.postings],
        "purposes": [posting.purpose for posting in event.postings],
        "methods": [posting.method for posting in event.postings],
        "order_kinds": [order.kind for order in event.orders],
        "order_codes": [order.code for order in event.orders],
        "order_facts": order_facts(event, key),
    }


def _letter_change(event: Event) -> dict[str, Any]:
    """What an event does to a letter that was issued: it stays, and says from now on that it is worth no more."""
    status = CHANGES_A_LETTER.get(event.type)
    facts = event.facts if status else {}
    return {
        "letter_status": status,
        "letter_number": facts.get("number"),
        "letter_reason": facts.get("reason"),
        "letter_on": facts.get("changed_on"),
    }


def _judged(event: Event, key: DataKey) -> dict[str, Any]:
    """What the clerk thinks of a document, or which one took its place."""
    verdict = JUDGES_A_DOCUMENT.get(event.type)
    facts = event.facts if verdict or event.type == REPLACES else {}
    document = facts.get("document")
    reason = facts.get("reason") if verdict == "TO_REPLACE" else None
    return {
        "document": document,
        "judgement": verdict,
        "judgement_reason": encrypt(key, f"{event.case_id}/judgement/{document}", reason) if reason else None,
        "replacement": facts.get("replacement"),
    }


def _invoiced(invoice: Invoice | None) -> dict[str, Any]:
    """The invoice that an event asks for: its number is the next of its year and borough, if the event stands."""
    names = ("purpose", "cents", "issued_on", "due_on")
    told = {f"invoice_{name}": getattr(invoice, name, None) for name in names}
    return told | {"invoice_year": invoice.issued_on.year if invoice else None}


def _filed(event: Event, filing: Filing, key: DataKey) -> dict[str, Any]:
    summary = encrypt(key, f"{event.case_id}/summary", event.facts.get("answers", {}))
    return {**vars(filing), "summary": summary, "year": event.at.year}


# One statement is one transaction and one round trip: nothing of an event is ever there without the rest.
# `moved` is empty where the chain is not at seq - 1, and then nothing at all is written.
_FILE_CASE = """
WITH numbered AS (SELECT nextval('case_references') AS number), moved AS (
    INSERT INTO cases (id, reference, procedure, service, version, borough, owner, language, clock, state, seq, head,
                       ended, summary, promised_on, next_alarm_at, filed_at, updated_at)
    SELECT :case_id, case_reference(:year, number), :procedure, :service, :version, :borough, :owner, :language, :clock,
           :after, :seq, :head, :ended, :summary, CAST(:promised_on AS date), CAST(:next_alarm_at AS timestamptz),
           :at, :at
    FROM numbered
    RETURNING reference, borough, owner, service, version)
"""
_MOVE_CASE = """
WITH moved AS (
    UPDATE cases SET state = :after, owner = coalesce(CAST(:new_owner AS text), owner),
           seq = :seq, head = :head, ended = :ended, promised_on = CAST(:promised_on AS date),
           next_alarm_at = CAST(:next_alarm_at AS timestamptz), updated_at = :at
    WHERE id = :case_id AND seq = CAST(:seq AS bigint) - 1 AND head = :prev_hash
    RETURNING reference, borough, owner, service, version)
"""
_FOLLOWERS = """
, event AS (
    INSERT INTO case_events (case_id, seq, type, act_id, act_hash, actor, role, at, before, after, promised_on, key_id,
                             facts, prev_hash, hash, recorded_at)
    SELECT :case_id, :seq, :type, :act_id, :act_hash, :actor, :role, :at, :before, :after, CAST(:promised_on AS date),
           :key_id, :facts, :prev_hash, :head, :recorded_at
    FROM moved
), opened AS (
    INSERT INTO tasks (case_id, seq, kind, role, borough, owner, service, version, state, reference, due_on, opened_at)
    SELECT :case_id, :seq, CAST(:task_kind AS text), CAST(:task_role AS text), borough, owner, service, version, :after,
           reference, CAST(:task_due AS date), :at
    FROM moved WHERE CAST(:task_kind AS text) IS NOT NULL
    ON CONFLICT (case_id) DO UPDATE SET seq = excluded.seq, kind = excluded.kind, role = excluded.role,
        state = excluded.state, due_on = excluded.due_on, opened_at = excluded.opened_at, done_at = NULL
), remembered AS (
    INSERT INTO task_history (case_id, seq, kind, role, due_on, opened_at)
    SELECT :case_id, :seq, CAST(:task_kind AS text), CAST(:task_role AS text), CAST(:task_due AS date), :at
    FROM moved WHERE :closes OR CAST(:task_kind AS text) IS NOT NULL
), claimed AS (
    UPDATE tasks SET owner = CAST(:new_owner AS text)
    WHERE case_id = :case_id AND CAST(:new_owner AS text) IS NOT NULL AND CAST(:task_kind AS text) IS NULL
      AND EXISTS (SELECT 1 FROM moved)
), closed AS (
    UPDATE tasks SET done_at = :at
    WHERE case_id = :case_id AND :closes AND CAST(:task_kind AS text) IS NULL AND EXISTS (SELECT 1 FROM moved)
), money AS (
    INSERT INTO ledger_entries (case_id, seq, line, debit, credit, cents, purpose, method)
    SELECT :case_id, :seq, line - 1, debit, credit, cents, purpose, nullif(method, '')
    FROM moved, unnest(CAST(:debits AS text[]), CAST(:credits AS text[]), CAST(:cents AS bigint[]),
                       CAST(:purposes AS text[]), CAST(:methods AS text[]))
         WITH ORDINALITY AS posting (debit, credit, cents, purpose, method, line)
), counted AS (
    INSERT INTO invoice_counters AS c (year, borough, last)
    SELECT CAST(:invoice_year AS bigint), borough, 1 FROM moved WHERE CAST(:invoice_year AS bigint) IS NOT NULL
    ON CONFLICT (year, borough) DO UPDATE SET last = c.last + 1
    RETURNING year, borough, last
), invoiced AS (
    INSERT INTO invoices (year, borough, rank, case_id, seq, purpose, cents, issued_on, due_on)
    SELECT year, borough, last, :case_id, :seq, CAST(:invoice_purpose AS text), CAST(:invoice_cents AS bigint),
           CAST(:invoice_issued_on AS date), CAST(:invoice_due_on AS date)
    FROM counted
), orders AS (
    INSERT INTO outbox (case_id, seq, line, kind, code, facts, at, status, attempts, next_try_at)
    SELECT :case_id, :seq, line - 1, kind, code, facts, :at, 'pending', 0, :recorded_at
    FROM moved, unnest(CAST(:order_kinds AS text[]), CAST(:order_codes AS text[]),
                       CAST(:order_facts AS bytea[])) WITH ORDINALITY AS ordered (kind, code, facts, line)
), letter AS (
    UPDATE letters SET status = CAST(:letter_status AS text), status_since = :at, status_recorded_at = :recorded_at,
           changed_seq = :seq,
           changed_on = CAST(:letter_on AS date), reason = CAST(:letter_reason AS text)
    WHERE case_id = :case_id AND number = CAST(:letter_number AS bigint) AND status = 'valid'
          AND EXISTS (SELECT 1 FROM moved)
), judged AS (
    UPDATE documents SET judgement = CAST(:judgement AS text), judgement_reason = CAST(:judgement_reason AS bytea),
           judged_seq = :seq, judged_at = :at
    WHERE id = CAST(:document AS text) AND case_id = :case_id AND CAST(:judgement AS text) IS NOT NULL
      AND EXISTS (SELECT 1 FROM moved)
), replaced AS (
    UPDATE documents SET replaced_by = CAST(:replacement AS text)
    WHERE id = CAST(:document AS text) AND case_id = :case_id AND CAST(:replacement AS text) IS NOT NULL
      AND EXISTS (SELECT 1 FROM moved)
), applied AS (
    UPDATE acts_received SET status = 'applied' WHERE act_id = :act_id AND EXISTS (SELECT 1 FROM moved)
)
SELECT reference FROM moved
"""
FILE = text(_FILE_CASE + _FOLLOWERS)
MOVE = text(_MOVE_CASE + _FOLLOWERS)
