"""What the door looks up before an act is stored: answers against the case's own form, documents of this very case."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework import tills
from casework.doors import Doors
from casework.offers import service_under
from db import cases, documents, hearings, notices, own_hearings
from db.cases import CaseRow, EventRow
from db.ciphertext import decrypt
from domain.clock import local_date
from domain.errors import Invalid, NotFound
from domain.offering import BY
from domain.ports import DataKey

Content = dict[str, Any]


async def checked(doors: Doors, session: AsyncSession, case: CaseRow, action: str, content: Content) -> Content:
    """The content as the case will keep it. Raises Invalid, which names the fields."""
    check = CHECKS.get(action)
    return await check(doors, session, case, content) if check else content


def current_answers(key: DataKey, case: CaseRow, events: Sequence[EventRow]) -> dict[str, Any]:
    """The application as amended: as filed, then each amendment that was accepted and not dropped for its fee."""
    answers: dict[str, Any] = decrypt(key, f"{case.id}/summary", case.summary)
    before: dict[str, Any] = answers
    for event in events:
        if event.type not in ("AmendmentAccepted", "AmendmentRefused"):
            continue
        facts: dict[str, Any] = decrypt(key, f"{case.id}/event/{event.seq}", event.facts)
        if event.type == "AmendmentAccepted":
            before, answers = answers, answers | facts["answers"]
        elif facts.get("alarm") == "amendment_unpaid":
            answers = before
    return answers


async def _amended(doors: Doors, session: AsyncSession, case: CaseRow, content: Content) -> Content:
    """The answers that differ, brought to their kept form; the whole must still be an application."""
    service = await service_under(doors.offers, case.service, case.version)
    if service is None:
        raise NotFound
    key = await doors.keys.of_case(case.id)
    now = current_answers(key, case, await cases.events(session, case.id))
    whole = doors.rules.validate_answers(service, now | content["answers"])
    doors.rules.refuse_ineligible(service, whole)
    changed = {name: whole.get(name) for name in content["answers"] if whole.get(name) != now.get(name)}
    if not changed:
        raise Invalid({"answers": "nothing-changed"})
    return content | {"answers": changed}


async def _its_document(doors: Doors, session: AsyncSession, case: CaseRow, content: Content) -> Content:
    named = {name: content[name] for name in ("document", "replacement") if name in content}
    found = {row.id: row for row in await documents.among(session, named.values(), (case.id,))}
    if faults := {name: "unknown" for name, document in named.items() if document not in found}:
        raise Invalid(faults)
    return content


async def _every_comment(doors: Doors, session: AsyncSession, case: CaseRow, content: Content) -> Content:
    """The council was given every comment of the public (DOMAIN §7.5)."""
    if content["comments"] != len(await notices.comments(session, case.id)):
        raise Invalid({"comments": "comments-not-all-read"})
    return content


async def _till_open(doors: Doors, session: AsyncSession, case: CaseRow, content: Content) -> Content:
    """Money is taken at the counter only while the borough's till is open that day."""
    await tills.require_open(session, case.borough, local_date(await doors.clock.now()))
    return content


async def _of_this_case(doors: Doors, session: AsyncSession, case: CaseRow, content: Content) -> Content:
    """Documents that an act names are documents of the case."""
    named = [*content.get("documents", ()), *(one["document"] for one in content.get("exhibits", ()))]
    known = {row.id for row in await documents.among(session, named, (case.id,))}
    faults = {f"documents.{rank}": "unknown" for rank, one in enumerate(named) if one not in known}
    if faults:
        raise Invalid(faults)
    return content


async def _with_hearing(doors: Doors, session: AsyncSession, case: CaseRow, content: Content) -> Content:
    """The hold that an act names, as the hearing that it becomes (`casework.slots` takes the slot with the act)."""
    content = dict(content)
    hold, peremptory = content.pop("hold", ""), content.pop("peremptory", False)
    if not hold:
        return content
    held = await hearings.find(session, hold) or await own_hearings.find(session, hold)
    if held is None or held.case_id != case.id or held.status == "released":
        raise Invalid({"hold": "unknown"})
    return content | {"hearing": replace(held.hearing, peremptory=peremptory)}


async def _with_a_date(doors: Doors, session: AsyncSession, case: CaseRow, content: Content) -> Content:
    """A date is set on a hold, always."""
    if not content["hold"]:
        raise Invalid({"hold": "required"})
    return await _with_hearing(doors, session, case, content)


async def _with_an_offer(doors: Doors, session: AsyncSession, case: CaseRow, content: Content) -> Content:
    """Only a slot that the court offered is taken as an offer."""
    held = await own_hearings.find(session, content["hold"])
    if held is None or held.booked_by != BY:
        raise Invalid({"hold": "unknown"})
    return await _with_hearing(doors, session, case, content)


CHECKS: Final[dict[str, Callable[[Doors, AsyncSession, CaseRow, Content], Awaitable[Content]]]] = {
    "amend": _amended,
    "take_payment": _till_open,
    "record_resolution": _every_comment,
    "judge_document": _its_document,
    "replace_document": _its_document,
    "plead": _of_this_case,
    "disclose": _of_this_case,
    "file_exhibit": _of_this_case,
    "schedule": _with_a_date,
    "take_offer": _with_an_offer,
    "move_hearing": _with_a_date,
    "decide_postponement": _with_hearing,
    "adjourn": _with_hearing,
}
