"""Which free slot each waiting case could have: proposed by the port of placement, booked by a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework import desk, reading
from casework.desk import DeskPage, Wanted
from casework.doors import Doors, entering
from casework.hearings import Filters, allow_at_court, case_of, wanted
from casework.reading import CaseFile
from db import hearings
from db.cases import CaseRow
from domain.clock import local_date
from domain.contest_rules import ContestDelays, Mode
from domain.docket_placement import Docketed
from domain.letter import Language
from domain.people import Actor
from domain.placement import Placed, Placement, Span, Waiting

PAGE = 25


@dataclass(frozen=True)
class Candidate:
    """A case to be placed: how and in which language it is heard, who interprets, judges in conflict, days of notice.

    Without a language it is heard in the case's own. `people` come for it: the officer who issued the statement.
    """

    case_id: str
    notice_days: int
    mode: Mode = "in_person"
    interpreter: str = ""
    avoid: tuple[str, ...] = ()
    language: Language | None = None
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposals:
    """Waiting cases, those that wait longest first, each with the slot that it could have, and as it was read."""

    page: DeskPage
    placed: tuple[Placed, ...]
    seqs: dict[str, int]


async def proposals(doors: Doors, actor: Actor, cursor: str = "") -> Proposals:
    """A page of the cases that wait for a date, and where each could go. Raises Forbidden, Invalid."""
    allow_at_court(actor, "hold_slot")
    page = await desk.tasks(doors, actor, Wanted(task="schedule"), cursor, PAGE)
    files = [await reading.case_file(doors, actor, task.case_id) for task in page.tasks]
    placed = await propose(doors, actor, [candidate(file) for file in files], Filters())
    return Proposals(page, placed, {file.row.id: file.row.seq for file in files})


async def propose(
    doors: Doors, actor: Actor, candidates: Sequence[Candidate], filters: Filters, placement: Placement | None = None
) -> tuple[Placed, ...]:
    """Where waiting cases could go, in their order; nothing is held. Raises Forbidden, NotFound, Invalid."""
    allow_at_court(actor, "hold_slot")
    now = await doors.clock.now()
    asked = wanted(filters, now)
    async with entering(doors, actor) as session:
        slots = await hearings.free(session, asked, now)
        found = [(one, await case_of(session, one.case_id)) for one in candidates]
        parties = [case.owner for _, case in found]
        busy = await hearings.busy(session, parties, [one.interpreter for one in candidates if one.interpreter], now)
    requests = [waiting(one, case, busy, local_date(now)) for one, case in found]
    return (placement or Docketed()).place(requests, slots)


def candidate(file: CaseFile) -> Candidate:
    """What a case needs of its hearing, as its last event keeps it."""
    standing = file.standing or {}
    needs, officer = standing["needs"], str(file.answers.get("officer") or "")
    return Candidate(
        file.row.id, ContestDelays().hearing_notice, needs["mode"], needs["interpreter"], tuple(standing["conflicts"]),
        "en" if needs["language"] == "en" else "fr", (officer,) if officer else (),
    )  # fmt: skip


def waiting(one: Candidate, case: CaseRow, busy: Sequence[hearings.Busy], today: date) -> Waiting:
    """A candidate as a placement takes it, from the first day that its notice allows."""
    return Waiting(
        one.case_id, case.owner, one.language or ("en" if case.language == "en" else "fr"), one.mode,
        today + timedelta(days=one.notice_days), one.interpreter, one.avoid,
        _spans(busy, party=case.owner), _spans(busy, interpreter=one.interpreter), one.people,
        local_date(case.filed_at),
    )  # fmt: skip


def _spans(busy: Sequence[hearings.Busy], party: str = "", interpreter: str = "") -> tuple[Span, ...]:
    return tuple(
        one.span for one in busy if (party and one.party == party) or (interpreter and one.interpreter == interpreter)
    )
