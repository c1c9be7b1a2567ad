"""The city's people as an administrator reads them: who works where, how they come in, and what became of each."""

import secrets
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from casework.doors import Doors, entering
from db import account_changes, people, staff
from db.account_changes import ChangeRow, Proposal
from db.ciphertext import decrypt, encrypt
from db.staff import PER_PAGE, Narrowed, StaffRow
from domain import policy
from domain.case_ids import SYSTEM_KEY
from domain.contest_rules import COURT
from domain.errors import Forbidden, NotFound
from domain.people import Actor, Role
from domain.ports import DataKey


@dataclass(frozen=True)
class Log:
    """Keeps for good what an administrator does to accounts, within one transaction."""

    session: AsyncSession
    by: Actor
    now: datetime
    reason: str
    key: DataKey

    async def keep(self, person: str, what: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Keep one change of an account."""
        change_id = secrets.token_hex(12)
        sealed = encrypt(self.key, _place(change_id), self.reason)
        row = ChangeRow(change_id, person, what, before, after, sealed, self.by.id, self.now)
        await account_changes.keep(self.session, row)


@dataclass(frozen=True)
class Listed:
    """A page of accounts, whether another follows, and the administrators who wait for a second one's word."""

    rows: list[StaffRow]
    more: bool
    proposals: list[Proposal]
    names: dict[str, str]


@dataclass(frozen=True)
class Changed:
    """One change of an account, its reason in the clear."""

    what: str
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Person:
    """One account: what became of it, the counters that it answers for, the files that it holds, its proposal."""

    row: StaffRow
    changes: list[Changed]
    supervises: list[str]
    files: int
    proposal: Proposal | None
    proposed_by: str


def counters(doors: Doors) -> tuple[str, ...]:
    """Every counter of the city: the boroughs', and the court's."""
    return (*(one.code for one in doors.catalogue.boroughs), COURT)


def allow(actor: Actor) -> None:
    """Let administrators through. Raises Forbidden."""
    if not policy.may_at_desk(actor, "manage_people"):
        raise Forbidden(act="manage_people")


async def list_of(doors: Doors, actor: Actor, wanted: Narrowed) -> Listed:
    """The accounts that the filters let through. Raises Forbidden."""
    allow(actor)
    async with entering(doors, actor) as session:
        rows = await staff.list_of(session, wanted)
        waiting = await account_changes.proposals(session)
        names = await named(session, [one.proposed_by for one in waiting])
    return Listed(rows[:PER_PAGE], len(rows) > PER_PAGE, waiting, names)


async def one(doors: Doors, actor: Actor, person: str) -> Person:
    """One account with all that became of it. Raises Forbidden, NotFound."""
    allow(actor)
    async with entering(doors, actor) as session:
        row = await staff.find(session, person)
        if row is None:
            raise NotFound
        changes = await account_changes.of(session, row.id)
        answers = sorted(code for code, who in (await account_changes.supervisors(session)).items() if who == row.id)
        files = await staff.files_of(session, row.id)
        proposal = next((one for one in await account_changes.proposals(session) if one.principal_id == row.id), None)
        names = await named(session, [*(one.made_by for one in changes), *([proposal.proposed_by] if proposal else [])])
    told = [await _told(doors, one, names) for one in changes]
    return Person(row, told, answers, files, proposal, names.get(proposal.proposed_by, "") if proposal else "")


@asynccontextmanager
async def changing_accounts(doors: Doors, actor: Actor, reason: str) -> AsyncGenerator[Log]:
    """One transaction in which nobody else changes accounts. Raises Forbidden, also to whoever was closed meanwhile."""
    allow(actor)
    key, now = await doors.keys.of_case(SYSTEM_KEY), await doors.clock.now()
    async with entering(doors, actor) as session:
        await staff.one_at_a_time(session)
        me = await people.by_id(session, actor.id)
        if me is None or me.closed or me.actor.role is not Role.ADMINISTRATOR:
            raise Forbidden(act="manage_people")
        yield Log(session, actor, now, reason.strip(), key)


async def named(session: AsyncSession, ids: Sequence[str]) -> dict[str, str]:
    """The names of some accounts."""
    return {one: account.name for one in dict.fromkeys(ids) if (account := await people.by_id(session, one))}


def _place(change_id: str) -> str:
    """What the ciphertext of a change's reason is bound to."""
    return f"account-change/{change_id}"


async def _told(doors: Doors, row: ChangeRow, names: dict[str, str]) -> Changed:
    reason = decrypt(await doors.keys.of_case(SYSTEM_KEY), _place(row.id), row.reason)
    return Changed(row.what, row.before, row.after, str(reason), names.get(row.made_by, row.made_by), row.made_at)
