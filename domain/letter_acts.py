"""Withdrawing a letter, or issuing a corrected one: both versions stay verifiable (DOMAIN §7.5, art. 244 in spirit)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from domain.acts import Act
from domain.clock import local_date
from domain.errors import Invalid, LetterSettled, NotFound
from domain.events import Order

REASONS: Final = ("content_error", "wrong_addressee", "issued_in_error", "decision_reviewed")
NOTICE: Final = "P26"  # our own code: DOMAIN asks that the holder be told and gives the letter no number
WITHDRAWN: Final = "LetterWithdrawn"
CORRECTED: Final = "LetterCorrected"
UNALTERABLE: Final = ("fees", "corrects", "corrects_dated", "concerns", "concerns_code", "concerns_dated")
LONGEST: Final = 20_000


@dataclass(frozen=True, kw_only=True)
class WithdrawLetter(Act):
    """A letter is worth nothing any more. `reason` is one of REASONS and public; `note` is for the file."""

    action: ClassVar[str] = "withdraw_letter"

    number: int
    code: str
    dated: date
    reason: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class CorrectLetter(Act):
    """A letter is replaced by one of the same code. `facts` are the new one's, whole; `changed` names what differs."""

    action: ClassVar[str] = "correct_letter"

    number: int
    code: str
    dated: date
    reason: str
    facts: dict[str, Any]
    changed: tuple[str, ...]
    note: str = ""


LetterAct = WithdrawLetter | CorrectLetter


def check(act: LetterAct, issued: int, settled: Collection[int]) -> None:
    """The guard. `issued` counts the case's letters, `settled` are the numbers already withdrawn or corrected.

    Raises NotFound, LetterSettled, Invalid.
    """
    if not 1 <= act.number <= issued:
        raise NotFound
    if act.number in settled:
        raise LetterSettled(number=act.number)
    if act.reason not in REASONS:
        raise Invalid({"reason": "not-a-choice"})
    if isinstance(act, CorrectLetter) and not act.changed:
        raise Invalid({"changes": "required"})


def event_type(act: LetterAct) -> str:
    """What the case's event is called; the state does not change."""
    return WITHDRAWN if isinstance(act, WithdrawLetter) else CORRECTED


def event_facts(act: LetterAct) -> dict[str, Any]:
    """The event's facts: `record` writes number, reason and day into the letter's row."""
    said: dict[str, Any] = {
        "number": act.number,
        "code": act.code,
        "reason": act.reason,
        "changed_on": local_date(act.received_at).isoformat(),
        "note": act.note,
    }
    return said if isinstance(act, WithdrawLetter) else said | {"changed": list(act.changed)}


def order(act: LetterAct) -> Order:
    """The letter that tells the holder: the notice of withdrawal, or the corrected letter itself."""
    dated = act.dated.isoformat()
    if isinstance(act, WithdrawLetter):
        concerned = {"concerns": act.number, "concerns_code": act.code, "concerns_dated": dated}
        return Order("letter", NOTICE, {**concerned, "reason": act.reason})
    return Order("letter", act.code, {**act.facts, "corrects": act.number, "corrects_dated": dated})


def alterable(facts: dict[str, Any]) -> tuple[str, ...]:
    """The facts of a letter that a correction may change: texts, lists of texts and dates; never money."""
    return tuple(name for name, value in facts.items() if _may_change(name, value))


def corrected(facts: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """A letter's facts with some of them changed to values of the same kind; money never. Raises Invalid."""
    faults = {name: fault for name, value in changes.items() if (fault := _fault(facts, name, value))}
    if faults:
        raise Invalid(faults)
    new = facts | changes
    if new == facts:
        raise Invalid({"changes": "required"})
    return {name: value for name, value in new.items() if name not in ("corrects", "corrects_dated")}


def _may_change(name: str, value: Any) -> bool:
    plain = value is None or isinstance(value, str) or _texts(value)
    return plain and name not in UNALTERABLE and not name.endswith("_cents")


def _fault(facts: dict[str, Any], name: str, value: Any) -> str:
    if name not in facts or not _may_change(name, facts[name]):
        return "unknown-field"
    if isinstance(facts[name], list):
        return "" if _texts(value) else "not-a-list"
    if not isinstance(value, str):
        return "not-a-text"
    if _is_day(facts[name]) and not _is_day(value):
        return "not-a-date"
    return "too-long" if len(value) > LONGEST else ""


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and 0 < len(one) <= LONGEST for one in value)


def _is_day(value: Any) -> bool:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True
