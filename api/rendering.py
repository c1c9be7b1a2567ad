"""Fills the shapes of `answers.py` from what casework returns; typed, so that nothing is validated twice."""

from datetime import date
from typing import Any

from api import answers as shapes
from api import money_answers as money_shapes
from casework.acting import Accepted
from casework.desk import DeskPage
from casework.drafts import Draft
from casework.kept_files import Kept
from casework.reading import CaseFile, Moment, Money, Verified, Way
from casework.worklist import Page
from db.breaches import Breach
from db.cases import CaseRow, LetterRow, TaskRow
from domain.events import Receipt


def receipt(of: Receipt) -> shapes.ReceiptAnswer:
    """A receipt."""
    return {
        "case_id": of.case_id,
        "reference": of.reference,
        "seq": of.seq,
        "state": of.state,
        "head": of.head,
        "at": of.at.isoformat(),
        "promised_on": _day(of.promised_on),
    }


def accepted(of: Accepted, url: str) -> shapes.AcceptedAnswer:
    """A promise to answer at `url`."""
    return {"act_id": of.act_id, "case_id": of.case_id, "status_url": url}


def summary(row: CaseRow) -> shapes.CaseSummary:
    """A case in a list."""
    return {
        "id": row.id,
        "reference": row.reference,
        "service": row.service,
        "borough": row.borough,
        "state": row.state,
        "seq": row.seq,
        "ended": row.ended,
        "filed_at": row.filed_at.isoformat(),
        "updated_at": row.updated_at.isoformat(),
        "promised_on": _day(row.promised_on),
    }


def page(of: Page) -> shapes.CasePage:
    """A page of cases."""
    return {"cases": [summary(row) for row in of.rows], "next_cursor": of.next_cursor}


def case(of: CaseFile) -> shapes.CaseAnswer:
    """A whole file."""
    return {
        **summary(of.row),
        "language": of.row.language,
        "version": of.row.version,
        "answers": of.answers,
        "task": task(of.task) if of.task else None,
        "acts": list(of.acts),
        "opinions": list(of.opinions),
        "heard": list(of.heard),
        "asked": [_item(item) for item in of.asked],
        "standing": of.standing,
    }


def task(row: TaskRow) -> shapes.TaskAnswer:
    """An open task."""
    return {
        "case_id": row.case_id,
        "reference": row.reference,
        "service": row.service,
        "kind": row.kind,
        "role": row.role,
        "borough": row.borough,
        "due_on": _day(row.due_on),
        "opened_at": row.opened_at.isoformat(),
        "version": row.version,
        "state": row.state,
        "assigned_to": row.assigned_to,
    }


def task_page(of: DeskPage) -> shapes.TaskPage:
    """A page of the worklist."""
    counts = of.counts
    return {
        "tasks": [task(row) for row in of.tasks],
        "next_cursor": of.next_cursor,
        "counts": {
            "desk": counts.desk,
            "overdue": counts.overdue,
            "this_week": counts.this_week,
            "citizen": counts.citizen,
            "untaken": counts.untaken,
            "mine": counts.mine,
        }
        if counts
        else None,
    }


def breach(of: Breach) -> shapes.BreachAnswer:
    """A promise that was not kept."""
    return {
        "case_id": of.case_id,
        "reference": of.reference,
        "service": of.service,
        "borough": of.borough,
        "state": of.state,
        "promised_on": of.promised_on.isoformat(),
        "supervisor": of.supervisor,
        "noted_at": of.noted_at.isoformat(),
    }


def moment(of: Moment) -> shapes.MomentAnswer:
    """An entry of the timeline."""
    return {
        "seq": of.seq,
        "type": of.type,
        "at": of.at.isoformat(),
        "role": of.role,
        "before": of.before,
        "after": of.after,
        "facts": of.facts,
    }


def letter(row: LetterRow, url: str, way: Way | None) -> shapes.LetterAnswer:
    """A letter, to be had at `url`, and how it reaches its person."""
    return {
        "number": row.number,
        "code": row.code,
        "language": row.language,
        "dated": row.dated.isoformat(),
        "status": row.status,
        "sealed_sha256": row.sealed_sha256,
        "verify_code": row.verify_code,
        "url": url,
        "channel": way.channel if way else None,
        "delivery": way.status if way else None,
        "legal_date": way.legal_date.isoformat() if way and way.legal_date else None,
        "corrects": row.corrects,
    }


def document(of: Kept, url: str) -> shapes.DocumentAnswer:
    """A file, to be had at `url`."""
    row = of.row
    return {
        "id": row.id,
        "kind": row.kind,
        "name": of.name,
        "media_type": row.media_type,
        "size": row.size,
        "sha256": row.sha256,
        "status": row.status,
        "scan": row.scan,
        "judgement": row.judgement,
        "reason": of.reason,
        "replaced_by": row.replaced_by,
        "flags": list(row.flags),
        "uploaded_at": row.uploaded_at.isoformat(),
        "url": url,
    }


def draft(of: Draft) -> shapes.DraftAnswer:
    """A draft."""
    return {
        "id": of.id,
        "revision": of.revision,
        "service": of.content.service,
        "version": of.edition.service.version,
        "borough": of.content.borough,
        "answers": of.content.answers,
        "documents": of.content.documents,
        "language": of.content.language,
        "channel": of.content.channel,
        "updated_at": of.updated_at.isoformat(),
        "filed": of.filed,
    }


def money(of: Money) -> money_shapes.MoneyAnswer:
    """Payments and ledger."""
    return {
        "payments": [
            {"payment_id": one.payment_id, "purpose": one.purpose, "cents": one.cents, "status": one.status,
             "hosted_url": one.hosted_url, "refunded_cents": one.refunded_cents}
            for one in of.payments
        ],
        "ledger": [
            {"seq": line.seq, "debit": line.debit, "credit": line.credit, "cents": line.cents, "purpose": line.purpose}
            for line in of.lines
        ],
        "owed_cents": of.owed,
        "paid_cents": of.paid,
    }  # fmt: skip


def verified(of: Verified) -> shapes.VerifiedAnswer:
    """A letter's public facts."""
    return {
        "code": of.code,
        "language": of.language,
        "reference": of.reference,
        "service": of.service,
        "dated": of.dated.isoformat(),
        "status": of.status,
        "sealed_sha256": of.sealed_sha256,
        "number": of.number,
        "changed_on": of.changed_on.isoformat() if of.changed_on else None,
        "reason": of.reason or None,
        "corrects": of.corrects,
        "corrected_by": of.corrected_by.number if of.corrected_by else None,
        "corrected_dated": of.corrected_by.dated.isoformat() if of.corrected_by else None,
    }


def _item(item: dict[str, Any]) -> shapes.ItemAnswer:
    return {"name": item["name"], "kind": item["kind"], "label": item["label"], "note": item["note"]}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
