"""Letters of a permit case withdrawn, or replaced by corrected ones; the state does not change (DOMAIN §7.5)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from domain import letter_acts
from domain.acts import Act
from domain.change import Change
from domain.letter_acts import CorrectLetter, LetterAct, WithdrawLetter

if TYPE_CHECKING:
    from domain.permit import Permit


def _settle(permit: "Permit", act: LetterAct) -> Change:
    permit.settled.add(act.number)
    return Change(letter_acts.event_type(act), permit.state, letter_acts.event_facts(act), (letter_acts.order(act),))


def _stands(permit: "Permit", act: LetterAct) -> None:
    letter_acts.check(act, permit.letters, permit.settled)


STEPS: dict[type[Act], Callable[["Permit", Any], Change]] = {WithdrawLetter: _settle, CorrectLetter: _settle}
GUARDS: dict[type[Act], Callable[["Permit", Any], None]] = {WithdrawLetter: _stands, CorrectLetter: _stands}
