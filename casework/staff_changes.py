"""Changing the city's accounts: role and counters, closed and opened again; an administrator takes two administrators.

Every change ends the person's sessions and tokens at once and is kept for good. Changes wait for each other, so that
two administrators cannot close each other's accounts and leave the city without one.
"""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework.doors import Doors, entering
from casework.staff import Log, allow, changing_accounts, counters
from db import account_changes, staff
from db.staff import StaffRow, Standing
from domain.case_ids import SYSTEM_KEY
from domain.city_errors import ChangedMeanwhile, LastAdministrator, OwnAccount, SecondAdministrator, StillSupervises
from domain.errors import Invalid, NotFound
from domain.people import SYSTEM, Actor, Role
from domain.staff import STAFF, counters_fault, may_supervise

LONGEST_REASON: Final = 1_000
MACHINE: Final = Actor(SYSTEM.id, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Asked:
    """What an administrator asks of an account: which, at the version that they read, and why."""

    person: str
    version: int | None
    reason: str


@dataclass(frozen=True)
class Changing:
    """One account while it is changed, and the log that keeps what is done."""

    row: StaffRow
    log: Log

    @property
    def session(self) -> AsyncSession:
        """The transaction."""
        return self.log.session

    async def note(self, what: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Keep what was done."""
        await self.log.keep(self.row.id, what, before, after)

    async def become(self, what: str, standing: Standing) -> None:
        """Change the account, end its sessions and tokens, and keep what was done. Raises ChangedMeanwhile."""
        if not await staff.become(self.session, self.row.id, self.row.version, standing):
            raise ChangedMeanwhile
        await staff.end_access(self.session, self.row.id, self.log.now)
        await account_changes.settle(self.session, self.row.id)
        await self.note(what, _said(Standing(self.row.role, self.row.boroughs, self.row.closed_at)), _said(standing))


async def change(doors: Doors, actor: Actor, asked: Asked, role: str, wanted: Sequence[str]) -> bool:
    """Give an open account another role or other counters; False where it waits for a second administrator.

    Raises Forbidden, NotFound, Invalid, ChangedMeanwhile, OwnAccount, LastAdministrator, StillSupervises.
    """
    standing = Standing(role, sorted(set(wanted)))
    if faults := standing_faults(doors, standing):
        raise Invalid(faults)
    async with _changing(doors, actor, asked) as one:
        if one.row.closed_at is not None or standing == Standing(one.row.role, sorted(one.row.boroughs)):
            raise ChangedMeanwhile
        if role == Role.ADMINISTRATOR:
            await _propose(one)
            return False
        await _refuse_supervisor(one, Actor(one.row.id, Role(role), tuple(standing.boroughs)))
        await one.become("changed", standing)
    return True


async def close(doors: Doors, actor: Actor, asked: Asked) -> None:
    """Close an account: nobody comes in by it any more, and what its person did keeps its author. Raises as above."""
    async with _changing(doors, actor, asked) as one:
        if one.row.closed_at is not None:
            raise ChangedMeanwhile
        await _refuse_supervisor(one, None)
        await one.become("closed", Standing(one.row.role, one.row.boroughs, one.log.now))


async def reopen(doors: Doors, actor: Actor, asked: Asked) -> bool:
    """Open a closed account again; an administrator's waits for a second administrator: False. Raises as above."""
    async with _changing(doors, actor, asked) as one:
        if one.row.closed_at is None:
            raise ChangedMeanwhile
        if one.row.role == Role.ADMINISTRATOR:
            await _propose(one)
            return False
        await one.become("reopened", Standing(one.row.role, one.row.boroughs))
    return True


async def confirm(doors: Doors, actor: Actor, asked: Asked) -> None:
    """Make an administrator of whoever another one proposed. Raises as above, and SecondAdministrator."""
    async with _changing(doors, actor, asked) as one:
        proposed_by = await account_changes.settle(one.session, one.row.id)
        if proposed_by is None:
            raise ChangedMeanwhile
        if proposed_by == actor.id:
            raise SecondAdministrator
        await _refuse_supervisor(one, None)
        await one.become("confirmed", Standing(Role.ADMINISTRATOR, ()))


async def withdraw(doors: Doors, actor: Actor, asked: Asked) -> None:
    """Take a proposal back, one's own or another's. Raises as above."""
    async with _changing(doors, actor, asked) as one:
        if await account_changes.settle(one.session, one.row.id) is None:
            raise ChangedMeanwhile
        await one.note("withdrawn", {}, {})


async def appoint(doors: Doors, person: str, reason: str) -> None:
    """Make an administrator of an open account by the word of whoever runs the machine, in a city that has one at most:
    nobody could confirm a proposal there. Raises NotFound, Invalid, SecondAdministrator, StillSupervises.
    """
    if faults := reason_faults(reason):
        raise Invalid(faults)
    key, now = await doors.keys.of_case(SYSTEM_KEY), await doors.clock.now()
    async with entering(doors, MACHINE) as session:
        await staff.one_at_a_time(session)
        row = await staff.find(session, person)
        if row is None or row.closed_at is not None:
            raise NotFound
        if len(await staff.open_administrators(session)) > 1:
            raise SecondAdministrator
        one = Changing(row, Log(session, MACHINE, now, reason.strip(), key))
        await _refuse_supervisor(one, None)
        await one.become("confirmed", Standing(Role.ADMINISTRATOR, ()))


def standing_faults(doors: Doors, standing: Standing) -> dict[str, str]:
    """What is wrong with a role and its counters, by field."""
    faults: dict[str, str] = {}
    if standing.role not in STAFF:
        faults["role"] = "not-a-choice" if standing.role else "required"
    elif fault := counters_fault(Role(standing.role), standing.boroughs, counters(doors)):
        faults["boroughs"] = fault
    return faults


def reason_faults(reason: str) -> dict[str, str]:
    """What is wrong with a reason, by field."""
    faults: dict[str, str] = {}
    if not reason.strip():
        faults["reason"] = "required"
    if len(reason) > LONGEST_REASON:
        faults["reason"] = "too-long"
    if "\x00" in reason:
        faults["reason"] = "invalid-text"
    return faults


@asynccontextmanager
async def _changing(doors: Doors, actor: Actor, asked: Asked) -> AsyncGenerator[Changing]:
    """One transaction over an account as it was read; nobody else changes accounts meanwhile."""
    allow(actor)
    if faults := reason_faults(asked.reason):
        raise Invalid(faults)
    async with changing_accounts(doors, actor, asked.reason) as log:
        row = await staff.find(log.session, asked.person)
        if row is None:
            raise NotFound
        if row.id == actor.id:
            raise LastAdministrator if await staff.open_administrators(log.session) == {actor.id} else OwnAccount
        if row.version != asked.version:
            raise ChangedMeanwhile
        yield Changing(row, log)


async def _propose(one: Changing) -> None:
    if not await account_changes.propose(one.session, one.row.id, one.log.by.id, one.log.now):
        raise ChangedMeanwhile
    await one.note("proposed", {}, {"role": Role.ADMINISTRATOR})


async def _refuse_supervisor(one: Changing, after: Actor | None) -> None:
    """Whoever answers for a counter still may after the change, or another one is named first."""
    answers = [code for code, who in (await account_changes.supervisors(one.session)).items() if who == one.row.id]
    if any(after is None or not may_supervise(after, code) for code in answers):
        raise StillSupervises


def _said(standing: Standing) -> dict[str, Any]:
    closed = {"closed": True} if standing.closed_at else {}
    return {"role": standing.role, "boroughs": list(standing.boroughs)} | closed
