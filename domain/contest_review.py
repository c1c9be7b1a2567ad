"""The prosecutor before trial: withdrawal, continuation, stay, disclosure; exhibits, applications (DOMAIN §7.5)."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from domain import clock, contest_outcomes
from domain import contest_letters as letters
from domain import contest_states as states
from domain.acts import Act
from domain.change import Change
from domain.contest_acts import (
    WITHDRAWAL_REASONS,
    Application,
    ApplyToCourt,
    ContinueProceedings,
    DecideApplication,
    Disclose,
    Exhibit,
    ExhibitGiven,
    FileExhibit,
    RuleOnExhibit,
    ServeStatement,
    StayProceedings,
    WithdrawCharges,
)
from domain.contest_errors import ConflictOfInterest
from domain.contest_pleas import complete_service
from domain.errors import Invalid
from domain.people import Role
from domain.statement import age_on

if TYPE_CHECKING:
    from domain.contest import Contest


def _withdraw(contest: "Contest", act: WithdrawCharges) -> Change:
    open_ = [number for number, now in contest.counts.items() if now.open]
    numbers = act.counts or tuple(open_)
    postings: contest_outcomes.Postings = ()
    for number in numbers:
        contest.counts[number].outcome = "withdrawn"
        postings += contest_outcomes.drop_count(contest, number)
    facts = {"counts": list(numbers), "reason_code": act.reason_code, "note": act.note}
    whole = set(numbers) == set(open_)
    if whole:
        postings += contest.account.drop_all()
        _leave(contest, act, states.WITHDRAWN)
    else:
        contest_outcomes.drop_offer(contest)  # it asked for more than is owed now
        contest_outcomes.give_back_excess(contest, act)
    letter = letters.letter(contest, "withdrawn", counts=letters.counts(contest), whole=whole,
                            reason_code=act.reason_code, refund_cents=_going_back(contest))  # fmt: skip
    to = states.WITHDRAWN if whole else contest.state
    return Change("ChargesWithdrawn", to, facts, (letter,), postings, anew=True)


def _leave(contest: "Contest", act: Act, state: str) -> None:
    """The prosecution ends here: nothing is owed, what was paid goes back, the slot is free."""
    contest.late_plea = None
    contest_outcomes.release_hearing(contest, state.lower())
    contest_outcomes.drop_offer(contest)
    contest_outcomes.give_back_excess(contest, act)
    contest_outcomes.end(contest, state, clock.local_date(act.received_at))


def _going_back(contest: "Contest") -> int:
    return sum(refund.cents for refund in contest.refunds) + max(0, -contest.balance)


def _continue(contest: "Contest", act: ContinueProceedings) -> Change:
    letter = letters.letter(contest, "continued", counts=letters.counts(contest), mode=contest.needs.mode)
    return Change("ProceedingsContinued", states.AWAITING_DATE, {"note": act.note}, (letter,))


def _stay(contest: "Contest", act: StayProceedings) -> Change:
    postings = contest.account.drop_all()
    for now in contest.counts.values():
        now.outcome = now.outcome or "stayed"
    _leave(contest, act, states.STAYED)
    letter = letters.letter(contest, "judged", cause="stayed", judged_on=None, counts=letters.counts(contest),
                            by_default=False, pay_by=None, pay_by_explanation="", appeal_by=None,
                            appeal_by_explanation="", revocation_days=0, reasons=act.reasons,
                            **letters.amounts(contest))  # fmt: skip
    return Change("ProceedingsStayed", states.STAYED, {"reasons": act.reasons}, (letter,), postings)


def _disclose(contest: "Contest", act: Disclose) -> Change:
    added = _add(contest, "prosecution", act.exhibits, act)
    letter = letters.letter(contest, "disclosed", exhibits=_labels(added))
    return Change("EvidenceDisclosed", contest.state, {"exhibits": _told(added)}, (letter,))


def _file_exhibit(contest: "Contest", act: FileExhibit) -> Change:
    added = _add(contest, "defence", act.exhibits, act)
    return Change("ExhibitFiled", contest.state, {"exhibits": _told(added)})


def _add(contest: "Contest", side: Any, given: tuple[ExhibitGiven, ...], act: Act) -> list[Exhibit]:
    first = len(contest.exhibits) + 1
    added = [Exhibit(rank, side, one.label, one.document, act.by) for rank, one in enumerate(given, start=first)]
    contest.exhibits |= {one.number: one for one in added}
    return added


def _labels(exhibits: list[Exhibit]) -> list[dict[str, Any]]:
    return [{"number": one.number, "label": one.label} for one in exhibits]


def _told(exhibits: list[Exhibit]) -> list[dict[str, Any]]:
    return [{"number": one.number, "side": one.side, "label": one.label, "document": one.document} for one in exhibits]


def _rule(contest: "Contest", act: RuleOnExhibit) -> Change:
    contest.exhibits[act.number] = replace(contest.exhibits[act.number], ruling=act.ruling)
    facts = {"number": act.number, "ruling": act.ruling, "reasons": act.reasons}
    return Change("ExhibitRuledOn", contest.state, facts)


def _apply(contest: "Contest", act: ApplyToCourt) -> Change:
    number = len(contest.applications) + 1
    side = "prosecution" if act.by.role is Role.PROSECUTOR else "defence"
    if side == "defence":
        complete_service(contest, act.received_at)
    contest.applications[number] = Application(number, act.subject, side)
    facts = {"number": number, "subject": act.subject, "text": act.text, "side": side}
    mail = contest.mail("application_made", subject=act.subject)
    return Change("ApplicationMade", contest.state, facts, (mail,), anew=True)


def _decide_application(contest: "Contest", act: DecideApplication) -> Change:
    outcome = "granted" if act.granted else "dismissed"
    contest.applications[act.number] = replace(contest.applications[act.number], outcome=outcome)
    facts = {"number": act.number, "outcome": outcome, "reasons": act.reasons}
    return Change(
        "ApplicationDecided", contest.state, facts, (contest.mail("application_decided", **facts),), anew=True
    )


def _old_enough(contest: "Contest", act: ServeStatement) -> None:
    """Nobody under the regime's age on the day of the offence is prosecuted (art. 5)."""
    born, day = act.statement.party.born_on, clock.local_date(act.statement.offence_at)
    if born is not None and age_on(born, day) < act.rules.minors.prosecuted_from:
        raise Invalid({"born_on": "under-age"})


