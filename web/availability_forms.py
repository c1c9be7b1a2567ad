"""The forms of a judge's availability, read into what casework keeps; what is wrong is said of each field."""

from collections.abc import Collection, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, Final

from casework.availability import Read
from domain.availability import Away, Extra, Hours, Pattern, Setting
from domain.errors import Invalid
from web.availability_words import COURT_WEEK, RHYTHMS
from web.contest_words import HEARING_MODES, SITTING_LANGUAGES
from web.court_days import LENGTHS, a_day
from web.forms import Form

AWAY, EXTRA = "away_", "extra_"  # how the fields of each form begin; those of weekly hours begin with nothing
NEVER: Final = date.min


@dataclass
class _Fields:
    """One form on the page, and what is wrong in it so far."""

    form: Form
    prefix: str
    faults: dict[str, str] = field(default_factory=dict[str, str])

    def text(self, name: str) -> str:
        return self.form.one(self.prefix + name).strip()

    def choice(self, name: str, offered: Collection[str]) -> Any:
        """One of what is offered."""
        typed = self.text(name)
        if typed not in offered:
            self.faults[name] = "not-a-choice" if typed else "required"
        return typed

    def number(self, name: str, offered: Collection[str]) -> int:
        typed = self.choice(name, offered)
        return int(typed) if typed in offered else 0

    def day(self, name: str) -> date:
        found = a_day(self.text(name))
        if found is None:
            self.faults[name] = "not-a-date" if self.text(name) else "required"
        return found or NEVER

    def hours(self) -> Hours:
        """From `starts_at` to `ends_at`."""
        return Hours(*(self._hour(name) for name in ("starts_at", "ends_at")))

    def setting(self) -> Setting:
        return Setting(
            self.choice("mode", HEARING_MODES),
            self.text("room"),
            self.choice("language", SITTING_LANGUAGES),
            self.number("slot_minutes", LENGTHS),
        )

    def _hour(self, name: str) -> time:
        typed = self.text(name)
        try:
            return time.fromisoformat(typed if len(typed) == 5 else "")
        except ValueError:
            self.faults[name] = "invalid-time" if typed else "required"
            return time.min

    def check(self) -> None:
        """Raises Invalid."""
        if self.faults:
            raise Invalid(self.faults)


def pattern(form: Form, judge: str) -> Pattern:
    """Weekly hours. Raises Invalid."""
    typed = _Fields(form, "")
    until = typed.day("valid_until") if typed.text("valid_until") else None
    made = Pattern(
        "", judge, typed.number("weekday", COURT_WEEK), typed.hours(), typed.setting(), typed.day("valid_from"), until,
        typed.number("every", RHYTHMS), typed.text("in_recess") == "yes",
    )  # fmt: skip
    typed.check()
    return made


def away(form: Form, judge: str) -> Away:
    """An absence, of whole days unless hours are typed. Raises Invalid."""
    typed = _Fields(form, AWAY)
    hours = typed.hours() if typed.text("starts_at") or typed.text("ends_at") else None
    made = Away("", judge, typed.day("first_day"), typed.day("last_day"), hours)
    typed.check()
    return made


def added(form: Form, judge: str) -> Extra:
    """Hours added on one day. Raises Invalid."""
    typed = _Fields(form, EXTRA)
    made = Extra("", judge, typed.day("day"), typed.hours(), typed.setting())
    typed.check()
    return made


def last_day(form: Form) -> date:
    """The last day of weekly hours. Raises Invalid."""
    typed = _Fields(form, "")
    day = typed.day("last_day")
    typed.check()
    return day


def read(form: Form) -> Read:
    """The row that a small form stands under."""
    return Read(form.one("id"), form.number("revision") or 0)


@contextmanager
def naming(prefix: str = "", suffix: str = "") -> Generator[None]:
    """What is wrong, said of the fields as the page names them."""
    try:
        yield
    except Invalid as fault:
        raise Invalid({f"{prefix}{name}{suffix}": code for name, code in fault.errors.items()}) from None
