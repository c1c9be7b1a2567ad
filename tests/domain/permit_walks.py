"""What a walk through a permit case is made of: rule sets, the content of acts, and the acts themselves."""

from datetime import datetime, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from domain import clock
from domain.acts import Act, CapturePayment, PaymentDue
from domain.money_acts import RefundDue
from domain.people import SYSTEM
from domain.rules import Delays, Fee
from tests.domain.permit_model import Model, Said, allowed, begin
from tests.permit_people import CLERK
from tests.permits import CASE, PERMIT_FEE, STUDY, Story

AMENDMENT: Final = Fee("amendment", "at_amendment", 4_300, "4300")
RENEWAL: Final = Fee("renewal", "at_renewal", 24_500, "original_fee / 4")
USE: Final = Fee("street", "invoice_after", 56_000, "days * 5600")
WORK: Final = Delays(start_within="P12M", extension="P6M")
MONTH: Final = Delays(valid_for="P1M")

RULES: Final[dict[str, tuple[tuple[Fee, ...], dict[str, Any]]]] = {
    "free": ((), {}),
    "fees at both moments": ((STUDY, PERMIT_FEE), {}),
    "architecture": ((STUDY,), {"council": "piia"}),
    "minor exemption": ((STUDY, PERMIT_FEE, AMENDMENT), {"council": "minor_exemption"}),
    "two persons": ((PERMIT_FEE, AMENDMENT), {"second_person_above_cents": 50_000}),
    "below two persons": ((PERMIT_FEE,), {"second_person_above_cents": 98_000}),
    "a season": ((RENEWAL,), {"annual": True, "season_until": "10-31"}),
    "a year, free": ((), {"annual": True, "delays": Delays(valid_for="P1Y")}),
    "works": ((PERMIT_FEE, RENEWAL), {"delays": WORK}),
    "works, renewed free": ((Fee("renewal", "at_renewal", 0, "0"),), {"delays": WORK, "watches_promises": True}),
    "a year, billed": ((RENEWAL, USE), {"annual": True, "delays": Delays(valid_for="P1Y")}),
    "billed": ((USE,), {"delays": MONTH}),
    "works, billed": ((STUDY, USE), {"delays": WORK}),
    "amended and watched": ((STUDY, AMENDMENT), {"watches_promises": True}),
}
FINDINGS: Final = ("conform", "non_conform", "not_accessible")
FORWARD: Final = (
    "pay_online", "answer", "complete", "conclude", "refer", "give_opinion", "advise", "publish", "resolve", "second",
    "approve", "start", "renew",
)  # fmt: skip
ADVICE: Final = ("favourable", "favourable_with_conditions", "unfavourable", "postponed")


def filed(name: str, day: str) -> tuple[Story, Model]:
    """A case of a rule set, filed on a day, and its model."""
    fees, changes = RULES[name]
    cents = {fee.when: fee.cents for fee in fees if fee.cents}
    delays = changes.get("delays", Delays())
    model = begin(
        cents,
        council=changes.get("council", ""), limit=changes.get("second_person_above_cents"),
        annual="annual" in changes, starts=bool(delays.start_within), extends=bool(delays.extension),
        renewable="annual" not in changes and any(fee.when == "at_renewal" for fee in fees),
    )  # fmt: skip
    return Story(*fees, filed=day, **changes), model


def content(data: st.DataObject, m: Model, act: str) -> Said:
    """What an act says, drawn at random where it may say more than one thing."""
    choices: dict[str, dict[str, Any]] = {
        "pay_late": {"id": sorted(m["may_come_late"])},
        "give_late_money_back": {"id": sorted(m["late"])},
        "give_opinion": {"discipline": ["zoning", "heritage"], "outcome": ["favourable", "unfavourable"]},
        "advise": {"outcome": ADVICE},
        "resolve": {"outcome": ["granted", "granted", "refused"]},
        "inspect": {"outcome": FINDINGS, "kind": ["during", "final", "complaint"]},
        "judge": {"outcome": ["accepted", "to_replace"]},
    }
    said = {name: data.draw(st.sampled_from(one), label=name) for name, one in choices.get(act, {}).items()}
    if act == "order_refund":
        left = {name: one["cents"] - one["back"] for name, one in m["paid"].items() if one["cents"] > one["back"]}
        said["id"] = data.draw(st.sampled_from(sorted(left)), label="payment")
        said["cents"] = data.draw(st.integers(1, left[said["id"]]), label="cents")
    if act in ("record_refund", "cancel_refund"):
        return data.draw(st.sampled_from(m["orders"]), label="order")
    return said


