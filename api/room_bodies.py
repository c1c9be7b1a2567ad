"""What a hearing's room is asked for, and what it answers."""

from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from api.answers import Instant
from api.bodies import Body

Link = Annotated[str, Field(max_length=200)]
Lang = Literal["fr", "en"]


class TicketAsked(Body):
    """A link, and the language in which the page is read."""

    token: Link
    lang: Lang = "fr"


class RelayAsked(Body):
    """A link."""

    token: Link


class SelfTested(Body):
    """A link, and what works on this device."""

    token: Link
    camera: bool
    microphone: bool
    speaker: bool
    network: bool


class TicketAnswer(TypedDict):
    """A ticket of one device, good for so many seconds, and the door that it is for; `you` is the participant."""

    ticket: str
    expires_in: int
    you: str
    part: str
    reference: str
    room: str
    starts_at: Instant
    opens_at: Instant
    record: bool


class RelayAnswer(TypedDict):
    """The settings of a browser's peer connections (RTCConfiguration)."""

    ice: dict[str, Any]


class SelfTestAnswer(TypedDict):
    """A test of equipment that was kept."""

    participant: str
    at: Instant
    ready: bool
