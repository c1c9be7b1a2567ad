"""Refusals that only a hearing's room knows."""

from domain.errors import CaseError


class RoomRefused(CaseError):
    """The act is one of this person's, and cannot be done now.

    Facts: why (ended, dismissed, not-here, not-identified, may-not-meet, witness-before-opening, closed-to-the-public,
    grace with `until`, technical-failure, open-already, not-open, not-paused, not-apart, a-judge, there-already,
    provider-failed).
    """

    code = "room-refused"


class DeviceInUse(CaseError):
    """This link is in use on another device: one at a time."""

    code = "device-in-use"


class NoRoom(CaseError):
    """No provider has made this hearing's room yet."""

    code = "no-room"
