"""The agenda of the planning committee and of the council: the files that wait for each, by the day of its meeting."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework import access, notices
from casework.content import current_answers
from casework.doors import Doors, entering
from casework.kept_files import Kept, opened
from casework.notices import Comment
from catalogue.published import Edition
from db import cases, documents, worklist
from db import notices as notice_rows
from db.cases import CaseRow, EventRow, Filter
from db.ciphertext import decrypt
from db.worklist import Queue
from domain import permit_states, policy
from domain.errors import Forbidden
from domain.people import Actor

BODIES: Final = {"committee": permit_states.CCU_PENDING, "council": permit_states.COUNCIL_PENDING}
MOST: Final = 200  # files of one body that are looked at


@dataclass(frozen=True)
class Standing:
    """Where a file stands on its way to both bodies. `day` is empty where none was recorded."""

    day: str = ""
    advice: dict[str, Any] | None = None  # the committee's last opinion
    notice: dict[str, Any] | None = None


@dataclass(frozen=True)
class Matter:
    """One file of an agenda, as the members of the body read it."""

    row: CaseRow
    answers: dict[str, Any]
    edition: Edition | None
    standing: Standing
    comments: list[Comment]
    documents: list[Kept]


@dataclass(frozen=True)
class Meeting:
    """The files that one body takes up on one day; `day` is an ISO date, or empty."""

    body: str
    day: str
    matters: list[Matter]


@dataclass(frozen=True)
class Agenda:
    """The meetings asked for, every day that there is to choose from, and whether files were left out."""

    meetings: list[Meeting]
    days: list[str]
    more: bool


@dataclass(frozen=True)
class _Waiting:
    """A file that waits for a body, with its events."""

    body: str
    row: CaseRow
    events: list[EventRow]
    standing: Standing


async def read(doors: Doors, actor: Actor, bodies: Collection[str] = (), day: date | None = None) -> Agenda:
    """What waits in the reader's boroughs for some bodies, or both, on a day, or on any. Raises Forbidden."""
    _allow(actor)
    at = await doors.clock.now()
    async with entering(doors, actor) as session:
        rows = await _rows(session, actor, [body for body in BODIES if not bodies or body in bodies])
        waiting = [await _waiting(doors, session, body, row) for body, found in rows.items() for row in found[:MOST]]
        shown = sorted((one for one in waiting if day is None or one.standing.day == day.isoformat()), key=_rank)
        matters = [(one, await _matter(doors, session, one)) for one in shown]
        await access.note(session, actor, [one.row.id for one in shown], at)
    days = sorted({one.standing.day for one in waiting} - {""})
    return Agenda(_meetings(matters), days, any(len(found) > MOST for found in rows.values()))


async def waits(doors: Doors, actor: Actor) -> bool:
    """Whether anything waits for either body in the reader's boroughs; no file is opened."""
    if not policy.may_at_desk(actor, "read_agenda"):
        return False
    async with entering(doors, actor) as session:
        for state in BODIES.values():
            if await worklist.page(session, Queue(actor.boroughs, "desk", state), None, 1):
                return True
    return False


def standing(facts: Iterable[tuple[str, dict[str, Any]]]) -> Standing:
    """Where a file stands, from its events in order: what was before its last way to the committee is over."""
    now = Standing()
    for kind, one in facts:
        if kind == "ReferredToCommittee":
            now = Standing(one["meeting_on"])
        elif kind == "CommitteeOpinionRecorded":
            now = replace(now, advice=one, day=one.get("next_meeting_on") or "")
        elif kind == "NoticePublished":
            now = replace(now, notice=one, day=one["council_on"])
    return now


async def _rows(session: AsyncSession, actor: Actor, bodies: list[str]) -> dict[str, list[CaseRow]]:
    """The newest files of each body; one more than is shown, where there are more."""
    return {body: await cases.page(session, actor, Filter(state=BODIES[body]), None, MOST + 1) for body in bodies}


async def _waiting(doors: Doors, session: AsyncSession, body: str, row: CaseRow) -> _Waiting:
    key = await doors.keys.of_case(row.id)
    events = await cases.events(session, row.id)
    facts = [(one.type, decrypt(key, f"{row.id}/event/{one.seq}", one.facts)) for one in events if one.type in _TELLING]
    return _Waiting(body, row, events, standing(facts))


_TELLING: Final = ("ReferredToCommittee", "CommitteeOpinionRecorded", "NoticePublished")


async def _matter(doors: Doors, session: AsyncSession, one: _Waiting) -> Matter:
    case_id, key = one.row.id, await doors.keys.of_case(one.row.id)
    files = [opened(key, row) for row in await documents.of_case(session, case_id)]
    comments = notices.opened(key, case_id, await notice_rows.comments(session, case_id))
    edition = await doors.offers.edition(one.row.service, one.row.version)
    return Matter(one.row, current_answers(key, one.row, one.events), edition, one.standing, comments, files)


def _meetings(matters: list[tuple[_Waiting, Matter]]) -> list[Meeting]:
    by_meeting = groupby(matters, key=lambda pair: (pair[0].body, pair[0].standing.day))
    return [Meeting(body, day, [matter for _, matter in pairs]) for (body, day), pairs in by_meeting]


def _rank(one: _Waiting) -> tuple[int, str, str]:
    """The committee before the council, the nearest day first, a file without a day last."""
    return [*BODIES].index(one.body), one.standing.day or "9999", one.row.reference


def _allow(actor: Actor) -> None:
    if not policy.may_at_desk(actor, "read_agenda"):
        raise Forbidden(act="read_agenda")
