"""Amounts as people type them: `1 234,50`, `1,234.50`, `12 $`."""

import re
from typing import Final

_AMOUNT: Final = re.compile(r"\d{1,9}(\.\d{1,2})?", re.ASCII)


def cents_of(text: str) -> int | None:
    """Whole cents; None for what is no amount."""
    plain = "".join(text.replace("$", "").split())
    if "," in plain and "." in plain:
        plain = plain.replace(",", "")
    plain = plain.replace(",", ".")
    if not _AMOUNT.fullmatch(plain):
        return None
    dollars, _, cents = plain.partition(".")
    return int(dollars) * 100 + int(cents.ljust(2, "0") if cents else 0)
