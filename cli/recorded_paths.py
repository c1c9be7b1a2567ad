"""The made-up cases whose histories are kept: one for each state, end and path of a permit (DOMAIN §7.1, §7.5)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from domain import permit_states as states
from domain.acts import Channel
from domain.rules import ClockMode, Fee

STUDY: Final = Fee("study", "at_submission", 15_000, "15000")
PERMIT: Final = Fee("permit", "at_issue", 98_000, "floors * 49000")
BOTH: Final = (STUDY, PERMIT)
AMENDMENT: Final = Fee("amendment", "at_amendment", 8_000, "8000")
RENEWAL: Final = Fee("renewal", "at_renewal", 21_000, "21000")
BILL: Final = Fee("occupation", "invoice_after", 34_500, "34500")


@dataclass(frozen=True)
class Told:
    """One made-up case. `path` are steps of cli/case_teller.py, one after the other; `state` is where they lead.

    `rules` names a set of cli/recorded_rules.py. `goes_on`: in a terminal state, something is left to bill or renew.
    `channel`: a clerk files it for somebody.
    """

    name: str
    state: str
    path: str = ""
    fees: tuple[Fee, ...] = ()
    clock: ClockMode = "simulated"
    encrypted: bool = False
    rules: str = ""
    goes_on: bool = False
    channel: Channel = ""

    @property
    def ends(self) -> bool:
        """Whether its workflow ends."""
        return self.state in states.TERMINAL and not self.goes_on


AGREED: Final = "conclude approve"
DECIDED: Final = f"complete {AGREED}"
HEARD: Final = "complete opinion:zoning opinion:heritage"
REFERRED: Final = f"{HEARD} refer"
ADVISED: Final = f"{REFERRED} later:31 recommend"
NOTIFIED: Final = f"{ADVISED} publish later:21"

COUNCIL: Final = (
    Told("review-heard", states.UNDER_REVIEW, HEARD, rules="steps"),
    Told("decision-ready-heard", states.DECISION_READY, f"{HEARD} conclude", rules="steps"),
    Told("committee-pending", states.CCU_PENDING, REFERRED, rules="piia"),
    Told("committee-postponed", states.CCU_PENDING, f"{REFERRED} later:31 postpone", rules="piia"),
    Told("committee-postponed-once", states.COUNCIL_PENDING, f"{REFERRED} later:31 postpone later:31 recommend",
         rules="piia"),
    Told("committee-withdrawn", states.WITHDRAWN, f"{REFERRED} withdraw", rules="piia"),
    Told("notice-to-publish", states.NOTICE_PERIOD, ADVISED, rules="exemption"),
    Told("council-pending", states.COUNCIL_PENDING, ADVISED, rules="piia"),
    Told("council-after-the-notice", states.COUNCIL_PENDING, NOTIFIED, rules="exemption"),
    Told("council-granted", states.DECISION_READY, f"{NOTIFIED} resolve", rules="exemption"),
    Told("council-granted-issued", states.ISSUED, f"{ADVISED} later:20 resolve approve", rules="piia"),
    Told("council-refused", states.REFUSED, f"paid {NOTIFIED} resolve-against", (STUDY,), rules="exemption"),
)  # fmt: skip
CHANGED: Final = (
    Told("approval-proposed", states.DECISION_READY, f"paid {DECIDED}", BOTH, rules="second"),
    Told("approval-seconded", states.APPROVED_TO_PAY, f"paid {DECIDED} second", BOTH, rules="second"),
    Told("approval-seconded-issued", states.ISSUED, f"paid {DECIDED} second issue-fee", BOTH, rules="second"),
    Told("approval-proposed-then-refused", states.REFUSED, f"paid {DECIDED} refuse", BOTH, rules="second"),
    Told("amendment-asked", states.UNDER_REVIEW, "complete amend"),
    Told("amendment-refused", states.UNDER_REVIEW, "complete amend refuse-amendment"),
    Told("amendment-accepted-free", states.UNDER_REVIEW, "complete amend accept-amendment"),
    Told("amendment-to-pay", states.UNDER_REVIEW, "complete amend accept-amendment", (AMENDMENT,)),
    Told("amendment-paid", states.UNDER_REVIEW, "complete amend accept-amendment captured:at_amendment1",
         (AMENDMENT,)),
    Told("amendment-unpaid", states.UNDER_REVIEW, "complete amend accept-amendment later:25", (AMENDMENT,)),
    Told("promise-broken", states.UNDER_REVIEW, "complete later:30", rules="watched"),
    Told("promise-moved", states.UNDER_REVIEW, "complete move-promise later:25", rules="watched"),
    Told("promise-moved-and-broken", states.UNDER_REVIEW, "complete move-promise later:40", rules="watched"),
    Told("document-accepted", states.ADMISSIBILITY, "reject-document accept-document"),
    Told("document-to-replace", states.ADMISSIBILITY, "reject-document"),
    Told("document-replaced", states.UNDER_REVIEW, "reject-document replace-document complete"),
    Told("letter-withdrawn", states.UNDER_REVIEW, "complete withdraw-letter"),
    Told("letter-corrected", states.UNDER_REVIEW, "complete correct-letter"),
)  # fmt: skip
IN_USE: Final = (
    Told("started", states.IN_PROGRESS, f"{DECIDED} start", rules="works"),
    Told("inspected", states.ISSUED, f"{DECIDED} find-conform", rules="works"),
    Told("never-started", states.EXPIRED, f"{DECIDED} later:190", rules="works"),
    Told("extended", states.EXTENDED, f"{DECIDED} start later:300 extend", rules="works"),
    Told("extended-until-the-end", states.EXPIRED, f"{DECIDED} start later:300 extend later:700", rules="works"),
    Told("found-non-conform", states.INSPECTION_NC, f"{DECIDED} start find-fault", rules="works"),
    Told("found-non-conform-overdue", states.INSPECTION_NC, f"{DECIDED} start find-fault later:40", rules="works"),
    Told("corrected", states.IN_PROGRESS, f"{DECIDED} start find-fault later:10 find-conform", rules="works"),
    Told("completed-by-declaration", states.COMPLETED, f"{DECIDED} start finish", rules="works"),
    Told("completed-by-inspection", states.COMPLETED, f"{DECIDED} start extend final-inspection", rules="works"),
    Told("renewal-open", states.RENEWAL_PENDING, f"{DECIDED} later:210", (RENEWAL,), rules="season"),
    Told("renewal-to-pay", states.RENEWAL_PENDING, f"{DECIDED} later:210 renew", (RENEWAL,), rules="season"),
    Told("renewal-paid", states.ISSUED, f"{DECIDED} later:210 renew captured:at_renewal1", (RENEWAL,), rules="season"),
    Told("renewed-free", states.ISSUED, f"{DECIDED} later:210 renew", rules="season"),
    Told("renewal-unpaid", states.EXPIRED, f"{DECIDED} later:210 renew later:60", (RENEWAL,), rules="season"),
    Told("renewal-not-asked", states.EXPIRED, f"{DECIDED} later:260", (RENEWAL,), rules="season"),
    Told("expired-may-be-renewed", states.EXPIRED, f"{DECIDED} later:560", (RENEWAL,), goes_on=True),
    Told("expired-renewal-asked", states.RENEWAL_PENDING, f"{DECIDED} later:560 renew", (RENEWAL,)),
    Told("expired-renewed-paid", states.ISSUED, f"{DECIDED} later:560 renew captured:at_renewal1", (RENEWAL,)),
    Told("expired-renewal-unpaid", states.EXPIRED, f"{DECIDED} later:560 renew later:30", (RENEWAL,), goes_on=True),
    Told("expired-renewal-unpaid-closed", states.EXPIRED, f"{DECIDED} later:560 renew later:30 later:200", (RENEWAL,)),
    Told("expired-never-renewed", states.EXPIRED, f"{DECIDED} later:760", (RENEWAL,)),
)
REVOKING: Final = (
    Told("revocation-noticed", states.REVOCATION_NOTICE, f"{DECIDED} revocation"),
    Told("revocation-commented", states.REVOCATION_NOTICE, f"{DECIDED} revocation comment"),
    Told("revocation-dropped", states.IN_PROGRESS, f"{DECIDED} start revocation comment keep", rules="works"),
    Told("revoked-commented", states.REVOKED, f"{DECIDED} revocation comment revoke"),
    Told("revoked-after-the-delay", states.REVOKED, f"{DECIDED} revocation later:14 revoke"),
    Told("revoked-with-a-bill", states.REVOKED, f"{DECIDED} later:20 revocation comment revoke", (BILL,), goes_on=True),
)
MONEY: Final = (
    Told("counter-paid", states.ADMISSIBILITY, "counter:at_submission", (STUDY,)),
    Told("counter-paid-and-online", states.ADMISSIBILITY, "pay:at_submission counter:at_submission", (STUDY,)),
    Told("refunded-in-part", states.UNDER_REVIEW, "pay:at_submission captured:at_submission complete refund:5000",
         (STUDY,)),
    Told("mistake-reported", states.UNDER_REVIEW, "complete mistake:2"),
    Told("refund-cancelled", states.ADMISSIBILITY, "captured:at_submission refund:5000", (STUDY,)),
    Told("bill-issued", states.ISSUED, f"{DECIDED} later:20", (BILL,)),
    Told("bill-overdue", states.ISSUED, f"{DECIDED} later:20 later:40", (BILL,)),
    Told("bill-paid", states.ISSUED, f"{DECIDED} later:20 captured:invoice_after", (BILL,)),
    Told("completed-with-a-bill", states.COMPLETED, f"{DECIDED} start finish later:20", (BILL,), rules="works",
         goes_on=True),
    Told("completed-and-bill-paid", states.COMPLETED, f"{DECIDED} start finish later:20 captured:invoice_after",
         (BILL,), rules="works"),
)  # fmt: skip
SPINE: Final = (
    Told("awaiting-payment", states.AWAITING_PAYMENT, "", (STUDY,)),
    Told("admissibility-free", states.ADMISSIBILITY),
    Told("admissibility-paid", states.ADMISSIBILITY, "paid", (STUDY,)),
    Told("admissibility-answered", states.ADMISSIBILITY, "paid ask answer", (STUDY,)),
    Told("admissibility-captured-at-the-deadline", states.ADMISSIBILITY, "pay:at_submission advance:40", (STUDY,)),
    Told("info-requested-at-admissibility", states.INFO_REQUESTED, "ask"),
    Told("info-requested-under-review", states.INFO_REQUESTED, "complete ask"),
    Told("info-requested-twice", states.INFO_REQUESTED, "ask answer complete ask answer ask"),
    Told("info-requested-reminded", states.INFO_REQUESTED, "ask advance:50"),
    Told("info-requested-warned", states.INFO_REQUESTED, "complete ask advance:35 advance:50 advance:70"),
    Told("under-review", states.UNDER_REVIEW, "paid complete", BOTH),
    Told("under-review-answered", states.UNDER_REVIEW, "complete ask advance:70 answer"),
    Told("under-review-answered-on-the-last-day", states.UNDER_REVIEW, "complete ask answer-on-its-way:90"),
    Told("decision-ready", states.DECISION_READY, "complete conclude"),
    Told("approved-to-pay", states.APPROVED_TO_PAY, f"paid {DECIDED}", BOTH),
    Told("issued-free", states.ISSUED, DECIDED),
    Told("issued-with-conditions", states.ISSUED, "complete conclude approve-with-conditions"),
    Told("issued-paid-at-submission", states.ISSUED, f"paid {DECIDED}", (STUDY,)),
    Told("issued-paid-at-issue", states.ISSUED, f"{DECIDED} issue-fee", (PERMIT,)),
    Told("issued-paid-twice", states.ISSUED, f"paid {DECIDED} issue-fee", BOTH),
    Told(
        "issued-after-two-requests",
        states.ISSUED,
        "paid ask answer complete ask answer conclude approve issue-fee",
        BOTH,
    ),
    Told("issued-captured-at-the-deadline", states.ISSUED, f"{DECIDED} pay:at_issue advance:90", (PERMIT,)),
    Told("issued-in-a-race", states.ISSUED, "complete conclude race"),
    Told("issued-warned", states.ISSUED, f"{DECIDED} advance:500"),
    Told("refused-from-review", states.REFUSED, "complete refuse"),
    Told("refused-from-decision", states.REFUSED, "paid complete conclude refuse", (STUDY,)),
    Told("withdrawn-by-whoever-claimed-it", states.WITHDRAWN, "paid claim withdraw", (STUDY,), channel="phone"),
    Told("withdrawn-unpaid", states.WITHDRAWN, "withdraw", (STUDY,)),
    Told("withdrawn-at-admissibility", states.WITHDRAWN, "paid withdraw", (STUDY,)),
    Told("withdrawn-while-asked", states.WITHDRAWN, "ask withdraw"),
    Told("withdrawn-after-the-warning", states.WITHDRAWN, "ask advance:70 withdraw"),
    Told("withdrawn-while-two-acts-wait", states.WITHDRAWN, "pile-up"),
    Told("withdrawn-under-review", states.WITHDRAWN, "complete withdraw"),
    Told("withdrawn-before-the-decision", states.WITHDRAWN, "complete conclude withdraw"),
    Told("withdrawn-paid-too-late-refunded", states.WITHDRAWN, "pay:at_submission withdraw", (STUDY,)),
    Told("abandoned-unpaid", states.ABANDONED, "advance:40", (STUDY,)),
    Told("abandoned-silent-at-admissibility", states.ABANDONED, "ask advance:110"),
    Told("abandoned-silent-under-review", states.ABANDONED, "paid complete ask advance:50 advance:110", (STUDY,)),
    Told("abandoned-issue-fee-unpaid", states.ABANDONED, f"paid {DECIDED} advance:90", BOTH),
    Told("expired-free", states.EXPIRED, f"{DECIDED} advance:600"),
    Told("expired-in-three-moves", states.EXPIRED, f"{DECIDED} advance:500 advance:540 advance:600"),
    Told("expired-paid", states.EXPIRED, f"paid {DECIDED} issue-fee advance:600", BOTH),
)
SIMULATED: Final = (*SPINE, *COUNCIL, *CHANGED, *IN_USE, *REVOKING, *MONEY)
LONG_AGO: Final = (
    Told("timers-unpaid", states.ABANDONED, "", (STUDY,)),
    Told("timers-captured-at-the-deadline", states.ADMISSIBILITY, "pay:at_submission until:ADMISSIBILITY", (STUDY,)),
    Told("timers-refunded", states.WITHDRAWN, "pay:at_submission withdraw", (STUDY,)),
    Told("timers-silent-at-admissibility", states.ABANDONED, "ask"),
    Told("timers-silent-under-review", states.ABANDONED, "complete ask"),
    Told("timers-issue-fee-unpaid", states.ABANDONED, f"{DECIDED}", (PERMIT,)),
    Told("timers-expired", states.EXPIRED, f"{DECIDED}"),
    Told("timers-never-renewed", states.EXPIRED, f"{DECIDED}", (RENEWAL,)),
)
JUST_NOW: Final = (
    Told("timers-awaiting-payment", states.AWAITING_PAYMENT, "", (STUDY,)),
    Told("timers-admissibility", states.ADMISSIBILITY, "paid", (STUDY,)),
    Told("timers-answered", states.ADMISSIBILITY, "ask answer"),
    Told("timers-info-requested", states.INFO_REQUESTED, "complete ask"),
    Told("timers-asked-twice", states.INFO_REQUESTED, "ask answer ask"),
    Told("timers-under-review", states.UNDER_REVIEW, "complete"),
    Told("timers-decision-ready", states.DECISION_READY, "complete conclude"),
    Told("timers-approved-to-pay", states.APPROVED_TO_PAY, f"paid {DECIDED}", BOTH),
    Told("timers-issued-free", states.ISSUED, DECIDED),
    Told("timers-issued-paid-twice", states.ISSUED, f"paid {DECIDED} issue-fee", BOTH),
    Told("timers-refused", states.REFUSED, "complete refuse"),
    Told("timers-withdrawn", states.WITHDRAWN, "withdraw", (STUDY,)),
    Told("timers-committee-pending", states.CCU_PENDING, REFERRED, rules="piia"),
    Told("timers-notice-to-publish", states.NOTICE_PERIOD, ADVISED, rules="exemption"),
    Told("timers-council-pending", states.COUNCIL_PENDING, NOTIFIED, rules="exemption"),
    Told("timers-started", states.IN_PROGRESS, f"{DECIDED} start", rules="works"),
    Told("timers-extended", states.EXTENDED, f"{DECIDED} start extend", rules="works"),
    Told("timers-found-non-conform", states.INSPECTION_NC, f"{DECIDED} start find-fault", rules="works"),
    Told("timers-completed", states.COMPLETED, f"{DECIDED} start finish", rules="works"),
    Told("timers-renewal-open", states.RENEWAL_PENDING, f"{DECIDED} until:RENEWAL_PENDING", (RENEWAL,),
         rules="ends_soon"),
    Told("timers-renewed", states.ISSUED,
         f"{DECIDED} until:RENEWAL_PENDING renew captured:at_renewal1", (RENEWAL,), rules="ends_soon"),
    Told("timers-revocation-noticed", states.REVOCATION_NOTICE, f"{DECIDED} revocation"),
    Told("timers-revoked", states.REVOKED, f"{DECIDED} revocation comment revoke"),
)  # fmt: skip
ENCRYPTED: Final = (
    Told("encrypted-issued", states.ISSUED, f"paid ask answer {DECIDED} issue-fee", BOTH, encrypted=True),
    Told("encrypted-refused", states.REFUSED, "complete refuse", encrypted=True),
    Told("encrypted-refunded", states.WITHDRAWN, "pay:at_submission withdraw", (STUDY,), encrypted=True),
    Told("encrypted-completed", states.COMPLETED, f"{DECIDED} start finish", encrypted=True, rules="works"),
)


def with_clock(told: tuple[Told, ...], clock: ClockMode) -> Iterator[Told]:
    """The same cases on another clock."""
    yield from (replace(one, clock=clock) for one in told)


def every_case() -> tuple[Told, ...]:
    """All of them, each on its clock."""
    return (*SIMULATED, *with_clock(LONG_AGO, "real"), *with_clock(JUST_NOW, "real"), *ENCRYPTED)
