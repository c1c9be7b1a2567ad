"""The register of confidentiality incidents: what an entry says, and until when it is kept (DOMAIN §6.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

KEPT_YEARS: Final = 5  # at least, from the day on which the incident became known
MOST_PERSONS: Final = 100_000_000


@dataclass(frozen=True)
class Entry:
    """What one state of an entry says. `serious`: the incident brings a risk of serious injury; `assessment`: why, or
    why not. `cai_on` and `told_on`: when the Commission d’accès à l’information and the persons were notified.
    """

    description: str
    happened_on: date
    known_on: date
    persons: int
    information: str
    cause: str
    serious: bool
    assessment: str
    measures: str
    cai_on: date | None = None
    told_on: date | None = None
    reason: str = ""  # why the entry was amended or closed


def date_faults(days: Mapping[str, date | None], today: date) -> dict[str, str]:
    """What is wrong with the dates of an entry, by field; a date that is missing is not looked at."""
    faults = {name: "in-the-future" for name, day in days.items() if day and day > today}
    happened, known = days.get("happened_on"), days.get("known_on")
    if happened and known and known < happened:
        faults["known_on"] = "before-the-incident"
    for name in ("cai_on", "told_on"):
        day = days.get(name)
        if day and known and day < known:
            faults[name] = "before-it-was-known"
    return faults


def kept_until(known: Iterable[date]) -> date:
    """The first day on which an entry may leave the register, counted from the latest day that its states give."""
    last = max(known)
    try:
        return last.replace(year=last.year + KEPT_YEARS)
    except ValueError:  # 29 February
        return date(last.year + KEPT_YEARS, 3, 1)
