"""What each act and each alarm does to the plain dict of tests/domain/contest_model.py."""

from collections.abc import Callable
from typing import Final

from tests.domain.contest_model import (
    PENDING,
    Model,
    Said,
    add_cost,
    balance,
    book,
    claimed,
    convict_all,
    drop_all,
    drop_count,
    drop_offer,
    ends,
    excess_back,
    fine_of,
    open_counts,
    release,
    scale,
    set_line,
)
from tests.domain.contest_model_money import MONEY
from tests.domain.contest_model_remedies import REMEDIES


def does(m: Model, act: str, said: Said) -> None:
    """Take an act that is allowed. `said` is its content: pleas, verdicts, cents, names."""
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


def _plead(m: Model, said: Said) -> None:
    m["served"] = True
    if m["state"] == "PLEA_OVERDUE":
        m["late_plea"] = said["pleas"]
    else:
        _entered(m, said["pleas"])


def _entered(m: Model, pleas: dict[int, str]) -> None:
    m["late_plea"] = None
    for number, plea in pleas.items():
        m["counts"][number]["plea"] = plea
    said = {m["counts"][number]["plea"] for number in open_counts(m)}
    if said == {"guilty"}:
        _guilty(m)
    else:
        m["state"] = "ADMIN_REVIEW" if "not_guilty" in said else "SENTENCE_CONTESTED"


def _guilty(m: Model) -> None:
    changed = m["state"] in PENDING
    convict_all(m)
    if changed:
        add_cost(m, "plea_changed", 2_800)
    elif balance(m) > 0:
        add_cost(m, "guilty_not_paid", 800)
    m.update(state="GUILTY_UNPAID", judgment=True)


def _decide_late(m: Model, said: Said) -> None:
    pleas, m["late_plea"] = m["late_plea"], None
    if said["accepted"]:
        _entered(m, pleas)


def _withdraw(m: Model, said: Said) -> None:
    for number in said["counts"]:
        m["counts"][number]["outcome"] = "withdrawn"
        drop_count(m, number)
    drop_offer(m)
    if not open_counts(m):
        _leave(m, "WITHDRAWN")
    excess_back(m)


def _leave(m: Model, state: str) -> None:
    drop_all(m)
    release(m)
    m["late_plea"] = None
    ends(m, state)


def _stay(m: Model, said: Said) -> None:
    for number in open_counts(m):
        m["counts"][number]["outcome"] = "stayed"
    _leave(m, "STAYED")
    excess_back(m)


def _exhibit(m: Model, said: Said) -> None:
    m["exhibits"][len(m["exhibits"]) + 1] = ""


def _apply_to_court(m: Model, said: Said) -> None:
    m.update(served=True, applications=m["applications"] + 1)


def _schedule(m: Model, said: Said) -> None:
    book(m, said)
    m["state"] = "SCHEDULED"


def _decide_postponement(m: Model, said: Said) -> None:
    m["state"] = "SCHEDULED"
    if said["granted"]:
        m["postponed"][m["asked_by"]] += 1
        release(m)
        book(m, said)
    m["asked_by"] = ""


def _open(m: Model, said: Said) -> None:
    drop_offer(m)
    m.update(state="IN_SESSION", present=said["present"], oral=None, asked_by="")


def _adjourn(m: Model, said: Said) -> None:
    release(m)
    m.update(state="ADJOURNED", oral=None)
    if said["hearing"]:
        book(m, said)


def _reserve(m: Model, said: Said) -> None:
    release(m)
    m.update(state="RESERVED", oral=None)


def _recuse(m: Model, said: Said) -> None:
    release(m)
    m.update(state="AWAITING_DATE", oral=None, asked_by="", stood_aside=m["stood_aside"] + 1)


def _judge(m: Model, said: Said) -> None:
    _pronounced(m, said, by_default=not m["present"])


