"""What a reader may do to a case now: by who they are, by its state, by its rules and by what happened so far."""

from collections.abc import Sequence
from typing import Any, Final, Protocol

from db.cases import CaseRow
from domain import permit_states, policy
from domain.people import Actor

MACHINERY: Final = {"read", "file", "claim", "capture_payment", "record_refund", "cancel_refund", "lapse", "advance_to"}
ASKS_FOR_MONEY: Final = {"RenewalAsked", "InvoiceIssued", "AmendmentAccepted"}  # an amendment may be free
ENDS_MONEY: Final = {"PaymentReceived", "PaymentTaken", "RenewalLapsed", "AmendmentRefused"}
FEE_STATES: Final = (permit_states.AWAITING_PAYMENT, permit_states.APPROVED_TO_PAY)


class Happened(Protocol):
    """An event as it is read: its type, and its facts where they are at hand."""

    @property
    def type(self) -> str:
        """What happened."""
        ...

    @property
    def after(self) -> str:
        """The state that it led to."""
        ...


def possible(actor: Actor, row: CaseRow, filed: dict[str, Any], events: Sequence[Happened]) -> tuple[str, ...]:
    """The acts that this reader may do now."""
    mine = policy.actions(actor, owner=row.owner, borough=row.borough)
    excluded = MACHINERY | set(filed.get("never", ())) | not_yet(row.state, events)
    closed = row.ended
    return tuple(
        name for name in mine if name not in excluded and not closed and permit_states.open_to(name, row.state)
    )


def not_yet(state: str, events: Sequence[Happened]) -> set[str]:
    """Acts that wait for something which has not happened."""
    types = [event.type for event in events]
    proposed = state == permit_states.DECISION_READY and _last(types, {"ApprovalProposed"}, set[str]()) is not None
    amending = _last(types, {"AmendmentAsked"}, {"AmendmentAccepted", "AmendmentRefused"}) is not None
    replacing = _last(types, {"DocumentToReplace"}, {"DocumentReplaced", "DocumentAccepted"}) is not None
    owing = state in FEE_STATES or _last(types, ASKS_FOR_MONEY, ENDS_MONEY) is not None
    extended = "PermitExtended" in types
    waits = {
        "second": not proposed,
        "approve": proposed,
        "accept_amendment": not amending,
        "refuse_amendment": not amending,
        "amend": amending,
        "replace_document": not replacing,
        "pay": not owing,
        "take_payment": not owing,
        "renew": owing,
        "extend": extended,
    }
    return {act for act, missing in waits.items() if missing}


def _last(types: Sequence[str], opens: set[str], closes: set[str]) -> str | None:
    """The last event that opened something which no later one closed."""
    for kind in reversed(types):
        if kind in closes:
            return None
        if kind in opens:
            return kind
    return None
