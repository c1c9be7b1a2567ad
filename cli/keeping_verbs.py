"""What the verbs of keeping and destroying do, once their words are read: each speaks to the city as one account."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from api import keeping as shapes
from casework import access, keeping
from casework.doors import Doors
from casework.sentences import say
from cli.keeping_doors import as_account
from domain.errors import CaseError
from domain.people import Actor

Verb = Callable[[Doors, Actor], Awaitable[dict[str, Any]]]
SETTLED_SECONDS = 120.0


def run(verb: Verb, var: Path, by: str) -> dict[str, Any]:
    """A verb's figures; a refusal's code and words, under `refused`."""

    async def speak() -> dict[str, Any]:
        async with as_account(var, by) as (doors, actor):
            return await verb(doors, actor)

    try:
        return asyncio.run(speak())
    except CaseError as refusal:
        words = say(refusal, "fr")
        return {"refused": refusal.code, "title": words.title, "detail": words.detail}


def due() -> Verb:
    """What is due."""

    async def verb(doors: Doors, actor: Actor) -> dict[str, Any]:
        rows = await keeping.due(doors, actor)
        return dict(shapes.due(doors.catalogue.retention.version, rows, await doors.clock.now()))

    return verb


def hold(case: str, reason: str) -> Verb:
    """Place a hold."""

    async def verb(doors: Doors, actor: Actor) -> dict[str, Any]:
        return dict(shapes.hold(await keeping.place_hold(doors, actor, case, reason, secrets.token_hex(16))))

    return verb


def lift(case: str, hold_id: str, reason: str) -> Verb:
    """Lift a hold."""

    async def verb(doors: Doors, actor: Actor) -> dict[str, Any]:
        return dict(shapes.hold(await keeping.lift_hold(doors, actor, case, hold_id, reason)))

    return verb


def propose(cases: list[str]) -> Verb:
    """Propose a list."""

    async def verb(doors: Doors, actor: Actor) -> dict[str, Any]:
        return dict(shapes.destruction(await keeping.propose(doors, actor, cases, secrets.token_hex(16))))

    return verb


def approve(destruction: str) -> Verb:
    """Approve a list."""

    async def verb(doors: Doors, actor: Actor) -> dict[str, Any]:
        return dict(shapes.destruction(await keeping.approve(doors, actor, destruction)))

    return verb


def erase(cases: list[str]) -> Verb:
    """Order the list of these cases and wait until a worker carried it out. Raises TimeoutError when none does."""

    async def verb(doors: Doors, actor: Actor) -> dict[str, Any]:
        found = await keeping.order(doors, actor, (await keeping.list_of(doors, actor, cases)).id)
        async with asyncio.timeout(SETTLED_SECONDS):
            while found.status != "carried_out":
                await asyncio.sleep(0.2)
                found = await keeping.find(doors, actor, found.id)
        kept = [one.case_id for one in found.listed if one.outcome != "erased"]
        return {"erased": len(found.listed) - len(kept), "kept": kept, **shapes.destruction(found)}

    return verb


def accesses(case: str, person: str) -> Verb:
    """Read the log of accesses by case or by person."""

    async def verb(doors: Doors, actor: Actor) -> dict[str, Any]:
        seen = await (access.of_case(doors, actor, case) if case else access.of_person(doors, actor, person))
        return {"case": case or None, "person": person or None, "count": len(seen),
                "accesses": [asdict(one) for one in seen]}  # fmt: skip

    return verb
