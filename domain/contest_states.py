"""The states of a contest, what each waits for, and which acts it is open to (DOMAIN §7.2, §7.5)."""

from typing import Final

SERVED: Final = "SERVED"
PLEA_OVERDUE: Final = "PLEA_OVERDUE"
GUILTY_PAID: Final = "GUILTY_PAID"
GUILTY_UNPAID: Final = "GUILTY_UNPAID"
SENTENCE_CONTESTED: Final = "SENTENCE_CONTESTED"
ADMIN_REVIEW: Final = "ADMIN_REVIEW"
WITHDRAWN: Final = "WITHDRAWN"
AWAITING_DATE: Final = "AWAITING_DATE"
SCHEDULED: Final = "SCHEDULED"
POSTPONE_REQ: Final = "POSTPONE_REQ"
IN_SESSION: Final = "IN_SESSION"
ADJOURNED: Final = "ADJOURNED"
RESERVED: Final = "RESERVED"
ACQUITTED: Final = "ACQUITTED"
CONVICTED: Final = "CONVICTED"
CONVICTED_DEFAULT: Final = "CONVICTED_DEFAULT"
ANNULLED: Final = "ANNULLED"
STAYED: Final = "STAYED"
PAYABLE: Final = "PAYABLE"
AGREEMENT: Final = "AGREEMENT"
ENFORCEMENT: Final = "ENFORCEMENT"
PAID: Final = "PAID"
REVOCATION_REQ: Final = "REVOCATION_REQ"
APPEALED: Final = "APPEALED"
CLOSED: Final = "CLOSED"

BEFORE_JUDGMENT: Final = (
    SERVED, PLEA_OVERDUE, SENTENCE_CONTESTED, ADMIN_REVIEW, AWAITING_DATE, SCHEDULED, POSTPONE_REQ, IN_SESSION,
    ADJOURNED, RESERVED,
)  # fmt: skip
OWED: Final = (PAYABLE, AGREEMENT, ENFORCEMENT)
PASSING: Final = (GUILTY_UNPAID, SENTENCE_CONTESTED, CONVICTED, CONVICTED_DEFAULT)  # left at once, by themselves
ENDS: Final = (GUILTY_PAID, WITHDRAWN, STAYED, ACQUITTED, ANNULLED, PAID)  # how a matter ends; then the file is closed
JUDGED: Final = (GUILTY_UNPAID, CONVICTED, CONVICTED_DEFAULT, *OWED, GUILTY_PAID, PAID, ACQUITTED, ANNULLED)
AFTER_JUDGMENT: Final = (*JUDGED, REVOCATION_REQ, APPEALED, CLOSED, WITHDRAWN, STAYED)
TERMINAL: Final = (CLOSED,)
STATES: Final = (
    *BEFORE_JUDGMENT, GUILTY_UNPAID, CONVICTED, CONVICTED_DEFAULT, *OWED, *ENDS, REVOCATION_REQ, APPEALED, CLOSED,
)  # fmt: skip
WAITING: Final = tuple(state for state in STATES if state != CLOSED)

TASKS: Final[dict[str, tuple[str, str]]] = {
    SERVED: ("plead_or_pay", "citizen"),
    PLEA_OVERDUE: ("judge_on_record", "adjudicator"),
    ADMIN_REVIEW: ("review", "prosecutor"),
    AWAITING_DATE: ("schedule", "clerk"),
    SCHEDULED: ("attend", "citizen"),
    POSTPONE_REQ: ("decide_postponement", "clerk"),
    IN_SESSION: ("hear", "adjudicator"),
    ADJOURNED: ("schedule", "clerk"),
    RESERVED: ("judge", "adjudicator"),
    PAYABLE: ("pay", "citizen"),
    AGREEMENT: ("pay", "citizen"),
    ENFORCEMENT: ("enforce", "collector"),
    REVOCATION_REQ: ("decide_revocation", "adjudicator"),
    APPEALED: ("record_appeal_judgment", "clerk"),
}