def _reason_and_counts(contest: "Contest", act: WithdrawCharges) -> None:
    faults = {} if act.reason_code in WITHDRAWAL_REASONS else {"reason_code": "not-a-choice"}
    open_ = {number for number, now in contest.counts.items() if now.open}
    if set(act.counts) - open_ or len(set(act.counts)) != len(act.counts):
        faults["counts"] = "unknown"
    if faults:
        raise Invalid(faults)


def _reasons(contest: "Contest", act: StayProceedings) -> None:
    if not act.reasons.strip():
        raise Invalid({"reasons": "required"})


def _some_exhibits(contest: "Contest", act: Disclose | FileExhibit) -> None:
    faults = {f"exhibits.{rank}.label": "required" for rank, one in enumerate(act.exhibits) if not one.label.strip()}
    faults |= {f"exhibits.{rank}.document": "required" for rank, one in enumerate(act.exhibits) if not one.document}
    if not act.exhibits:
        faults["exhibits"] = "required"
    if faults:
        raise Invalid(faults)


def _an_exhibit(contest: "Contest", act: RuleOnExhibit) -> None:
    may_judge(contest, act)
    if act.number not in contest.exhibits:
        raise Invalid({"number": "unknown"})
    if act.ruling == "refused" and not act.reasons.strip():
        raise Invalid({"reasons": "required"})


def _something_asked(contest: "Contest", act: ApplyToCourt) -> None:
    if not act.text.strip():
        raise Invalid({"text": "required"})


def _an_application(contest: "Contest", act: DecideApplication) -> None:
    may_judge(contest, act)
    known = contest.applications.get(act.number)
    if known is None or known.outcome:
        raise Invalid({"number": "unknown" if known is None else "already-decided"})
    if not act.reasons.strip():
        raise Invalid({"reasons": "required"})


def may_judge(contest: "Contest", act: Act) -> None:
    """A judge who stood aside decides nothing in the case. Raises ConflictOfInterest."""
    if act.by.id in contest.conflicts:
        raise ConflictOfInterest


STEPS: dict[type[Act], Callable[["Contest", Any], Change]] = {
    WithdrawCharges: _withdraw,
    ContinueProceedings: _continue,
    StayProceedings: _stay,
    Disclose: _disclose,
    FileExhibit: _file_exhibit,
    RuleOnExhibit: _rule,
    ApplyToCourt: _apply,
    DecideApplication: _decide_application,
}
GUARDS: dict[type[Act], Callable[["Contest", Any], None]] = {
    ServeStatement: _old_enough,
    WithdrawCharges: _reason_and_counts,
    StayProceedings: _reasons,
    Disclose: _some_exhibits,
    FileExhibit: _some_exhibits,
    RuleOnExhibit: _an_exhibit,
    ApplyToCourt: _something_asked,
    DecideApplication: _an_application,
}
