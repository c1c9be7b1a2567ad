"""A contest as a plain dict: where each act is taken, what is owed and paid, and which alarms wait.

Written from DOMAIN §2, §7.2 and §7.5, and from nothing of the code that it is compared with.
"""

from collections.abc import Callable
from typing import Any, Final

Model = dict[str, Any]
Said = dict[str, Any]

BOOKED: Final = {"SCHEDULED", "POSTPONE_REQ"}
PENDING: Final = {"ADMIN_REVIEW", "AWAITING_DATE", "ADJOURNED", *BOOKED}
FOR_TRIAL: Final = {*PENDING, "IN_SESSION"}
UNANSWERED: Final = {"SERVED", "PLEA_OVERDUE"}
UNJUDGED: Final = {*UNANSWERED, "SENTENCE_CONTESTED", *FOR_TRIAL, "RESERVED"}
OWED: Final = {"PAYABLE", "AGREEMENT", "ENFORCEMENT"}
PASSING: Final = {"GUILTY_UNPAID", "SENTENCE_CONTESTED", "CONVICTED", "CONVICTED_DEFAULT"}
ENDS: Final = {"GUILTY_PAID", "WITHDRAWN", "STAYED", "ACQUITTED", "ANNULLED", "PAID"}
CONVICTIONS: Final = {"GUILTY_UNPAID", "CONVICTED", "CONVICTED_DEFAULT", *OWED, "GUILTY_PAID", "PAID"}
JUDGED: Final = {*CONVICTIONS, "ACQUITTED", "ANNULLED"}
STATES: Final = {*UNJUDGED, *JUDGED, *ENDS, "REVOCATION_REQ", "APPEALED", "CLOSED"}
OPEN_FILE: Final = STATES - {"CLOSED"}

WHERE: Final[dict[str, set[str]]] = {
    "record_service": {"SERVED"}, "plead": {*UNANSWERED, *PENDING}, "decide_late": {"PLEA_OVERDUE"},
    "withdraw": UNJUDGED, "continue": {"ADMIN_REVIEW"}, "stay": UNJUDGED,
    "disclose": FOR_TRIAL, "file_exhibit": {*FOR_TRIAL, "RESERVED"}, "rule_on": {*FOR_TRIAL, "RESERVED"},
    "apply_to_court": {*UNANSWERED, *FOR_TRIAL}, "decide_application": {*UNANSWERED, *FOR_TRIAL, "RESERVED"},
    "schedule": {"AWAITING_DATE", "ADJOURNED"}, "ask_mode": {"AWAITING_DATE", "SCHEDULED"},
    "decide_mode": {"AWAITING_DATE", "SCHEDULED"}, "instruct": {"SCHEDULED"},
    "ask_postponement": {"SCHEDULED"}, "decide_postponement": {"POSTPONE_REQ"},
    "take_offer": {"AWAITING_DATE", "SCHEDULED"}, "move_hearing": {"SCHEDULED"},
    "open": BOOKED, "incident": {"SCHEDULED", "IN_SESSION"}, "adjourn": {"IN_SESSION"}, "reserve": {"IN_SESSION"},
    "minutes": OPEN_FILE - {*UNANSWERED, "SENTENCE_CONTESTED", "ADMIN_REVIEW"},
    "recuse": {*BOOKED, "IN_SESSION", "RESERVED"}, "judge": {"IN_SESSION", "RESERVED"}, "oral": {"IN_SESSION"},
    "confirm": {"IN_SESSION"}, "judge_on_record": {"PLEA_OVERDUE"}, "correct": JUDGED,
    "ask_revocation": {"CONVICTED_DEFAULT", *OWED}, "apply_for_revocation": CONVICTIONS,
    "decide_revocation": {"REVOCATION_REQ"}, "appeal": JUDGED, "decide_appeal": {"APPEALED"},
    "offer": {*UNANSWERED, *PENDING, *OWED}, "take": {*UNANSWERED, *PENDING, *OWED},
    "capture": STATES, "capture_late": STATES, "give_late_back": STATES, "record_refund": STATES,
    "cancel_refund": STATES, "order_refund": OPEN_FILE,
    "grant_time": {"PAYABLE", "ENFORCEMENT"}, "agree": {"PAYABLE", "ENFORCEMENT"}, "hand_back": {"ENFORCEMENT"},
    "suspend": OPEN_FILE, "resume": OPEN_FILE, "close_day": STATES, "change_address": STATES,
}  # fmt: skip

