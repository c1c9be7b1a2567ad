"""What each act and each alarm does to the plain dict of tests/domain/permit_model.py."""

from collections.abc import Callable
from typing import Final

from tests.domain.permit_model import UNDECIDED, Model, Said, ask_for, write_off


def does(m: Model, act: str, said: Said) -> None:
    """Take an act that is allowed. `said` is its content: outcomes, cents, ids."""
    m["seq"] += 1
    EFFECTS.get(act, _nothing)(m, said)


def rings(m: Model, alarm: str) -> None:
    """An alarm fires."""
    m["seq"] += 1
    ALARMS.get(alarm, _nothing)(m, {})


def _nothing(m: Model, said: Said) -> None:
    return None


def _to(state: str) -> Callable[[Model, Said], None]:
    return lambda m, said: m.update(state=state)


def _pay(m: Model, account: str) -> None:
    due, m["due"] = m["due"], None
    m["paid"][due["id"]] = {"cents": due["cents"], "account": account, "back": 0}
    m[account] += due["cents"]
    PAID[due["moment"]](m, {})


def _pay_online(m: Model, said: Said) -> None:
    _pay(m, "cash")


def _pay_at_the_counter(m: Model, said: Said) -> None:
    m["may_come_late"][m["due"]["id"]] = m["due"]["cents"]
    _pay(m, "till")


def _pay_late(m: Model, said: Said) -> None:
    m["late"][said["id"]] = m["may_come_late"].pop(said["id"])
    m["cash"] += m["late"][said["id"]]


def _late_back(m: Model, said: Said) -> None:
    m["cash"] -= m["late"].pop(said["id"])


def _order(m: Model, said: Said) -> None:
    paid = m["paid"][said["id"]]
    paid["back"] += said["cents"]
    if paid["account"] == "till":
        m["till"] -= said["cents"]
        m["given_back"] += said["cents"]
    else:
        m["orders"].append(said)


def _recorded(m: Model, said: Said) -> None:
    m["orders"].remove(said)
    m["cash"] -= said["cents"]
    m["given_back"] += said["cents"]


def _ask(m: Model, said: Said) -> None:
    m.update(back=m["state"], state="INFO_REQUESTED")


def _opinion(m: Model, said: Said) -> None:
    m["opinions"].add(said["discipline"])


def _advise(m: Model, said: Said) -> None:
    if said["outcome"] != "postponed":
        m["state"] = "NOTICE_PERIOD" if m["council"] == "minor_exemption" else "COUNCIL_PENDING"


def _end(state: str) -> Callable[[Model, Said], None]:
    def ends(m: Model, said: Said) -> None:
        write_off(m)
        m.update(state=state, proposed=False)

    return ends


def _resolve(m: Model, said: Said) -> None:
    _end("REFUSED")(m, said) if said["outcome"] == "refused" else m.update(state="DECISION_READY")


def _approve(m: Model, said: Said) -> None:
    cost = m["fees"].get("at_submission", 0) + m["fees"].get("at_issue", 0)
    if m["limit"] is not None and cost > m["limit"]:
        m["proposed"] = True
        return
    _grant(m, said)


def _grant(m: Model, said: Said) -> None:
    m.update(proposed=False, state="ISSUED")
    if "at_issue" in m["fees"]:
        m["state"] = "APPROVED_TO_PAY"
        ask_for(m, "at_issue")


def _accept(m: Model, said: Said) -> None:
    m["amendment"] = ""
    if "at_amendment" in m["fees"]:
        m["amendment"] = "unpaid"
        ask_for(m, "at_amendment", str(m["amendments"]))


def _inspect(m: Model, said: Said) -> None:
    working = m["state"] in ("IN_PROGRESS", "EXTENDED")
    if said["outcome"] == "non_conform" and (working or (m["state"] == "ISSUED" and not m["starts"])):
        m.update(corrected=m["state"], state="INSPECTION_NC", overdue=False)
    elif said["outcome"] == "conform" and m["state"] == "INSPECTION_NC":
        m["state"] = m["corrected"]
    elif said["outcome"] == "conform" and said["kind"] == "final" and working:
        m["state"] = "COMPLETED"