def _pronounced(m: Model, said: Said, *, by_default: bool) -> None:
    for number in open_counts(m):
        verdict, fine = said["verdicts"].get(number, ("convicted", None))
        m["counts"][number]["outcome"] = verdict
        if verdict != "convicted":
            drop_count(m, number)
        elif fine is not None and fine != claimed(m, number):
            set_line(m, f"fine-{number}", fine_of(m, fine))
            set_line(m, f"contribution-{number}", scale(m, fine_of(m, fine)))
    outcomes = {one["outcome"] for one in m["counts"].values()}
    if "convicted" not in outcomes:
        drop_all(m)
        ends(m, "ACQUITTED" if "acquitted" in outcomes else "ANNULLED")
    else:
        if not said["without_costs"]:
            add_cost(m, *(("convicted_default", 6_200) if by_default else ("convicted_contested", 9_900)))
        m["state"] = "CONVICTED_DEFAULT" if by_default else "CONVICTED"
    m.update(oral=None, judgment=True, by_default=by_default, without_costs=said["without_costs"])
    release(m)
    drop_offer(m)
    excess_back(m)


def _agree(m: Model, said: Said) -> None:
    drop_offer(m)
    m.update(state="AGREEMENT", agreement=[said["deposit"], balance(m) - said["deposit"]])


def _missed(m: Model, said: Said) -> None:
    drop_offer(m)
    m.update(state="PAYABLE", agreement=[])


def _stops_asking(state: str) -> Callable[[Model, Said], None]:
    def rings(m: Model, said: Said) -> None:
        drop_offer(m)
        m["state"] = state

    return rings


def _proceed(m: Model, said: Said) -> None:
    going = {"SENTENCE_CONTESTED": "AWAITING_DATE", "ADJOURNED": "SCHEDULED"}.get(m["state"])
    if going:
        m["state"] = going
        return
    m["state"] = "PAYABLE"
    if balance(m) <= 0:
        ends(m, "PAID")


def _close(m: Model, said: Said) -> None:
    if not (balance(m) or m["orders"] or m["late"]):
        m["state"] = "CLOSED"


EFFECTS: Final[dict[str, Callable[[Model, Said], None]]] = {
    "record_service": lambda m, said: m.update(served=True),
    "plead": _plead, "decide_late": _decide_late, "withdraw": _withdraw, "stay": _stay,
    "continue": _to("AWAITING_DATE"), "disclose": _exhibit, "file_exhibit": _exhibit,
    "rule_on": lambda m, said: m["exhibits"].update({said["number"]: said["ruling"]}),
    "apply_to_court": _apply_to_court,
    "decide_application": lambda m, said: m.update(applications=m["applications"] - 1),
    "schedule": _schedule, "ask_mode": lambda m, said: m.update(mode_asked=True),
    "decide_mode": lambda m, said: m.update(mode_asked=False, by_video=bool(m["hearing"])),
    "ask_postponement": lambda m, said: m.update(state="POSTPONE_REQ", asked_by=said["side"]),
    "decide_postponement": _decide_postponement, "open": _open,
    "incident": lambda m, said: m.update(failed=m["failed"] or said["technical"]),
    "minutes": lambda m, said: m["minutes"].add(said["hearing"]),
    "adjourn": _adjourn, "reserve": _reserve, "recuse": _recuse, "judge": _judge,
    "oral": lambda m, said: m.update(oral=said), "confirm": lambda m, said: _judge(m, m["oral"]),
    "judge_on_record": lambda m, said: _pronounced(m, said, by_default=True),
    **REMEDIES, **MONEY,
    "grant_time": _to("PAYABLE"), "hand_back": _to("PAYABLE"), "agree": _agree,
    "suspend": lambda m, said: m.update(suspended=True), "resume": lambda m, said: m.update(suspended=False),
}  # fmt: skip
ALARMS: Final[dict[str, Callable[[Model, Said], None]]] = {
    "silence": _stops_asking("PLEA_OVERDUE"), "unpaid": _stops_asking("ENFORCEMENT"), "proceed": _proceed,
    "instalment_missed": _missed, "close": _close,
}  # fmt: skip
