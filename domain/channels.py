"""How a letter reaches its person: electronic where an address was designated and accepted, else post (DOMAIN §6.3).

A letter that nobody opened, that bounced, or whose envelope came back goes by post; the legal date follows the channel.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from domain import clock

UNREAD_DAYS: Final = 5  # calendar days, configurable [CFG]
RETURN_REASONS: Final = ("moved", "unknown", "unclaimed", "refused", "incomplete", "other")


class Channel(StrEnum):
    """How letters travel."""

    ELECTRONIC = "electronic"
    POST = "post"


@dataclass(frozen=True)
class Designation:
    """An electronic address that a person designated, and when they accepted to receive letters there."""

    address: str
    accepted_at: datetime


@dataclass(frozen=True)
class Wish:
    """What a person told the city once for all; `designated` is the address of their preferences, if accepted."""

    channel: Channel
    designated: Designation | None = None


@dataclass(frozen=True)
class Choice:
    """The channel of one letter and why: the record that LCCJTI asks for (C-1.1, art. 28, 30 and 31)."""

    channel: Channel
    basis: str  # preference, application, asked, no_address, same_as_before
    designated: Designation | None = None


@dataclass(frozen=True)
class Attempt:
    """One attempt to reach the person, as the bookkeeping keeps it."""

    channel: Channel
    status: str
    available_at: datetime | None = None
    posted_on: date | None = None


def choose(wish: Wish | None, filed: Designation | None, before: Channel | None = None) -> Choice:
    """The channel of a letter.

    `wish` is what the person prefers, `filed` the address designated in the application, accepted by filing it.
    `before` is how the letter travelled that this one corrects or withdraws: its holder is told the same way.
    """
    designated = wish.designated if wish is not None and wish.designated is not None else filed
    if before is Channel.POST:
        return Choice(Channel.POST, "same_as_before")
    if wish is not None and wish.channel is Channel.POST:
        return Choice(Channel.POST, "asked")
    if designated is None or not designated.address:
        return Choice(Channel.POST, "no_address")
    return Choice(Channel.ELECTRONIC, "application" if designated is filed else "preference", designated)


def unread_before(now: datetime, days: int = UNREAD_DAYS) -> datetime:
    """Letters made available before this instant have had `days` whole local days to be opened: they go by post."""
    return clock.local_midnight(clock.local_date(now) - timedelta(days=days))


def legal_date(attempts: Sequence[Attempt]) -> date | None:
    """The day from which a letter counts against its person; None while it is under way.

    Electronic: the local day on which it was accessible at the designated address (C-1.1, art. 31), as long as that
    attempt stands. Once it went by post: the day of the last posting that did not come back.
    """
    for attempt in reversed(attempts):
        if attempt.status == "posted":
            return attempt.posted_on
        if attempt.status in ("available", "opened") and attempt.available_at is not None:
            return clock.local_date(attempt.available_at)
    return None
