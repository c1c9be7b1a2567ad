"""When the door of a hearing held at a distance opens and closes for a link (DOMAIN §2.6, item 2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from domain.contest_errors import HearingNotOpen, TokenExpired, TokenRevoked
from domain.contest_rules import COURT
from domain.people import Actor, Role

OPENS_BEFORE: Final = timedelta(minutes=30)
CLOSES_AFTER: Final = timedelta(hours=4)  # after the hour of the hearing
MACHINERY: Final = Actor("hearing-room", Role.CLERK, (COURT,))  # the court's own, for people who have no account

Participant = str  # the key of somebody who takes part: `domain.room.part_of` says what they are


@dataclass(frozen=True)
class Door:
    """A hearing as its door knows it; instants in UTC. `standing`: it is still to be held at that hour."""

    hearing_id: str
    participant: Participant
    starts_at: datetime
    ends_at: datetime
    room: str
    reference: str
    standing: bool
    revoked: bool

    @property
    def opens_at(self) -> datetime:
        """From when people may come in."""
        return self.starts_at - OPENS_BEFORE

    @property
    def closes_at(self) -> datetime:
        """Until when they may."""
        return self.starts_at + CLOSES_AFTER

    def admit(self, now: datetime) -> None:
        """Let the holder of the link in now. Raises TokenRevoked, HearingNotOpen, TokenExpired."""
        if self.revoked or not self.standing:
            raise TokenRevoked
        if now < self.opens_at:
            raise HearingNotOpen
        if now >= self.closes_at:
            raise TokenExpired
