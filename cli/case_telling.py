"""What every step of a made-up case stands on: the parts, the people, the instant, and the shipped delivery of acts."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from temporalio.client import Client, WorkflowHandle

from casework.delivery import deliver
from cli.recorded_paths import Told
from db import received
from domain import clock
from domain.acts import Act, PaymentDue
from domain.case_ids import permit_workflow
from domain.events import CaseStatus, Receipt
from domain.people import Actor, Role
from domain.rules import When
from workflows.case import AdvanceTo
from workflows.permit import PermitCase

CITIZEN: Final = Actor("citoyen-1", Role.CITIZEN)
CLERK: Final = Actor("agent-vd", Role.CLERK, ("VD",))
COLLEAGUE: Final = Actor("adjointe-vd", Role.CLERK, ("VD",))
DIRECTOR: Final = Actor("direction-vd", Role.DIRECTOR, ("VD",))
INSPECTOR: Final = Actor("inspection-vd", Role.INSPECTOR, ("VD",))
REVIEWER: Final = Actor("organisme-1", Role.REVIEWER, ("VD",))
REASONS: Final[dict[str, Any]] = {
    "reasons": "La hauteur dépasse le maximum permis.",
    "provision": "Règlement d’urbanisme, art. 52",
    "remedies": ("Demande de révision",),
}
PATIENCE_SECONDS: Final = 20.0


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
class Telling:
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

    @property
    def today(self) -> date:
        """The local day of the next act."""
        return clock.local_date(self.at + timedelta(hours=1))

    async def step_settled(self) -> None:
        """Wait until nothing is under way."""
        await self.until(lambda status: status.quiescent)

    async def step_until(self, state: str) -> None:
        """Wait until the case's own timers led it to a state."""
        await self.until(lambda status: status.state == state and status.quiescent)

    async def step_advance(self, days: str) -> None:
        """The simulated instant moves to so many days after the last act."""
        move = AdvanceTo(self.at + timedelta(days=int(days)))
        await self.case.execute_update("advance_to", move, result_type=CaseStatus)

    async def step_later(self, days: str) -> None:
        """So many days pass: the next act comes after them, and a simulated case hears of it."""
        if self.told.clock == "simulated":
            await self.step_advance(days)
        self.at += timedelta(days=int(days))

    def owed(self, purpose: str) -> PaymentDue:
        """What the case asks for, by a purpose and its turn: `at_renewal1`. Raises LedElsewhere for a fee it lacks."""
        fees = [fee for fee in self.told.fees if purpose.rstrip("0123456789") == fee.when]
        if not fees:
            raise LedElsewhere(f"{self.told.name} has no fee {purpose}")
        when: When = fees[0].when
        return PaymentDue(f"{self.case_id}-{purpose}", self.case_id, when, sum(fee.cents for fee in fees))

    def who(self, by: Actor) -> dict[str, Any]:
        """The id, the person and the instant of the next act."""
        self.count += 1
        self.at += timedelta(hours=1)
        return {"act_id": f"{self.case_id[:8]}-{self.count}", "by": by, "received_at": self.at}

    async def do(self, act: Act) -> Receipt:
        """Deliver an act as a door does. Raises the CaseError that refused it."""
        return await deliver(self.room.temporal, permit_workflow(self.case_id), act, PATIENCE_SECONDS)

    async def until(self, holds: Callable[[CaseStatus], bool]) -> CaseStatus:
        """Ask the case until something holds of it. Raises LedElsewhere when it does not come to hold."""
        for _ in range(int(PATIENCE_SECONDS / 0.05)):
            status = await self.case.query(PermitCase.status)
            if holds(status):
                return status
            await asyncio.sleep(0.05)
        raise LedElsewhere(f"{self.told.name} is not where it should be")