def straight(m: Model) -> tuple[str, Said] | None:
    """The next act of a file that goes well, and what it says; None where only time is left."""
    act = next((one for one in FORWARD if allowed(m, one)), None)
    if act is None or (act == "give_opinion" and not m["council"]):
        return None
    said: dict[str, Said] = {
        "give_opinion": {"discipline": "heritage" if "zoning" in m["opinions"] else "zoning", "outcome": "favourable"},
        "advise": {"outcome": "favourable"},
        "resolve": {"outcome": "granted"},
    }
    return act, said.get(act, {})


def make(story: Story, m: Model, act: str, at: datetime, said: Said) -> Act:
    """The act itself; where `said` is empty, one that the case has no use for."""
    return MONEY[act](story, m, at, said) if act in MONEY else _people(story, act, at, said)


def _people(story: Story, act: str, at: datetime, said: Said) -> Act:
    acts, today = story.acts, clock.local_date(at)
    later = (today + timedelta(days=30)).isoformat()
    if act in ("refer", "publish", "move_promise"):
        return getattr(acts, act)(at, later)
    if act == "second_oneself":
        return acts.second(at, by=CLERK)
    if act == "advise":
        conditions = ("Brique rouge",) if said.get("outcome") == "favourable_with_conditions" else ()
        following = today + timedelta(days=28) if said.get("outcome") == "postponed" else None
        return acts.advise(at, conditions=conditions, next_meeting_on=following, **said)
    if act == "resolve":
        grounds: Said = {"reasons": "Trop haut.", "provision": "art. 3", "remedies": ("révision",)}
        return acts.resolve(at, **(grounds | said))
    if act == "judge":
        return acts.judge(at, said.get("outcome", "accepted"), reason="Illisible.")
    return getattr(acts, act)(at, **said)


def _capture(story: Story, at: datetime, payment: str, cents: int) -> Act:
    who: dict[str, Any] = {"act_id": f"captured/{payment}/{len(story.events)}", "by": SYSTEM, "received_at": at}
    return CapturePayment(**who, payment_id=f"{CASE}-{payment}", cents=cents, captured_at=at)


def _pay_online(story: Story, m: Model, at: datetime, said: Said) -> Act:
    due: Said = m["due"] or {"id": "at_submission", "cents": 1}
    return _capture(story, at, due["id"], due["cents"])


def _pay_late(story: Story, m: Model, at: datetime, said: Said) -> Act:
    payment = said.get("id", "at_issue")
    return _capture(story, at, payment, m["may_come_late"].get(payment, 1))


def _pay_at_the_counter(story: Story, m: Model, at: datetime, said: Said) -> Act:
    due: Said = m["due"] or {"id": "at_submission", "cents": 1}
    return story.acts.take(at, PaymentDue(f"{CASE}-{due['id']}", CASE, "at_issue", due["cents"]))


def _late_back(story: Story, m: Model, at: datetime, said: Said) -> Act:
    payment = said.get("id", "at_submission")
    return story.acts.refunded(at, RefundDue("", f"{CASE}-{payment}", CASE, m["late"].get(payment, 1), at))


def _order(story: Story, m: Model, at: datetime, said: Said) -> Act:
    made = story.acts.order_refund(at, f"{CASE}-{said.get('id', 'at_submission')}", said.get("cents", 1))
    said["refund_id"] = made.act_id
    return made


def _order_too_much(story: Story, m: Model, at: datetime, said: Said) -> Act:
    paid = m["paid"] or {"at_submission": {"cents": 0, "back": 0}}
    name, one = next(iter(paid.items()))
    return story.acts.order_refund(at, f"{CASE}-{name}", one["cents"] - one["back"] + 1)


def _recorded(story: Story, m: Model, at: datetime, said: Said) -> Act:
    order = said or {"refund_id": "none", "id": "at_submission", "cents": 1}
    return story.acts.refunded(at, RefundDue(order["refund_id"], f"{CASE}-{order['id']}", CASE, order["cents"], at))


def _cancelled(story: Story, m: Model, at: datetime, said: Said) -> Act:
    return story.acts.cancelled(at, said.get("refund_id", "none"))


MONEY: Final = {
    "pay_online": _pay_online, "pay_late": _pay_late, "pay_at_the_counter": _pay_at_the_counter,
    "give_late_money_back": _late_back, "order_refund": _order, "order_too_much": _order_too_much,
    "record_refund": _recorded, "cancel_refund": _cancelled,
}  # fmt: skip
