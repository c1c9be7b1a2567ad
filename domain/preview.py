"""What an act would do, looked at without doing it: the orders that it would make, or why it would be refused."""

import copy
from dataclasses import dataclass, field
from typing import Any

from domain.acts import Act
from domain.case import Case
from domain.errors import CaseError
from domain.events import Order
from domain.letter import Language
from domain.refusal_data import as_data


@dataclass(frozen=True)
class Preview:
    """The orders of an act that was not done; `refusal` is its refusal as data, empty when it would be taken."""

    orders: tuple[Order, ...] = ()
    refusal: dict[str, Any] = field(default_factory=dict[str, Any])


def preview(case: Case[Any], act: Act, language: Language) -> Preview:
    """What a case would order by an act if its letters were in a language. The case stays as it is."""
    tried = copy.deepcopy(case)
    tried.language = language
    try:
        tried.check(act)
    except CaseError as refusal:
        return Preview(refusal=as_data(refusal))
    return Preview(tried.apply(act).orders)
