"""Contests played to every end and half-way, as events alone: the record, the book and the facts that they leave."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from checks.contest_facts import Contest, Sent, Told
from checks.journals import Booked, read_book
from checks.record import Case, Line
from checks.record import Event as Row
from domain.acts import Claim
from domain.chain import canonical
from domain.events import Event
from domain.money_acts import TakePayment
from tests.contests import (
    CASE,
    CITIZEN,
    CLERK,
    COLLECTOR,
    HOLDER,
    JUDGE,
    PROSECUTOR,
    Agree,
    AskRevocation,
    DecideRevocation,
    Instalment,
    StayProceedings,
    Story,
    WithdrawCharges,
    statement,
)


def guilty_paid() -> Story:
    """Paid as a whole."""
    story = Story().on("2026-11-10")
    story.pay()
    return closed(story)


def changed_at_the_counter() -> Story:
    """Pleaded not guilty, then paid the whole at the counter, before trial."""
    story = Story().on("2026-11-10")
    story.plead("not_guilty")
    take(story.on("2026-11-20"))
    return closed(story)


def withdrawn() -> Story:
    """Paid a part, pleaded not guilty; the prosecutor gave up and the money went back."""
    story = Story().on("2026-11-05")
    story.pay(5_000, guilty=False)
    story.on("2026-11-10").plead("not_guilty")
    story.on("2026-11-12").do(WithdrawCharges, PROSECUTOR, reason_code="evidence", counts=(), note="")
    story.money_goes_back()
    return closed(story)


def stayed() -> Story:
    """Stayed before judgment."""
    story = Story().on("2026-11-10")
    story.do(StayProceedings, PROSECUTOR, reasons="Intérêt public.")
    return closed(story)


def acquitted() -> Story:
    """Heard, and acquitted."""
    story = Story().heard()
    story.judge("acquitted")
    return closed(story)


def annulled() -> Story:
    """Nobody answered; the statement was irregular."""
    return closed(Story().in_default("annulled"))


def paid() -> Story:
    """Convicted by default, and paid."""
    story = Story().in_default().on("2027-01-25")
    story.pay()
    return closed(story)


def absent() -> Story:
    """Convened and not there: convicted by default; nobody paid."""
    story = Story().on("2026-11-10")
    story.plead("not_guilty")
    story.on("2026-12-01").review()
    story.on("2026-12-02").schedule("2027-02-10")
    story.open("2027-02-10", "prosecution")
    story.judge("convicted", in_absence=True)
    story.through().until("unpaid")
    return story


def heard_again() -> Story:
    """Convicted by default, which was revoked; heard, convicted, and pays by instalments."""
    story = Story().in_default().on("2027-01-25")
    story.do(AskRevocation, HOLDER, known_on=date(2027, 1, 22), grounds="Hospitalisé.", merits="Je n’y étais pas.")
    story.on("2027-02-01").do(DecideRevocation, JUDGE, granted=True, reasons="Motif sérieux.")
    story.on("2027-02-02").schedule("2027-04-07", "h9")
    story.open("2027-04-07", "defence", "prosecution")
    story.judge("convicted")
    story.through().on("2027-04-10")
    left = story.case.balance
    rest = Instalment(date(2027, 6, 10), left - 5_000)
    story.do(Agree, COLLECTOR, deposit=5_000, instalments=(rest,))
    story.pay(5_000)
    return story


def minor() -> Story:
    """Sixteen years old, claims the case, pleads guilty and has not paid yet."""
    party = replace(statement().party, born_on=date(2010, 3, 1))
    story = Story(statement(party=party)).on("2026-11-10")
    story.do(Claim, CITIZEN)
    story.plead("guilty", by=CITIZEN)
    return story.through()


def silent() -> Story:
    """Paid a part at the counter and said nothing; no judge has looked yet."""
    story = Story().on("2026-11-10")
    take(story, 5_000)
    story.until("silence")
    return story


LIVES: dict[str, Callable[[], Story]] = {
    one.__name__: one
    for one in (guilty_paid, changed_at_the_counter, withdrawn, stayed, acquitted, annulled, paid, absent, heard_again,
                minor, silent)
}  # fmt: skip
ENDS = {
    "guilty_paid": "GUILTY_PAID", "changed_at_the_counter": "GUILTY_PAID", "withdrawn": "WITHDRAWN", "stayed": "STAYED",
    "acquitted": "ACQUITTED", "annulled": "ANNULLED", "paid": "PAID",
}  # fmt: skip


def take(story: Story, cents: int | None = None) -> None:
    """Money at the counter: the whole, if nothing is said."""
    payment_id = story.offer(cents, guilty=cents is None)
    assert story.case.payment is not None
    story.do(TakePayment, CLERK, payment_id=payment_id, cents=story.case.payment.cents, method="cash")


def closed(story: Story) -> Story:
    """The file is closed after the last remedy."""
    story.until("close")
    assert story.state == "CLOSED"
    return story


def renamed(event: Event, case_id: str, head: str) -> Event:
    """The event as another case's: a story has always the same id."""
    orders = tuple(replace(one, facts=_renamed(one.facts, case_id)) for one in event.orders)
    filing = event.filing and replace(event.filing, owner=event.filing.owner.replace(CASE, case_id))
    return replace(
        event, case_id=case_id, act_id=f"{case_id}/{event.act_id}", actor=event.actor.replace(CASE, case_id),
        facts=_renamed(event.facts, case_id), orders=orders, filing=filing, prev_head=head,
    )  # fmt: skip


