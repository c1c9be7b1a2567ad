"""Acts out one made-up contest against real parts, by the shipped delivery of acts."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import httpx
from temporalio.client import WorkflowHandle

from casework.delivery import deliver
from cli.case_telling import PATIENCE_SECONDS, LedElsewhere
from cli.contest_paths import ContestTold
from domain import clock
from domain.acts import Act, CapturePayment
from domain.case_ids import CONTEST, holder_of, workflow_of
from domain.contest_acts import ServeStatement
from domain.contest_letters import STANDARD
from domain.contest_rules import COURT, ContestRules, Contribution, Costs, Minors
from domain.events import CaseStatus, Receipt
from domain.people import SYSTEM, Actor, Role
from domain.rules import ClockMode
from domain.statement import Count, Party, Statement
from workflows.case import AdvanceTo
from workflows.contest import ContestCase

CITIZEN: Final = Actor("citoyen-1", Role.CITIZEN)
CLERK: Final = Actor("greffe", Role.CLERK, (COURT,))
PROSECUTOR: Final = Actor("poursuite", Role.PROSECUTOR, (COURT,))
JUDGE: Final = Actor("juge-1", Role.ADJUDICATOR, (COURT,))
COLLECTOR: Final = Actor("perception", Role.COLLECTOR, (COURT,))
FINE, COST, SHARE = 8_500, 4_600, 2_000


def rules_of(told: ContestTold) -> ContestRules:
    """The rules that a kept contest carries: written out, so that a change of the regime changes no history."""
    mode: ClockMode = "real" if told.clock == "real" else "simulated"
    return ContestRules(
        regime="QC-CPP", version="0" * 64, service="contester-constat-circulation", borough=COURT,
        pleas=("guilty", "guilty_contest_sentence", "not_guilty"), silence="deemed_not_guilty",
        letters=dict(STANDARD), costs=Costs(800, 2_800, 9_900, 6_200, 2_300), contribution=Contribution(),
        minors=Minors(most_costs=3_000), modes=("in_person", "video", "phone"), points=True, clock=mode,
        moving="self_service" if "move-hearing" in told.path else "request", moves=1,
    )  # fmt: skip


@dataclass
class Telling:
    """Where a contest is told: the engine, the gateway, the instant of the next act."""

    told: ContestTold
    temporal: Any
    gateway: str
    at: datetime
    count: int = field(default=0, init=False)
    hearing_at: datetime | None = field(default=None, init=False)

    @property
    def case_id(self) -> str:
        """Made from the contest's name."""
        return hashlib.sha256(self.told.name.encode()).hexdigest()[:32]

    @property
    def case(self) -> WorkflowHandle[Any, Any]:
        """The contest's workflow."""
        return self.temporal.get_workflow_handle(workflow_of(CONTEST, self.case_id))

    @property
    def holder(self) -> Actor:
        """Whoever holds the case."""
        return Actor(holder_of(self.case_id), Role.CITIZEN)

    @property
    def today(self) -> date:
        """The local day of the next act."""
        return clock.local_date(self.at + timedelta(hours=1))

    def who(self, by: Actor) -> dict[str, Any]:
        """The id, the person and the instant of the next act."""
        self.count += 1
        self.at += timedelta(hours=1)
        return {"act_id": f"{self.case_id[:8]}-{self.count}", "by": by, "received_at": self.at}

    async def do(self, act: Act) -> Receipt:
        """Deliver an act as a door does. Raises the CaseError that refused it."""
        return await deliver(self.temporal, workflow_of(CONTEST, self.case_id), act, PATIENCE_SECONDS)

    async def serve(self) -> None:
        """The statement is served today, or long ago where real timers are to fire."""
        served = self.today
        counts = tuple(
            Count(number, "CSR 329", "Excès de vitesse", "Speeding", FINE, COST, SHARE, greater_fine=12_000
                  if "sentence" in self.told.path else 0, points=2)
            for number in range(1, self.told.counts + 1)
        )  # fmt: skip
        party = Party("person", "Camille Essai", ("12, rue Essai", "Montréal (Québec)  H2X 1Y4"), date(1990, 5, 4))
        statement = Statement("801234567", "traffic", self.at, "rue Essai", "PM", "1234", counts, party,
                              "on_the_spot", served)  # fmt: skip
        await self.do(ServeStatement(**self.who(SYSTEM), case_id=self.case_id, rules=rules_of(self.told),
                                     statement=statement, owner=self.holder.id))  # fmt: skip

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

    async def step_proceed(self) -> None:
        """A passing state leads on by itself."""
        await self.step_advance("0")

    async def step_later(self, days: str) -> None:
        """So many days pass: the next act comes after them."""
        await self.step_advance(days)
        self.at += timedelta(days=int(days))

    async def pay_page(self, payment_id: str) -> None:
        """Pay on the gateway's page; nobody tells the case."""
        await self.step_settled()
        async with httpx.AsyncClient(timeout=5) as http:
            page = await http.post(f"{self.gateway}/pay/{payment_id}")
        if page.json()["status"] != "captured":
            raise LedElsewhere(f"{self.told.name}: too late to pay")

    async def captured(self, payment_id: str, cents: int) -> None:
        """The gateway's message."""
        act = CapturePayment(act_id=f"captured/{payment_id}", by=SYSTEM, received_at=self.at, payment_id=payment_id,
                             cents=cents, captured_at=self.at)  # fmt: skip
        await self.do(act)

    async def until(self, holds: Callable[[CaseStatus], bool]) -> CaseStatus:
        """Ask the case until something holds of it. Raises LedElsewhere when it does not come to hold."""
        for _ in range(int(PATIENCE_SECONDS / 0.05)):
            status = await self.case.query(ContestCase.status)
            if holds(status):
                return status
            await asyncio.sleep(0.05)
        raise LedElsewhere(f"{self.told.name} is not where it should be")


def nine_on(day: date) -> datetime:
    """Nine o'clock of a local day, in UTC."""
    return datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=clock.LOCAL).astimezone(UTC)
