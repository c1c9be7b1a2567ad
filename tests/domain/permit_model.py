"""A permit case as a plain dict: where each act leads, what is owed, paid, given back, and which alarms wait.

Written from DOMAIN §7.1 and §7.5, and from nothing of the code that it is compared with.
"""

from collections.abc import Callable
from typing import Any, Final

Model = dict[str, Any]
Said = dict[str, Any]

STUDY: Final = {"ADMISSIBILITY", "UNDER_REVIEW", "CCU_PENDING", "NOTICE_PERIOD", "COUNCIL_PENDING", "DECISION_READY"}
UNDECIDED: Final = {"AWAITING_PAYMENT", "INFO_REQUESTED", *STUDY}
FORCE: Final = {"ISSUED", "IN_PROGRESS", "EXTENDED", "INSPECTION_NC"}
TERMINAL: Final = {"REFUSED", "COMPLETED", "EXPIRED", "REVOKED", "WITHDRAWN", "ABANDONED"}
BILLED: Final = {"ISSUED", "IN_PROGRESS", "EXTENDED", "RENEWAL_PENDING", "EXPIRED", "COMPLETED", "REVOKED"}
ANYWHERE: Final = {*UNDECIDED, "APPROVED_TO_PAY", *FORCE, "RENEWAL_PENDING", "REVOCATION_NOTICE", *TERMINAL}

WHERE: Final[dict[str, set[str]]] = {
    "complete": {"ADMISSIBILITY"}, "ask": {"ADMISSIBILITY", "UNDER_REVIEW"}, "answer": {"INFO_REQUESTED"},
    "give_opinion": {"UNDER_REVIEW"}, "conclude": {"UNDER_REVIEW"}, "refer": {"UNDER_REVIEW"},
    "advise": {"CCU_PENDING"}, "publish": {"NOTICE_PERIOD"}, "resolve": {"COUNCIL_PENDING"},
    "approve": {"DECISION_READY"}, "second": {"DECISION_READY"}, "second_oneself": set(),
    "refuse": {"DECISION_READY", "UNDER_REVIEW"}, "withdraw": UNDECIDED,
    "amend": UNDECIDED, "accept_amendment": UNDECIDED, "refuse_amendment": UNDECIDED,
    "move_promise": {"ADMISSIBILITY", "UNDER_REVIEW", "DECISION_READY"},
    "judge": {*UNDECIDED, "APPROVED_TO_PAY"}, "replace": {*UNDECIDED, "APPROVED_TO_PAY"},
    "start": {"ISSUED"}, "extend": {"IN_PROGRESS"}, "inspect": {*FORCE, "RENEWAL_PENDING"},
    "finish": {"IN_PROGRESS", "EXTENDED"},
    "renew": {"EXPIRED", "RENEWAL_PENDING"}, "notice": {*FORCE, "RENEWAL_PENDING"}, "comment": {"REVOCATION_NOTICE"},
    "revoke": {"REVOCATION_NOTICE"}, "keep": {"REVOCATION_NOTICE"},
    "pay_online": ANYWHERE, "pay_at_the_counter": ANYWHERE, "pay_late": ANYWHERE, "give_late_money_back": ANYWHERE,
    "order_refund": ANYWHERE - {"REFUSED", "WITHDRAWN", "ABANDONED"}, "order_too_much": set(),
    "record_refund": ANYWHERE, "cancel_refund": ANYWHERE,
}  # fmt: skip

ONLY_IF: Final[dict[str, Callable[[Model], bool]]] = {
    "pay_online": lambda m: bool(m["due"]),
    "pay_at_the_counter": lambda m: bool(m["due"]),
    "pay_late": lambda m: bool(m["may_come_late"]),
    "give_late_money_back": lambda m: bool(m["late"]),
    "order_refund": lambda m: any(one["cents"] > one["back"] for one in m["paid"].values()),
    "record_refund": lambda m: bool(m["orders"]),
    "cancel_refund": lambda m: bool(m["orders"]),
    "complete": lambda m: not m["to_replace"],
    "conclude": lambda m: not m["council"],
    "refer": lambda m: bool(m["council"]) and m["opinions"] == {"zoning", "heritage"},
    "approve": lambda m: not m["proposed"] and not m["amendment"] and not m["to_replace"],
    "second": lambda m: m["proposed"] and not m["amendment"],
    "amend": lambda m: not m["amendment"],
    "accept_amendment": lambda m: m["amendment"] == "asked" and not (m["due"] and "at_amendment" in m["fees"]),
    "refuse_amendment": lambda m: m["amendment"] == "asked",
    "move_promise": lambda m: not m["referred"],
    "replace": lambda m: m["to_replace"],
    "start": lambda m: m["starts"],
    "extend": lambda m: m["extends"],
    "renew": lambda m: (m["annual"] or m["renewable"]) and not m["due"] and not ended(m),
    "revoke": lambda m: m["commented"] or m["comments_closed"],
}


