"""What revocation and appeal do to the plain dict of tests/domain/contest_model.py (DOMAIN §2.8, §7.5)."""

from collections.abc import Callable
from typing import Final

from tests.domain.contest_model import (
    OWED,
    PASSING,
    Model,
    Said,
    add_cost,
    balance,
    claim,
    drop_all,
    drop_offer,
    ends,
    excess_back,
    fine_of,
    set_line,
)


def _ask(*, prosecution: bool) -> Callable[[Model, Said], None]:
    def asks(m: Model, said: Said) -> None:
        drop_offer(m)
        m.update(before=m["state"], state="REVOCATION_REQ", art_257=prosecution, agreement=[])

    return asks


def _decide_revocation(m: Model, said: Said) -> None:
    if not said["granted"]:
        if not m["art_257"]:
            add_cost(m, "application", 2_300)
        _goes_on(m)
    elif m["art_257"]:
        for one in m["counts"].values():
            one["outcome"] = "withdrawn"
        drop_all(m)
        m.update(agreement=[], by_default=False)
        ends(m, "WITHDRAWN")
        excess_back(m)
    else:
        _before_trial(m)


def _goes_on(m: Model) -> None:
    """Nothing was changed: back to where it was, to a debt that is open, or paid meanwhile."""
    if m["before"] in PASSING:
        m["state"] = m["before"]
    elif balance(m) > 0:
        m["state"] = "PAYABLE"
    elif m["before"] in OWED:
        ends(m, "PAID")
    else:
        m["state"] = m["before"]


def _before_trial(m: Model) -> None:
    for one in m["counts"].values():
        if one["outcome"] in ("convicted", "acquitted", "annulled"):
            one.update(outcome="", plea="not_guilty")
    for name in [name for name in m["lines"] if "-" not in name]:
        set_line(m, name, 0)
    claim(m)
    m.update(state="AWAITING_DATE", by_default=False, agreement=[], judgment=False, varied=False)
    excess_back(m)


def _appeal(m: Model, said: Said) -> None:
    drop_offer(m)
    m.update(before=m["state"], state="APPEALED", agreement=[])


def _decide_appeal(m: Model, said: Said) -> None:
    DECIDED[said["outcome"]](m, said)
    excess_back(m)


def _acquitted(m: Model, said: Said) -> None:
    for one in m["counts"].values():
        one["outcome"] = "acquitted" if one["outcome"] == "convicted" else one["outcome"]
    drop_all(m)
    m["agreement"] = []
    ends(m, "ACQUITTED")


def _varied(m: Model, said: Said) -> None:
    convicted = [number for number, one in m["counts"].items() if one["outcome"] == "convicted"]
    first = (convicted or [number for number, one in m["counts"].items() if one["outcome"] != "withdrawn"])[0]
    m["counts"][first]["outcome"] = "convicted"
    for number in convicted:
        set_line(m, f"fine-{number}", 0)
    set_line(m, f"fine-{first}", fine_of(m, said["fine"]))
    m["varied"] = True
    if m["before"] in PASSING:
        m["state"] = m["before"]
    else:
        m["state"] = "PAYABLE"
        if balance(m) <= 0:
            ends(m, "PAID")


def _upheld(m: Model, said: Said) -> None:
    _goes_on(m)


def _new_trial(m: Model, said: Said) -> None:
    _before_trial(m)


DECIDED: Final[dict[str, Callable[[Model, Said], None]]] = {
    "acquitted": _acquitted, "upheld": _upheld, "varied": _varied, "new_trial": _new_trial,
}  # fmt: skip
REMEDIES: Final[dict[str, Callable[[Model, Said], None]]] = {
    "ask_revocation": _ask(prosecution=False), "apply_for_revocation": _ask(prosecution=True),
    "decide_revocation": _decide_revocation, "appeal": _appeal, "decide_appeal": _decide_appeal,
}  # fmt: skip
