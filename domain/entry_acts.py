"""An own mistake put right: the entry stays in the chain, and says from then on what was wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from domain.acts import Act
from domain.change import Change
from domain.errors import Invalid, TextTooLong

if TYPE_CHECKING:
    from domain.case import Case

LONGEST: Final = 4_000  # characters


@dataclass(frozen=True, kw_only=True)
class CorrectEntry(Act):
    """What was wrong with an entry that the same person made. `entry` is its place in the case's chain."""

    action: ClassVar[str] = "correct_entry"

    entry: int
    note: str


def _correct(case: "Case[Any]", act: CorrectEntry) -> Change:
    return Change("EntryCorrected", case.state, {"entry": act.entry, "mistake": act.note.strip()})


def _an_own_entry(case: "Case[Any]", act: CorrectEntry) -> None:
    faults = {} if case.authors.get(act.entry) == act.by.id else {"entry": "not-your-own"}
    if not act.note.strip():
        faults["note"] = "required"
    if faults:
        raise Invalid(faults)
    if len(act.note) > LONGEST:
        raise TextTooLong({"note": "too-long"})


STEPS: dict[type[Act], Callable[["Case[Any]", Any], Change]] = {CorrectEntry: _correct}
GUARDS: dict[type[Act], Callable[["Case[Any]", Any], None]] = {CorrectEntry: _an_own_entry}
