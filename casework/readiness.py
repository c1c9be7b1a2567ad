"""Whether the hearings to come have all that they need: within seven days, 24 hours, one hour."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from db.hearing_processes import DayHearing

HORIZONS: Final = (168, 24, 1)  # hours: when a hearing's own process looks (DESIGN §10)
AHEAD: Final = timedelta(hours=max(HORIZONS))


@dataclass(frozen=True)
class Readiness:
    """The hearings that begin within so many hours: how many, and those that lack something, by hour."""

    hours: int
    hearings: int
    lacking: list[DayHearing]

    @property
    def missing(self) -> dict[str, int]:
        """How many hearings lack each thing."""
        return dict(sorted(Counter(one for hearing in self.lacking for one in hearing.missing).items()))


def readiness(hearings: list[DayHearing], now: datetime) -> list[Readiness]:
    """The three horizons, the longest first, of the hearings that begin from `now` on."""
    found = list[Readiness]()
    for hours in HORIZONS:
        near = [one for one in hearings if one.starts_at < now + timedelta(hours=hours)]
        found.append(Readiness(hours, len(near), [one for one in near if one.missing]))
    return found
