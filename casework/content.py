"""What the door looks up before an act is stored: answers against the case's own form, documents of this very case."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework.doors import Doors
from casework.offers import service_under
from db import cases, documents, notices
from db.cases import CaseRow, EventRow
from db.ciphertext import decrypt
from domain.errors import Invalid, NotFound
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


CHECKS: Final[dict[str, Callable[[Doors, AsyncSession, CaseRow, Content], Awaitable[Content]]]] = {
    "amend": _amended,
    "record_resolution": _every_comment,
    "judge_document": _its_document,
    "replace_document": _its_document,
}
