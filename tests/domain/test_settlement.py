"""Messages late, twice, out of order or never: whatever order they come in, each payment has one effect (F9)."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import InvalidAmount, RefundExceedsCapture
from domain.ports import GatewayPayment
from domain.settlement import Known, Settle, refuse_refund_above, settle

START = datetime(2026, 11, 2, 15, tzinfo=UTC)
POLL_EVERY, QUIET, WITHIN = timedelta(seconds=5), timedelta(seconds=20), timedelta(minutes=5)
PRICE = 15_000
# What may happen to a payment at the gateway, in the order in which it can.
LIVES = (
    (), ("captured",), ("captured", "part"), ("captured", "part", "rest"), ("captured", "rest"), ("voided",),
)  # fmt: skip


@dataclass
class World:
    """The gateway's truth, our notes, and what each case took in; a message only says which payment to look at."""

    gateway: dict[int, GatewayPayment] = field(default_factory=dict[int, GatewayPayment])
    notes: dict[int, Known] = field(default_factory=dict[int, Known])
    taken_in: list[int] = field(default_factory=list[int])
    closed: list[int] = field(default_factory=list[int])
    alarms: list[int] = field(default_factory=list[int])
    ordered: dict[int, int] = field(default_factory=dict[int, int])
    polled: dict[int, datetime] = field(default_factory=dict[int, datetime])

    def happens(self, payment: int, what: str, now: datetime) -> None:
        """Something at the gateway; a refund is one that we ordered, and noted first."""
        told = self.gateway[payment]
        if what == "captured":
            self.gateway[payment] = replace(told, status="captured", captured_at=now)
        elif what == "voided":
            self.gateway[payment] = replace(told, status="voided")
        else:
            cents = 4_000 if what == "part" else told.cents - told.refunded_cents
            back = told.refunded_cents + cents
            self.notes[payment] = replace(self.notes[payment], ordered_back=back)
            status = "refunded" if back == told.cents else "captured"
            self.gateway[payment] = replace(told, status=status, refunded_cents=back)

    def look(self, payment: int) -> None:
        """A message came, or the poll's turn: the same thing is done."""
        for what in settle(self.notes[payment], self.gateway.get(payment)):
            if what is Settle.TAKE_IN:
                self.taken_in.append(payment)
                self.notes[payment] = replace(self.notes[payment], taken_in=True)
            elif what is Settle.CLOSE:
                self.closed.append(payment)
                self.notes[payment] = replace(self.notes[payment], closed=True)
            elif what is Settle.ALARM:
                self.alarms.append(payment)

    def poll(self, now: datetime) -> None:
        """What `poll_gateway` does: payments that are open in our notes and were not asked about for a while."""
        for payment, known in list(self.notes.items()):
            if not known.taken_in and not known.closed and self.polled.get(payment, START) <= now - QUIET:
                self.polled[payment] = now
                self.look(payment)


def world(payments: int) -> World:
    made = World()
    for payment in range(payments):
        made.gateway[payment] = GatewayPayment(str(payment), "open", PRICE, "")
        made.notes[payment] = Known(taken_in=False, closed=False, ordered_back=0)
    return made


MOST = 4


def play(lives: list[tuple[str, ...]], steps: bytes, polled: bool) -> World:
    """Each step is drawn: a payment's life goes on, or a message about it arrives; what is left happens at the end.

    Messages are drawn without regard to what they tell of: one about a refund may come before the capture, come
    thrice, or never; one that arrives before its event is what an impatient or a mistaken gateway sends.
    """
    made, now = world(len(lives)), START
    left = {payment: list(life) for payment, life in enumerate(lives)}
    for step in steps:
        now += POLL_EVERY
        payment = step // 2 % len(lives)
        if step % 2 and left[payment]:
            made.happens(payment, left[payment].pop(0), now)
        else:
            made.look(payment)
        if polled:
            made.poll(now)
    for payment, life in left.items():
        for what in life:
            made.happens(payment, what, now)
    return made


@given(lives=st.lists(st.sampled_from(LIVES), min_size=1, max_size=MOST), steps=st.binary(max_size=24),
       polled=st.booleans())  # fmt: skip
@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck), database=None)
def test_each_payment_has_one_effect_in_10_000_orders_and_the_poll_ends_what_no_message_told(
    lives: list[tuple[str, ...]], steps: bytes, polled: bool
) -> None:
    made = play(lives, steps, polled)
    now = START + POLL_EVERY * len(steps)
    end = now + WITHIN
    while now < end:
        now += POLL_EVERY
        made.poll(now)
    for payment, life in enumerate(lives):
        assert made.taken_in.count(payment) == ("captured" in life)
        assert made.closed.count(payment) == ("voided" in life)
    assert made.alarms == []


def test_a_message_about_an_open_payment_does_nothing() -> None:
    assert settle(Known(False, False, 0), GatewayPayment("p", "open", PRICE, "")) == ()


def test_a_payment_that_the_gateway_does_not_know_is_unknown() -> None:
    assert settle(Known(False, False, 0), None) == (Settle.UNKNOWN,)


def test_money_that_came_and_went_back_before_anybody_looked_is_still_taken_in() -> None:
    told = GatewayPayment("p", "refunded", PRICE, "", START, PRICE)
    assert settle(Known(False, False, PRICE), told) == (Settle.TAKE_IN,)


@pytest.mark.parametrize("ordered", [0, 3_999])
def test_more_going_back_than_we_ordered_calls_a_person(ordered: int) -> None:
    told = GatewayPayment("p", "captured", PRICE, "", START, 4_000)
    assert settle(Known(True, False, ordered), told) == (Settle.ALARM,)


@given(captured=st.integers(1, 10**9), asked=st.lists(st.integers(-5, 10**9), max_size=12))
def test_refunds_never_sum_above_the_capture(captured: int, asked: list[int]) -> None:
    back = 0
    for cents in asked:
        try:
            refuse_refund_above(captured, back, cents)
        except (RefundExceedsCapture, InvalidAmount):
            assert cents <= 0 or back + cents > captured
        else:
            back += cents
    assert back <= captured


def test_a_refund_above_the_capture_says_what_is_left() -> None:
    with pytest.raises(RefundExceedsCapture) as refused:
        refuse_refund_above(15_000, 10_000, 5_001)
    assert refused.value.facts == {"cents": 5_001, "left": 5_000}
