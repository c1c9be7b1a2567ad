"""Preparing a withdrawal or a correction: the letter as it was ordered, and the fields of the act."""

from dataclasses import dataclass
from typing import Any

from casework.doors import Doors, entering
from db import cases
from db.ciphertext import decrypt
from db.outbox import facts_of
from domain import letter_acts, policy
from domain.case_ids import well_formed
from domain.errors import Forbidden, NotFound
from domain.people import Actor


@dataclass(frozen=True)
class Issued:
    """A letter with the facts that it was printed from; `alterable` are those that may be corrected."""

    number: int
    code: str
    dated: str
    facts: dict[str, Any]
    alterable: tuple[str, ...]


async def issued(doors: Doors, actor: Actor, case_id: str, number: int, action: str) -> Issued:
    """A letter to be withdrawn or corrected by `actor`. Raises NotFound, Forbidden, Erased.

    One that is settled already is refused by the case itself (`letter_acts.check`): the same request sent again gets
    its first answer.
    """
    async with entering(doors, actor) as session:
        case = await cases.find(session, case_id) if well_formed(case_id) else None
        if case is None:
            raise NotFound
        if not policy.may(actor, action, owner=case.owner, borough=case.borough):
            raise Forbidden(act=action)
        letter = next((one for one in await cases.letters(session, case_id) if one.number == number), None)
        if letter is None:
            raise NotFound
        place = await facts_of(session, case_id, number)
    key = await doors.keys.of_case(case_id)
    facts = decrypt(key, f"{case_id}/order/{place.seq}/{place.line}", place.facts)
    return Issued(number, letter.code, letter.dated.isoformat(), facts, letter_acts.alterable(facts))


def withdrawal(of: Issued, reason: str, note: str = "") -> dict[str, Any]:
    """The content of the act `withdraw_letter` (`casework.acting.Request`)."""
    return {"number": of.number, "code": of.code, "dated": of.dated, "reason": reason, "note": note}


def correction(of: Issued, reason: str, changes: dict[str, Any], note: str = "") -> dict[str, Any]:
    """The content of the act `correct_letter`. Raises Invalid for a fact that may not be changed so."""
    facts = letter_acts.corrected(of.facts, changes)
    changed = tuple(sorted(name for name in changes if facts[name] != of.facts[name]))
    return withdrawal(of, reason, note) | {"facts": facts, "changed": changed}
