"""How long ago something was, as people say it: a figure and one unit."""

from typing import Final

from web.typography import NBSP
from web.words import Words

DAY: Final = 86_400  # seconds
UNITS: Final = ((3_600, "h"), (60, "min"), (1, "s"))
UPTO: Final = 2  # of a unit, the next smaller one says more: 90 min, then 2 h


def age(seconds: float, say: Words) -> str:
    """`45 s`, `90 min`, `30 h`, `3 jours`: an age in the largest unit of which there are two."""
    whole = max(0, int(seconds))
    if whole >= UPTO * DAY:
        return f"{whole // DAY}{NBSP}{say('jours', 'days')}"
    length, unit = next((unit for unit in UNITS if whole >= UPTO * unit[0]), UNITS[-1])
    return f"{whole // length}{NBSP}{unit}"
