"""The states of a permit case's spine, and what each of them waits for (DOMAIN §7.1)."""

from typing import Final

AWAITING_PAYMENT: Final = "AWAITING_PAYMENT"
ADMISSIBILITY: Final = "ADMISSIBILITY"
INFO_REQUESTED: Final = "INFO_REQUESTED"
UNDER_REVIEW: Final = "UNDER_REVIEW"
DECISION_READY: Final = "DECISION_READY"
APPROVED_TO_PAY: Final = "APPROVED_TO_PAY"
ISSUED: Final = "ISSUED"
REFUSED: Final = "REFUSED"
EXPIRED: Final = "EXPIRED"
WITHDRAWN: Final = "WITHDRAWN"
ABANDONED: Final = "ABANDONED"

WAITING: Final = (
    AWAITING_PAYMENT,
    ADMISSIBILITY,
    INFO_REQUESTED,
    UNDER_REVIEW,
    DECISION_READY,
    APPROVED_TO_PAY,
    ISSUED,
)
TERMINAL: Final = (REFUSED, EXPIRED, WITHDRAWN, ABANDONED)
BEFORE_DECISION: Final = (AWAITING_PAYMENT, ADMISSIBILITY, INFO_REQUESTED, UNDER_REVIEW, DECISION_READY)

TASKS: Final[dict[str, tuple[str, str]]] = {
    AWAITING_PAYMENT: ("pay", "citizen"),
    ADMISSIBILITY: ("check_completeness", "clerk"),
    INFO_REQUESTED: ("answer_information", "citizen"),
    UNDER_REVIEW: ("review", "clerk"),
    DECISION_READY: ("decide", "clerk"),
    APPROVED_TO_PAY: ("pay", "citizen"),
}

FROM: Final[dict[str, tuple[str, ...]]] = {
    "capture_payment": (AWAITING_PAYMENT, APPROVED_TO_PAY, WITHDRAWN, ABANDONED),
    "record_refund": TERMINAL,
    "declare_complete": (ADMISSIBILITY,),
    "ask_information": (ADMISSIBILITY, UNDER_REVIEW),
    "answer_information": (INFO_REQUESTED,),
    "conclude_review": (UNDER_REVIEW,),
    "approve": (DECISION_READY,),
    "refuse": (DECISION_READY, UNDER_REVIEW),
    "withdraw": BEFORE_DECISION,
    "pay": (AWAITING_PAYMENT, APPROVED_TO_PAY),
}


def open_to(action: str, state: str) -> bool:
    """Whether a case in `state` can take `action` at all; who may is `domain/policy.py`'s."""
    return state in FROM.get(action, WAITING + TERMINAL)
