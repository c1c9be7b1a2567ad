"""Steps of a permit in force, its money and its letters: work, renewal, revocation, counter, refunds, corrections."""

from typing import Any

from cli.case_telling import CITIZEN, CLERK, DIRECTOR, INSPECTOR, REASONS, Telling
from domain.acts import CapturePayment
from domain.entry_acts import CorrectEntry
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
from domain.letter_acts import CorrectLetter, WithdrawLetter
from domain.money_acts import OrderRefund, TakePayment
from domain.people import SYSTEM


class LaterSteps(Telling):
    """What holders, inspectors and the direction do after a decision, and what happens to money."""

    async def step_start(self) -> None:
        """The work starts."""
        await self.do(DeclareStart(started_on=self.today, **self.who(CITIZEN)))

    async def step_extend(self) -> None:
        """Validity is extended."""
        await self.do(Extend(**self.who(CLERK)))

    async def step_find_fault(self) -> None:
        """An inspection finds that something is not as permitted."""
        await self.do(Inspect(kind="during", outcome="non_conform", found_on=self.today, findings="Garde-corps absent.",
                              **self.who(INSPECTOR)))  # fmt: skip

    async def step_find_conform(self) -> None:
        """An inspection finds all as permitted."""
        await self.do(Inspect(kind="during", outcome="conform", found_on=self.today, **self.who(INSPECTOR)))

    async def step_final_inspection(self) -> None:
        """The last inspection finds all as permitted."""
        await self.do(Inspect(kind="final", outcome="conform", found_on=self.today, **self.who(INSPECTOR)))

    async def step_finish(self) -> None:
        """The holder says that the work is done."""
        await self.do(DeclareCompletion(completed_on=self.today, **self.who(CITIZEN)))

    async def step_renew(self) -> None:
        """The holder asks for another term."""
        await self.do(Renew(**self.who(CITIZEN)))

    async def step_revocation(self) -> None:
        """The director gives notice that the permit may be revoked."""
        await self.do(GiveNoticeOfRevocation(ground="false_information", grounds="Le plan n’est pas celui du terrain.",
                                             **self.who(DIRECTOR)))  # fmt: skip

    async def step_comment(self) -> None:
        """The holder answers the notice."""
        await self.do(CommentOnRevocation(comments="Le plan a été corrigé depuis.", **self.who(CITIZEN)))

    async def step_revoke(self) -> None:
        """The permit is revoked."""
        await self.do(Revoke(**REASONS, **self.who(DIRECTOR)))

    async def step_keep(self) -> None:
        """The notice is dropped."""
        await self.do(Keep(reason="L’explication est reçue.", **self.who(DIRECTOR)))

    async def step_captured(self, purpose: str) -> None:
        """The gateway's message about a payment, named by its purpose and turn."""
        await self.step_settled()
        due = self.owed(purpose)
        who: dict[str, Any] = self.who(SYSTEM) | {"act_id": f"captured/{due.payment_id}"}
        await self.do(CapturePayment(**who, payment_id=due.payment_id, cents=due.cents, captured_at=self.at))

    async def step_counter(self, purpose: str) -> None:
        """A cashier takes at the counter what the gateway's page asks for as well; then the page is closed."""
        await self.step_settled()
        due = self.owed(purpose)
        await self.do(TakePayment(payment_id=due.payment_id, cents=due.cents, method="cheque", **self.who(CLERK)))
        await self.step_settled()

    async def step_refund(self, cents: str) -> None:
        """The director gives a part of the first fee back, and the gateway is asked for it."""
        await self.step_settled()
        back: dict[str, Any] = {"cents": int(cents), "reason_code": "city_error", "note": "Tarif mal calculé."}
        await self.do(OrderRefund(payment_id=self.owed("at_submission").payment_id, **back, **self.who(DIRECTOR)))
        await self.step_settled()

    async def step_mistake(self, entry: str) -> None:
        """The clerk says that an entry of theirs was a mistake."""
        await self.do(CorrectEntry(entry=int(entry), note="Il manquait un plan.", **self.who(CLERK)))

    async def step_withdraw_letter(self) -> None:
        """The clerk withdraws the acknowledgement of receipt."""
        await self.do(WithdrawLetter(number=1, code="P01", dated=self.today, reason="issued_in_error",
                                     **self.who(CLERK)))  # fmt: skip

    async def step_correct_letter(self) -> None:
        """The clerk has the acknowledgement of receipt issued again with another promised date."""
        facts: dict[str, Any] = {
            "received_at": self.at.isoformat(),
            "amount_cents": 0,
            "fees": [],
            "pay_by": None,
            "pay_by_explanation": "",
            "promised_on": self.today.isoformat(),
        }
        await self.do(CorrectLetter(number=1, code="P01", dated=self.today, reason="content_error", facts=facts,
                                    changed=("promised_on",), **self.who(CLERK)))  # fmt: skip
