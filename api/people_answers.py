"""The shapes of what the JSON door answers about the people of a hearing; instants in UTC."""

from typing_extensions import TypedDict

from api.answers import Instant
from casework.hearing_people import Board, Seat


class SelfTestAnswer(TypedDict):
    """What the last self-test showed to work."""

    at: Instant
    camera: bool
    microphone: bool
    speaker: bool
    network: bool


class SeatAnswer(TypedDict):
    """Somebody of a hearing; `name` and `email` are empty where the case knows them. `mail`: what the last became."""

    participant: str
    part: str
    name: str
    email: str
    language: str
    confirmed_at: Instant | None
    link_made_at: Instant | None
    link_sent_at: Instant | None
    mail: str | None
    self_test: SelfTestAnswer | None


class BoardAnswer(TypedDict):
    """Everybody of a hearing, and the pairs who may not meet."""

    hearing_id: str
    case_id: str
    reference: str
    starts_at: Instant
    people: list[SeatAnswer]
    apart: list[list[str]]


class AddedAnswer(TypedDict):
    """The key of somebody who was added."""

    participant: str


class AskedAnswer(TypedDict):
    """A link is on its way by mail."""

    participant: str
    asked: bool


def board(of: Board) -> BoardAnswer:
    """A hearing and its people."""
    return {
        "hearing_id": of.hearing.hearing_id,
        "case_id": of.hearing.row.id,
        "reference": of.hearing.row.reference,
        "starts_at": of.hearing.starts_at.isoformat(),
        "people": [seat(one) for one in of.seats],
        "apart": [list(pair) for pair in of.apart],
    }


def seat(of: Seat) -> SeatAnswer:
    """One person."""
    stands = of.stands
    return {
        "participant": of.key,
        "part": of.part,
        "name": of.name,
        "email": of.email,
        "language": of.language,
        "confirmed_at": of.confirmed_at.isoformat() if of.confirmed_at else None,
        "link_made_at": stands.made_at.isoformat() if stands and stands.made_at else None,
        "link_sent_at": stands.sent_at.isoformat() if stands and stands.sent_at else None,
        "mail": stands.outcome if stands else None,
        "self_test": self_test(of),
    }


def self_test(of: Seat) -> SelfTestAnswer | None:
    """The last self-test; None before the first."""
    one = of.stands
    if one is None or one.tested_at is None:
        return None
    return {
        "at": one.tested_at.isoformat(),
        "camera": bool(one.camera),
        "microphone": bool(one.microphone),
        "speaker": bool(one.speaker),
        "network": bool(one.network),
    }
