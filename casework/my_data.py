"""Everything that the city keeps of a person, for that person: what they said, what happened, who looked.

A structured, common format (DOMAIN §6.2, portability). Files and letters themselves are downloaded from their case.
"""

from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any, Final

from casework import access, drafts, passkeys, preferences, reading, rectifying, worklist
from casework.doors import Doors
from casework.worklist import Filter
from db.cases import CaseRow
from domain import policy
from domain.errors import Erased, Forbidden
from domain.people import Actor

PAGE: Final = 100


async def whole(doors: Doors, actor: Actor) -> dict[str, Any]:
    """All of it, as plain data; instants in UTC, money in cents. Raises Forbidden for anyone but a citizen."""
    if not policy.may_at_desk(actor, "own_cases"):
        raise Forbidden(act="own_cases")
    return {
        "made_at": await doors.clock.now(),
        "account": actor.id,
        "preferences": asdict(await preferences.read(doors, actor)),
        "drafts": [
            {"id": one.id, "changed_at": one.updated_at, "content": asdict(one.content)}
            for one in await drafts.own(doors, actor)
        ],
        "rectifications": [asdict(one) for one in await rectifying.own(doors, actor)],
        "passkeys": [asdict(one) for one in await passkeys.own(doors, actor)],
        "cases": [await _case(doors, actor, row) async for row in own_cases(doors, actor)],
    }


async def own_cases(doors: Doors, actor: Actor) -> AsyncIterator[CaseRow]:
    """Every case of a person, latest first."""
    cursor = ""
    while True:
        page = await worklist.list_cases(doors, actor, Filter(), cursor, PAGE)
        for row in page.rows:
            yield row
        cursor = page.next_cursor
        if not cursor:
            return


async def _case(doors: Doors, actor: Actor, row: CaseRow) -> dict[str, Any]:
    plain = {"reference": row.reference, "service": row.service, "borough": row.borough, "state": row.state,
             "filed_at": row.filed_at}  # fmt: skip
    try:
        file = await reading.case_file(doors, actor, row.id)
    except Erased:
        return plain | {"erased": True}
    money = await reading.money(doors, actor, row.id)
    return plain | {
        "answers": file.answers,
        "standing": file.standing,
        "events": [asdict(one) for one in await reading.timeline(doors, actor, row.id)],
        "letters": [
            {"number": one.number, "code": one.code, "language": one.language, "dated": one.dated,
             "status": one.status, "verify_code": one.verify_code, "sha256": one.sealed_sha256}
            for one in await reading.letters(doors, actor, row.id)
        ],
        "documents": [
            {"id": one.row.id, "name": one.name, "sha256": one.row.sha256}
            for one in await reading.files(doors, actor, row.id)
        ],
        "payments": [
            {"id": one.payment_id, "purpose": one.purpose, "cents": one.cents, "status": one.status,
             "captured_at": one.captured_at, "refunded_cents": one.refunded_cents}
            for one in money.payments
        ],
        "ledger": [asdict(one) for one in money.lines],
        "opened_by": [
            {"at": one.at, "role": one.role, "person": one.person, "what": one.what, "purpose": one.purpose}
            for one in await access.of_case(doors, actor, row.id)
        ],
    }  # fmt: skip
