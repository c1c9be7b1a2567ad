"""The calendar's constraints: no judge, room, interpreter, party or slot twice, whoever was first to look."""

import asyncio
import secrets
from datetime import timedelta

import psycopg
import pytest
from psycopg.errors import CheckViolation, ExclusionViolation, InsufficientPrivilege, UniqueViolation
from psycopg.types.json import Jsonb

from checks.slots import count_slots
from db import hearings
from db.hearings import Wanted
from domain.contest_rules import COURT
from domain.people import Actor, Role
from tests.db.conftest import Base
from tests.db.court import GREFFE, HALF_HOUR, NINE, NOW, Court

pytestmark = pytest.mark.stack

COPY = """
INSERT INTO bookings SELECT (jsonb_populate_record(b, %s::jsonb)).* FROM bookings b WHERE b.id = %s
"""


@pytest.fixture
def court(base: Base) -> Court:
    return Court(base)


def an_id(text: str) -> bool:
    return len(text) == 32


async def test_a_slot_has_one_live_booking(court: Court) -> None:
    (slot,) = await court.slots()
    assert an_id(await court.held(slot))
    assert await court.held(slot) == "slot"


async def test_a_judge_does_not_sit_twice_at_once(court: Court) -> None:
    judge = secrets.token_hex(4)
    (first,), (second,) = await court.slots(judge), await court.slots(judge, start=NINE + HALF_HOUR / 2)
    assert an_id(await court.held(first))
    assert await court.held(second) == "judge"


async def test_a_room_does_not_serve_twice_at_once(court: Court) -> None:
    room = secrets.token_hex(4)
    (first,), (second,) = await court.slots(room=room), await court.slots(room=room)
    assert an_id(await court.held(first))
    assert await court.held(second) == "room"


async def test_a_party_is_not_in_two_places(court: Court) -> None:
    (first,), (second,), party = await court.slots(), await court.slots(), secrets.token_hex(4)
    assert an_id(await court.held(first, await court.case(party)))
    assert await court.held(second, await court.case(party)) == "party"


async def test_an_interpreter_is_not_in_two_places_and_nobody_is_no_interpreter(court: Court) -> None:
    (first,), (second,), (third,) = await court.slots(), await court.slots(), await court.slots()
    name = secrets.token_hex(4)
    assert an_id(await court.held(first, interpreter=name))
    assert await court.held(second, interpreter=name) == "interpreter"
    assert an_id(await court.held(second)) and an_id(await court.held(third))


async def test_one_hearing_may_begin_when_another_ends(court: Court) -> None:
    judge, room, party = (secrets.token_hex(4) for _ in range(3))
    for slot in await court.slots(judge, room, count=3):
        assert an_id(await court.held(slot, await court.case(party), interpreter=party))


@pytest.mark.parametrize(
    ("changed", "constraint", "violation"),
    [
        ("slot_id", "bookings_slot", UniqueViolation), ("judge", "bookings_judge", ExclusionViolation),
        ("room", "bookings_room", ExclusionViolation), ("party", "bookings_party", ExclusionViolation),
        ("interpreter", "bookings_interpreter", ExclusionViolation),
    ],
)  # fmt: skip
async def test_each_constraint_stands_alone_even_for_the_owner(
    court: Court, changed: str, constraint: str, violation: type[psycopg.Error]
) -> None:
    """A copy of a booking that differs in all but one of the five is refused by that one's constraint."""
    (slot,), (other,) = await court.slots(), await court.slots()
    booking = await court.held(slot, interpreter=secrets.token_hex(4))
    copy = {"id": secrets.token_hex(16), "slot_id": other} | {
        name: secrets.token_hex(4) for name in ("judge", "room", "party", "interpreter")
    }
    del copy[changed]
    with pytest.raises(violation) as refused:
        await court.base.rows(COPY, Jsonb(copy), booking)
    assert refused.value.diag.constraint_name == constraint
    copy |= {"status": "released", "released_at": NOW.isoformat()}
    await court.base.rows(COPY, Jsonb(copy), booking)  # one that is over is in nobody's way


