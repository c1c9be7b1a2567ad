"""The hearings' processes that are told and kept for replay: each leads to its end by the steps of its path."""

from dataclasses import dataclass
from typing import Final

from domain.contest_rules import Mode


@dataclass(frozen=True)
class HearingTold:
    """One hearing to tell, set 60 days after its process begins, and how its process ends.

    `path` are steps of cli/hearing_teller.py. `down`: the first provider makes no room of it.
    """

    name: str
    end: str
    path: str
    mode: Mode = "video"
    down: bool = False
    clock: str = "simulated"
    encrypted: bool = False


HEARINGS: Final = (
    # Recorded by the process as it was before hearings had rooms; told again, it would have one.
    HearingTold("hearing-before-rooms", "over", "later:70"),
    HearingTold("hearing-in-person", "over", "later:70", mode="in_person"),
    HearingTold("hearing-room-made", "over", "made later:70"),
    HearingTold("hearing-room-moved", "over", "made later:70", down=True),
    HearingTold("hearing-room-gone", "over", "made later:54 gone later:70"),
    HearingTold("hearing-closed-early", "postponed", "made later:20 close:postponed"),
)
