"""A person's own data as a paper to read: the same as the structured copy, in words, printed as a PDF."""

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from casework import access, drafts, my_data, passkeys, reading, rectifying
from casework.file_names import disposition
from casework.worklist import CaseRow
from domain.case_ids import CONTEST
from domain.errors import Erased, TemporarilyUnavailable
from web import contest_timeline, timeline
from web.contest_words import COURT_ROLES, STATEMENT_SERVICES
from web.fields import summary
from web.services import borough_named
from web.typography import typeset
from web.visit import Visit
from web.vocabulary import ROLES


@dataclass(frozen=True)
class Told:
    """One case as the paper tells it; an erased one has nothing but its row."""

    row: CaseRow
    title: str
    borough: str
    roles: dict[str, Any]
    erased: bool = False
    rows: tuple[Any, ...] = ()
    statement: Any = None
    entries: tuple[Any, ...] = ()
    letters: tuple[Any, ...] = ()
    files: tuple[Any, ...] = ()
    money: Any = None
    seen: tuple[Any, ...] = ()


async def download(visit: Visit) -> Response:
    """The PDF. Raises RateLimited, and TemporarilyUnavailable where nothing can be printed now."""
    actor, printer = visit.require("own_cases"), visit.doors.printer
    if printer is None or visit.signed is None:
        raise TemporarilyUnavailable
    visit.doors.limits.count("print", actor.id)
    page = visit.text(
        "papers/my_data.html", made_at=await visit.doors.clock.now(), name=visit.signed.account.name,
        email=visit.signed.account.email, drafts=[_draft(visit, one) for one in await drafts.own(visit.doors, actor)],
        asked=await rectifying.own(visit.doors, actor), keys=await passkeys.own(visit.doors, actor),
        held=[await _told(visit, row) async for row in my_data.own_cases(visit.doors, actor)],
    )  # fmt: skip
    headers = {"content-disposition": disposition("guichet-mes-donnees.pdf")}
    return Response(await printer.print_page(page), media_type="application/pdf", headers=headers)


def _draft(visit: Visit, draft: drafts.Draft) -> dict[str, Any]:
    service = draft.edition.service
    rows = summary(service, draft.content.answers, visit.lang)
    return {"service": service, "updated_at": draft.updated_at, "rows": rows}


async def _told(visit: Visit, row: CaseRow) -> Told:
    doors, actor = visit.doors, visit.actor
    roles = COURT_ROLES if row.procedure == CONTEST else ROLES
    try:
        file = await reading.case_file(doors, actor, row.id)
    except Erased:
        return Told(row, row.service, borough_named(visit, row.borough), roles, erased=True)
    moments, files = await reading.timeline(doors, actor, row.id), await reading.files(doors, actor, row.id)
    names = {one.row.id: one.name for one in files}
    contest = row.procedure == CONTEST
    entries = (
        contest_timeline.entries(visit, moments, names)
        if contest
        else timeline.entries(visit, file.service, moments, names)
    )
    title = file.service.title.say(visit.lang) if file.service else visit.say.of(STATEMENT_SERVICES, row.service)
    return Told(
        row, typeset(title, visit.lang), borough_named(visit, row.borough), roles,
        rows=tuple(summary(file.service, file.answers, visit.lang)), statement=file.answers if contest else None,
        entries=tuple(entries), letters=tuple(await reading.letters(doors, actor, row.id)), files=tuple(files),
        money=await reading.money(doors, actor, row.id), seen=tuple(await access.of_case(doors, actor, row.id)),
    )  # fmt: skip