async def test_a_hold_that_ran_out_gives_way_and_one_that_has_not_stays(court: Court) -> None:
    (slot,) = await court.slots()
    first = await court.held(slot)
    assert await court.held(slot, now=NOW + timedelta(minutes=14, seconds=59)) == "slot"
    assert await court.status(first) == "held"
    assert an_id(await court.held(slot, now=NOW + timedelta(minutes=15)))
    assert await court.status(first) == "released"


async def test_a_hold_that_ran_out_elsewhere_gives_way_too(court: Court) -> None:
    judge = secrets.token_hex(4)
    (first,), (second,) = await court.slots(judge), await court.slots(judge)
    early = await court.held(first)
    assert an_id(await court.held(second, now=NOW + timedelta(minutes=16)))
    assert await court.status(early) == "released"


async def test_a_booked_hearing_does_not_run_out(court: Court) -> None:
    (slot,) = await court.slots()
    hold = await court.held(slot)
    async with court.as_() as session:
        await hearings.book(session, hold)
    assert await court.held(slot, now=NOW + timedelta(days=1)) == "slot"
    async with court.as_() as session:
        await hearings.release(session, hold, "given-back", NOW)  # only a hold is given back so
    assert await court.status(hold) == "booked"


async def test_what_is_given_back_is_free_again(court: Court) -> None:
    (slot,), (second,) = await court.slots(), await court.slots()
    held, booked = await court.held(slot), await court.held(second)
    async with court.as_() as session:
        await hearings.book(session, booked)
        await hearings.release(session, held, "given-back", NOW)
        await hearings.over(session, booked, "postponed", NOW)
    assert an_id(await court.held(slot)) and an_id(await court.held(second))


async def test_free_slots_are_those_that_nobody_has_and_whose_judge_and_room_are_free(court: Court) -> None:
    judge, start = secrets.token_hex(4), NINE + timedelta(days=30)
    (first, second), (third,) = await court.slots(judge, start=start, count=2), await court.slots(judge, start=start)
    wanted = Wanted(start, start + timedelta(hours=1), judge=judge)

    async def free(minutes: int) -> set[str]:
        async with court.as_() as session:
            return {one.id for one in await hearings.free(session, wanted, NOW + timedelta(minutes=minutes))}

    assert await free(0) == {first, second, third}
    assert an_id(await court.held(third))
    assert await free(0) == {second}
    assert await free(15) == {first, second, third}  # the hold has run out, released or not
    async with court.as_() as session:
        assert await hearings.free(session, Wanted(start, start + HALF_HOUR, "en", judge=judge), NOW) == []


async def test_twenty_sessions_that_race_for_one_hour_leave_one_booking_a_judge(court: Court) -> None:
    """Overlapping slots of one judge, in rooms of their own: the exclusion alone decides, and nobody waits for ever."""
    judge = secrets.token_hex(4)
    slots = [(await court.slots(judge, start=NINE + timedelta(minutes=5 * rank)))[0] for rank in range(5)]
    told = await asyncio.wait_for(asyncio.gather(*(court.held(slot) for slot in slots * 4)), 30)
    assert sum(an_id(one) for one in told) == 1
    assert {one for one in told if not an_id(one)} <= {"slot", "judge"}
    assert count_slots(court.base.env["DATABASE_URL"]).clashing == 0


async def test_the_check_sees_what_a_missing_constraint_lets_through(court: Court) -> None:
    """The independent count, on a copy of the table without constraints."""
    judge = secrets.token_hex(4)
    (first,), (second,) = await court.slots(judge), await court.slots(judge, start=NINE + HALF_HOUR / 2)
    booking = await court.held(first)
    await court.base.rows("CREATE TABLE open_bookings (LIKE bookings)")
    try:
        both = "INSERT INTO open_bookings SELECT * FROM bookings WHERE id = %s"
        await court.base.rows(both, booking)
        assert count_slots(court.base.env["DATABASE_URL"], "open_bookings").clashing == 0
        values = {"id": "x", "slot_id": second, "case_id": await court.case()}
        copy = "INSERT INTO open_bookings SELECT (jsonb_populate_record(b, %s::jsonb)).* FROM bookings b WHERE id = %s"
        await court.base.rows(copy, Jsonb(values), booking)
        seen = count_slots(court.base.env["DATABASE_URL"], "open_bookings")
        assert (seen.booked, seen.clashing, seen.double_booked) == (2, 2, 2)
    finally:
        await court.base.rows("DROP TABLE open_bookings")


