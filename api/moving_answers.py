"""The shapes of what the JSON door answers about earlier dates and moves, and what fills them; instants in UTC."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from api.answers import Instant
from api.bodies import Body, Id
from casework.earlier_dates import Offer, Standing
from casework.moving import Choice


class EarlierAsked(Body):
    """How many days ahead the defence needs to know."""

    notice_days: Annotated[int, Field(strict=True)]


class NothingMore(Body):
    """Nothing more to say."""


class MovedTo(Body):
    """The free slot that the hearing is moved to."""

    slot: Id


class ReachableAnswer(TypedDict):
    """A free slot that suits the case."""

    id: str
    room: str
    starts_at: Instant
    ends_at: Instant


class ReachableList(TypedDict):
    """Free slots, soonest first."""

    slots: list[ReachableAnswer]


class OfferAnswer(TypedDict):
    """A date that is offered, and until when its slot is kept."""

    id: str
    room: str
    starts_at: Instant
    ends_at: Instant
    until: Instant


class EarlierAnswer(TypedDict):
    """Since when a case waits for an earlier date, if it does, and what it is offered."""

    waiting_since: Instant | None
    notice_days: int | None
    offer: OfferAnswer | None


def reachable(choice: Choice) -> ReachableList:
    """The slots that a hearing may be moved to."""
    return {
        "slots": [
            {"id": one.id, "room": one.room, "starts_at": one.starts_at.isoformat(), "ends_at": one.ends_at.isoformat()}
            for one in choice.slots
        ]
    }


def earlier(of: Standing) -> EarlierAnswer:
    """What a case asked for and is offered."""
    return {
        "waiting_since": of.wish.asked_at.isoformat() if of.wish else None,
        "notice_days": of.wish.notice_days if of.wish else None,
        "offer": _offer(of.offer) if of.offer else None,
    }


def _offer(offer: Offer) -> OfferAnswer:
    hearing, until = offer.held.hearing, offer.row.until
    assert until is not None
    return {
        "id": offer.row.id,
        "room": hearing.room,
        "starts_at": hearing.starts_at.isoformat(),
        "ends_at": hearing.ends_at.isoformat(),
        "until": until.isoformat(),
    }
