"""What a contest tells its parties at each event: letters C01 to C23 as codes and facts, no texts."""

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from domain import clock, contest_dates
from domain.deadlines import Due
from domain.events import Order
from domain.hearing_acts import Hearing

if TYPE_CHECKING:
    from domain.contest import Contest

STANDARD: Final[dict[str, str]] = {
    "served": "C01", "reminded": "C02", "paid": "C03", "judged": "C04", "plea_received": "C05", "withdrawn": "C06",
    "continued": "C07", "summoned": "C08", "disclosed": "C09", "mode_decided": "C10", "connection": "C11",
    "postponement_decided": "C12", "adjourned": "C13", "reserved": "C14", "points": "C15", "agreement": "C16",
    "agreement_default": "C17", "unpaid": "C18", "revocation_received": "C19", "revocation_judged": "C20",
    "appeal_recorded": "C21", "appeal_judged": "C22", "address_changed": "C23",
}  # fmt: skip


def letter(contest: "Contest", event: str, **facts: Any) -> Order:
    """A letter, by the event that sends it: the regime says which one. What every letter needs goes with it."""
    statement = contest.statement
    whole = {
        "statement_number": statement.number,
        "kind": statement.kind,
        "offence_at": statement.offence_at.isoformat(),
        "law": contest.rules.regime,
        "to": contest.contact(),
    }
    return Order("letter", contest.rules.letters.get(event) or STANDARD[event], whole | facts)


def amounts(contest: "Contest") -> dict[str, Any]:
    """What is owed, paid and left, in cents, fine, costs and contribution apart."""
    parts = contest.account.parts()
    return {
        "fine_cents": parts["fine"],
        "costs_cents": parts["costs"],
        "contribution_cents": parts["contribution"],
        "owed_cents": contest.account.owed,
        "paid_cents": contest.paid_cents,
        "balance_cents": max(0, contest.balance),
    }


def counts(contest: "Contest") -> list[dict[str, Any]]:
    """The counts as a letter lists them, in the case's language."""
    french = contest.language == "fr"
    return [
        {
            "number": now.count.number,
            "provision": now.count.provision,
            "description": now.count.description_fr if french else now.count.description_en,
            "plea": now.plea,
            "outcome": now.outcome,
            "fine_cents": contest.account.lines.get(f"fine-{now.count.number}", 0),
            "claimed_cents": now.count.greater_fine or now.count.fine,
        }
        for now in contest.counts.values()
    ]


def charges(contest: "Contest") -> list[dict[str, Any]]:
    """The counts as the statement sets them out: what is claimed for each, and why where a greater sentence is."""
    claimed = {now.count.number: now.count for now in contest.counts.values()}
    return [
        listed
        | {
            "costs_cents": claimed[listed["number"]].costs,
            "contribution_cents": claimed[listed["number"]].contribution,
            "greater": claimed[listed["number"]].greater_fine > 0,
            "greater_reasons": claimed[listed["number"]].greater_reasons,
        }
        for listed in counts(contest)
    ]


def hearing(of: Hearing) -> dict[str, Any]:
    """A hearing as a letter tells it."""
    return {
        "hearing_id": of.hearing_id,
        "starts_at": of.starts_at.isoformat(),
        "ends_at": of.ends_at.isoformat(),
        "room": of.room,
        "mode": of.mode,
        "interpreter": of.interpreter,
        "peremptory": of.peremptory,
    }


def summons(contest: "Contest", of: Hearing) -> Order:
    """The notice of hearing, with the articles on statements in lieu of testimony (art. 62, 63)."""
    asked = contest.needs.interpreter
    return letter(contest, "summoned", counts=counts(contest), interpreter_asked=asked, **hearing(of))


def due_facts(name: str, due: "clock.Due | clock.Stopped | None", contest: "Contest") -> dict[str, Any]:
    """A deadline and why it falls there, in the case's language; empty while there is none."""
    on = due.on.isoformat() if isinstance(due, Due) else None
    return {name: on, f"{name}_explanation": due.explain(contest.language) if due else ""}


def judgment(contest: "Contest", cause: str, **facts: Any) -> Order:
    """The notice of judgment: what was decided, what is owed, by when, and the remedies with their last days."""
    rules, dates = contest.rules, contest.dates
    whole = {
        "cause": cause,
        "judged_on": _iso(dates.judged),
        "counts": counts(contest),
        "by_default": contest.by_default,
        **amounts(contest),
        **due_facts("pay_by", contest_dates.pay_due(rules, dates) if contest.balance > 0 else None, contest),
        **due_facts("appeal_by", contest_dates.appeal_due(rules, dates), contest),
        "revocation_days": clock_count(rules.delays.revocation) if contest.by_default else 0,
    }
    return letter(contest, "judged", **(whole | facts))


def clock_count(delay: str) -> int:
    """The number of a delay."""
    return int("".join(char for char in delay if char.isdigit()))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
