"""What requests about hearings bring: closed models, local times with or without their offset."""

from typing import Annotated, Literal

from pydantic import Field

from api.bodies import Body, Code, Id
from casework.placing import PAGE

Moment = Annotated[
    str,
    Field(
        max_length=40,
        description="`2026-11-25T09:30`, in Montréal; with an offset (`-05:00`) where the clocks change.",
    ),
]


class SittingOpened(Body):
    """A judge, a room (or a video room), and hours cut into slots of so many minutes."""

    judge: Code
    room: Code
    mode: Literal["in_person", "video", "phone"] = "in_person"
    language: Literal["fr", "en", "both"] = "fr"
    starts_at: Moment
    ends_at: Moment
    slot_minutes: int


class SlotHeld(Body):
    """The case that a slot is held for, and its interpreter. Both sides may have waived the delay of the notice."""

    case_id: Id
    interpreter: Code = ""
    notice_waived: bool = False


class HoldReleased(Body):
    """Nothing more to say."""


class LinkAsked(Body):
    """Whose link to the hearing; `renew` takes back the one that stands."""

    participant: Code
    renew: bool = False


class LinkRevoked(Body):
    """Whose link is taken back."""

    participant: Code


class LinkShown(Body):
    """A link to a hearing, at its door."""

    token: Annotated[str, Field(max_length=200)]


class DateChosen(Body):
    """A case at the sequence number at which it was read, and the slot that it is to have."""

    case_id: Id
    slot_id: Id
    seq: Annotated[int, Field(ge=0, le=2**31 - 1)]


class DatesPublished(Body):
    """The dates to be set, 25 at most."""

    dates: Annotated[list[DateChosen], Field(min_length=1, max_length=PAGE)]


class DocketAsked(Body):
    """The local days of a period, both in; 62 at most."""

    first: Annotated[str, Field(max_length=10)]
    last: Annotated[str, Field(max_length=10)]


class DaysChosen(Body):
    """The local days of a docket whose dates are to be set."""

    days: Annotated[list[Annotated[str, Field(max_length=10)]], Field(min_length=1, max_length=62)]
