"""Delays as rules write them: `P30D` calendar days, `P18M` or `P1Y` months, `B15` business days."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from domain.errors import Invalid

Unit = Literal["days", "months", "business"]

_BUSINESS = re.compile(r"B([0-9]{1,4})")
_DAYS = re.compile(r"P(?:([0-9]{1,3})W|([0-9]{1,4})D)")
_MONTHS = re.compile(r"P(?=[0-9])(?:([0-9]{1,3})Y)?(?:([0-9]{1,4})M)?")


@dataclass(frozen=True)
class Delay:
    """So many days, months or business days."""

    unit: Unit
    count: int


@lru_cache(maxsize=512)
def parse_delay(text: str) -> Delay:
    """Read a delay, or refuse it as Invalid."""
    if business := _BUSINESS.fullmatch(text):
        return Delay("business", int(business[1]))
    if days := _DAYS.fullmatch(text):
        return Delay("days", 7 * int(days[1] or 0) + int(days[2] or 0))
    if months := _MONTHS.fullmatch(text):
        return Delay("months", 12 * int(months[1] or 0) + int(months[2] or 0))
    raise Invalid({"delay": "invalid-delay"}, delay=text)
