"""A permit in force: start, extension, inspection, completion, renewal, revocation (DOMAIN §3.2, §7.1, §7.5)."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from domain import clock, permit_dates, permit_money
from domain import permit_letters as letters
from domain import permit_states as states
from domain.acts import Act
from domain.change import Change
from domain.errors import IllegalTransition, Invalid
from domain.events import Order
from domain.holding_acts import (
    CommentOnRevocation,
    DeclareCompletion,
    DeclareStart,
    Extend,
    GiveNoticeOfRevocation,
    Inspect,
    Keep,
    Renew,
    Revoke,
)

if TYPE_CHECKING:
    from domain.permit import Permit


def _start(permit: "Permit", act: DeclareStart) -> Change:
    return Change("WorkStarted", states.IN_PROGRESS, {"started_on": act.started_on.isoformat()})


def _extend(permit: "Permit", act: Extend) -> Change:
    before = permit_dates.end_of_validity(permit.rules, permit.dates)
    until = permit_dates.after(permit.rules, before, permit.rules.delays.extension)
    permit.dates.valid_until = until.on
    facts = {"previous_until": before.isoformat(), "valid_until": until.on.isoformat()}
    letter = letters.letter(permit, "extended", **facts, explanation=letters.words(permit, until))
    return Change("PermitExtended", states.EXTENDED, facts, (letter,))


def _inspect(permit: "Permit", act: Inspect) -> Change:
    facts = {"kind": act.kind, "outcome": act.outcome, "found_on": act.found_on.isoformat(), "findings": act.findings}
    if act.outcome == "non_conform" and _is_used(permit):
        return _non_conform(permit, act, facts)
    if act.outcome == "conform" and permit.state == states.INSPECTION_NC:
        return _corrected(permit, act, facts)
    if act.outcome == "conform" and act.kind == "final" and permit.state in (states.IN_PROGRESS, states.EXTENDED):
        return Change("WorkCompleted", states.COMPLETED, facts, (_completed(permit, act.found_on, "inspection"),))
    return Change("InspectionRecorded", permit.state, facts)


def _is_used(permit: "Permit") -> bool:
    """Whether what the permit allows is going on: work that started, or a use that needs no start."""
    used = permit.state == states.ISSUED and not permit.rules.delays.start_within
    return used or permit.state in (states.IN_PROGRESS, states.EXTENDED)


def _non_conform(permit: "Permit", act: Inspect, facts: dict[str, Any]) -> Change:
    permit.back_to, permit.dates.found = permit.state, act.found_on
    correct_by = permit_dates.after(permit.rules, act.found_on, permit.rules.delays.correction)
    letter = letters.letter(
        permit, "non_conform", found_on=act.found_on.isoformat(), inspection=act.kind, findings=act.findings,
        correct_by=letters.iso(correct_by), explanation=letters.words(permit, correct_by),
    )  # fmt: skip
    return Change(
        "NonComplianceFound", states.INSPECTION_NC, facts | {"correct_by": letters.iso(correct_by)}, (letter,)
    )


def _corrected(permit: "Permit", act: Inspect, facts: dict[str, Any]) -> Change:
    back_to, permit.back_to, permit.dates.found = permit.back_to, "", None
    until = permit_dates.end_of_validity(permit.rules, permit.dates)
    letter = letters.letter(permit, "conform", found_on=act.found_on.isoformat(), valid_until=until.isoformat())
    return Change("ComplianceFound", back_to, facts, (letter,))


def _complete(permit: "Permit", act: DeclareCompletion) -> Change:
    facts = {"completed_on": act.completed_on.isoformat()}
    letter = _completed(permit, act.completed_on, "declaration")
    return Change("WorkCompleted", states.COMPLETED, facts, (letter,))


def _completed(permit: "Permit", day: date, by: str) -> Order:
    return letters.letter(permit, "completed", completed_on=day.isoformat(), by=by)


def _renew(permit: "Permit", act: Renew) -> Change:
    day = clock.local_date(act.received_at)
    permit.dates.renewal_asked = day
    permit.terms += 1
    fees = permit.rules.owed("at_renewal")
    if not fees:
        letter = permit_money.renewed(permit, day)
        return Change("PermitRenewed", states.ISSUED, {}, letter)
    permit.payment = permit_money.due(permit, "at_renewal", fees, str(permit.terms))
    facts = {"cents": permit.payment.cents}
    return Change(
        "RenewalAsked", states.RENEWAL_PENDING, facts, (), (permit_money.assessed(permit.payment),), anew=True
    )


def _notice(permit: "Permit", act: GiveNoticeOfRevocation) -> Change:
    day = clock.local_date(act.received_at)
    permit.kept_state, permit.dates.noticed, permit.commented = permit.state, day, False
    comment_by = permit_dates.after(permit.rules, day, permit.rules.delays.comment)
    facts = {"ground": act.ground, "grounds": act.grounds, "comment_by": letters.iso(comment_by)}
    letter = letters.letter(permit, "revocation_notice", **facts, explanation=letters.words(permit, comment_by))
    return Change("RevocationNoticeGiven", states.REVOCATION_NOTICE, facts, (letter,))


def _comment(permit: "Permit", act: CommentOnRevocation) -> Change:
    permit.commented = True
    return Change("RevocationCommented", permit.state, {"comments": act.comments})


def _revoke(permit: "Permit", act: Revoke) -> Change:
    day = clock.local_date(act.received_at).isoformat()
    facts = {"reasons": act.reasons, "provision": act.provision, "remedies": list(act.remedies)}
    letter = letters.letter(permit, "revoked", **facts, revoked_on=day, decided_by=str(act.by.role))
    billed = permit.payment is not None and permit.payment.purpose == "invoice_after"  # what was used stays owed
    postings = () if billed else permit_money.write_off(permit)
    return Change("PermitRevoked", states.REVOKED, facts, (letter,), postings)


def _keep(permit: "Permit", act: Keep) -> Change:
    back_to, permit.kept_state, permit.dates.noticed = permit.kept_state, "", None
    mail = letters.mail(permit, "revocation_dropped", reason=act.reason)
    return Change("RevocationDropped", back_to, {"reason": act.reason}, (mail,))


def _not_in_the_future(permit: "Permit", field: str, day: date, act: Act) -> dict[str, str]:
    """A day that the permit covers: since its issue, and not later than today."""
    if day > clock.local_date(act.received_at):
        return {field: "in-the-future"}
    return {field: "before-the-permit"} if permit.dates.issued is not None and day < permit.dates.issued else {}


def _may_start(permit: "Permit", act: DeclareStart) -> None:
    if not permit.rules.delays.start_within:
        raise Invalid({"started_on": "nothing-to-start"})
    if faults := _not_in_the_future(permit, "started_on", act.started_on, act):
        raise Invalid(faults)


def _may_extend(permit: "Permit", act: Extend) -> None:
    if not permit.rules.delays.extension:
        raise Invalid({"extension": "not-offered"})
    if clock.local_date(act.received_at) > permit_dates.end_of_validity(permit.rules, permit.dates):
        raise Invalid({"extension": "too-late"})


def _a_finding(permit: "Permit", act: Inspect) -> None:
    faults = _not_in_the_future(permit, "found_on", act.found_on, act)
    if act.outcome == "non_conform" and not act.findings.strip():
        faults["findings"] = "required"
    if faults:
        raise Invalid(faults)


def _may_complete(permit: "Permit", act: DeclareCompletion) -> None:
    if faults := _not_in_the_future(permit, "completed_on", act.completed_on, act):
        raise Invalid(faults)


def _may_renew(permit: "Permit", act: Renew) -> None:
    if not permit.rules.renewable and not permit.rules.annual:
        raise Invalid({"renewal": "not-offered"})
    if permit.ended:
        raise IllegalTransition(state=permit.state, act=act.action)
    if permit.payment is not None:
        asked = permit.payment.purpose == "at_renewal"
        raise Invalid({"renewal": "already-asked" if asked else "payment-open"})


def _grounds(permit: "Permit", act: GiveNoticeOfRevocation) -> None:
    if not act.grounds.strip():
        raise Invalid({"grounds": "required"})


def _a_comment(permit: "Permit", act: CommentOnRevocation) -> None:
    if not act.comments.strip():
        raise Invalid({"comments": "required"})


def _after_the_comments(permit: "Permit", act: Revoke) -> None:
    faults = {name: "required" for name in ("reasons", "provision") if not getattr(act, name).strip()}
    if not [remedy for remedy in act.remedies if remedy.strip()]:
        faults["remedies"] = "required"
    noticed = permit.dates.noticed
    if noticed is not None and not permit.commented:
        last = permit_dates.after(permit.rules, noticed, permit.rules.delays.comment).on
        if act.received_at < clock.expires_at(last):
            faults["comments"] = "delay-still-runs"
    if faults:
        raise Invalid(faults)


def _a_reason(permit: "Permit", act: Keep) -> None:
    if not act.reason.strip():
        raise Invalid({"reason": "required"})


STEPS: dict[type[Act], Callable[["Permit", Any], Change]] = {
    DeclareStart: _start,
    Extend: _extend,
    Inspect: _inspect,
    DeclareCompletion: _complete,
    Renew: _renew,
    GiveNoticeOfRevocation: _notice,
    CommentOnRevocation: _comment,
    Revoke: _revoke,
    Keep: _keep,
}
GUARDS: dict[type[Act], Callable[["Permit", Any], None]] = {
    DeclareStart: _may_start,
    Extend: _may_extend,
    Inspect: _a_finding,
    DeclareCompletion: _may_complete,
    Renew: _may_renew,
    GiveNoticeOfRevocation: _grounds,
    CommentOnRevocation: _a_comment,
    Revoke: _after_the_comments,
    Keep: _a_reason,
}