NOT_WALKED: Final = {"take_offer", "move_hearing"}  # they hang on the date that is set: the table tells of them

ONLY_IF: Final[dict[str, Callable[[Model], bool]]] = {
    "record_service": lambda m: not m["served"],
    "plead": lambda m: not m["late_plea"],
    "decide_late": lambda m: bool(m["late_plea"]),
    "judge_on_record": lambda m: not m["late_plea"],
    "rule_on": lambda m: bool(m["exhibits"]),
    "decide_application": lambda m: m["applications"] > 0,
    "ask_mode": lambda m: not m["mode_asked"],
    "decide_mode": lambda m: m["mode_asked"],
    "instruct": lambda m: m["by_video"],
    "minutes": lambda m: bool(unkept(m)),
    "judge": lambda m: ready(m),
    "oral": lambda m: ready(m) and m["oral"] is None,
    "confirm": lambda m: m["oral"] is not None,
    "correct": lambda m: m["judgment"],
    "ask_revocation": lambda m: m["by_default"],
    "offer": lambda m: today(m) > 0,
    "take": lambda m: bool(m["open"]),
    "capture": lambda m: bool(m["open"]),
    "capture_late": lambda m: bool(m["closing"]),
    "give_late_back": lambda m: bool(m["late"]),
    "record_refund": lambda m: bool(m["orders"]),
    "cancel_refund": lambda m: bool(m["orders"]),
    "order_refund": lambda m: balance(m) < 0 and any(one["cents"] > one["back"] for one in m["paid"].values()),
    "agree": lambda m: balance(m) > 1,
    "suspend": lambda m: not m["suspended"],
    "resume": lambda m: m["suspended"],
}


def begin(counts: dict[int, dict[str, int]], **about: Any) -> Model:
    """A statement just served. `about`: kind, minor, served, silence; counts say fine, costs, contribution, greater."""
    m: Model = {
        "state": "SERVED", "seq": 1, "kind": "traffic", "minor": False, "served": True, "suspended": False,
        "counts": {number: {"plea": "", "outcome": "", **one} for number, one in counts.items()},
        "lines": {}, "paid": {}, "open": None, "closing": {}, "late": {}, "orders": [], "agreement": [],
        "receivable": 0, "refused": 0, "offers": 0, "late_plea": None, "hearing": "", "hearings": 0, "released": set(),
        "postponed": {"defence": 0, "prosecution": 0}, "asked_by": "", "stood_aside": 0,
        "present": False, "failed": False, "oral": None, "exhibits": {}, "applications": 0, "mode_asked": False,
        "by_video": False, "by_default": False, "without_costs": False, "judgment": False, "before": "",
        "art_257": False, "varied": False, "minutes": set(),
    }  # fmt: skip
    m |= about
    claim(m)
    return m


def allowed(m: Model, act: str) -> bool:
    """Whether the case takes an act now."""
    return m["state"] in WHERE[act] and ONLY_IF.get(act, lambda m: True)(m)


def open_counts(m: Model) -> list[int]:
    """The counts that nothing became of yet."""
    return [number for number, one in m["counts"].items() if not one["outcome"]]


def ready(m: Model) -> bool:
    """Whether the judge may judge: every exhibit ruled on, nobody away because of a failure of ours."""
    return all(m["exhibits"].values()) and (m["present"] or not m["failed"])


def unkept(m: Model) -> set[str]:
    """The hearings that were ever set, and whose minutes are not kept."""
    return {*m["released"], *([m["hearing"]] if m["hearing"] else [])} - m["minutes"]


def waits(m: Model) -> set[str]:
    """The alarms that wait while delays run, but for warnings and promises."""
    running = {
        "SERVED": {"silence"} if m["served"] else set[str](),
        "PAYABLE": {"unpaid"}, "AGREEMENT": {"instalment_missed"},
        "ADJOURNED": {"proceed"} if m["hearing"] else set[str](),
    }  # fmt: skip
    passing = {"proceed"} if m["state"] in PASSING else set[str]()
    return running.get(m["state"], set()) | passing | ({"close"} if m["state"] in ENDS else set())


