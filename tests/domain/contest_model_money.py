"""What money does to the plain dict of tests/domain/contest_model.py: offered, taken, late, given back."""

from collections.abc import Callable
from typing import Final

from tests.domain.contest_model import (
    OWED,
    PENDING,
    UNANSWERED,
    Model,
    Said,
    add_cost,
    balance,
    convict_all,
    drop_offer,
    ends,
    excess_back,
    today,
)


def _offer(m: Model, said: Said) -> None:
    drop_offer(m)
    m["offers"] += 1
    m["open"] = {"id": said["id"], "cents": said["cents"]}


def _capture(m: Model, said: Said) -> None:
    due, m["open"] = m["open"], None
    _paid(m, due["id"], due["cents"], "cash")


def _take(m: Model, said: Said) -> None:
    due, m["open"] = m["open"], None
    m["closing"][due["id"]] = due["cents"]
    _paid(m, due["id"], due["cents"], "till")


def _capture_late(m: Model, said: Said) -> None:
    cents = m["closing"].pop(said["id"])
    if said["id"] in m["paid"] or cents > balance(m):
        m["late"][said["id"]] = cents
    else:
        _paid(m, said["id"], cents, "cash")


def _paid(m: Model, payment: str, cents: int, account: str) -> None:
    m["served"] = True
    whole, before = cents >= today(m), m["state"]
    if whole and before in PENDING:
        add_cost(m, "plea_changed", 2_800)
    m["paid"][payment] = {"cents": cents, "account": account, "back": 0}
    m["receivable"] -= cents
    if before in OWED:
        _on_a_debt(m, cents)
    elif whole and before in (UNANSWERED | PENDING):
        convict_all(m)
        m["late_plea"] = None
        ends(m, "GUILTY_PAID")
    excess_back(m)


def _on_a_debt(m: Model, cents: int) -> None:
    if balance(m) <= 0:
        ends(m, "PAID")
        return
    while cents and m["agreement"]:
        taken = min(cents, m["agreement"][0])
        cents, m["agreement"][0] = cents - taken, m["agreement"][0] - taken
        m["agreement"] = [one for one in m["agreement"] if one]


def _refund(m: Model, said: Said) -> None:
    m["paid"][said["id"]]["back"] += said["cents"]
    if m["paid"][said["id"]]["account"] == "till":
        m["receivable"] += said["cents"]
    else:
        m["orders"].append({"id": said["id"], "cents": said["cents"]})


def _refunded(m: Model, said: Said) -> None:
    del m["orders"][said["rank"]]
    m["receivable"] += said["cents"]


def _refund_refused(m: Model, said: Said) -> None:
    del m["orders"][said["rank"]]
    m["paid"][said["id"]]["back"] -= said["cents"]
    m["refused"] += said["cents"]
    if m["state"] in OWED:
        _on_a_debt(m, said["cents"])


MONEY: Final[dict[str, Callable[[Model, Said], None]]] = {
    "offer": _offer, "capture": _capture, "take": _take, "capture_late": _capture_late,
    "give_late_back": lambda m, said: m["late"].pop(said["id"]),
    "order_refund": _refund, "record_refund": _refunded, "cancel_refund": _refund_refused,
}  # fmt: skip
