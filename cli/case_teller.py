"""Acts out one made-up case against real parts, by the shipped delivery of acts."""

import asyncio
from dataclasses import dataclass
from typing import Any, Final

import httpx

from casework.delivery import deliver
from cli.case_teller_later import LaterSteps
from cli.case_teller_study import StudySteps
from cli.case_telling import CITIZEN, CLERK, DIRECTOR, PATIENCE_SECONDS, REASONS, LedElsewhere
from cli.recorded_paths import PERMIT, STUDY
from cli.recorded_rules import rules_of
from db import received
from domain.acts import (
    AnswerInformation,
    Approve,
    AskInformation,
    CapturePayment,
    Claim,
    ConcludeReview,
    DeclareComplete,
    FilePermit,
    InformationItem,
    Opinion,
    Refuse,
    Withdraw,
)
from domain.case_ids import permit_workflow
from domain.errors import IllegalTransition
from domain.events import Receipt
from domain.people import SYSTEM
from domain.rules import Fee

ITEMS: Final = (
    InformationItem("plan", "document", "Plan d’implantation"),
    InformationItem("height", "text", "Hauteur projetée"),
)
OPINIONS: Final = (Opinion("zoning", "favourable"), Opinion("heritage", "favourable_with_conditions", "brique rouge"))
RIVALS: Final = 5


@dataclass
class Teller(StudySteps, LaterSteps):
    """One case told from its filing to where its path leads."""

    async def tell(self) -> None:
        """File, take every step of the path, and wait until nothing is under way, or until the case has ended."""
        rules = rules_of(self.told, self.today)
        by, answers = CLERK if self.told.channel else CITIZEN, {"applicant_name": "Camille Essai", "floors": 2}
        await self.do(FilePermit(**self.who(by), case_id=self.case_id, rules=rules, answers=answers,
                                 channel=self.told.channel))  # fmt: skip
        for step in self.told.path.split():
            name, _, argument = step.partition(":")
            await getattr(self, f"step_{name.replace('-', '_')}")(*([argument] if argument else []))
        if self.told.ends:
            await self.case.result()
        else:
            await self.step_settled()

    async def step_paid(self) -> None:
        """The gateway's message about the fee due at submission."""
        await self.do(self._capture(STUDY))

    async def step_claim(self) -> None:
        """The person's account takes hold of the case that a clerk filed."""
        await self.do(Claim(**self.who(CITIZEN)))

    async def step_issue_fee(self) -> None:
        """The gateway's message about the fee due at issue."""
        await self.do(self._capture(PERMIT))

    async def step_pay(self, purpose: str) -> None:
        """The citizen pays on the gateway's page; nobody tells the case."""
        await self.step_settled()
        async with httpx.AsyncClient(timeout=5) as http:
            page = await http.post(f"{self.room.gateway}/pay/{self.case_id}-{purpose}")
        if page.json()["status"] != "captured":
            raise LedElsewhere(f"{self.told.name}: too late to pay")

    async def step_complete(self) -> None:
        """The clerk finds the file complete."""
        await self.do(DeclareComplete(**self.who(CLERK)))

    async def step_ask(self) -> None:
        """The clerk asks for two things."""
        await self.do(AskInformation(**self.who(CLERK), items=ITEMS))

    async def step_answer(self) -> None:
        """The citizen answers."""
        await self.do(self._answer())

    async def step_answer_on_its_way(self, days: str) -> None:
        """The answer is stored at the door, a deadline passes, and only then it reaches the case."""
        answer = self._answer()
        until = self.at + received.LEASE
        stored = received.Received(
            answer.act_id, CITIZEN.id, answer.act_id, "", self.case_id, answer.action, b"", self.at, until
        )
        await self.room.keep(stored)
        passing = asyncio.create_task(self.step_advance(days))
        await asyncio.sleep(1.0)
        await self.do(answer)
        await passing

    async def step_conclude(self) -> None:
        """All opinions are in."""
        await self.do(ConcludeReview(**self.who(CLERK), opinions=OPINIONS))

    async def step_approve(self) -> None:
        """The permit is granted."""
        await self.do(Approve(**self.who(CLERK)))

    async def step_approve_with_conditions(self) -> None:
        """The permit is granted with conditions."""
        await self.do(Approve(**self.who(CLERK), conditions=("Clôturer le chantier.", "Aucun travail la nuit.")))

    async def step_race(self) -> None:
        """Five clerks approve at once: one is first."""
        approvals = [Approve(**self.who(CLERK)) for _ in range(RIVALS)]
        workflow_id = permit_workflow(self.case_id)
        rivals = [deliver(self.room.temporal, workflow_id, act, PATIENCE_SECONDS) for act in approvals]
        answers = await asyncio.gather(*rivals, return_exceptions=True)
        if [type(answer) for answer in answers].count(IllegalTransition) != RIVALS - 1:
            raise LedElsewhere(f"{self.told.name}: {answers}")

    async def step_pile_up(self) -> None:
        """While a request is being recorded, the citizen withdraws and answers: the second of the two is refused."""
        acts = (AskInformation(**self.who(CLERK), items=ITEMS), Withdraw(**self.who(CITIZEN)), self._answer())
        under_way: list[asyncio.Task[Receipt]] = []
        async with self.room.held(self.case_id):
            for act in acts:
                under_way.append(asyncio.create_task(self.do(act)))
                await asyncio.sleep(0.4)
        answers = await asyncio.gather(*under_way, return_exceptions=True)
        if [type(answer) for answer in answers] != [Receipt, Receipt, IllegalTransition]:
            raise LedElsewhere(f"{self.told.name}: {answers}")

    async def step_refuse(self) -> None:
        """The director refuses."""
        await self.do(Refuse(**self.who(DIRECTOR), **REASONS))

    async def step_withdraw(self) -> None:
        """The citizen gives up."""
        await self.do(Withdraw(**self.who(CITIZEN), reason="Le projet est abandonné."))

    def _capture(self, fee: Fee) -> CapturePayment:
        payment_id = f"{self.case_id}-{fee.when}"
        who: dict[str, Any] = self.who(SYSTEM) | {"act_id": f"captured/{payment_id}"}
        return CapturePayment(**who, payment_id=payment_id, cents=fee.cents, captured_at=self.at)

    def _answer(self) -> AnswerInformation:
        return AnswerInformation(**self.who(CITIZEN), answers={"plan": "document-7", "height": "9 m"})
