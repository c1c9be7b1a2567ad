"""The minutes of a contest's hearings at a distance, kept once for each room that has ended (DOMAIN §2.6)."""

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from domain.acts import Act
from domain.change import Change
from domain.errors import Invalid
from domain.hearing_acts import KeepMinutes

if TYPE_CHECKING:
    from domain.contest import Contest


def _keep(contest: "Contest", act: KeepMinutes) -> Change:
    """Nothing else of the case changes: neither its state, nor what waits for anybody."""
    contest.minutes.add(act.hearing_id)
    facts = {"hearing_id": act.hearing_id, "minutes": asdict(act.minutes)}
    return Change("MinutesKept", contest.state, facts)


def _a_hearing_of_ours(contest: "Contest", act: KeepMinutes) -> None:
    """Of a hearing that was set in this case, and once."""
    standing = {contest.hearing.hearing_id} if contest.hearing else set[str]()
    if act.hearing_id not in standing | set(contest.released):
        raise Invalid({"hearing_id": "unknown"})
    if act.hearing_id in contest.minutes:
        raise Invalid({"hearing_id": "already-kept"})


STEPS: dict[type[Act], Callable[["Contest", Any], Change]] = {KeepMinutes: _keep}
GUARDS: dict[type[Act], Callable[["Contest", Any], None]] = {KeepMinutes: _a_hearing_of_ours}
