"""What people type about an incident, read and checked as a whole: every fault at once."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from domain.errors import Invalid
from domain.incidents import MOST_PERSONS, Entry, date_faults

TEXTS: Final = ("description", "information", "cause", "assessment", "measures")
DATES: Final = ("happened_on", "known_on", "cai_on", "told_on")
REQUIRED_DATES: Final = ("happened_on", "known_on")
FIELDS: Final = (
    "description", "happened_on", "known_on", "persons", "information", "cause", "serious", "assessment", "measures",
    "cai_on", "told_on", "reason",
)  # fmt: skip
LONGEST: Final = 10_000


def read(typed: Mapping[str, str], today: date, *, later: bool, closing: bool = False) -> Entry:
    """The entry that was typed. A `later` state says why it is added; closing a serious incident needs the dates of
    both notices. Raises Invalid.
    """
    said = {name: typed.get(name, "").strip() for name in FIELDS}
    faults = _text_faults(said, (*TEXTS, "reason") if later else TEXTS)
    days = {name: _day(said[name]) for name in DATES}
    faults |= {name: "not-a-date" for name in DATES if said[name] and days[name] is None}
    needed = DATES if closing and said["serious"] == "yes" else REQUIRED_DATES
    faults |= {name: "required" for name in needed if not said[name]}
    faults |= date_faults(days, today)
    persons = said["persons"]
    if not (persons.isascii() and persons.isdigit()):
        faults["persons"] = "not-a-number" if persons else "required"
    elif len(persons) > len(str(MOST_PERSONS)) or int(persons) > MOST_PERSONS:
        faults["persons"] = "too-large"
    if said["serious"] not in ("yes", "no"):
        faults["serious"] = "not-a-choice" if said["serious"] else "required"
    if faults:
        raise Invalid({name: faults[name] for name in FIELDS if name in faults})
    return entry_of(said)


def entry_of(said: Mapping[str, Any]) -> Entry:
    """An entry from what is kept of it, or from what was typed and is right."""
    days: dict[str, Any] = {name: _day(str(said.get(name) or "")) for name in DATES}
    texts: dict[str, Any] = {name: str(said[name]) for name in (*TEXTS, "reason")}
    return Entry(**texts, **days, persons=int(said["persons"]), serious=said["serious"] == "yes")


def kept(entry: Entry) -> dict[str, str]:
    """An entry as it is kept, and as a form shows it."""
    said = {name: str(getattr(entry, name)) for name in (*TEXTS, "reason", "persons")}
    said |= {name: day.isoformat() if (day := getattr(entry, name)) else "" for name in DATES}
    return said | {"serious": "yes" if entry.serious else "no"}


def _text_faults(said: Mapping[str, str], needed: tuple[str, ...]) -> dict[str, str]:
    faults = {name: "required" for name in needed if not said[name]}
    faults |= {name: "too-long" for name in (*TEXTS, "reason") if len(said[name]) > LONGEST}
    return faults | {name: "invalid-text" for name in (*TEXTS, "reason") if "\x00" in said[name]}


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text if len(text) == 10 else "")
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None
