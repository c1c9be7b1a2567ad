"""What a room does to its case: the session opens, incidents are noted, the minutes are kept, each once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from adapters.database import engine, sessions
from casework import room_consequences, room_minutes
from casework.doors import Doors
from cli.compose import parts
from domain.contest_rules import COURT
from domain.errors import Forbidden
from domain.people import Actor, Role
from domain.room import RoomEvent
from tests.api.bad_contests import StoppedClock
from tests.api.remote_hearing import Remote, remote, told
from tests.api.town import Town, settings_of

pytestmark = pytest.mark.stack
JUDGE = Actor("juge-4", Role.ADJUDICATOR, (COURT,))
CLERK = Actor("greffe", Role.CLERK, (COURT,))


@pytest.fixture(scope="module")
async def doors(town: Town) -> AsyncIterator[Doors]:
    async with parts(settings_of(town.city.env, {}), town.city.app_url) as made:
        yield made.doors


@pytest.fixture(scope="module")
async def owner(town: Town) -> AsyncIterator[Any]:
    made = engine(town.city.database_url)
    yield sessions(made)
    await made.dispose()


def at(doors: Doors, instant: datetime) -> Doors:
    """The same doors, at an instant."""
    return replace(doors, clock=StoppedClock(instant))


async def types(hearing: Remote) -> list[str]:
    """What happened to the case, in order."""
    timeline = await hearing.town.get(f"{hearing.contest.path}/timeline", "greffe")
    return [one["type"] for one in timeline.json()["events"]]


async def joined(hearing: Remote, doors: Doors, owner: Any) -> datetime:
    """Judge, prosecution and defence in the room, the defence known by the clerk; the instant."""
    now = hearing.starts_at + timedelta(minutes=20)
    came = [(now, "came", key, key, {}) for key in ("judge", "clerk", "prosecution", "defence")]
    known = [(now, "identified", "clerk", key, {"how": "permis"}) for key in ("prosecution", "defence")]
    let_in = [(now, "admitted", "clerk", key, {}) for key in ("prosecution", "defence")]
    await hearing.happens(doors, owner, *told(1, *came, *known, *let_in))
    return now


async def test_a_room_that_opens_opens_the_session_once_with_who_is_there(
    town: Town, doors: Doors, owner: Any
) -> None:  # fmt: skip
    hearing = await remote(town)
    now = await joined(hearing, doors, owner)
    event = RoomEvent(hearing.seq + 1, now, "opened", "judge", "", {"defence": True})
    await room_consequences.follow(at(doors, now), JUDGE, hearing, event)
    await room_consequences.follow(at(doors, now), JUDGE, hearing, event)
    assert (await types(hearing)).count("SessionOpened") == 1
    case = await hearing.contest.read()
    assert case["state"] == "IN_SESSION"
    assert case["standing"]["present"] == ["defence", "prosecution"]


async def test_what_the_case_refuses_refuses_the_act_in_the_room(town: Town, doors: Doors, owner: Any) -> None:
    hearing = await remote(town)
    now = await joined(hearing, doors, owner)
    event = RoomEvent(hearing.seq + 1, now, "opened", "judge", "", {"defence": True})
    with pytest.raises(Forbidden):
        await room_consequences.follow(at(doors, now), Actor("poursuite", Role.PROSECUTOR, (COURT,)), hearing, event)
    assert (await hearing.contest.read())["state"] == "SCHEDULED"


async def test_an_incident_is_noted_once_and_one_after_the_judgment_stays_in_the_room(
    town: Town, doors: Doors, owner: Any
) -> None:  # fmt: skip
    hearing = await remote(town)
    now = await joined(hearing, doors, owner)
    facts = {"technical": True, "text": "Le son coupe."}
    event = RoomEvent(hearing.seq + 1, now, "incident", "clerk", "defence", facts)
    await room_consequences.follow(at(doors, now), CLERK, hearing, event)
    await room_consequences.follow(at(doors, now), CLERK, hearing, event)
    assert (await types(hearing)).count("IncidentNoted") == 1
    await hearing.contest.do("withdraw-charges", {"reason_code": "evidence"}, "poursuite")
    later = RoomEvent(hearing.seq + 2, now, "incident", "clerk", "", facts | {"text": "Encore."})
    await room_consequences.follow(at(doors, now), CLERK, hearing, later)
    assert (await types(hearing)).count("IncidentNoted") == 1


async def test_everybody_told_to_come_in_person_before_the_session_changes_the_mode(
    town: Town, doors: Doors, owner: Any
) -> None:  # fmt: skip
    hearing = await remote(town)
    now = await joined(hearing, doors, owner)
    event = RoomEvent(hearing.seq + 1, now, "in_person_ordered", "judge", "", {"reasons": "Image trop mauvaise."})
    await room_consequences.follow(at(doors, now), JUDGE, hearing, event)
    await room_consequences.follow(at(doors, now), JUDGE, hearing, event)
    assert (await types(hearing)).count("ModeDecided") == 1
    assert (await hearing.contest.read())["standing"]["hearing"]["mode"] == "in_person"


async def test_minutes_are_kept_once_by_the_door_or_the_worker_and_read_by_the_parties(
    town: Town, doors: Doors, owner: Any
) -> None:  # fmt: skip
    hearing = await remote(town)
    now = await joined(hearing, doors, owner)
    opened = RoomEvent(hearing.seq + 1, now, "opened", "judge", "", {"defence": True})
    await room_consequences.follow(at(doors, now), JUDGE, hearing, opened)
    end = (now + timedelta(minutes=9), "ended", "judge", "", dict[str, Any]())
    await hearing.happens(doors, owner, opened, *told(hearing.seq + 2, end))
    await asyncio.gather(*(room_minutes.keep(doors, hearing.hearing_id) for _ in range(3)))
    assert (await types(hearing)).count("MinutesKept") == 1
    kept = await room_minutes.of_hearing(doors, CLERK, hearing.case_id, hearing.hearing_id)
    assert (kept.minutes["events"], kept.minutes["head"]) == (hearing.seq, hearing.head)
    assert kept.names["judge"]
    assert [one["key"] for one in kept.minutes["attendance"]] == ["clerk", "defence", "judge", "prosecution"]
    assert (await hearing.contest.read())["state"] == "IN_SESSION"


async def test_a_worker_keeps_the_minutes_of_a_door_that_died(town: Town, doors: Doors, owner: Any) -> None:
    hearing = await remote(town)
    now = await joined(hearing, doors, owner)
    end = (now + timedelta(minutes=1), "ended", "judge", "", dict[str, Any]())
    await hearing.happens(doors, owner, *told(hearing.seq + 1, end))
    while "MinutesKept" not in await types(hearing):
        await asyncio.sleep(0.2)
    assert (await hearing.contest.read())["state"] == "SCHEDULED"
