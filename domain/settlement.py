"""What a payment's state at the gateway means for its case: decided from the read-back alone (RELIABILITY F9).

A message says where to look; it is never believed. So its order, its absence and its repetition cannot matter.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.errors import InvalidAmount, RefundExceedsCapture
from domain.ports import GatewayPayment


class Settle(StrEnum):
    """What is to be done."""

    NOTHING = "nothing"
    TAKE_IN = "take_in"  # money was captured and the case does not know
    CLOSE = "close"  # the payment was closed at the gateway: nobody can pay it any more
    ALARM = "alarm"  # more went back than we ever ordered: a person looks at it
    UNKNOWN = "unknown"  # the gateway has no such payment


@dataclass(frozen=True)
class Known:
    """What we know of a payment: whether its capture was taken in, and the cents that we ordered back."""

    taken_in: bool
    closed: bool
    ordered_back: int


def settle(known: Known, told: GatewayPayment | None) -> tuple[Settle, ...]:
    """Everything that is to be done after a read-back, in order; empty when we already know it all."""
    if told is None:
        return (Settle.UNKNOWN,)
    if told.captured_at is None:
        return (Settle.CLOSE,) if told.status == "voided" and not known.closed else ()
    take_in = () if known.taken_in else (Settle.TAKE_IN,)
    alarm = (Settle.ALARM,) if told.refunded_cents > known.ordered_back else ()
    return take_in + alarm


def refuse_refund_above(captured: int, given_back: int, asked: int) -> None:
    """Refuse a refund of `asked` cents. Raises InvalidAmount when it is not positive, RefundExceedsCapture."""
    if asked <= 0:
        raise InvalidAmount({"cents": "invalid-amount"})
    if asked > captured - given_back:
        raise RefundExceedsCapture(cents=asked, left=captured - given_back)