async def test_the_court_sees_the_calendar_and_an_owner_the_own_booking(court: Court) -> None:
    (slot,) = await court.slots()
    hold = await court.held(slot, await court.case("citoyen-1"))
    seen = {
        "judge": Actor("juge-1", Role.ADJUDICATOR, (COURT,)),
        "owner": Actor("citoyen-1", Role.CITIZEN),
        "another citizen": Actor("citoyen-2", Role.CITIZEN, (COURT,)),
        "a borough's clerk": Actor("agent-vd", Role.CLERK, ("VD",)),
        "nobody": Actor("", Role.SYSTEM),
    }
    told: dict[str, tuple[int, int]] = {}
    for name, actor in seen.items():
        async with court.as_(actor) as session:
            link = await session.connection()
            counted = [
                (await link.exec_driver_sql(f"SELECT count(*) FROM {table} WHERE id = %s", (one,))).scalar_one()
                for table, one in (("slots", slot), ("bookings", hold))
            ]
            told[name] = (counted[0], counted[1])
    assert told == {
        "judge": (1, 1), "owner": (0, 1), "another citizen": (0, 0), "a borough's clerk": (0, 0), "nobody": (0, 0),
    }  # fmt: skip


@pytest.mark.parametrize("changed", ["judge", "room", "party", "during"])
async def test_a_door_books_only_what_the_slot_and_the_case_say(court: Court, changed: str) -> None:
    (slot,) = await court.slots()
    hold = await court.held(slot)
    async with court.as_() as session:
        await hearings.release(session, hold, "given-back", NOW)
    other = {"during": "[2031-01-01 10:00+00,2031-01-01 11:00+00)"}.get(changed, "somebody")
    values = {"id": secrets.token_hex(16), "status": "held", "released_at": None, "released_why": None}
    for tried, refused in ((values, False), (values | {"id": secrets.token_hex(16), changed: other}, True)):
        with psycopg.connect(court.base.env["DATABASE_APP_URL"]) as link:
            for name, value in {"role": "clerk", "principal": "greffe", "boroughs": COURT}.items():
                link.execute("SELECT set_config(%s, %s, true)", (f"guichet.{name}", value))
            arguments = (Jsonb(tried), hold)
            if refused:
                with pytest.raises(InsufficientPrivilege):
                    link.execute(COPY.encode(), arguments)
            else:
                link.execute(COPY.encode(), arguments)
            link.rollback()


async def test_a_hold_has_its_end_and_a_released_one_its_instant(court: Court) -> None:
    (slot,) = await court.slots()
    hold = await court.held(slot)
    for act in ("UPDATE bookings SET held_until = NULL WHERE id = %s",
                "UPDATE bookings SET status = 'released' WHERE id = %s"):  # fmt: skip
        with pytest.raises(CheckViolation):
            await court.base.rows(act, hold)


async def test_the_roll_shows_the_hearings_that_are_set_and_nothing_of_the_rest(court: Court) -> None:
    start = NINE + timedelta(days=60)
    first, second = await court.slots(room="2.07", start=start, count=2)
    case_id = await court.case()
    booked = await court.held(first, case_id)
    await court.held(second)
    async with court.as_(GREFFE) as session:
        await hearings.book(session, booked)
    async with court.base.app.begin() as nobody:
        lines = await hearings.roll(nobody, start - timedelta(hours=5), start + timedelta(hours=5))
    reference = f"C-{case_id[:12]}"
    assert [(line.starts_at, line.ends_at, line.room, line.reference) for line in lines] == [
        (start, start + HALF_HOUR, "2.07", reference)
    ]
