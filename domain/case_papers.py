"""Letters of a case withdrawn, or replaced by corrected ones; the state does not change (DOMAIN §7.5)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from domain import letter_acts
from domain.acts import Act
from domain.change import Change
from domain.letter_acts import CorrectLetter, LetterAct, WithdrawLetter

if TYPE_CHECKING:
    from domain.case import Case


def _settle(case: "Case[Any]", act: LetterAct) -> Change:
    case.settled.add(act.number)
    return Change(letter_acts.event_type(act), case.state, letter_acts.event_facts(act), (letter_acts.order(act),))


def _stands(case: "Case[Any]", act: LetterAct) -> None:
    letter_acts.check(act, case.letters, case.settled)


STEPS: dict[type[Act], Callable[["Case[Any]", Any], Change]] = {WithdrawLetter: _settle, CorrectLetter: _settle}
GUARDS: dict[type[Act], Callable[["Case[Any]", Any], None]] = {WithdrawLetter: _stands, CorrectLetter: _stands}
