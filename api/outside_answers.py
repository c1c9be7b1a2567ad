"""The shapes of what people without an account are answered."""

from typing_extensions import TypedDict

from api.answers import Day, Instant


class AttachedDocument(TypedDict):
    """A document that a reviewer outside may read."""

    id: str
    name: str


class AskedAnswer(TypedDict):
    """What is asked of a body outside the city."""

    service: str
    borough: str
    reference: str
    discipline: str
    documents: list[AttachedDocument]


class NoticeAnswer(TypedDict):
    """A public notice (LAU 145.6)."""

    case_id: str
    service: str
    borough: str
    published_on: Day
    council_on: Day
    council_time: str
    place: str
    nature: str
    effects: str


class CommentAnswer(TypedDict):
    """One comment of the public."""

    at: Instant
    name: str
    text: str


class CommentsAnswer(TypedDict):
    """Every comment, oldest first."""

    comments: list[CommentAnswer]


class ReceivedAnswer(TypedDict):
    """A comment was kept."""

    received: bool
