"""What a hearing's own process does before its day: how to join, and whether everything is ready (DOMAIN §2.6)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from domain import clock
from domain.contest_rules import Recording
from domain.hearing_acts import Hearing
from domain.rules import ClockMode

INSTRUCTIONS: Final = (7, 1)  # days before: letter C11
READINESS: Final = (("7d", timedelta(days=7)), ("24h", timedelta(hours=24)), ("1h", timedelta(hours=1)))
LASTS: Final = timedelta(hours=12)  # after its end, nobody waits for it any more


@dataclass(frozen=True)
class RoomRules:
    """What a case's own rules say of a hearing at a distance; those of cases served before rooms are these."""

    record: Recording = "none"
    public: bool = True
    grace_minutes: int = 15


@dataclass(frozen=True)
class Convened:
    """A hearing that was set, by which case, at which instant, on which clock; `rules` as its regime has them."""

    case_id: str
    hearing: Hearing
    at: datetime
    clock: ClockMode = "real"
    rules: RoomRules = RoomRules()

    @property
    def afar(self) -> bool:
        """Whether somebody takes part from elsewhere: the hearing needs a room that is no place."""
        return self.hearing.mode != "in_person"


@dataclass(frozen=True)
class Step:
    """One thing to do at an instant (UTC): instructions so many days before, a look at readiness, or the end."""

    at: datetime
    kind: Literal["instructions", "readiness", "over"]
    name: str


def steps(convened: Convened) -> tuple[Step, ...]:
    """Everything to do, in order. What should have been done before the hearing was set is left out."""
    hearing = convened.hearing
    day = clock.local_date(hearing.starts_at)
    found = [
        Step(clock.parse_local(f"{day - timedelta(days=days)}T08:00"), "instructions", str(days))
        for days in INSTRUCTIONS
    ]  # fmt: skip
    found += [Step(hearing.starts_at - before, "readiness", name) for name, before in READINESS]
    waiting = [step for step in found if step.at > convened.at]
    return (*sorted(waiting, key=lambda step: step.at), Step(hearing.ends_at + LASTS, "over", "over"))
