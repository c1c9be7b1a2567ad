"""What a walk through a contest is made of: statements, and the content of acts at random."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any, Final, Protocol

from hypothesis import strategies as st

from domain.acts import Act, Lapse
from domain.chain import content_hash
from domain.events import Event
from tests.contests import Story, count, statement
from tests.domain.contest_model import PENDING, Model, Said, balance, begin, open_counts, today, unkept

MODES: Final = ("on_the_spot", "registered_mail", "bailiff", "ordinary_mail")
WHETHER: Final = (True, False)


class Chance(Protocol):
    """What a walk is decided by: Hypothesis, or a seed."""

    def one_of(self, options: Sequence[Any]) -> Any:
        """One of some options."""
        ...

    def between(self, low: int, high: int) -> int:
        """A number, both ends among them."""
        ...

    def some_of(self, options: Sequence[Any]) -> list[Any]:
        """At least one of some options, none twice."""
        ...


class Drawn:
    """Chance as Hypothesis draws it, so that it can make a failure smaller."""

    def __init__(self, data: st.DataObject) -> None:
        self.data = data

    def one_of(self, options: Sequence[Any]) -> Any:
        return self.data.draw(st.sampled_from(options))

    def between(self, low: int, high: int) -> int:
        return self.data.draw(st.integers(low, high))

    def some_of(self, options: Sequence[Any]) -> list[Any]:
        return self.data.draw(st.lists(st.sampled_from(options), min_size=1, unique=True))


class Seeded:
    """Chance from a seed: quick, and the same every time."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def one_of(self, options: Sequence[Any]) -> Any:
        return self.random.choice(options)

    def between(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def some_of(self, options: Sequence[Any]) -> list[Any]:
        return self.random.sample(options, self.random.randint(1, len(options)))


class Chained(Story):
    """A story whose events are chained as the record chains them."""

    def does(self, act: Act) -> Event:
        event = super().does(act)
        self.case.head = content_hash([event.prev_head, event.seq, event.act_hash])
        return event

    def lapse(self, name: str) -> Lapse:
        """An alarm of a name fires now, whether it waits or not."""
        return Lapse(act_id=f"lapse/{name}/{len(self.events)}", alarm=name, received_at=self.now)


def served(chance: Chance, kind: Any) -> tuple[Chained, Model]:
    """A statement of a kind, served by any mode, and its model."""
    minor, company, warned = (chance.one_of(WHETHER) for _ in range(3))
    mode = chance.one_of(MODES)
    counts: dict[int, dict[str, int]] = {}
    for number in range(1, chance.between(1, 3) + 1):
        fine = chance.one_of((6_000, 8_500, 15_000, 60_000))
        greater = chance.one_of((0, 0, 2 * fine))
        counts[number] = {"fine": fine, "costs": 4_600, "contribution": 2_000, "greater": greater}
    party = replace(statement().party, born_on=date(2010, 3, 1) if minor and not company else date(1990, 5, 4))
    party = replace(party, kind="company", name="9000-0000 Québec inc.", born_on=None) if company else party
    made = [count(number, **_fields(one)) for number, one in counts.items()]
    by_mail = mode == "ordinary_mail"
    whole = statement(*made, kind=kind, party=party, warned=warned, service_mode=mode,
                      served_on=None if by_mail else date(2026, 11, 2))  # fmt: skip
    silence = "deemed_no_contest" if warned else "deemed_not_guilty"
    story = Chained(whole, silence=silence, courtesy_reminder=kind == "parking")
    return story, begin(counts, kind=kind, minor=minor and not company, served=not by_mail)


def _fields(one: dict[str, int]) -> dict[str, int]:
    fields = {name: cents for name, cents in one.items() if name != "greater"}
    return fields | ({"greater_fine": one["greater"]} if one["greater"] else {})


def content(chance: Chance, m: Model, act: str) -> Said:
    """What an act says, drawn at random where it may say more than one thing."""
    said = {name: chance.one_of(one) for name, one in CHOICES.get(act, {}).items()}
    drawn = DRAWN.get(act)
    return said | (drawn(chance, m) if drawn else {})


def _pleas(chance: Chance, m: Model) -> Said:
    pleas: dict[int, str] = {}
    for number in open_counts(m):
        kinds = ["not_guilty", "guilty"] + ["guilty_contest_sentence"] * bool(m["counts"][number]["greater"])
        pleas[number] = chance.one_of(["guilty"] if m["state"] in PENDING else kinds)
    return {"pleas": pleas}


def _verdicts(chance: Chance, m: Model) -> Said:
    verdicts: dict[int, tuple[str, int | None]] = {}
    for number in open_counts(m):
        plea = m["counts"][number]["plea"]
        kinds = ["convicted", "acquitted", "annulled"] if plea != "guilty_contest_sentence" else ["convicted"]
        if plea != "guilty":
            fine = chance.between(1_000, 60_000) if chance.one_of(WHETHER) else None
            verdicts[number] = chance.one_of(kinds), fine
    return {"verdicts": verdicts, "without_costs": chance.one_of(WHETHER)}


def _some_counts(chance: Chance, m: Model) -> Said:
    return {"counts": chance.some_of(open_counts(m))}


def _cents(chance: Chance, m: Model) -> Said:
    whole = today(m)
    all_of_it = m["state"] in PENDING or chance.one_of(WHETHER)
    return {"cents": whole if all_of_it else chance.between(1, whole)}


def _an_order(chance: Chance, m: Model) -> Said:
    rank = chance.between(0, len(m["orders"]) - 1)
    return {"rank": rank, **m["orders"][rank]}


def _an_excess(chance: Chance, m: Model) -> Said:
    left = {payment: one["cents"] - one["back"] for payment, one in m["paid"].items() if one["cents"] > one["back"]}
    payment = chance.one_of(sorted(left))
    return {"id": payment, "cents": chance.between(1, min(left[payment], -balance(m)))}


def _booking(m: Model) -> str:
    return f"h{m['hearings'] + 1}"


CHOICES: Final[dict[str, dict[str, Any]]] = {
    "decide_late": {"accepted": (True, False)}, "rule_on": {"ruling": ("admitted", "refused")},
    "ask_postponement": {"side": ("defence", "prosecution")}, "open": {"present": (True, True, False)},
    "incident": {"technical": (True, False)}, "decide_revocation": {"granted": (True, False)},
}  # fmt: skip
DRAWN: Final[dict[str, Callable[[Chance, Model], Said]]] = {
    "plead": _pleas, "judge": _verdicts, "oral": _verdicts, "judge_on_record": _verdicts, "withdraw": _some_counts,
    "offer": _cents, "record_refund": _an_order, "cancel_refund": _an_order, "order_refund": _an_excess,
    "capture_late": lambda chance, m: {"id": chance.one_of(sorted(m["closing"]))},
    "give_late_back": lambda chance, m: {"id": chance.one_of(sorted(m["late"]))},
    "rule_on": lambda chance, m: {"number": next((n for n, one in m["exhibits"].items() if not one), 1)},
    "schedule": lambda chance, m: {"hearing": _booking(m)},
    "decide_postponement": lambda chance, m: {
        "granted": chance.one_of(WHETHER), "hearing": _booking(m),
        "peremptory": m["postponed"][m["asked_by"]] >= 1,
    },
    "minutes": lambda chance, m: {"hearing": chance.one_of(sorted(unkept(m)))},
    "adjourn": lambda chance, m: {"hearing": chance.one_of(("", _booking(m)))},
    "decide_appeal": lambda chance, m: {
        "outcome": chance.one_of(("acquitted", "upheld", "varied", "new_trial")),
        "fine": chance.between(0, 40_000),
    },
    "agree": lambda chance, m: {"deposit": -(-balance(m) // 10)},
    "close_day": lambda chance, m: {"ahead": chance.between(0, 40)},
}  # fmt: skip
