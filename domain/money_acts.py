"""Acts of money at the counter and of money given back (DESIGN §6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from domain.acts import Act

Method = Literal["cash", "cheque", "terminal"]


@dataclass(frozen=True, kw_only=True)
class TakePayment(Act):
    """A cashier took what is due at the counter; the date of payment is `received_at`."""

    action: ClassVar[str] = "take_payment"

    payment_id: str
    cents: int
    method: Method


@dataclass(frozen=True, kw_only=True)
class OrderRefund(Act):
    """Money goes back for a City error or an overpayment, whole or in part (DOMAIN §3.4)."""

    action: ClassVar[str] = "order_refund"

    payment_id: str
    cents: int
    reason_code: Literal["city_error", "overpayment"]
    note: str


@dataclass(frozen=True, kw_only=True)
class CancelRefund(Act):
    """The gateway refused a refund for good: nothing went back."""

    action: ClassVar[str] = "cancel_refund"

    refund_id: str


@dataclass(frozen=True)
class RefundDue:
    """A refund that the case waits for; `refund_id` is its idempotency key at the gateway."""

    refund_id: str
    payment_id: str
    case_id: str
    cents: int
    ordered_at: datetime
