"""An invoice as an event asks for it; its number is given when it is recorded (per year and borough, without gaps)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Invoice:
    """`purpose` is that of its ledger lines and begins with `invoice`: one invoice a purpose. Cents, local days."""

    purpose: str
    cents: int
    issued_on: date
    due_on: date
