"""The sandbox gateway's own book: an append-only, synced file of what it was asked and what it did."""

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class BookedPayment:
    """A payment in the gateway's book. `status`: open, captured, voided, refunded (in whole).

    `refund_key` and `refund_cents` tell of the refund that this very line books; both are empty on other lines.
    """

    id: str
    cents: int
    purpose: str
    status: str
    captured_at: str | None = None
    refunded_cents: int = 0
    refund_key: str = ""
    refund_cents: int = 0


class RefundTooHigh(Exception):
    """More than what was captured and is still there."""


class PaymentBook:
    """Every change is one line, on disk before it is acknowledged; the book is read again at start."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._payments: dict[str, BookedPayment] = {}
        self._refunds: set[tuple[str, str]] = set()
        for line in _whole_lines(path):
            self._keep(BookedPayment(**json.loads(line)))
        self._file = path.open("a", encoding="utf-8")

    def get(self, payment_id: str) -> BookedPayment | None:
        """One payment, as it stands."""
        return self._payments.get(payment_id)

    def open(self, payment_id: str, cents: int, purpose: str) -> BookedPayment:
        """Open a payment, or return what this id already opened."""
        return self._payments.get(payment_id) or self._write(BookedPayment(payment_id, cents, purpose, "open"))

    def capture(self, payment: BookedPayment, at: str) -> BookedPayment:
        """Take the money of an open payment; anything else stays as it is."""
        if payment.status != "open":
            return payment
        return self._write(replace(payment, status="captured", captured_at=at))

    def void(self, payment_id: str, cents: int) -> BookedPayment:
        """Close an open or unknown payment; a captured one stays captured."""
        payment = self.open(payment_id, cents, "")
        return self._write(replace(payment, status="voided")) if payment.status == "open" else payment

    def refund(self, payment: BookedPayment, cents: int, key: str) -> BookedPayment:
        """Give captured money back; the same key again changes nothing. Raises RefundTooHigh."""
        if (payment.id, key) in self._refunds:
            return payment
        back = payment.refunded_cents + cents
        if payment.captured_at is None or cents <= 0 or back > payment.cents:
            raise RefundTooHigh
        status = "refunded" if back == payment.cents else "captured"
        done = replace(payment, status=status, refunded_cents=back)
        self._write(replace(done, refund_key=key, refund_cents=cents))
        return done

    def captured(self) -> list[BookedPayment]:
        """Payments whose money was taken."""
        return [payment for payment in self._payments.values() if payment.status == "captured"]

    def _write(self, payment: BookedPayment) -> BookedPayment:
        self._file.write(json.dumps(_line(payment)) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self._keep(payment)
        return payment

    def _keep(self, line: BookedPayment) -> None:
        if line.refund_key:
            self._refunds.add((line.id, line.refund_key))
        self._payments[line.id] = replace(line, refund_key="", refund_cents=0)


def _line(payment: BookedPayment) -> dict[str, Any]:
    """What a line says: nothing of refunds where there is none."""
    line = asdict(payment)
    unsaid = ("refunded_cents", "refund_key", "refund_cents")
    return {name: value for name, value in line.items() if value or name not in unsaid}


def _whole_lines(path: Path) -> list[str]:
    """The lines that were written whole; a torn last one is cut off, for it was never acknowledged."""
    if not path.exists():
        return []
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if len(whole) < len(content):
        path.write_bytes(whole)
    return whole.decode().splitlines()
