"""Service, pleas in time and late, claims and addresses: what a contest begins with (DOMAIN §2.3, §2.4, §7.2)."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from domain import clock, contest_dates, contest_outcomes
from domain import contest_letters as letters
from domain import contest_states as states
from domain.acts import Act
from domain.change import Change
from domain.contest_acts import (
    Application,
    ChangeAddress,
    CloseDay,
    DecideLatePlea,
    Needs,
    Plead,
    RecordService,
    Represent,
    ResumeDelays,
    ServeStatement,
    SuspendDelays,
)
from domain.contest_errors import DuplicateCase
from domain.deadlines import Due
from domain.errors import Invalid
from domain.events import Order
from domain.statement import COMPLETE_BY_ANSWER

if TYPE_CHECKING:
    from domain.contest import Contest


def _serve(contest: "Contest", act: ServeStatement) -> Change:
    postings = contest_outcomes.claim_amounts(contest)
    facts: dict[str, Any] = {
        "answers": asdict(act.statement),  # kept as the application of a permit is
        "language": act.language,
        "language_basis": act.language_basis,
        "silence": contest.rules.silence,
    }
    return Change("StatementServed", states.SERVED, facts, (_statement_letter(contest),), postings)


def _statement_letter(contest: "Contest") -> Order:
    due = contest_dates.plea_due(contest.rules, contest.dates)
    statement = contest.statement
    return letters.letter(
        contest, "served", place=statement.place, officer=statement.officer, counts=letters.charges(contest),
        served_on=contest.dates.served.isoformat() if contest.dates.served else None, plate=statement.party.plate,
        vehicle=statement.party.vehicle,
        warned=statement.warned, silence=contest.rules.silence, pleas=list(contest.rules.pleas),
        **letters.amounts(contest), **letters.due_facts("plead_by", due, contest),
    )  # fmt: skip


def _record_service(contest: "Contest", act: RecordService) -> Change:
    contest.dates.served = act.served_on
    facts = {"mode": act.mode, "served_on": act.served_on.isoformat()}
    return Change("StatementServedAgain", contest.state, facts, (_statement_letter(contest),), anew=True)


def _plead(contest: "Contest", act: Plead) -> Change:
    complete_service(contest, act.received_at)
    if in_time(contest, act.received_at) or contest.state not in (states.SERVED, states.PLEA_OVERDUE):
        return _enter(contest, act)
    contest.late_plea = act
    facts = _said(act)
    return Change("LatePleaReceived", states.PLEA_OVERDUE, facts, (contest.mail("late_plea"),), anew=True)


def in_time(contest: "Contest", at: datetime) -> bool:
    """Whether an instant is before the end of the last day to plead; nothing is late while no delay runs."""
    due = contest_dates.plea_due(contest.rules, contest.dates)
    return not isinstance(due, Due) or at < clock.expires_at(due.on)


def complete_service(contest: "Contest", at: datetime) -> None:
    """An answer completes service by ordinary mail, on the day that it is received (art. 157.1)."""
    if contest.dates.served is None:
        contest.dates.served = clock.local_date(at)


def _enter(contest: "Contest", plea: Plead, at: datetime | None = None) -> Change:
    """The plea is entered: where it leads."""
    at, changed = at or plea.received_at, contest.state in states.PENDING
    contest.plea, contest.late_plea, contest.email = plea, None, plea.email or contest.email
    for one in plea.pleas:
        contest.counts[one.count].plea = one.plea
    if not changed:
        contest.needs = Needs(plea.hearing_language, plea.interpreter, plea.mode, contest.needs.lawyer)
    if plea.application.strip():
        number = len(contest.applications) + 1
        contest.applications[number] = Application(number, "other", "defence")
    kinds = {now.plea for now in contest.counts.values() if now.open}
    if "not_guilty" in kinds:
        contest.dates.reviewed_from = clock.local_date(at)
        return Change("PleaEntered", states.ADMIN_REVIEW, _said(plea), (_acknowledged(contest, plea),))
    if "guilty_contest_sentence" in kinds:
        contest.dates.moved_at = at
        return Change("PleaEntered", states.SENTENCE_CONTESTED, _said(plea), (_acknowledged(contest, plea),))
    return guilty(contest, at, _said(plea), changed=changed)


def guilty(contest: "Contest", at: datetime, facts: dict[str, Any], *, changed: bool) -> Change:
    """A plea of guilty without full payment: convicted, with the costs that it brings (art. 161, DOMAIN §2.9)."""
    contest_outcomes.convict_all(contest)
    contest_outcomes.release_hearing(contest, "pleaded_guilty")
    event = "plea_changed" if changed else "guilty_not_paid"
    postings = contest_outcomes.cost(contest, event) if changed or contest.balance > 0 else ()
    contest_outcomes.judged_on(contest, at)
    contest.judgment_letter = contest.letters + 1
    orders = (letters.judgment(contest, "guilty_plea"), *contest_outcomes.points(contest))
    return Change("PleaEntered", states.GUILTY_UNPAID, facts, orders, postings)


def _acknowledged(contest: "Contest", plea: Plead) -> Order:
    return letters.letter(
        contest, "plea_received", received_at=plea.received_at.isoformat(), counts=letters.counts(contest),
        disclosure=plea.disclosure, documents=len(plea.documents), hearing_language=plea.hearing_language,
        interpreter=plea.interpreter, mode=plea.mode, application=bool(plea.application.strip()),
    )  # fmt: skip


def _said(plea: Plead) -> dict[str, Any]:
    names = ("capacity", "name", "explanations", "disclosure", "application", "hearing_language", "interpreter", "mode",
             "entered_by", "on_paper", "email")  # fmt: skip
    pleas = {str(one.count): one.plea for one in plea.pleas}
    return {name: getattr(plea, name) for name in names} | {"pleas": pleas, "documents": list(plea.documents)}


def _decide_late(contest: "Contest", act: DecideLatePlea) -> Change:
    plea = contest.late_plea
    assert plea is not None
    if act.accepted:
        entered = _enter(contest, plea, act.received_at)
        return Change("LatePleaAccepted", entered.to, entered.facts, entered.orders, entered.postings)
    contest.late_plea = None
    mail = contest.mail("late_plea_refused", reasons=act.reasons)
    return Change("LatePleaRefused", contest.state, {"reasons": act.reasons}, (mail,), anew=True)


def _change_address(contest: "Contest", act: ChangeAddress) -> Change:
    contest.address, contest.email = act.address, act.email
    facts = {"address": list(act.address), "email": act.email}
    letter = letters.letter(contest, "address_changed", address=list(act.address))
    return Change("AddressChanged", contest.state, facts, (letter,))


def _represent(contest: "Contest", act: Represent) -> Change:
    contest.needs.lawyer = act.lawyer
    return Change("RepresentationRecorded", contest.state, {"lawyer": act.lawyer, "bar_number": act.bar_number})


def _close_day(contest: "Contest", act: CloseDay) -> Change:
    """A day closed late moves the open deadlines that fall on it, and the person is told the new date."""
    before = _deadline(contest)
    contest.dates.closed = (*contest.dates.closed, (act.day, act.why))
    now = _deadline(contest)
    facts = {"day": act.day.isoformat(), "why": act.why, "moved": now != before}
    if now == before or now is None:
        return Change("DayClosed", contest.state, facts, anew=True)
    letter = letters.letter(
        contest, "reminded", cause=act.why, closed_on=act.day.isoformat(), **letters.amounts(contest),
        **letters.due_facts("plead_by", now if contest.state == states.SERVED else None, contest),
        **letters.due_facts("pay_by", now if contest.state == states.PAYABLE else None, contest),
    )  # fmt: skip
    return Change("DayClosed", contest.state, facts, (letter,), anew=True)


def _deadline(contest: "Contest") -> clock.Due | clock.Stopped | None:
    if contest.state == states.SERVED:
        return contest_dates.plea_due(contest.rules, contest.dates)
    if contest.state == states.PAYABLE and contest.dates.pay_by is None:
        return contest_dates.pay_due(contest.rules, contest.dates)
    return None


def _suspend(contest: "Contest", act: SuspendDelays) -> Change:
    contest.dates.stops = (*contest.dates.stops, clock.Suspension(clock.local_date(act.received_at)))
    mail = contest.mail("delays_suspended", reasons=act.reasons)
    return Change("DelaysSuspended", contest.state, {"reasons": act.reasons}, (mail,), anew=True)


def _resume(contest: "Contest", act: ResumeDelays) -> Change:
    *before, last = contest.dates.stops
    contest.dates.stops = (*before, clock.Suspension(last.stopped_on, clock.local_date(act.received_at)))
    mail = contest.mail("delays_resumed", reasons=act.reasons)
    return Change("DelaysResumed", contest.state, {"reasons": act.reasons}, (mail,), anew=True)


def _not_served_yet(contest: "Contest", act: RecordService) -> None:
    if contest.dates.served is not None or act.mode in COMPLETE_BY_ANSWER:
        raise Invalid({"mode": "already-served" if contest.dates.served else "not-a-choice"})
    if act.served_on > clock.local_date(act.received_at):
        raise Invalid({"served_on": "in-the-future"})


def _a_plea_for_each_count(contest: "Contest", act: Plead) -> None:
    if contest.late_plea is not None:
        raise DuplicateCase
    guilty_now = {one.plea for one in act.pleas} == {"guilty"}
    if contest.state not in (states.SERVED, states.PLEA_OVERDUE) and not guilty_now:
        raise DuplicateCase
    faults = _plea_faults(contest, act)
    if not act.name.strip():
        faults["name"] = "required"
    if act.capacity == "self" and contest.statement.party.kind == "company":
        faults["capacity"] = "officer-required"
    if act.capacity == "driver" and contest.statement.kind == "parking":
        faults["capacity"] = "owner-required"
    if faults:
        raise Invalid(faults)


def _plea_faults(contest: "Contest", act: Plead) -> dict[str, str]:
    named = [one.count for one in act.pleas]
    open_ = {number for number, now in contest.counts.items() if now.open}
    faults = {f"pleas.{number}": "required" for number in open_ - set(named)}
    faults |= {f"pleas.{number}": "unknown" for number in named if number not in open_}
    faults |= {f"pleas.{number}": "duplicate" for number in named if named.count(number) > 1}
    for one in act.pleas:
        if one.count not in open_:
            continue
        if one.plea not in contest.rules.pleas:
            faults[f"pleas.{one.count}"] = "not-a-choice"
        elif one.plea == "guilty_contest_sentence" and not contest.counts[one.count].count.greater_fine:
            faults[f"pleas.{one.count}"] = "no-greater-sentence"
    return faults


def _a_late_plea(contest: "Contest", act: DecideLatePlea) -> None:
    if contest.late_plea is None:
        raise Invalid({"plea": "no-late-plea"})
    if not act.accepted and not act.reasons.strip():
        raise Invalid({"reasons": "required"})


def _an_address(contest: "Contest", act: ChangeAddress) -> None:
    if not [line for line in act.address if line.strip()]:
        raise Invalid({"address": "required"})


def _running(contest: "Contest", act: SuspendDelays) -> None:
    if _suspended(contest):
        raise Invalid({"delays": "already-suspended"})
    if not act.reasons.strip():
        raise Invalid({"reasons": "required"})


def _stopped(contest: "Contest", act: ResumeDelays) -> None:
    if not _suspended(contest):
        raise Invalid({"delays": "not-suspended"})


def _suspended(contest: "Contest") -> bool:
    return bool(contest.dates.stops) and contest.dates.stops[-1].resumed_on is None


STEPS: dict[type[Act], Callable[["Contest", Any], Change]] = {
    ServeStatement: _serve,
    RecordService: _record_service,
    Plead: _plead,
    DecideLatePlea: _decide_late,
    ChangeAddress: _change_address,
    Represent: _represent,
    CloseDay: _close_day,
    SuspendDelays: _suspend,
    ResumeDelays: _resume,
}
GUARDS: dict[type[Act], Callable[["Contest", Any], None]] = {
    RecordService: _not_served_yet,
    Plead: _a_plea_for_each_count,
    DecideLatePlea: _a_late_plea,
    ChangeAddress: _an_address,
    SuspendDelays: _running,
    ResumeDelays: _stopped,
}
