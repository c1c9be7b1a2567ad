"""The retention schedule as data: its shape, its faults, and its version."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Final, Literal

from pydantic import StringConstraints
from pydantic.dataclasses import dataclass

from catalogue.faults import Fault
from catalogue.reading import Place
from catalogue.schema import STRICT, Family, Service, Slug, Text, Wording
from domain import permit_states
from domain.retention import PERMANENT, ClosedCase, RetentionRule, due_on, rule_for

Keep = Annotated[str, StringConstraints(pattern=r"^(permanent|P[1-9]\d{0,2}[YM])$")]
FILE: Final = "retention.toml"
RECORDS: Final = ("access-log", "incident-register", "destruction-certificate", "hearing-recording")


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ScheduleRule:
    """How long closed cases of one kind are kept, and who says so."""

    code: Slug
    procedure: Literal["permit"]
    keep: Keep
    source: Wording
    text: Text
    families: tuple[Family, ...] = ()
    services: tuple[Slug, ...] = ()
    outcomes: tuple[str, ...] = ()
    paid: bool | None = None

    def plain(self) -> RetentionRule:
        """The rule without its words, as the domain reads it."""
        return RetentionRule(
            self.code, self.procedure, self.keep, self.families, self.services, self.outcomes, self.paid
        )


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RecordRule:
    """How long a record that is no case is kept."""

    code: Slug
    keep: Keep
    source: Wording
    text: Text


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Schedule:
    """`catalogue/retention.toml`; `version` is the SHA-256 of its content."""

    rules: tuple[ScheduleRule, ...] = ()  # without any, nothing may be destroyed
    records: tuple[RecordRule, ...] = ()

    @cached_property
    def version(self) -> str:
        """SHA-256 of the content, in hexadecimal."""
        return sha256(json.dumps(asdict(self), sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    @cached_property
    def plain(self) -> tuple[RetentionRule, ...]:
        """The rules as the domain reads them, in order."""
        return tuple(rule.plain() for rule in self.rules)

    def rule(self, code: str) -> ScheduleRule | None:
        """The rule of a code."""
        return next((rule for rule in self.rules if rule.code == code), None)

    def keep_of(self, code: str) -> str:
        """How long a record that is no case is kept; for ever where the schedule does not say."""
        return next((record.keep for record in self.records if record.code == code), PERMANENT)

    def due_on(self, case: ClosedCase) -> tuple[str, date | None]:
        """The code of the rule that fits a case (empty: none) and the day from which it may be destroyed."""
        rule = rule_for(self.plain, case)
        return rule.code if rule else "", due_on(rule, case.closed_on)


def schedule_faults(schedule: Schedule, place: Place) -> Iterator[Fault]:
    """What is wrong in a schedule whose shape is right: codes, outcomes, a rule that can never speak, a gap."""
    seen: set[str] = set()
    for rank, rule in enumerate(schedule.rules):
        if rule.code in seen:
            yield place.fault(("rules", rank, "code"), f"`rules[{rank}].code`: {rule.code} comes twice")
        seen.add(rule.code)
        for outcome in sorted(set(rule.outcomes) - set(permit_states.TERMINAL)):
            yield place.fault(("rules", rank, "outcomes"), f"`rules[{rank}].outcomes`: {outcome} is no end of a case")
        if any(_covers(earlier, rule) for earlier in schedule.rules[:rank]):
            yield place.fault(
                ("rules", rank, "code"), f"`rules[{rank}]`: an earlier rule says all that {rule.code} says"
            )
    if not any(_covers_everything(rule) for rule in schedule.rules):
        yield place.fault(("rules",), "`rules`: no last rule fits every other permit")
    missing = sorted(set(RECORDS) - {record.code for record in schedule.records})
    for code in missing:
        yield place.fault(("records",), f"`records`: nothing says how long {code} is kept")


def service_gaps(schedule: Schedule, services: Mapping[str, Service], place: Place) -> Iterator[Fault]:
    """Rules that name a service which is not there."""
    for rank, rule in enumerate(schedule.rules):
        for code in sorted(set(rule.services) - services.keys()):
            yield place.fault(("rules", rank, "services"), f"`rules[{rank}].services`: there is no service {code}")


def _covers(one: ScheduleRule, other: ScheduleRule) -> bool:
    lists = ((one.families, other.families), (one.services, other.services), (one.outcomes, other.outcomes))
    within = all(not wide or (narrow and set(narrow) <= set(wide)) for wide, narrow in lists)
    return one.procedure == other.procedure and within and one.paid in (None, other.paid)


def _covers_everything(rule: ScheduleRule) -> bool:
    return not (rule.families or rule.services or rule.outcomes) and rule.paid is None