def begin(fees: dict[str, int], **rules: Any) -> Model:
    """A case just filed. `fees` are cents by moment; rules: council, limit, annual, renewable, starts, extends."""
    carried = {"council": "", "limit": None, "annual": False, "renewable": False, "starts": False, "extends": False}
    nothing = {"due": None, "paid": {}, "late": {}, "may_come_late": {}, "orders": [], "given_back": 0, "void": None,
               "cash": 0, "till": 0}  # fmt: skip
    memory = {"back": "", "corrected": "", "kept": "", "opinions": set(), "proposed": False, "amendment": "",
              "to_replace": False, "referred": False, "commented": False, "comments_closed": False, "overdue": False,
              "bill": "", "reminded": False, "terms": 0, "amendments": 0, "ran_out": False,
              "closed": False}  # fmt: skip
    model: Model = {"state": "", "seq": 1, "fees": fees} | carried | nothing | memory | rules
    if fees.get("at_submission"):
        ask_for(model, "at_submission")
    model["state"] = "AWAITING_PAYMENT" if model["due"] else "ADMISSIBILITY"
    return model


def allowed(m: Model, act: str) -> bool:
    """Whether the case takes an act now."""
    return m["state"] in WHERE[act] and ONLY_IF.get(act, lambda m: True)(m)


def ended(m: Model) -> bool:
    """Whether nothing is left to decide, to bill or to renew."""
    to_bill = m["state"] in ("EXPIRED", "COMPLETED", "REVOKED") and "invoice_after" in m["fees"] and m["bill"] != "paid"
    to_renew = m["state"] == "EXPIRED" and m["renewable"] and not m["closed"]
    return m["state"] in TERMINAL and not to_bill and not to_renew


def promised(m: Model) -> bool:
    """Whether a date is promised."""
    return m["state"] in ("ADMISSIBILITY", "UNDER_REVIEW", "DECISION_READY") and not m["referred"]


def waits(m: Model) -> set[str]:
    """The alarms that wait, but for warnings and promises."""
    return _of_state(m) | _of_amendment(m) | _of_bill(m)


def _of_state(m: Model) -> set[str]:
    beside = {"not_started"} if m["starts"] else set[str]()
    beside |= {"renewal_opens"} if m["annual"] else set()
    running = {
        "AWAITING_PAYMENT": {"fee_unpaid"}, "APPROVED_TO_PAY": {"issue_fee_unpaid"}, "INFO_REQUESTED": {"silence"},
        "ISSUED": {"expiry"} | beside,
        "IN_PROGRESS": {"expiry"}, "EXTENDED": {"expiry"},
        "INSPECTION_NC": set() if m["overdue"] else {"correction_overdue"},
        "REVOCATION_NOTICE": set() if m["comments_closed"] else {"comments_closed"},
        "RENEWAL_PENDING": {"renewal_unpaid"} if m["ran_out"] else {"expiry"},
        "EXPIRED": {"renewal_closed"} if m["renewable"] and not m["closed"] else set(),
    }  # fmt: skip
    return running.get(m["state"], set())


def _of_amendment(m: Model) -> set[str]:
    return {"amendment_unpaid"} if m["amendment"] == "unpaid" and m["state"] in UNDECIDED else set()


def _of_bill(m: Model) -> set[str]:
    if "invoice_after" not in m["fees"] or m["state"] not in BILLED or m["bill"] == "paid" or m["reminded"]:
        return set()
    return {"invoice_overdue"} if m["bill"] else {"invoice"}


def ask_for(m: Model, moment: str, turn: str = "") -> None:
    """A fee is owed from now on."""
    assert m["due"] is None, "two payments open at once"
    m["due"] = {"id": moment + turn, "moment": moment, "cents": m["fees"][moment]}


def write_off(m: Model) -> None:
    """Nobody owes what was open any more; its money may still come, too late."""
    if m["due"]:
        if m["void"]:
            m["may_come_late"].pop(m["void"], None)
        m["void"] = m["due"]["id"]
        m["may_come_late"][m["void"]], m["due"] = m["due"]["cents"], None
