"""The list of all files under the doors' own role: each reader's own, newest first, from an index in that order."""

from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncSession

from cli.made_up_cases import MadeUp
from db import cases
from db.cases import Filter
from db.people import speak_for
from domain.people import Actor, Role
from tests.db.conftest import Base

READERS = {
    "a citizen": (Actor("citoyen-1", Role.CITIZEN), "owner = 'citoyen-1'"),
    "a clerk": (Actor("agent-vd", Role.CLERK, ("VD",)), "borough = 'VD'"),
    "a clerk of two boroughs": (Actor("agent-deux", Role.CLERK, ("VD", "RO")), "borough IN ('VD', 'RO')"),
    "a director": (Actor("direction-vd", Role.DIRECTOR, ("VD",)), "borough = 'VD'"),
    "an administrator": (Actor("administration", Role.ADMINISTRATOR), "true"),
    "a clerk of nowhere": (Actor("agent-nul", Role.CLERK), "false"),
}


@pytest.mark.parametrize(("reader", "condition"), READERS.values(), ids=READERS)
async def test_each_reader_lists_what_the_policy_lets_through(
    base: Base, made_cases: MadeUp, reader: Actor, condition: str
) -> None:
    query = f"SELECT id FROM cases WHERE {condition} AND erased_at IS NULL ORDER BY filed_at DESC, id LIMIT 60"
    async with base.app.begin() as session:
        await speak_for(session, reader)
        rows = await cases.page(session, reader, Filter(), None, 60)
    assert [row.id for row in rows] == [row[0] for row in await base.rows(query)]


INDEXES = {"a citizen": "cases_owner", "a clerk": "cases_worklist", "an administrator": "cases_of_the_city"}


@pytest.mark.parametrize(("who", "index"), INDEXES.items(), ids=INDEXES)
async def test_the_list_comes_from_an_index_in_its_order(base: Base, made_cases: MadeUp, who: str, index: str) -> None:
    """A guard on what the query says beside the policy: without it every case of the city is asked about."""
    reader, _ = READERS[who]
    async with base.app.begin() as session:
        await speak_for(session, reader)
        await session.execute(text("SELECT set_config('enable_bitmapscan', 'off', true)"))
        plan = await plan_of_page(session, reader)
    assert f"using {index} " in plan and "Sort" not in plan, plan


async def plan_of_page(session: AsyncSession, reader: Actor) -> str:
    """How PostgreSQL reads the first page of a reader's list: the very statement that was sent, explained."""
    sent: list[tuple[str, Any]] = []
    link = (await session.connection()).sync_connection
    event.listen(link, "before_cursor_execute", lambda *of: sent.append((of[2], of[3])))
    await cases.page(session, reader, Filter(), None, 26)
    statement, values = sent[0]
    return "\n".join(
        row[0] for row in await (await session.connection()).exec_driver_sql("EXPLAIN " + statement, values)
    )
