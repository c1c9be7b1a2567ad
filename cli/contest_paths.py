"""The contests that are told and kept for replay: each leads to a state by the steps of its path."""

from dataclasses import dataclass
from typing import Final

from domain import contest_states as states

PLEADED: Final = "plead:not_guilty"
REVIEWED: Final = f"{PLEADED} review"
SET: Final = f"{REVIEWED} schedule:60"
OPENED: Final = f"{SET} later:60 open"
SILENT: Final = "advance:45 later:45"
DEFAULT: Final = f"{SILENT} judge_on_record:convicted proceed"


@dataclass(frozen=True)
class ContestTold:
    """One contest to tell: where it leads, by which steps, whether its workflow ends, and whether it is encrypted."""

    name: str
    state: str
    path: str
    ends: bool = False
    encrypted: bool = False
    clock: str = "simulated"
    counts: int = 1


CONTESTS: Final = (
    ContestTold("contest-served", states.SERVED, ""),
    ContestTold("contest-encrypted", states.SERVED, "", encrypted=True),
    ContestTold("contest-reminded", states.SERVED, "advance:24"),
    ContestTold("contest-part-paid", states.SERVED, "pay:5000"),
    ContestTold("contest-offer-replaced", states.SERVED, "offer:5000 pay:6000"),
    ContestTold("contest-claimed", states.SERVED, "claim"),
    ContestTold("contest-day-closed", states.SERVED, "later:30 close-day"),
    ContestTold("contest-suspended", states.SERVED, "suspend later:40 resume"),
    ContestTold("contest-mistake-reported", states.SERVED, "suspend mistake:2"),
    ContestTold("contest-overdue", states.PLEA_OVERDUE, SILENT),
    ContestTold("contest-late-plea-waits", states.PLEA_OVERDUE, f"{SILENT} plead:not_guilty"),
    ContestTold("contest-late-plea-refused", states.PLEA_OVERDUE, f"{SILENT} plead:not_guilty decide-late:no"),
    ContestTold("contest-late-plea-taken", states.ADMIN_REVIEW, f"{SILENT} plead:not_guilty decide-late:yes"),
    ContestTold("contest-paid-at-the-deadline", states.CLOSED, "offer captured-unseen advance:45", ends=True),
    ContestTold("contest-guilty-paid", states.GUILTY_PAID, "pay"),
    ContestTold("contest-guilty-paid-closed", states.CLOSED, "pay advance:60", ends=True),
    ContestTold("contest-guilty-unpaid", states.GUILTY_UNPAID, "plead:guilty"),
    ContestTold("contest-guilty-payable", states.PAYABLE, "plead:guilty proceed"),
    ContestTold("contest-sentence-contested", states.SENTENCE_CONTESTED, "plead:guilty_contest_sentence"),
    ContestTold("contest-sentence-to-hear", states.AWAITING_DATE, "plead:guilty_contest_sentence proceed"),
    ContestTold("contest-reviewed", states.ADMIN_REVIEW, PLEADED),
    ContestTold("contest-review-late", states.ADMIN_REVIEW, f"{PLEADED} advance:70"),
    ContestTold("contest-plea-changed", states.GUILTY_PAID, f"{PLEADED} pay"),
    ContestTold("contest-withdrawn", states.WITHDRAWN, f"{PLEADED} withdraw"),
    ContestTold("contest-withdrawn-in-part", states.ADMIN_REVIEW, f"{PLEADED} withdraw-one", counts=2),
    ContestTold(
        "contest-withdrawn-refunded", states.CLOSED, f"pay:5000 {PLEADED} withdraw settled advance:20", ends=True
    ),
    ContestTold(
        "contest-withdrawn-given-back",
        states.CLOSED,
        f"till:5000 {PLEADED} withdraw settled later:20 give-back advance:40",
        ends=True,
    ),
    ContestTold("contest-stayed", states.STAYED, f"{PLEADED} stay"),
    ContestTold("contest-awaiting-date", states.AWAITING_DATE, REVIEWED),
    ContestTold("contest-scheduled", states.SCHEDULED, f"{SET} disclose file-exhibit ask-mode decide-mode instruct"),
    ContestTold("contest-postpone-asked", states.POSTPONE_REQ, f"{SET} ask-postponement"),
    ContestTold("contest-postponed", states.SCHEDULED, f"{SET} ask-postponement postpone:90"),
    ContestTold("contest-earlier-date", states.SCHEDULED, f"{SET} take-offer:20"),
    ContestTold("contest-moved-by-the-defence", states.SCHEDULED, f"{SET} move-hearing:90"),
    ContestTold("contest-recused", states.AWAITING_DATE, f"{SET} recuse"),
    ContestTold("contest-in-session", states.IN_SESSION, OPENED),
    ContestTold("contest-adjourned", states.ADJOURNED, f"{OPENED} adjourn"),
    ContestTold("contest-adjourned-to-a-date", states.SCHEDULED, f"{OPENED} incident adjourn:40 proceed"),
    ContestTold(
        "contest-three-adjournments",
        states.CLOSED,
        f"{OPENED} adjourn:40 proceed later:40 open adjourn:40 proceed later:40 open adjourn:40 proceed later:40 open "
        "judge:acquitted advance:60",
        ends=True,
    ),
    ContestTold("contest-minutes-kept", states.RESERVED, f"{OPENED} incident reserve minutes"),
    ContestTold("contest-reserved", states.RESERVED, f"{OPENED} reserve"),
    ContestTold("contest-oral", states.CONVICTED, f"{OPENED} oral:convicted confirm"),
    ContestTold("contest-acquitted", states.ACQUITTED, f"{OPENED} judge:acquitted"),
    ContestTold("contest-convicted", states.CONVICTED, f"{OPENED} reserve judge:convicted"),
    ContestTold("contest-corrected", states.PAYABLE, f"{OPENED} judge:convicted proceed correct"),
    ContestTold("contest-convicted-by-default", states.CONVICTED_DEFAULT, f"{SILENT} judge_on_record:convicted"),
    ContestTold("contest-annulled", states.ANNULLED, f"{SILENT} judge_on_record:annulled"),
    ContestTold("contest-payable", states.PAYABLE, DEFAULT),
    ContestTold("contest-paid", states.PAID, f"{DEFAULT} pay"),
    ContestTold("contest-paid-closed", states.CLOSED, f"{DEFAULT} pay advance:60", ends=True),
    ContestTold("contest-enforced", states.ENFORCEMENT, f"{DEFAULT} advance:45"),
    ContestTold("contest-handed-back", states.PAYABLE, f"{DEFAULT} later:45 hand-back"),
    ContestTold("contest-agreed", states.AGREEMENT, f"{DEFAULT} agree pay:2500"),
    ContestTold("contest-agreement-broken", states.ENFORCEMENT, f"{DEFAULT} agree pay:2500 advance:90"),
    ContestTold("contest-revocation-asked", states.REVOCATION_REQ, f"{DEFAULT} ask-revocation"),
    ContestTold("contest-revoked", states.AWAITING_DATE, f"{DEFAULT} ask-revocation decide-revocation:yes"),
    ContestTold("contest-not-revoked", states.PAYABLE, f"{DEFAULT} ask-revocation decide-revocation:no"),
    ContestTold("contest-art-257", states.WITHDRAWN, "pay apply-revocation decide-revocation:yes settled"),
    ContestTold("contest-appealed", states.APPEALED, f"{DEFAULT} appeal"),
    ContestTold("contest-new-trial", states.AWAITING_DATE, f"{DEFAULT} appeal decide-appeal:new_trial"),
    ContestTold("contest-acquitted-on-appeal", states.ACQUITTED, f"{DEFAULT} appeal decide-appeal:acquitted"),
    ContestTold("contest-timers", states.PLEA_OVERDUE, "until:PLEA_OVERDUE", clock="real"),
)
