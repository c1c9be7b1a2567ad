"""The letters of an act that is not done yet, in the language of the file and in the other."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from casework import previewing
from casework.acting import Request
from casework.reading import CaseFile
from domain.letter import Language, Proof
from web.visit import Visit

Read = Callable[[Visit, CaseFile], Awaitable[dict[str, Any]]]
Proofs = list[tuple[Language, list[Proof]]]


async def of(visit: Visit, file: CaseFile, read: Read) -> Proofs:
    """The letters that the form as it stands would send, first in the language in which they would go out.

    What the catalogue says is chosen in each language; what somebody typed stays as it was typed.
    """
    first: Language = "en" if file.row.language == "en" else "fr"
    second: Language = "fr" if first == "en" else "en"
    return [(language, await _letters(visit, file, read, language)) for language in (first, second)]


async def _letters(visit: Visit, file: CaseFile, read: Read, language: Language) -> list[Proof]:
    content = await read(visit, replace(file, row=replace(file.row, language=language)))
    request = Request(visit.part("act"), content, visit.form.one("key"), visit.form.number("seq"))
    return await previewing.letters(visit.doors, visit.actor, file.row.id, request, language)
