"""Art. 257: a judged matter in which the prosecution saw an error, found by its number, and put before a judge."""

import re
from typing import Final

from casework import reading, statements
from casework.doors import Doors, entering
from casework.hearings import allow_at_court
from casework.reading import CaseFile
from db import cases, revocations
from db import statements as register
from db.cases import Filter
from db.revocations import Applied
from domain.case_ids import CONTEST
from domain.contest_rules import COURT
from domain.errors import NotFound
from domain.people import Actor

LONGEST: Final = 64
REFERENCE: Final = re.compile(r"P-\d{4}-\d{7}(-\d\d)?", re.ASCII)


async def find(doors: Doors, actor: Actor, typed: str) -> CaseFile:
    """The court's file of a reference or of a statement's number. Raises Forbidden, NotFound, Erased."""
    allow_at_court(actor, "prosecute")
    text = typed.strip().upper()[:LONGEST]
    by_reference = REFERENCE.fullmatch(text) is not None
    case_id = await (_of_reference if by_reference else _of_number)(doors, actor, text)
    file = await reading.case_file(doors, actor, case_id)
    if file.row.procedure != CONTEST:
        raise NotFound
    return file


async def waiting(doors: Doors, actor: Actor) -> list[Applied]:
    """What the prosecution applied for and no judge has decided, the oldest first. Raises Forbidden."""
    allow_at_court(actor, "prosecute")
    async with entering(doors, actor) as session:
        return await revocations.of_the_prosecution(session, COURT)


async def _of_reference(doors: Doors, actor: Actor, reference: str) -> str:
    async with entering(doors, actor) as session:
        found = await cases.page(session, actor, Filter(reference=reference), None, 1)
    if not found:
        raise NotFound
    return found[0].id


async def _of_number(doors: Doors, actor: Actor, number: str) -> str:
    async with entering(doors, actor) as session:
        for regime in doors.regimes:
            known = await register.by_number(session, statements.number_hash(doors, regime, number))
            if known is not None:
                return known.case_id
    raise NotFound
