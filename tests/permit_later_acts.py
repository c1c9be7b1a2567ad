"""Acts on a made-up permit case beyond its spine: council, changes, work, renewal, revocation, counter."""

from datetime import date, datetime
from typing import Any

from domain import clock
from domain.acts import PaymentDue, RecordRefund
from domain.change_acts import AcceptAmendment, Amend, JudgeDocument, MovePromise, RefuseAmendment, ReplaceDocument
from domain.holding_acts import (
    CommentOnRevocation,
    DeclareCompletion,
    DeclareStart,
    Extend,
    GiveNoticeOfRevocation,
    Inspect,
    Keep,
    Renew,
    Revoke,
)
from domain.money_acts import OrderRefund, RefundDue, TakePayment
from domain.people import SYSTEM, Actor
from domain.review_acts import GiveOpinion, PublishNotice, RecordCommitteeOpinion, RecordResolution, Refer, Second
from tests.permit_people import CITIZEN, CLERK, COLLEAGUE, DIRECTOR, INSPECTOR

GROUNDS: dict[str, Any] = {"reasons": "Plans inexacts.", "provision": "art. 52", "remedies": ("révision",)}


def day(text: str | None, otherwise: datetime) -> date:
    """A date as tests write it, or the local day of an instant."""
    return date.fromisoformat(text) if text else clock.local_date(otherwise)


class LaterActs:
    """Each act has an id of its own; `at` is the instant at which the door receives it."""

    def __init__(self) -> None:
        self._count = 0

    def give_opinion(self, at: datetime, discipline: str = "zoning", by: Actor = CLERK, **changes: Any) -> GiveOpinion:
        said: dict[str, Any] = {"outcome": "favourable"} | changes
        return GiveOpinion(**self._who(by, at), discipline=discipline, **said)

    def refer(self, at: datetime, meeting: str = "2027-01-20", by: Actor = CLERK) -> Refer:
        return Refer(**self._who(by, at), meeting_on=date.fromisoformat(meeting))

    def advise(
        self, at: datetime, given: str | None = None, by: Actor = CLERK, **changes: Any
    ) -> RecordCommitteeOpinion:
        said: dict[str, Any] = {"outcome": "favourable", "motives": "Intégration réussie."}
        return RecordCommitteeOpinion(**self._who(by, at), given_on=day(given, at), **(said | changes))

    def publish(
        self, at: datetime, council: str = "2027-02-15", published: str | None = None, by: Actor = CLERK, **changes: Any
    ) -> PublishNotice:
        said: dict[str, Any] = {
            "council_time": "19:00",
            "place": "Mairie",
            "nature": "Marge de 2 m",
            "effects": "Un mètre de moins",
        }
        days: dict[str, Any] = {"council_on": date.fromisoformat(council), "published_on": day(published, at)}
        return PublishNotice(**self._who(by, at), **days, **(said | changes))

    def resolve(self, at: datetime, on: str | None = None, by: Actor = CLERK, **changes: Any) -> RecordResolution:
        said: dict[str, Any] = {"outcome": "granted", "resolution": "CA26 12 0345"}
        return RecordResolution(**self._who(by, at), resolved_on=day(on, at), **(said | changes))

    def second(self, at: datetime, by: Actor = COLLEAGUE) -> Second:
        return Second(**self._who(by, at))

    def amend(self, at: datetime, by: Actor = CITIZEN, **answers: Any) -> Amend:
        return Amend(**self._who(by, at), answers=answers or {"floors": 3}, note="Un étage de plus.")

    def accept_amendment(self, at: datetime, by: Actor = CLERK) -> AcceptAmendment:
        return AcceptAmendment(**self._who(by, at))

    def refuse_amendment(self, at: datetime, by: Actor = CLERK, reasons: str = "Trop haut.") -> RefuseAmendment:
        return RefuseAmendment(**self._who(by, at), reasons=reasons)

    def move_promise(
        self, at: datetime, to: str = "2026-12-18", by: Actor = CLERK, reason: str = "Une agente est malade."
    ) -> MovePromise:
        return MovePromise(**self._who(by, at), promised_on=date.fromisoformat(to), reason=reason)

    def judge(self, at: datetime, outcome: Any = "accepted", by: Actor = CLERK, **changes: Any) -> JudgeDocument:
        said: dict[str, Any] = {"document": "doc-1", "outcome": outcome} | changes
        return JudgeDocument(**self._who(by, at), **said)

    def replace(self, at: datetime, document: str = "doc-1", by: Actor = CITIZEN) -> ReplaceDocument:
        return ReplaceDocument(**self._who(by, at), document=document, replacement="doc-2")

    def start(self, at: datetime, on: str | None = None, by: Actor = CITIZEN) -> DeclareStart:
        return DeclareStart(**self._who(by, at), started_on=day(on, at))

    def extend(self, at: datetime, by: Actor = CLERK) -> Extend:
        return Extend(**self._who(by, at))

    def inspect(
        self, at: datetime, outcome: Any = "conform", found: str | None = None, by: Actor = INSPECTOR, **changes: Any
    ) -> Inspect:
        said: dict[str, Any] = {"kind": "during", "findings": "Garde-corps absent." if outcome == "non_conform" else ""}
        return Inspect(**self._who(by, at), outcome=outcome, found_on=day(found, at), **(said | changes))

    def finish(self, at: datetime, on: str | None = None, by: Actor = CITIZEN) -> DeclareCompletion:
        return DeclareCompletion(**self._who(by, at), completed_on=day(on, at))

    def renew(self, at: datetime, by: Actor = CITIZEN) -> Renew:
        return Renew(**self._who(by, at))

    def notice(self, at: datetime, by: Actor = DIRECTOR, **changes: Any) -> GiveNoticeOfRevocation:
        said: dict[str, Any] = {"ground": "false_information", "grounds": "Le plan déposé n’est pas celui du terrain."}
        return GiveNoticeOfRevocation(**self._who(by, at), **(said | changes))

    def comment(self, at: datetime, by: Actor = CITIZEN, comments: str = "C’est une erreur.") -> CommentOnRevocation:
        return CommentOnRevocation(**self._who(by, at), comments=comments)

    def revoke(self, at: datetime, by: Actor = DIRECTOR, **changes: Any) -> Revoke:
        return Revoke(**self._who(by, at), **(GROUNDS | changes))

    def keep(self, at: datetime, by: Actor = DIRECTOR, reason: str = "Explication reçue.") -> Keep:
        return Keep(**self._who(by, at), reason=reason)

    def take(self, at: datetime, due: PaymentDue, method: Any = "cash", by: Actor = CLERK) -> TakePayment:
        return TakePayment(**self._who(by, at), payment_id=due.payment_id, cents=due.cents, method=method)

    def order_refund(
        self, at: datetime, payment_id: str, cents: int, by: Actor = DIRECTOR, **changes: Any
    ) -> OrderRefund:
        said: dict[str, Any] = {"reason_code": "city_error", "note": "Tarif mal calculé."} | changes
        return OrderRefund(**self._who(by, at), payment_id=payment_id, cents=cents, **said)

    def refunded(self, at: datetime, order: RefundDue) -> RecordRefund:
        who = self._who(SYSTEM, at)
        return RecordRefund(**who, payment_id=order.payment_id, cents=order.cents, refund_id=order.refund_id)

    def _who(self, by: Actor, at: datetime) -> dict[str, Any]:
        return {"act_id": self._id(), "by": by, "received_at": at}

    def _id(self) -> str:
        self._count += 1
        return f"act-{self._count}"
