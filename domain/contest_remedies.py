"""Remedies against a judgment: revocation by either side, appeal out and back (DOMAIN §2.8, §7.2, §7.5)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from domain import clock, contest_dates, contest_outcomes
from domain import contest_letters as letters
from domain import contest_states as states
from domain.acts import Act
from domain.change import Change
from domain.contest_review import may_judge
from domain.deadlines import Due
from domain.errors import Invalid
from domain.events import Order
from domain.judgment_acts import ApplyForRevocation, AskRevocation, DecideAppeal, DecideRevocation, RecordAppeal

if TYPE_CHECKING:
    from domain.contest import Contest


def _ask(contest: "Contest", act: AskRevocation) -> Change:
    day = clock.local_date(act.received_at)
    due = contest_dates.revocation_due(contest.rules, contest.dates, act.known_on)
    contest.dates.known = act.known_on
    contest.late_revocation = isinstance(due, Due) and act.received_at >= clock.expires_at(due.on)
    facts = {
        "known_on": act.known_on.isoformat(), "grounds": act.grounds, "merits": act.merits, "relief": act.relief,
        "stay": act.stay, "late": contest.late_revocation, "asked_on": day.isoformat(),
    }  # fmt: skip
    return _asked(contest, "RevocationAsked", facts, "defence")


def _apply(contest: "Contest", act: ApplyForRevocation) -> Change:
    contest.art_257 = True
    return _asked(contest, "RevocationApplied", {"grounds": act.grounds}, "prosecution")


def _asked(contest: "Contest", event: str, facts: dict[str, Any], side: str) -> Change:
    """What is owed waits while the judge decides; an agreement about it is over."""
    contest.resume_to, contest.agreement = contest.state, ()
    contest_outcomes.drop_offer(contest)
    letter = letters.letter(contest, "revocation_received", side=side, late=contest.late_revocation,
                            judged_on=_iso(contest.dates.judged))  # fmt: skip
    return Change(event, states.REVOCATION_REQ, facts, (letter,))


def _decide(contest: "Contest", act: DecideRevocation) -> Change:
    prosecution, contest.art_257 = contest.art_257, False
    facts = {"granted": act.granted, "reasons": act.reasons, "relieved": act.relieved,
             "side": "prosecution" if prosecution else "defence"}  # fmt: skip
    late, contest.late_revocation = contest.late_revocation, False
    facts["late"] = late
    if act.granted:
        return _withdrawn(contest, act, facts) if prosecution else _anew(contest, act, facts)
    postings = () if prosecution else contest_outcomes.cost(contest, "application")
    day = clock.local_date(act.received_at)
    _some_days(contest, day)
    to = _goes_on(contest, contest.resume_to)
    if to == states.PAID != contest.resume_to:
        contest_outcomes.end(contest, to, day)
    return Change("RevocationDismissed", to, facts, (_told(contest, facts),), postings)


def _goes_on(contest: "Contest", before: str) -> str:
    """Where a case is after a remedy that changed nothing: a passing state is still to be passed through."""
    if before in states.PASSING:
        return before
    if contest.balance > 0:
        return states.PAYABLE
    return states.PAID if before in states.OWED else before


def _some_days(contest: "Contest", day: date) -> None:
    """Whoever waited for the judge has some days again before enforcement."""
    before = contest_dates.pay_by(contest.rules, contest.dates)
    first = day + timedelta(days=contest.rules.delays.unpaid_warning)
    contest.dates.pay_by = max(before or first, first)


def _anew(contest: "Contest", act: Act, facts: dict[str, Any]) -> Change:
    """The parties are where they were before trial (art. 253): nothing is owed until another judgment."""
    orders = contest_outcomes.points(contest, reversed_=True)
    postings = _back_before_trial(contest)
    contest_outcomes.give_back_excess(contest, act)
    return Change("JudgmentRevoked", states.AWAITING_DATE, facts, (_told(contest, facts), *orders), postings)


def _back_before_trial(contest: "Contest") -> contest_outcomes.Postings:
    for now in contest.counts.values():
        if now.outcome in ("convicted", "acquitted", "annulled"):
            now.outcome, now.plea = "", "not_guilty"
    postings = tuple(
        posting
        for purpose in list(contest.account.lines)
        if "-" not in purpose
        for posting in contest.account.drop(purpose)
    )
    contest.dates.judged = contest.dates.pay_by = None
    contest.by_default, contest.agreement, contest.judgment_letter = False, (), 0
    return postings + contest_outcomes.claim_amounts(contest)


def _withdrawn(contest: "Contest", act: Act, facts: dict[str, Any]) -> Change:
    """An administrative error: withdrawn, refunded, points, enforcement and agreement undone (art. 257)."""
    orders = contest_outcomes.points(contest, reversed_=True)
    for now in contest.counts.values():
        now.outcome = "withdrawn"
    postings = contest.account.drop_all()
    contest.agreement, contest.by_default = (), False
    contest_outcomes.give_back_excess(contest, act)
    contest_outcomes.end(contest, states.WITHDRAWN, clock.local_date(act.received_at))
    refund = sum(one.cents for one in contest.refunds) + max(0, -contest.balance)
    letter = letters.letter(contest, "withdrawn", counts=letters.counts(contest), whole=True, reason_code="error",
                            refund_cents=refund)  # fmt: skip
    return Change("JudgmentRevoked", states.WITHDRAWN, facts, (_told(contest, facts), letter, *orders), postings)


def _told(contest: "Contest", facts: dict[str, Any]) -> Order:
    said = {name: facts[name] for name in ("granted", "reasons", "relieved", "late", "side")}
    return letters.letter(contest, "revocation_judged", **said, **letters.amounts(contest), **_still_due(contest))


def _still_due(contest: "Contest") -> dict[str, Any]:
    """By when what is left must be paid, once the judge has decided; nothing while nothing is owed."""
    owing = contest.dates.judged is not None and contest.balance > 0
    return {"pay_by": _iso(contest_dates.pay_by(contest.rules, contest.dates)) if owing else None}


def _appeal(contest: "Contest", act: RecordAppeal) -> Change:
    contest.appealed_from, contest.agreement = contest.state, ()
    contest_outcomes.drop_offer(contest)
    facts = {"side": act.side, "filed_on": act.filed_on.isoformat(), "court_number": act.court_number,
             "extended": act.extended}  # fmt: skip
    letter = letters.letter(contest, "appeal_recorded", **facts, judged_on=_iso(contest.dates.judged))
    return Change("AppealRecorded", states.APPEALED, facts, (letter,))


def _decide_appeal(contest: "Contest", act: DecideAppeal) -> Change:
    facts = {"outcome": act.outcome, "decided_on": act.decided_on.isoformat(), "fine": act.fine}
    orders: tuple[Order, ...] = ()
    if act.outcome in ("acquitted", "new_trial"):
        orders = contest_outcomes.points(contest, reversed_=True)
    to, postings = APPEALS[act.outcome](contest, act)
    if act.outcome == "varied":
        orders = contest_outcomes.points(contest)  # an acquittal may have become a conviction
    if to in (*states.PASSING, *states.OWED):
        _some_days(contest, act.decided_on)
    contest_outcomes.give_back_excess(contest, act)
    if to in states.ENDS and to != contest.appealed_from:
        contest_outcomes.end(contest, to, act.decided_on)
    letter = letters.letter(contest, "appeal_judged", **facts, **letters.amounts(contest), **_still_due(contest))
    return Change("AppealDecided", to, facts, (letter, *orders), postings)


def _acquitted(contest: "Contest", act: DecideAppeal) -> tuple[str, contest_outcomes.Postings]:
    for now in contest.counts.values():
        now.outcome = "acquitted" if now.outcome == "convicted" else now.outcome
    contest.agreement = ()
    return states.ACQUITTED, contest.account.drop_all()


def _upheld(contest: "Contest", act: DecideAppeal) -> tuple[str, contest_outcomes.Postings]:
    return _goes_on(contest, contest.appealed_from), ()


def _varied(contest: "Contest", act: DecideAppeal) -> tuple[str, contest_outcomes.Postings]:
    """The fine of the whole is replaced: the first convicted count bears it, or the first one where none was."""
    judged = [number for number, now in contest.counts.items() if now.outcome != "withdrawn"]
    convicted = [number for number in judged if contest.counts[number].outcome == "convicted"]
    first, *others = convicted or judged
    contest.counts[first].outcome = "convicted"
    fine = contest_outcomes.capped(contest, act.fine or 0)
    postings = contest.account.vary(f"fine-{first}", fine)
    for number in others if convicted else ():
        postings += contest.account.vary(f"fine-{number}", 0)
    if contest.appealed_from in states.PASSING:
        return contest.appealed_from, postings
    return states.PAYABLE if contest.balance > 0 else states.PAID, postings


def _new_trial(contest: "Contest", act: DecideAppeal) -> tuple[str, contest_outcomes.Postings]:
    return states.AWAITING_DATE, _back_before_trial(contest)


APPEALS: dict[str, Callable[["Contest", DecideAppeal], tuple[str, contest_outcomes.Postings]]] = {
    "acquitted": _acquitted,
    "upheld": _upheld,
    "varied": _varied,
    "new_trial": _new_trial,
}


def _grounds_and_merits(contest: "Contest", act: AskRevocation) -> None:
    faults = {name: "required" for name in ("grounds", "merits") if not getattr(act, name).strip()}
    if act.known_on > clock.local_date(act.received_at):
        faults["known_on"] = "in-the-future"
    if contest.dates.judged is not None and act.known_on < contest.dates.judged:
        faults["known_on"] = "before-the-judgment"
    if not contest.by_default:
        faults["judgment"] = "not-by-default"
    if faults:
        raise Invalid(faults)


def _grounds(contest: "Contest", act: ApplyForRevocation) -> None:
    if not act.grounds.strip():
        raise Invalid({"grounds": "required"})


def _reasons_and_relief(contest: "Contest", act: DecideRevocation) -> None:
    may_judge(contest, act)
    faults = {} if act.reasons.strip() else {"reasons": "required"}
    if act.granted and contest.late_revocation and not act.relieved:
        faults["relieved"] = "relief-needed"
    if faults:
        raise Invalid(faults)


def _in_time(contest: "Contest", act: RecordAppeal) -> None:
    due = contest_dates.appeal_due(contest.rules, contest.dates)
    faults = {} if act.court_number.strip() else {"court_number": "required"}
    if not act.extended and isinstance(due, Due) and act.filed_on > due.on:
        faults["filed_on"] = "appeal-delay-passed"
    if act.filed_on > clock.local_date(act.received_at):
        faults["filed_on"] = "in-the-future"
    if faults:
        raise Invalid(faults)


def _an_outcome(contest: "Contest", act: DecideAppeal) -> None:
    faults = {} if (act.outcome == "varied") == (act.fine is not None) else {"fine": "required"}
    if act.fine is not None and act.fine < 0:
        faults["fine"] = "invalid-amount"
    if act.decided_on > clock.local_date(act.received_at):
        faults["decided_on"] = "in-the-future"
    if faults:
        raise Invalid(faults)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


STEPS: dict[type[Act], Callable[["Contest", Any], Change]] = {
    AskRevocation: _ask,
    ApplyForRevocation: _apply,
    DecideRevocation: _decide,
    RecordAppeal: _appeal,
    DecideAppeal: _decide_appeal,
}
GUARDS: dict[type[Act], Callable[["Contest", Any], None]] = {
    AskRevocation: _grounds_and_merits,
    ApplyForRevocation: _grounds,
    DecideRevocation: _reasons_and_relief,
    RecordAppeal: _in_time,
    DecideAppeal: _an_outcome,
}