def book_of(events: list[Event]) -> list[dict[str, Any]]:
    """The lines of the gateway's book that tell the same."""
    lines: list[dict[str, Any]] = []
    for event in events:
        facts = event.facts
        if event.type in ("PaymentReceived", "LatePaymentReceived"):
            lines.append({"id": facts["payment_id"], "cents": facts["cents"], "purpose": "", "status": "captured"})
        if event.type == "PaymentRefunded" and event.postings[0].credit == "cash":
            key = {"refund_key": facts.get("refund_id", "whole"), "refund_cents": facts["cents"]}
            lines.append({"id": facts["payment_id"], "cents": 0, "purpose": "", "status": "captured"} | key)
    return lines


def booked(events: list[Event], folder: Any) -> Booked:
    """What the checks read of that book."""
    file = folder / "payments.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in book_of(events)), encoding="utf-8")
    return read_book(file).get(CASE, Booked())


def case_of(events: list[Event]) -> Case:
    """The row of the case."""
    last = events[-1]
    return Case(last.case_id, "P-2026-0000001-00", "contest", last.after, last.seq, "", last.ended)


def rows_of(events: list[Event]) -> list[Row]:
    """The rows of the events."""
    return [Row(one.case_id, one.seq, one.type, one.act_id, one.before, one.after) for one in events]


def lines_of(events: list[Event]) -> list[Line]:
    """The rows of the ledger."""
    return [
        Line(one.case_id, one.seq, posting.debit, posting.credit, posting.cents, posting.purpose)
        for one in events
        for posting in one.postings
    ]


def contest_of(events: list[Event]) -> Contest:
    """The contest as whoever holds the keys reads it."""
    told = [Told(one.seq, one.type, one.before, one.after, one.at, _read(one.facts)) for one in events]
    orders = [(one.seq, order) for one in events for order in one.orders if order.kind == "letter"]
    sent = [Sent(seq, order.code, _read(order.facts)) for seq, order in orders]
    return Contest(events[-1].case_id, events[-1].after, told, sent, lines_of(events))


def _read(facts: dict[str, Any]) -> dict[str, Any]:
    return json.loads(canonical(facts))


def _renamed(value: Any, case_id: str) -> Any:
    if isinstance(value, str):
        return value.replace(CASE, case_id)
    if isinstance(value, dict):
        return {name: _renamed(one, case_id) for name, one in value.items()}
    return [_renamed(one, case_id) for one in value] if isinstance(value, list | tuple) else value
