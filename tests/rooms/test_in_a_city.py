"""A hearing's room in a whole city: its opening is the case's own, wherever judge and defendant come in."""

from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

import psycopg
import pytest

from casework import room_rounds
from tests.api.bad_contests import at_a_distance
from tests.api.conftest import town as town  # the fixture
from tests.api.town import Town
from tests.rooms.guest import Guest, Line
from tests.web.other_day import doors_at

pytestmark = pytest.mark.stack

ACCOUNTS = {"judge": "juge-4", "clerk": "greffe", "prosecution": "poursuite"}
ROOM = """
INSERT INTO rooms (hearing_id, case_id, provider, record, made_at)
SELECT id, case_id, 'ours', false, now() FROM bookings WHERE id = %s ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True)
class CityHearing:
    """A hearing by video that a running city has set."""

    town: Town
    id: str
    path: str
    starts_at: datetime

    async def link(self, participant: str) -> str:
        """A link that the court's clerk gives out."""
        made = await self.town.post(f"{self.path}/hearing-links", {"participant": participant}, "greffe")
        assert made.status_code == 201, made.text
        return str(made.json()["token"])

    async def state(self) -> str:
        return str((await self.town.get(self.path, "greffe")).json()["state"])

    def guest(self, url: str, participant: str) -> Guest:
        token = self.town.city.tokens.get(ACCOUNTS.get(participant, ""), "")
        return Guest(cast(Any, Place(url)), cast(Any, self), participant, token)


@dataclass(frozen=True)
class Place:
    """Where a process of the doors is."""

    url: str


@pytest.fixture
async def set_hearing(town: Town) -> CityHearing:
    """One of its own, and its room."""
    contest, given = await at_a_distance(town)
    found = given["door"]
    with psycopg.connect(town.city.database_url, autocommit=True) as link:
        link.execute(ROOM, (found["hearing_id"],))
    return CityHearing(town, found["hearing_id"], contest.path, datetime.fromisoformat(found["starts_at"]))


async def let_in(clerk: Line, key: str) -> None:
    await clerk.done("identify", key, how="Permis de conduire")
    await clerk.done("admit", key)


async def test_the_judge_opens_at_one_process_what_the_defence_sees_at_another(set_hearing: CityHearing) -> None:
    city, at = set_hearing.town.city, set_hearing.starts_at + timedelta(minutes=1)
    async with AsyncExitStack() as both:
        first, second = [await both.enter_async_context(doors_at(city, at)) for _ in range(2)]
        clerk = await both.enter_async_context(set_hearing.guest(first.base_url, "clerk").joins())
        defence = await both.enter_async_context(set_hearing.guest(second.base_url, "defence").joins())
        judge = await both.enter_async_context(set_hearing.guest(first.base_url, "judge").joins())
        await let_in(clerk, "defence")
        await judge.done("open")
        told = await defence.state(lambda state: state["phase"] == "open")
        assert sorted(one["key"] for one in told["peers"]) == ["clerk", "judge"]
        assert (await judge.act("open"))["title"] == "Audience déjà ouverte"
    assert await set_hearing.state() == "IN_SESSION"
    timeline = (await set_hearing.town.get(f"{set_hearing.path}/timeline", "greffe")).json()["events"]
    opened = next(one for one in timeline if one["type"] == "SessionOpened")
    assert (opened["role"], opened["facts"]["present"]) == ("adjudicator", ["defence"])
    assert opened["facts"]["identified_by"] == "Permis de conduire"


async def test_what_the_case_refuses_does_not_happen_in_the_room(
    set_hearing: CityHearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room_rounds, "EVERY", 3600)  # the lines would end within seconds: the hearing is not held
    at = set_hearing.starts_at + timedelta(minutes=1)
    async with AsyncExitStack() as those:
        here = await those.enter_async_context(doors_at(set_hearing.town.city, at))
        clerk, _, judge = [
            await those.enter_async_context(set_hearing.guest(here.base_url, key).joins())
            for key in ("clerk", "defence", "judge")
        ]
        await let_in(clerk, "defence")
        await withdrawn(set_hearing)
        refused = await judge.act("open")
        assert (refused["type"], refused["code"]) == ("refused", "illegal-transition")
    with psycopg.connect(set_hearing.town.city.database_url) as link:
        rows = link.execute("SELECT kind FROM room_events WHERE hearing_id = %s", (set_hearing.id,)).fetchall()
    assert ("opened",) not in rows


async def withdrawn(hearing: CityHearing) -> None:
    """The prosecution withdraws every count."""
    seq = (await hearing.town.get(hearing.path, "greffe")).json()["seq"]
    body = {"reason_code": "evidence", "counts": []}
    done = await hearing.town.post(f"{hearing.path}/withdraw-charges", body, "poursuite", If_Match=f'"{seq}"')
    assert done.status_code == 200, done.text
