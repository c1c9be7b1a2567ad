"""What requests about money bring: closed models, amounts in whole cents of Canadian dollars."""

from typing import Annotated

from pydantic import Field

from api.bodies import Body, Code, Note

Cents = Annotated[int, Field(ge=0, le=100_000_000)]


class PayLink(Body):
    """A link to pay: nothing more to say."""


class TillOpened(Body):
    """The borough whose till is opened for today, and the float that is in it."""

    borough: Code
    float_cents: Cents


class TillCounted(Body):
    """What was counted: the cash with the float, the cheques, the terminal's slips. A difference needs a reason."""

    cash_cents: Cents
    cheque_cents: Cents
    terminal_cents: Cents
    reason: Note = ""