def owed(m: Model) -> int:
    """All that is owed, paid or not."""
    return sum(m["lines"].values())


def balance(m: Model) -> int:
    """What is left to pay; below 0, what the City holds above what is owed and is not about to give back."""
    return owed(m) - sum(one["cents"] - one["back"] for one in m["paid"].values())


def today(m: Model) -> int:
    """What settles the whole today: a plea that stands is changed by it, and that costs (DOMAIN §2.9)."""
    return max(0, balance(m)) + (capped(m, 2_800) if m["state"] in PENDING else 0)


def capped(m: Model, cents: int) -> int:
    """A cost as a minor owes it: all costs together stay at $30."""
    costs = sum(one for name, one in m["lines"].items() if not name.startswith(("fine", "contribution")))
    return min(cents, max(0, 3_000 - costs)) if m["minor"] else cents


def set_line(m: Model, name: str, cents: int) -> None:
    """A line becomes so many cents; one of 0 is none."""
    m["receivable"] += cents - m["lines"].pop(name, 0)
    if cents:
        m["lines"][name] = cents


def add_cost(m: Model, name: str, cents: int) -> None:
    """An event of the case brings a cost."""
    set_line(m, name, m["lines"].get(name, 0) + capped(m, cents))


def claimed(m: Model, number: int) -> int:
    """The fine that is claimed: the greater one where it was asked for."""
    one = m["counts"][number]
    return fine_of(m, one["greater"] or one["fine"])


def fine_of(m: Model, cents: int) -> int:
    """A fine as the defendant owes it: a minor at most $100."""
    return min(cents, 10_000) if m["minor"] else cents


def claim(m: Model) -> None:
    """The statement’s own lines, of every count that is open."""
    for number in open_counts(m):
        one = m["counts"][number]
        set_line(m, f"fine-{number}", claimed(m, number))
        set_line(m, f"costs-{number}", 0)
        set_line(m, f"costs-{number}", capped(m, one["costs"]))
        set_line(m, f"contribution-{number}", one["contribution"])


def scale(m: Model, fine: int) -> int:
    """The contribution that a fine brings: $20, $40, then a quarter; none for parking."""
    if m["kind"] == "parking":
        return 0
    return 2_000 if fine <= 10_000 else 4_000 if fine <= 50_000 else fine // 4


def drop_count(m: Model, number: int) -> None:
    """A count brings nothing any more."""
    for kind in ("fine", "costs", "contribution"):
        set_line(m, f"{kind}-{number}", 0)


def drop_all(m: Model) -> None:
    """Nothing is owed any more."""
    for name in list(m["lines"]):
        set_line(m, name, 0)


def drop_offer(m: Model) -> None:
    """What was open is asked for no more; its money may still come."""
    if m["open"]:
        m["closing"][m["open"]["id"]] = m["open"]["cents"]
        m["open"] = None


def excess_back(m: Model) -> None:
    """What was paid online above what is owed is ordered back, the latest first."""
    for payment, one in reversed(list(m["paid"].items())):
        cents = min(-balance(m), one["cents"] - one["back"])
        if cents > 0 and one["account"] == "cash":
            one["back"] += cents
            m["orders"].append({"id": payment, "cents": cents})


def release(m: Model) -> None:
    """The slot of a hearing goes back."""
    if m["hearing"]:
        m["released"].add(m["hearing"])
        m["hearing"] = ""


def book(m: Model, said: Said) -> None:
    """A hearing is set, with nothing of the one before."""
    m["hearings"] += 1
    m.update(hearing=said["hearing"], failed=False, by_video=False)


def ends(m: Model, state: str) -> None:
    """The matter comes to an end: nothing is asked for any more."""
    drop_offer(m)
    m.update(state=state, agreement=[] if state == "PAID" else m["agreement"])


def convict_all(m: Model) -> None:
    """Every count that is open is convicted, and no hearing is needed."""
    for number in open_counts(m):
        m["counts"][number]["outcome"] = "convicted"
    release(m)
