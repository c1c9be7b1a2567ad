"""The shapes of what the JSON door answers about the court's days, and what fills them; instants in UTC."""

from typing_extensions import TypedDict

from api.answers import Day, Instant
from api.hearing_answers import FreeSlotAnswer, free_slot
from casework.court_days import CourtDay
from casework.placing import Proposals
from db.sittings import SittingLine


class SittingLineAnswer(TypedDict):
    """A sitting in a list: how many slots it has, and how many are taken."""

    id: str
    judge: str
    room: str
    mode: str
    language: str
    starts_at: Instant
    ends_at: Instant
    slots: int
    taken: int


class SittingList(TypedDict):
    """Sittings, in order."""

    sittings: list[SittingLineAnswer]


class DayHearingAnswer(TypedDict):
    """A hearing that is set; `missing` is what is not ready: room, notice, disclosure; at a distance also instructions,
    room_unmade, links, self_test, interpreter.
    """

    hearing_id: str
    case_id: str
    reference: str
    starts_at: Instant
    ends_at: Instant
    room: str
    judge: str
    mode: str
    interpreter: str
    state: str
    missing: list[str]


class CourtDayAnswer(TypedDict):
    """The hearings of one local day as the court's people see them."""

    day: Day
    hearings: list[DayHearingAnswer]


class ProposalAnswer(TypedDict):
    """A case that waits for a date, and the slot that it could have; without one, `why` says what was lacking."""

    case_id: str
    reference: str
    slot: FreeSlotAnswer | None
    why: str


class ProposalList(TypedDict):
    """A page of them, those that wait longest first; nothing is held."""

    proposals: list[ProposalAnswer]
    next_cursor: str


def sittings(found: list[SittingLine]) -> SittingList:
    """Sittings in a list."""
    return {
        "sittings": [
            {
                "id": one.id,
                "judge": one.judge,
                "room": one.room,
                "mode": one.mode,
                "language": one.language,
                "starts_at": one.starts_at.isoformat(),
                "ends_at": one.ends_at.isoformat(),
                "slots": one.slots,
                "taken": one.taken,
            }
            for one in found
        ]
    }


def court_day(of: CourtDay) -> CourtDayAnswer:
    """A day of the court."""
    return {
        "day": of.day.isoformat(),
        "hearings": [
            {
                "hearing_id": one.hearing_id,
                "case_id": one.case_id,
                "reference": one.reference,
                "starts_at": one.starts_at.isoformat(),
                "ends_at": one.ends_at.isoformat(),
                "room": one.room,
                "judge": one.judge,
                "mode": one.mode,
                "interpreter": one.interpreter,
                "state": one.state,
                "missing": one.missing,
            }
            for one in of.hearings
        ],
    }


def proposals(of: Proposals) -> ProposalList:
    """A page of proposals."""
    placed = {one.case_id: one for one in of.placed}
    return {
        "proposals": [
            {
                "case_id": task.case_id,
                "reference": task.reference,
                "slot": free_slot(slot) if (slot := placed[task.case_id].slot) else None,
                "why": placed[task.case_id].why,
            }
            for task in of.page.tasks
        ],
        "next_cursor": of.page.next_cursor,
    }
