"""The worklist under the doors' own role: what one may see, in which order, page by page; taken by one clerk."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

from casework import desk
from casework.desk import DeskPage, Wanted
from domain.errors import AlreadyTaken, Forbidden, IllegalTransition, Invalid, NotFound
from domain.people import Actor, Role
from tests.db.conftest import Base, Desk

TODAY = date(2026, 11, 25)
CLERK = Actor("agent-vd", Role.CLERK, ("VD",))
COLLEAGUE = Actor("agent-vd-2", Role.CLERK, ("VD",))
ELSEWHERE = Actor("agent-ro", Role.CLERK, ("RO",))
DIRECTOR = Actor("direction-vd", Role.DIRECTOR, ("VD",))
TWO_BOROUGHS = Actor("agent-deux", Role.CLERK, ("VD", "RO"))
ADMINISTRATOR = Actor("administration", Role.ADMINISTRATOR)
CITIZEN = Actor("citoyen-1", Role.CITIZEN)


async def every_page(bureau: Desk, actor: Actor, wanted: Wanted, size: int = 7) -> list[Any]:
    rows, cursor = [], ""
    while True:
        page: DeskPage = await desk.tasks(bureau.doors, actor, wanted, cursor, size)
        rows += page.tasks
        cursor = page.next_cursor
        if not cursor:
            return rows


async def expected(base: Base, condition: str, *values: Any) -> list[str]:
    query = f"SELECT case_id FROM tasks WHERE done_at IS NULL AND {condition} ORDER BY due, case_id"
    return [row[0] for row in await base.rows(query, *values)]


NARROWED = {
    "all": (Wanted(), "desk"),
    "state": (Wanted(state="UNDER_REVIEW"), "state = 'UNDER_REVIEW'"),
    "a state that waits for the citizen": (Wanted(state="INFO_REQUESTED"), "state = 'INFO_REQUESTED'"),
    "service": (Wanted(service="demolition"), "desk AND service = 'demolition'"),
    "task": (Wanted(task="decide"), "desk AND kind = 'decide'"),
    "overdue": (Wanted(overdue=True), "desk AND due_on < '2026-11-25'"),
    "due before": (Wanted(due_before=date(2026, 12, 2)), "desk AND due_on < '2026-12-02'"),
    "mine": (Wanted(assigned="me"), "desk AND assigned_to = 'agent-vd'"),
    "nobody's": (Wanted(assigned="nobody"), "desk AND assigned_to IS NULL"),
    "a colleague's": (Wanted(assigned="agent-vd-2"), "desk AND assigned_to = 'agent-vd-2'"),
    "the citizen's turn": (Wanted(waiting="citizen"), "NOT desk"),
    "a number's beginning": (Wanted(reference="P-2026-00001"), "desk AND reference LIKE 'P-2026-00001%%'"),
    "several at once": (
        Wanted(service="demolition", overdue=True, assigned="nobody"),
        "desk AND service = 'demolition' AND due_on < '2026-11-25' AND assigned_to IS NULL",
    ),
}


@pytest.mark.parametrize(("wanted", "condition"), NARROWED.values(), ids=NARROWED)
async def test_each_filter_shows_its_tasks_by_due_date_page_after_page(
    bureau: Desk, base: Base, wanted: Wanted, condition: str
) -> None:
    rows = [row.case_id for row in await every_page(bureau, CLERK, wanted)]
    assert rows == await expected(base, f"borough = 'VD' AND {condition}")
    assert len(rows) == len(set(rows))


async def test_a_desk_shows_its_own_boroughs_only_whatever_is_asked(bureau: Desk, base: Base) -> None:
    assert await every_page(bureau, CLERK, Wanted(borough="RO")) == []
    both = [row.case_id for row in await every_page(bureau, TWO_BOROUGHS, Wanted(), 50)]
    assert both == await expected(base, "desk AND borough IN ('VD', 'RO')")
    everything = [row.case_id for row in await every_page(bureau, ADMINISTRATOR, Wanted(), 100)]
    assert everything == await expected(base, "desk")
    with pytest.raises(Forbidden):
        await desk.tasks(bureau.doors, CITIZEN, Wanted())


async def test_a_serial_number_alone_finds_the_file(bureau: Desk, base: Base) -> None:
    ((case_id, reference),) = await base.rows(
        "SELECT case_id, reference FROM tasks WHERE done_at IS NULL AND desk AND borough = 'VD' LIMIT 1"
    )
    serial = reference.split("-")[2].lstrip("0")
    assert [row.case_id for row in await every_page(bureau, CLERK, Wanted(reference=serial))] == [case_id]
    assert [row.case_id for row in await every_page(bureau, CLERK, Wanted(reference=reference.lower()))] == [case_id]


async def test_queues_are_counted_as_they_are_listed(bureau: Desk, base: Base) -> None:
    counts = (await desk.tasks(bureau.doors, CLERK, Wanted())).counts
    assert counts is not None
    asked = {
        "desk": "desk", "overdue": "desk AND due < '2026-11-25'", "citizen": "NOT desk",
        "this_week": "desk AND due >= '2026-11-25' AND due < '2026-12-02'", "untaken": "desk AND assigned_to IS NULL",
        "mine": "desk AND assigned_to = 'agent-vd'",
    }  # fmt: skip
    assert vars(counts) == {
        name: len(await expected(base, f"borough = 'VD' AND {condition}")) for name, condition in asked.items()
    }


@pytest.mark.parametrize("cursor", ["x", "eHh8eHh8eHg=", "é"])
async def test_a_cursor_that_is_not_ours_is_refused(bureau: Desk, cursor: str) -> None:
    with pytest.raises(Invalid):
        await desk.tasks(bureau.doors, CLERK, Wanted(), cursor)


async def a_free_file(base: Base) -> str:
    query = (
        "SELECT case_id FROM tasks WHERE done_at IS NULL AND desk AND borough = 'VD' AND assigned_to IS NULL LIMIT 1"
    )
    return str((await base.rows(query))[0][0])


async def test_of_two_clerks_who_take_a_file_at_once_one_gets_it(bureau: Desk, base: Base) -> None:
    case_id = await a_free_file(base)
    tries = [desk.take(bureau.doors, one, case_id) for one in (CLERK, COLLEAGUE) * 3]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    ((holder,),) = await base.rows("SELECT assigned_to FROM tasks WHERE case_id = %s", case_id)
    for actor, answer in zip((CLERK, COLLEAGUE) * 3, answers, strict=True):
        if actor.id == holder:
            assert not isinstance(answer, BaseException) and answer.assigned_to == holder
        else:
            assert isinstance(answer, AlreadyTaken) and answer.facts["by"] == holder


async def test_a_file_is_given_back_by_who_holds_it_or_by_the_director(bureau: Desk, base: Base) -> None:
    case_id = await a_free_file(base)
    await desk.take(bureau.doors, CLERK, case_id)
    with pytest.raises(Forbidden):
        await desk.give_back(bureau.doors, COLLEAGUE, case_id)
    assert (await desk.give_back(bureau.doors, DIRECTOR, case_id)).assigned_to is None
    await desk.take(bureau.doors, CLERK, case_id)
    assert (await desk.take(bureau.doors, COLLEAGUE, case_id, held_by="agent-vd")).assigned_to == "agent-vd-2"
    assert (await desk.give_back(bureau.doors, COLLEAGUE, case_id)).assigned_to is None


async def test_a_file_of_elsewhere_or_with_nothing_to_do_is_not_taken(bureau: Desk, base: Base) -> None:
    case_id = await a_free_file(base)
    with pytest.raises(NotFound):
        await desk.take(bureau.doors, ELSEWHERE, case_id)
    ((done,),) = await base.rows("SELECT id FROM cases WHERE borough = 'VD' AND state = 'ISSUED' LIMIT 1")
    with pytest.raises(IllegalTransition):
        await desk.take(bureau.doors, CLERK, done)


async def test_a_door_may_change_nothing_of_a_task_but_who_took_it(bureau: Desk, base: Base) -> None:
    with pytest.raises(Exception, match="permission denied"):
        async with base.app.begin() as session:
            link = await session.connection()
            await link.exec_driver_sql("UPDATE tasks SET state = 'ISSUED'")


async def test_plans_of_the_worklist_read_an_index_and_no_more_than_a_page(bureau: Desk, base: Base) -> None:
    """A guard on the indexes: under row-level security one of them gives the list in its order, nothing is sorted."""
    week = (TODAY + timedelta(days=7)).isoformat()
    conditions = ["true", "service = 'demolition'", "assigned_to IS NULL", f"due < '{week}'"]
    async with base.app.begin() as session:
        link = await session.connection()
        await link.exec_driver_sql(
            "SELECT set_config('guichet.role', 'clerk', true), set_config('guichet.boroughs', 'VD', true), "
            "set_config('enable_bitmapscan', 'off', true), set_config('enable_seqscan', 'off', true)"
        )
        for condition in conditions:
            query = (
                "EXPLAIN SELECT * FROM tasks WHERE done_at IS NULL AND borough = 'VD' AND desk AND "
                f"{condition} ORDER BY due, case_id LIMIT 26"
            )
            plan = "\n".join(row[0] for row in await link.exec_driver_sql(query))
            assert "Index" in plan and "Sort" not in plan, plan


@pytest.mark.parametrize(
    "condition", ["desk", "NOT desk", "desk AND due < '2026-11-25'", "desk AND assigned_to IS NULL"]
)
async def test_a_queue_is_counted_without_its_rows(bureau: Desk, base: Base, condition: str) -> None:
    """Row-level security is answered by the index too: a count does not grow with the width of a row."""
    await base.rows("VACUUM ANALYZE tasks")
    async with base.app.begin() as session:
        link = await session.connection()
        await link.exec_driver_sql(
            "SELECT set_config('guichet.role', 'clerk', true), set_config('guichet.boroughs', 'VD', true), "
            "set_config('enable_bitmapscan', 'off', true), set_config('enable_seqscan', 'off', true)"
        )
        query = f"EXPLAIN SELECT 1 FROM tasks WHERE done_at IS NULL AND borough = 'VD' AND {condition}"
        plan = "\n".join(row[0] for row in await link.exec_driver_sql(query))
    assert "Index Only Scan" in plan, plan
