"""The states of a permit case, and what each of them waits for (DOMAIN §7.1, §7.5)."""

from typing import Final

AWAITING_PAYMENT: Final = "AWAITING_PAYMENT"
ADMISSIBILITY: Final = "ADMISSIBILITY"
INFO_REQUESTED: Final = "INFO_REQUESTED"
UNDER_REVIEW: Final = "UNDER_REVIEW"
CCU_PENDING: Final = "CCU_PENDING"
NOTICE_PERIOD: Final = "NOTICE_PERIOD"
COUNCIL_PENDING: Final = "COUNCIL_PENDING"
DECISION_READY: Final = "DECISION_READY"
APPROVED_TO_PAY: Final = "APPROVED_TO_PAY"
ISSUED: Final = "ISSUED"
IN_PROGRESS: Final = "IN_PROGRESS"
EXTENDED: Final = "EXTENDED"
INSPECTION_NC: Final = "INSPECTION_NC"
RENEWAL_PENDING: Final = "RENEWAL_PENDING"
REVOCATION_NOTICE: Final = "REVOCATION_NOTICE"
REFUSED: Final = "REFUSED"
COMPLETED: Final = "COMPLETED"
EXPIRED: Final = "EXPIRED"
REVOKED: Final = "REVOKED"
WITHDRAWN: Final = "WITHDRAWN"
ABANDONED: Final = "ABANDONED"

BEFORE_DECISION: Final = (
    AWAITING_PAYMENT,
    ADMISSIBILITY,
    INFO_REQUESTED,
    UNDER_REVIEW,
    CCU_PENDING,
    NOTICE_PERIOD,
    COUNCIL_PENDING,
    DECISION_READY,
)
IN_FORCE: Final = (ISSUED, IN_PROGRESS, EXTENDED, INSPECTION_NC)
WAITING: Final = (*BEFORE_DECISION, APPROVED_TO_PAY, *IN_FORCE, RENEWAL_PENDING, REVOCATION_NOTICE)
TERMINAL: Final = (REFUSED, COMPLETED, EXPIRED, REVOKED, WITHDRAWN, ABANDONED)

TASKS: Final[dict[str, tuple[str, str]]] = {
    AWAITING_PAYMENT: ("pay", "citizen"),
    ADMISSIBILITY: ("check_completeness", "clerk"),
    INFO_REQUESTED: ("answer_information", "citizen"),
    UNDER_REVIEW: ("review", "clerk"),
    CCU_PENDING: ("record_committee_opinion", "clerk"),
    NOTICE_PERIOD: ("publish_notice", "clerk"),
    COUNCIL_PENDING: ("record_resolution", "clerk"),
    DECISION_READY: ("decide", "clerk"),
    APPROVED_TO_PAY: ("pay", "citizen"),
    INSPECTION_NC: ("inspect", "inspector"),
    RENEWAL_PENDING: ("renew", "citizen"),
    REVOCATION_NOTICE: ("decide_revocation", "director"),
}

_STUDY: Final = (ADMISSIBILITY, UNDER_REVIEW, CCU_PENDING, NOTICE_PERIOD, COUNCIL_PENDING, DECISION_READY)
_WORK: Final = (IN_PROGRESS, EXTENDED)

FROM: Final[dict[str, tuple[str, ...]]] = {
    "capture_payment": WAITING + TERMINAL,
    "take_payment": (*WAITING, COMPLETED, EXPIRED, REVOKED),
    "order_refund": (*WAITING, COMPLETED, EXPIRED, REVOKED),
    "record_refund": WAITING + TERMINAL,
    "cancel_refund": WAITING + TERMINAL,
    "declare_complete": (ADMISSIBILITY,),
    "ask_information": (ADMISSIBILITY, UNDER_REVIEW),
    "answer_information": (INFO_REQUESTED,),
    "give_opinion": (UNDER_REVIEW,),
    "conclude_review": (UNDER_REVIEW,),
    "refer": (UNDER_REVIEW,),
    "record_committee_opinion": (CCU_PENDING,),
    "publish_notice": (NOTICE_PERIOD,),
    "record_resolution": (COUNCIL_PENDING,),
    "approve": (DECISION_READY,),
    "second": (DECISION_READY,),
    "refuse": (DECISION_READY, UNDER_REVIEW),
    "withdraw": BEFORE_DECISION,
    "amend": BEFORE_DECISION,
    "accept_amendment": BEFORE_DECISION,
    "refuse_amendment": BEFORE_DECISION,
    "move_promise": (ADMISSIBILITY, UNDER_REVIEW, DECISION_READY),
    "judge_document": (*BEFORE_DECISION, APPROVED_TO_PAY),
    "replace_document": (*BEFORE_DECISION, APPROVED_TO_PAY),
    "declare_start": (ISSUED,),
    "extend": (IN_PROGRESS,),
    "inspect": (*IN_FORCE, RENEWAL_PENDING),
    "declare_completion": _WORK,
    "renew": (EXPIRED, RENEWAL_PENDING),
    "give_notice_of_revocation": (*IN_FORCE, RENEWAL_PENDING),
    "comment_on_revocation": (REVOCATION_NOTICE,),
    "revoke": (REVOCATION_NOTICE,),
    "keep": (REVOCATION_NOTICE,),
    "correct_entry": WAITING,
    "withdraw_letter": WAITING + TERMINAL,
    "correct_letter": WAITING + TERMINAL,
    "pay": (*_STUDY, AWAITING_PAYMENT, APPROVED_TO_PAY, *IN_FORCE, RENEWAL_PENDING, EXPIRED, COMPLETED, REVOKED),
}


def open_to(action: str, state: str) -> bool:
    """Whether a case in `state` can take `action` at all; who may is `domain/policy.py`'s."""
    return state in FROM.get(action, WAITING + TERMINAL)
