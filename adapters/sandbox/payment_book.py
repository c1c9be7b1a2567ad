"""The sandbox gateway's own book: an append-only, synced file of what it was asked and what it did."""

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class BookedPayment:
    """A payment in the gateway's book. `status`: open, captured, voided, refunded."""

    id: str
    cents: int
    purpose: str
    status: str
    captured_at: str | None = None


class PaymentBook:
    """Every change is one line, on disk before it is acknowledged; the book is read again at start."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._payments: dict[str, BookedPayment] = {}
        for line in _whole_lines(path):
            entry = BookedPayment(**json.loads(line))
            self._payments[entry.id] = entry
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

    def refund(self, payment: BookedPayment) -> BookedPayment:
        """Give a captured payment back, once."""
        return self._write(replace(payment, status="refunded")) if payment.status == "captured" else payment

    def captured(self) -> list[BookedPayment]:
        """Payments whose money was taken."""
        return [payment for payment in self._payments.values() if payment.status == "captured"]

    def _write(self, payment: BookedPayment) -> BookedPayment:
        self._file.write(json.dumps(asdict(payment)) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self._payments[payment.id] = payment
        return payment


def _whole_lines(path: Path) -> list[str]:
    """The lines that were written whole; a torn last one is cut off, for it was never acknowledged."""
    if not path.exists():
        return []
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if len(whole) < len(content):
        path.write_bytes(whole)
    return whole.decode().splitlines()
