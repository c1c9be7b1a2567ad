"""Refusals that only the contest of a statement knows."""

from domain.errors import CaseError, Invalid


class DuplicateCase(CaseError):
    """A statement has an open plea already. Facts: reference (only to whoever holds the case)."""

    code = "duplicate-case"


class AlreadyJudged(CaseError):
    """A judgment stands: a plea comes too late, the remedies are others. Facts: state."""

    code = "already-judged"


class ConflictOfInterest(CaseError):
    """This judge stood aside, or may not hear this party."""

    code = "conflict-of-interest"


class SlotTaken(CaseError):
    """Somebody else has the slot."""

    code = "slot-taken"


class SlotNotBookable(Invalid):
    """A slot in the past, or so near that the notice of hearing would come too late."""

    code = "slot-not-bookable"


class DocketNotReady(CaseError):
    """The docket of this period is still being made, or could not be made: no date of it can be set."""

    code = "docket-not-ready"


class NotWatchable(CaseError):
    """The public cannot watch this hearing by video.

    Facts: why (not-by-video, closed-to-the-public, over, full).
    """

    code = "not-watchable"


class HearingNotOpen(CaseError):
    """The link is good, and the door of the hearing opens later."""

    code = "hearing-not-open"


class TokenExpired(CaseError):
    """The hearing's door has closed for this link."""

    code = "token-expired"


class TokenRevoked(CaseError):
    """The link was taken back: another one was made, or the hearing is not held at that hour any more."""

    code = "token-revoked"


class AvailabilityChanged(CaseError):
    """A judge's hours changed since the form was read. Facts: why (used: sittings were opened from them), or none."""

    code = "availability-changed"
