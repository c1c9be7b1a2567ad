"""Where a contest stands after an event, as its readers see it: kept with the event, as the record's own memory."""

from datetime import date
from typing import TYPE_CHECKING, Any

from domain import contest_collection, contest_dates
from domain import contest_letters as letters
from domain import contest_states as states
from domain.deadlines import Due

if TYPE_CHECKING:
    from domain.contest import Contest


def standing(contest: "Contest") -> dict[str, Any]:
    """Counts, money in cents, deadlines with their explanation, hearing, exhibits, applications, whose delay it was."""
    hearing = contest.hearing
    return {
        "counts": [_count(contest, number) for number in contest.counts],
        "money": letters.amounts(contest) | _payable(contest),
        "deadlines": _deadlines(contest),
        "hearing": letters.hearing(hearing) | {"judge": hearing.judge} if hearing else None,
        "exhibits": [
            {"number": one.number, "side": one.side, "label": one.label, "document": one.document, "ruling": one.ruling}
            for one in contest.exhibits.values()
        ],
        "applications": [
            {"number": one.number, "subject": one.subject, "side": one.side, "outcome": one.outcome}
            for one in contest.applications.values()
        ],
        "agreement": [{"due_on": one.due_on.isoformat(), "cents": one.cents} for one in contest.agreement],
        "needs": {
            "language": contest.needs.language, "interpreter": contest.needs.interpreter, "mode": contest.needs.mode,
            "lawyer": contest.needs.lawyer, "mode_asked": contest.mode_asked.mode if contest.mode_asked else "",
        },
        "late": [{"side": one.side, "days": one.days, "from": one.start.isoformat()} for one in contest.dates.late],
        "ceiling_on": _iso(contest_dates.ceiling(contest.rules, contest.dates)),
        "present": list(contest.present),
        "heard_by": contest.heard_by,
        "postponed": dict(contest.postponed),
        "may_move": contest.may_move,
        "asked_by": contest.asked_by or "",
        "late_revocation": contest.late_revocation,
        "late_plea": contest.late_plea is not None,
        "oral": contest.oral is not None,
        "needs_a_judge": contest.state == states.POSTPONE_REQ and contest.needs_a_judge(contest.asked_by or "defence"),
        "by_default": contest.by_default,
        "judged_on": _iso(contest.dates.judged),
        "served_on": _iso(contest.dates.served),
        "conflicts": sorted(contest.conflicts),
        "suspended": bool(contest.dates.stops) and contest.dates.stops[-1].resumed_on is None,
        "ended_as": contest.ended_as,
    }  # fmt: skip


def _count(contest: "Contest", number: int) -> dict[str, Any]:
    now = contest.counts[number]
    lines = contest.account.lines
    return {
        "number": number,
        "provision": now.count.provision,
        "description_fr": now.count.description_fr,
        "description_en": now.count.description_en,
        "plea": now.plea or "",
        "outcome": now.outcome,
        "greater": bool(now.count.greater_fine),
        "fine_cents": lines.get(f"fine-{number}", 0),
    }


def _payable(contest: "Contest") -> dict[str, Any]:
    return {
        "owed_today_cents": _owed_today(contest),
        "deposit_cents": _deposit(contest),
        "to_give_back_cents": contest.to_give_back,
        "kept": [
            {"payment_id": payment_id, "cents": paid.cents - paid.given_back}
            for payment_id, paid in contest.paid.items()
            if paid.cents > paid.given_back
        ],
    }


def _owed_today(contest: "Contest") -> int:
    payable = contest.state in (states.SERVED, states.PLEA_OVERDUE, *states.PENDING, *states.OWED)
    return contest_collection.owed_today(contest) if payable else 0


def _deposit(contest: "Contest") -> int:
    return contest_collection.least_deposit(contest) if contest.state in (states.PAYABLE, states.ENFORCEMENT) else 0


def _deadlines(contest: "Contest") -> dict[str, Any]:
    """Each as a date and why, in both languages; None while there is none or its clock is stopped."""
    rules, dates = contest.rules, contest.dates
    found: dict[str, Any] = {"plead_by": contest_dates.plea_due(rules, dates)}
    if dates.judged is not None:
        found["pay_by"] = contest_dates.pay_due(rules, dates)
        found["appeal_by"] = contest_dates.appeal_due(rules, dates)
    told = {name: _told(due) for name, due in found.items() if due is not None}
    if dates.pay_by is not None and "pay_by" in told:
        told["pay_by"] = {"on": dates.pay_by.isoformat(), "fr": "", "en": ""}
    return told


def _told(due: "contest_dates.clock.Due | contest_dates.clock.Stopped") -> dict[str, Any]:
    on = due.on.isoformat() if isinstance(due, Due) else None
    return {"on": on, "fr": due.explain("fr"), "en": due.explain("en")}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