def _renew(m: Model, said: Said) -> None:
    m["terms"] += 1
    if not m["fees"].get("at_renewal"):
        _renewed(m, said)
        return
    m["state"] = "RENEWAL_PENDING"
    ask_for(m, "at_renewal", str(m["terms"]))


def _renewed(m: Model, said: Said) -> None:
    """Another term, with a bill of its own; it answers no notice of revocation."""
    m.update(ran_out=False, bill="", reminded=False)
    m["kept" if m["state"] == "REVOCATION_NOTICE" else "state"] = "ISSUED"


def _notice(m: Model, said: Said) -> None:
    m.update(kept=m["state"], state="REVOCATION_NOTICE", commented=False, comments_closed=False)


def _revoke(m: Model, said: Said) -> None:
    """What was used stays owed."""
    if m["due"] and m["due"]["moment"] != "invoice_after":
        write_off(m)
    m["state"] = "REVOKED"


def _cancelled(m: Model, said: Said) -> None:
    m["orders"].remove(said)
    m["paid"][said["id"]]["back"] -= said["cents"]


def _ran_out(m: Model, said: Said) -> None:
    if m["due"] and m["due"]["moment"] == "at_renewal":
        write_off(m)
    m.update(state="EXPIRED", ran_out=True)


def _bill(m: Model, said: Said) -> None:
    m["bill"] = "sent"
    ask_for(m, "invoice_after", str(m["terms"] or ""))


def _amendment_off(m: Model, said: Said) -> None:
    assert m["state"] in UNDECIDED
    write_off(m)
    m["amendment"] = ""


PAID: Final[dict[str, Callable[[Model, Said], None]]] = {
    "at_submission": _to("ADMISSIBILITY"),
    "at_issue": _to("ISSUED"),
    "at_renewal": _renewed,
    "at_amendment": lambda m, said: m.update(amendment=""),
    "invoice_after": lambda m, said: m.update(bill="paid"),
}
EFFECTS: Final[dict[str, Callable[[Model, Said], None]]] = {
    "pay_online": _pay_online, "pay_at_the_counter": _pay_at_the_counter, "pay_late": _pay_late,
    "give_late_money_back": _late_back, "order_refund": _order, "record_refund": _recorded, "cancel_refund": _cancelled,
    "complete": _to("UNDER_REVIEW"), "ask": _ask, "answer": lambda m, said: m.update(state=m["back"]),
    "give_opinion": _opinion, "conclude": _to("DECISION_READY"),
    "refer": lambda m, said: m.update(state="CCU_PENDING", referred=True),
    "advise": _advise, "publish": _to("COUNCIL_PENDING"), "resolve": _resolve, "approve": _approve, "second": _grant,
    "refuse": _end("REFUSED"), "withdraw": _end("WITHDRAWN"),
    "amend": lambda m, said: m.update(amendment="asked", amendments=m["amendments"] + 1),
    "accept_amendment": _accept, "refuse_amendment": lambda m, said: m.update(amendment=""),
    "judge": lambda m, said: m.update(to_replace=said["outcome"] == "to_replace"),
    "replace": lambda m, said: m.update(to_replace=False),
    "start": _to("IN_PROGRESS"), "extend": _to("EXTENDED"), "inspect": _inspect, "finish": _to("COMPLETED"),
    "renew": _renew, "notice": _notice, "comment": lambda m, said: m.update(commented=True),
    "revoke": _revoke, "keep": lambda m, said: m.update(state=m["kept"]),
}  # fmt: skip
ALARMS: Final[dict[str, Callable[[Model, Said], None]]] = {
    "fee_unpaid": _end("ABANDONED"), "issue_fee_unpaid": _end("ABANDONED"), "silence": _end("ABANDONED"),
    "expiry": _ran_out, "not_started": _ran_out, "renewal_unpaid": _ran_out,
    "renewal_opens": _to("RENEWAL_PENDING"), "renewal_closed": lambda m, said: m.update(closed=True),
    "invoice": _bill, "invoice_overdue": lambda m, said: m.update(reminded=True),
    "amendment_unpaid": _amendment_off, "correction_overdue": lambda m, said: m.update(overdue=True),
    "comments_closed": lambda m, said: m.update(comments_closed=True),
}  # fmt: skip
