"""The made-up cases whose histories are kept: one for each state, end and path of the permit's spine (DOMAIN §7.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from domain import permit_states as states
from domain.rules import ClockMode, Fee

STUDY: Final = Fee("study", "at_submission", 15_000, "15000")
PERMIT: Final = Fee("permit", "at_issue", 98_000, "floors * 49000")
BOTH: Final = (STUDY, PERMIT)


@dataclass(frozen=True)
class Told:
    """One made-up case. `path` are steps of cli/case_teller.py, one after the other; `state` is where they lead."""

    name: str
    state: str
    path: str = ""
    fees: tuple[Fee, ...] = ()
    clock: ClockMode = "simulated"
    encrypted: bool = False


AGREED: Final = "conclude approve"
DECIDED: Final = f"complete {AGREED}"

SIMULATED: Final = (
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
LONG_AGO: Final = (
    Told("timers-unpaid", states.ABANDONED, "", (STUDY,)),
    Told("timers-captured-at-the-deadline", states.ADMISSIBILITY, "pay:at_submission until:ADMISSIBILITY", (STUDY,)),
    Told("timers-refunded", states.WITHDRAWN, "pay:at_submission withdraw", (STUDY,)),
    Told("timers-silent-at-admissibility", states.ABANDONED, "ask"),
    Told("timers-silent-under-review", states.ABANDONED, "complete ask"),
    Told("timers-issue-fee-unpaid", states.ABANDONED, f"{DECIDED}", (PERMIT,)),
    Told("timers-expired", states.EXPIRED, f"{DECIDED}"),
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
)
ENCRYPTED: Final = (
    Told("encrypted-issued", states.ISSUED, f"paid ask answer {DECIDED} issue-fee", BOTH, encrypted=True),
    Told("encrypted-refused", states.REFUSED, "complete refuse", encrypted=True),
    Told("encrypted-refunded", states.WITHDRAWN, "pay:at_submission withdraw", (STUDY,), encrypted=True),
)


def with_clock(told: tuple[Told, ...], clock: ClockMode) -> Iterator[Told]:
    """The same cases on another clock."""
    yield from (Told(one.name, one.state, one.path, one.fees, clock, one.encrypted) for one in told)
