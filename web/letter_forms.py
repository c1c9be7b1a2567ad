"""The forms of the two acts on letters: which letter, why, and for a correction what it should have said."""

from typing import Any

from casework import letter_changes
from casework.letter_changes import Issued
from casework.reading import CaseFile
from domain.errors import Invalid
from web.visit import Visit


async def withdrawal(visit: Visit, file: CaseFile) -> dict[str, Any]:
    """The content of `withdraw_letter`. Raises NotFound, Forbidden, Invalid."""
    of = await _letter(visit, file, "withdraw_letter")
    return letter_changes.withdrawal(of, visit.form.one("reason"), visit.form.one("note").strip())


async def correction(visit: Visit, file: CaseFile) -> dict[str, Any]:
    """The content of `correct_letter`. Raises NotFound, Forbidden, Invalid."""
    of = await _letter(visit, file, "correct_letter")
    changes = changed(of, visit.form.one("fact"), visit.form.one("text"))
    return letter_changes.correction(of, visit.form.one("reason"), changes, visit.form.one("note").strip())


def changed(of: Issued, name: str, text: str) -> dict[str, Any]:
    """One fact as typed: where the letter has a list, one item a line. Raises Invalid."""
    if name not in of.alterable:
        raise Invalid({"fact": "not-a-choice"})
    if not text.strip():
        raise Invalid({"text": "required"})
    listed = isinstance(of.facts[name], list)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return {name: lines if listed else text.strip().replace("\r\n", "\n")}


async def _letter(visit: Visit, file: CaseFile, action: str) -> Issued:
    number = visit.form.number("letter")
    if number is None:
        raise Invalid({"letter": "required"})
    return await letter_changes.issued(visit.doors, visit.actor, file.row.id, number, action)