GIVE_BACK: Final = ("give_back_money", "collector")  # at an end, while money is still to go back by a person's hand

PENDING: Final = (ADMIN_REVIEW, AWAITING_DATE, SCHEDULED, POSTPONE_REQ, ADJOURNED)
# A hearing may have been held: its minutes come when its room has ended, after its judgment at times.
_HEARD_AT_TIMES: Final = tuple(
    state for state in WAITING if state not in (SERVED, PLEA_OVERDUE, SENTENCE_CONTESTED, ADMIN_REVIEW)
)
_FOR_TRIAL: Final = (*PENDING, IN_SESSION)

FROM: Final[dict[str, tuple[str, ...]]] = {
    "record_service": (SERVED,),
    "plead": (SERVED, PLEA_OVERDUE, *PENDING),
    "decide_late_plea": (PLEA_OVERDUE,),
    "withdraw_charges": BEFORE_JUDGMENT,
    "continue_proceedings": (ADMIN_REVIEW,),
    "stay_proceedings": BEFORE_JUDGMENT,
    "disclose": _FOR_TRIAL,
    "file_exhibit": (*_FOR_TRIAL, RESERVED),
    "rule_on_exhibit": (*_FOR_TRIAL, RESERVED),
    "apply_to_court": (*_FOR_TRIAL, SERVED, PLEA_OVERDUE),
    "decide_application": (*_FOR_TRIAL, SERVED, PLEA_OVERDUE, RESERVED),
    "suspend_delays": WAITING,
    "resume_delays": WAITING,
    "schedule": (AWAITING_DATE, ADJOURNED),
    "ask_mode": (AWAITING_DATE, SCHEDULED),
    "decide_mode": (AWAITING_DATE, SCHEDULED),
    "send_instructions": (SCHEDULED,),
    "ask_postponement": (SCHEDULED,),
    "decide_postponement": (POSTPONE_REQ,),
    "take_offer": (AWAITING_DATE, SCHEDULED),
    "move_hearing": (SCHEDULED,),
    "open_session": (SCHEDULED, POSTPONE_REQ),
    "note_incident": (SCHEDULED, IN_SESSION),
    "keep_minutes": _HEARD_AT_TIMES,
    "adjourn": (IN_SESSION,),
    "reserve": (IN_SESSION,),
    "recuse": (SCHEDULED, POSTPONE_REQ, IN_SESSION, RESERVED),
    "judge": (IN_SESSION, RESERVED),
    "record_oral_judgment": (IN_SESSION,),
    "confirm_judgment": (IN_SESSION,),
    "judge_on_record": (PLEA_OVERDUE,),
    "correct_judgment": JUDGED,
    "ask_revocation": (CONVICTED_DEFAULT, *OWED),
    "apply_for_revocation": (GUILTY_UNPAID, CONVICTED, CONVICTED_DEFAULT, *OWED, GUILTY_PAID, PAID),
    "decide_revocation": (REVOCATION_REQ,),
    "record_appeal": (GUILTY_UNPAID, CONVICTED, CONVICTED_DEFAULT, *OWED, GUILTY_PAID, PAID, ACQUITTED, ANNULLED),
    "decide_appeal": (APPEALED,),
    "offer_payment": (SERVED, PLEA_OVERDUE, *PENDING, *OWED),
    "take_payment": (SERVED, PLEA_OVERDUE, *PENDING, *OWED),
    "grant_time": (PAYABLE, ENFORCEMENT),
    "agree": (PAYABLE, ENFORCEMENT),
    "hand_back": (ENFORCEMENT,),
    "order_refund": (*WAITING,),
    "correct_entry": (*WAITING,),
}


def open_to(action: str, state: str) -> bool:
    """Whether a contest in `state` can take `action` at all; who may is `domain/policy.py`'s."""
    return state in FROM.get(action, STATES)
