"""Acts out one made-up case against real parts, by the shipped delivery of acts."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import httpx
from temporalio.client import Client, WorkflowHandle

from casework.delivery import deliver
from cli.recorded_paths import PERMIT, STUDY, Told
from db import received
from domain import permit_states
from domain.acts import (
    Act,
    AnswerInformation,
    Approve,
    AskInformation,
    CapturePayment,
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
from domain.events import CaseStatus, Receipt
from domain.people import SYSTEM, Actor, Role
from domain.rules import Fee, PermitRules
from workflows.permit import AdvanceTo, PermitCase

CITIZEN: Final = Actor("citoyen-1", Role.CITIZEN)
CLERK: Final = Actor("agent-vd", Role.CLERK, ("VD",))
DIRECTOR: Final = Actor("direction-vd", Role.DIRECTOR, ("VD",))
ITEMS: Final = (
    InformationItem("plan", "document", "Plan d’implantation"),
    InformationItem("height", "text", "Hauteur projetée"),
)
OPINIONS: Final = (Opinion("zoning", "favourable"), Opinion("heritage", "favourable_with_conditions", "brique rouge"))
LETTERS: Final = {
    "acknowledged": "P01", "paid": "P02", "complete": "P03", "information_requested": "P04",
    "information_received": "P05", "closed": "P06", "ready_to_pay": "P12", "refused": "P13", "issued": "P14",
    "expired": "P16",
}  # fmt: skip
PATIENCE_SECONDS: Final = 20.0
RIVALS: Final = 5


class LedElsewhere(Exception):
    """A case is not where its path should have led."""


@dataclass(frozen=True)
class Room:
    """What a case is told with. `keep` stores an act as a door does; `held` lets nothing be recorded while it lasts."""

    temporal: Client
    gateway: str
    keep: Callable[[received.Received], Awaitable[None]]
    held: Callable[[str], AbstractAsyncContextManager[None]]


@dataclass
class Teller:
    """One case being told. `at` is the city's instant: each act comes an hour after the one before."""

    told: Told
    room: Room
    at: datetime
    attempt: int = 0
    count: int = field(default=0, init=False)

    @property
    def case_id(self) -> str:
        """Made from the case's name and the attempt."""
        return hashlib.sha256(f"{self.told.name}/{self.attempt}".encode()).hexdigest()[:32]

    @property
    def case(self) -> WorkflowHandle[Any, Any]:
        """The case's workflow."""
        return self.room.temporal.get_workflow_handle(permit_workflow(self.case_id))

    async def tell(self) -> None:
        """File, take every step of the path, and wait until nothing is under way, or until the case has ended."""
        await self._do(FilePermit(**self._who(CITIZEN), case_id=self.case_id, rules=self._rules(),
                                  answers={"applicant_name": "Camille Essai", "floors": 2}))  # fmt: skip
        for step in self.told.path.split():
            name, _, argument = step.partition(":")
            await getattr(self, f"step_{name.replace('-', '_')}")(*([argument] if argument else []))
        if self.told.state in permit_states.TERMINAL:
            await self.case.result()
        else:
            await self._until(lambda status: status.quiescent)

    async def step_paid(self) -> None:
        """The gateway's message about the fee due at submission."""
        await self._do(self._capture(STUDY))

    async def step_issue_fee(self) -> None:
        """The gateway's message about the fee due at issue."""
        await self._do(self._capture(PERMIT))

    async def step_pay(self, purpose: str) -> None:
        """The citizen pays on the gateway's page; nobody tells the case."""
        await self._until(lambda status: status.quiescent)
        async with httpx.AsyncClient(timeout=5) as http:
            page = await http.post(f"{self.room.gateway}/pay/{self.case_id}-{purpose}")
        if page.json()["status"] != "captured":
            raise LedElsewhere(f"{self.told.name}: too late to pay")

    async def step_complete(self) -> None:
        """The clerk finds the file complete."""
        await self._do(DeclareComplete(**self._who(CLERK)))

    async def step_ask(self) -> None:
        """The clerk asks for two things."""
        await self._do(AskInformation(**self._who(CLERK), items=ITEMS))

    async def step_answer(self) -> None:
        """The citizen answers."""
        await self._do(self._answer())

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
        await self._do(answer)
        await passing

    async def step_conclude(self) -> None:
        """All opinions are in."""
        await self._do(ConcludeReview(**self._who(CLERK), opinions=OPINIONS))

    async def step_approve(self) -> None:
        """The permit is granted."""
        await self._do(Approve(**self._who(CLERK)))

    async def step_approve_with_conditions(self) -> None:
        """The permit is granted with conditions."""
        await self._do(Approve(**self._who(CLERK), conditions=("Clôturer le chantier.", "Aucun travail la nuit.")))

    async def step_race(self) -> None:
        """Five clerks approve at once: one is first."""
        approvals = [Approve(**self._who(CLERK)) for _ in range(RIVALS)]
        rivals = [deliver(self.room.temporal, self.case_id, act, PATIENCE_SECONDS) for act in approvals]
        answers = await asyncio.gather(*rivals, return_exceptions=True)
        if [type(answer) for answer in answers].count(IllegalTransition) != RIVALS - 1:
            raise LedElsewhere(f"{self.told.name}: {answers}")

    async def step_pile_up(self) -> None:
        """While a request is being recorded, the citizen withdraws and answers: the second of the two is refused."""
        acts = (AskInformation(**self._who(CLERK), items=ITEMS), Withdraw(**self._who(CITIZEN)), self._answer())
        under_way: list[asyncio.Task[Receipt]] = []
        async with self.room.held(self.case_id):
            for act in acts:
                under_way.append(asyncio.create_task(self._do(act)))
                await asyncio.sleep(0.4)
        answers = await asyncio.gather(*under_way, return_exceptions=True)
        if [type(answer) for answer in answers] != [Receipt, Receipt, IllegalTransition]:
            raise LedElsewhere(f"{self.told.name}: {answers}")

    async def step_refuse(self) -> None:
        """The director refuses."""
        grounds: dict[str, Any] = {
            "reasons": "La hauteur dépasse le maximum permis.",
            "provision": "Règlement d’urbanisme, art. 52",
            "remedies": ("Demande de révision",),
        }
        await self._do(Refuse(**self._who(DIRECTOR), **grounds))

    async def step_withdraw(self) -> None:
        """The citizen gives up."""
        await self._do(Withdraw(**self._who(CITIZEN), reason="Le projet est abandonné."))

    async def step_advance(self, days: str) -> None:
        """The simulated instant moves to so many days after the last act."""
        move = AdvanceTo(self.at + timedelta(days=int(days)))
        await self.case.execute_update("advance_to", move, result_type=CaseStatus)

    async def step_until(self, state: str) -> None:
        """Wait until the case's own timers led it to a state."""
        await self._until(lambda status: status.state == state and status.quiescent)

    def _rules(self) -> PermitRules:
        return PermitRules(service="demolition", version="f" * 64, borough="VD", fees=self.told.fees,
                           opinions=("zoning", "heritage"), letters=dict(LETTERS), clock=self.told.clock)  # fmt: skip

    def _capture(self, fee: Fee) -> CapturePayment:
        payment_id = f"{self.case_id}-{fee.when}"
        who: dict[str, Any] = self._who(SYSTEM) | {"act_id": f"captured/{payment_id}"}
        return CapturePayment(**who, payment_id=payment_id, cents=fee.cents, captured_at=self.at)

    def _answer(self) -> AnswerInformation:
        return AnswerInformation(**self._who(CITIZEN), answers={"plan": "document-7", "height": "9 m"})

    def _who(self, by: Actor) -> dict[str, Any]:
        self.count += 1
        self.at += timedelta(hours=1)
        return {"act_id": f"{self.case_id[:8]}-{self.count}", "by": by, "received_at": self.at}

    async def _do(self, act: Act) -> Receipt:
        return await deliver(self.room.temporal, self.case_id, act, PATIENCE_SECONDS)

    async def _until(self, holds: Callable[[CaseStatus], bool]) -> CaseStatus:
        for _ in range(int(PATIENCE_SECONDS / 0.05)):
            status = await self.case.query(PermitCase.status)
            if holds(status):
                return status
            await asyncio.sleep(0.05)
        raise LedElsewhere(f"{self.told.name} is not where it should be")
