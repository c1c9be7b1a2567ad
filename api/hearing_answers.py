"""The shapes of what the JSON door answers about hearings, and what fills them; instants in UTC."""

from datetime import date

from typing_extensions import TypedDict

from api.answers import Day, Instant
from db.hearings import Held, RollLine, Sitting, SlotRow
from domain.hearing_door import Door
from domain.placement import OpenSlot


class SlotAnswer(TypedDict):
    """A slot of a sitting."""

    id: str
    starts_at: Instant
    ends_at: Instant


class SittingAnswer(TypedDict):
    """A sitting and its slots, in order."""

    id: str
    judge: str
    room: str
    mode: str
    language: str
    starts_at: Instant
    ends_at: Instant
    slot_minutes: int
    slots: list[SlotAnswer]


class FreeSlotAnswer(TypedDict):
    """A slot that nobody has, with what its sitting is."""

    id: str
    sitting_id: str
    judge: str
    room: str
    mode: str
    language: str
    starts_at: Instant
    ends_at: Instant


class FreeSlotList(TypedDict):
    """Free slots, earliest first."""

    slots: list[FreeSlotAnswer]


class HoldAnswer(TypedDict):
    """A slot of a case: held until `held_until`, booked or released. `id` is the hearing's."""

    id: str
    case_id: str
    slot_id: str
    status: str
    held_until: Instant | None
    judge: str
    room: str
    mode: str
    interpreter: str
    starts_at: Instant
    ends_at: Instant


class RollLineAnswer(TypedDict):
    """What the public roll shows of a hearing."""

    starts_at: Instant
    ends_at: Instant
    room: str
    reference: str


class RollAnswer(TypedDict):
    """The hearings of one local day, by hour and room."""

    day: Day
    hearings: list[RollLineAnswer]


class DoorAnswer(TypedDict):
    """The door of a hearing held at a distance, for one participant; it opens and closes at these instants."""

    hearing_id: str
    participant: str
    reference: str
    room: str
    starts_at: Instant
    ends_at: Instant
    opens_at: Instant
    closes_at: Instant


class LinkAnswer(TypedDict):
    """A link, and the door that it opens."""

    token: str
    door: DoorAnswer


class LinkStanding(TypedDict):
    """Whether a participant has a link that opens."""

    participant: str
    standing: bool


def door(of: Door) -> DoorAnswer:
    """A door."""
    return {
        "hearing_id": of.hearing_id,
        "participant": of.participant,
        "reference": of.reference,
        "room": of.room,
        "starts_at": of.starts_at.isoformat(),
        "ends_at": of.ends_at.isoformat(),
        "opens_at": of.opens_at.isoformat(),
        "closes_at": of.closes_at.isoformat(),
    }


def sitting(of: Sitting, slots: list[SlotRow]) -> SittingAnswer:
    """A sitting."""
    return {
        "id": of.id,
        "judge": of.judge,
        "room": of.room,
        "mode": of.mode,
        "language": of.language,
        "starts_at": of.starts_at.isoformat(),
        "ends_at": of.ends_at.isoformat(),
        "slot_minutes": of.slot_minutes,
        "slots": [
            {"id": one.id, "starts_at": one.starts_at.isoformat(), "ends_at": one.ends_at.isoformat()} for one in slots
        ],
    }


def free_slots(found: list[OpenSlot]) -> FreeSlotList:
    """Free slots."""
    return {"slots": [free_slot(one) for one in found]}


def hold(of: Held) -> HoldAnswer:
    """A hold."""
    return {
        "id": of.hearing.hearing_id,
        "case_id": of.case_id,
        "slot_id": of.slot_id,
        "status": of.status,
        "held_until": of.held_until.isoformat() if of.held_until else None,
        "judge": of.hearing.judge,
        "room": of.hearing.room,
        "mode": of.hearing.mode,
        "interpreter": of.hearing.interpreter,
        "starts_at": of.hearing.starts_at.isoformat(),
        "ends_at": of.hearing.ends_at.isoformat(),
    }


def roll(day: date, lines: list[RollLine]) -> RollAnswer:
    """The roll."""
    return {
        "day": day.isoformat(),
        "hearings": [
            {
                "starts_at": one.starts_at.isoformat(),
                "ends_at": one.ends_at.isoformat(),
                "room": one.room,
                "reference": one.reference,
            }
            for one in lines
        ],
    }


def free_slot(one: OpenSlot) -> FreeSlotAnswer:
    return {
        "id": one.id,
        "sitting_id": one.sitting_id,
        "judge": one.judge,
        "room": one.room,
        "mode": one.mode,
        "language": one.language,
        "starts_at": one.span.starts_at.isoformat(),
        "ends_at": one.span.ends_at.isoformat(),
    }
