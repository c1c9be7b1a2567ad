"""Files given out several at a time, undone for ten minutes; and the work of whoever is away."""

import re
from datetime import timedelta
from html import unescape

import pytest

from tests.conftest import City
from tests.web.test_contest_pages import at_work, today
from tests.web.visitor import Visitor, hidden

pytestmark = pytest.mark.stack
BATCH = re.compile(r'name="batch" value="([\w-]+)"')


async def two_files(city: City) -> list[str]:
    """Two applications that wait at the desk for their fee to be seen; their ids."""
    async with at_work(city, "citoyen-2") as citizen:
        return [await citizen.filed(), await citizen.filed()]


async def holders(clerk: Visitor, case_ids: list[str], city: City, account: str) -> list[str | None]:
    """Who holds each file, as the JSON door tells."""
    found: dict[str, str | None] = {}
    for case_id in case_ids:
        answer = await clerk.http.get(f"/api/v1/cases/{case_id}", headers=city.headers(account))
        found[case_id] = answer.json()["task"]["assigned_to"]
    return list(found.values())


async def give(clerk: Visitor, case_ids: list[str], to: str) -> str:
    """Give files out; where the browser is sent."""
    data = hidden(await clerk.get("/bureau/absences")) | {"action": "give_out", "case_ids": case_ids, "to": to}
    answer = await clerk.http.post("/bureau", data=data)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def test_a_clerk_takes_several_files_at_once_and_undoes_it(city: City) -> None:
    case_ids = await two_files(city)
    async with at_work(city, "agent-vd") as clerk:
        page = await clerk.get(await give(clerk, case_ids, "agent-vd"))
        assert await holders(clerk, case_ids, city, "agent-vd") == ["agent-vd", "agent-vd"]
        batch = BATCH.search(page.text)
        assert batch is not None
        data = hidden(page) | {"action": "undo", "batch": batch[1]}
        undone = await clerk.http.post("/bureau", data=data, follow_redirects=True)
        assert "remis où ils étaient : 2" in unescape(undone.text).replace("\u00a0", " ")
        assert await holders(clerk, case_ids, city, "agent-vd") == [None, None]
        again = await clerk.http.post("/bureau", data=data)
        assert again.status_code == 409 and "Trop tard" in again.text


async def test_a_colleagues_file_stays_where_it_is_for_a_clerk_and_moves_for_the_director(city: City) -> None:
    case_ids = await two_files(city)
    async with at_work(city, "direction-vd") as director:
        await give(director, case_ids[:1], "direction-vd")
        async with at_work(city, "agent-vd") as clerk:
            page = unescape((await clerk.get(await give(clerk, case_ids, "agent-vd"))).text).replace("\u00a0", " ")
            assert "Dossiers confiés : 1" in page and "laissés où ils étaient : 1" in page
        assert await holders(director, case_ids, city, "direction-vd") == ["direction-vd", "agent-vd"]
        await give(director, case_ids, "nobody")
        assert await holders(director, case_ids, city, "direction-vd") == [None, None]


@pytest.mark.parametrize(
    ("chosen", "to"), [([], "agent-vd"), (["0" * 32], ""), (["0" * 32], "agent-ro"), (["0" * 32], "citoyen-1")]
)
async def test_nothing_is_given_to_nobody_or_to_somebody_elsewhere(city: City, chosen: list[str], to: str) -> None:
    async with at_work(city, "agent-vd") as clerk:
        data = hidden(await clerk.get("/bureau/absences")) | {"action": "give_out", "case_ids": chosen, "to": to}
        assert (await clerk.http.post("/bureau", data=data)).status_code == 422


async def test_whoever_covers_sees_the_files_of_the_one_who_is_away_among_their_own(city: City) -> None:
    case_ids = await two_files(city)
    day = today()
    async with at_work(city, "agent-vd") as clerk, at_work(city, "direction-vd") as director:
        await give(clerk, case_ids, "agent-vd")
        wrong = await clerk.send(
            "/bureau/absences", {"first_day": "hier", "last_day": "", "cover": "x", "action": "add"}
        )
        assert wrong.status_code == 422
        absence = {
            "first_day": day.isoformat(), "last_day": (day + timedelta(days=3)).isoformat(), "cover": "direction-vd",
            "action": "add",
        }  # fmt: skip
        assert (await clerk.send("/bureau/absences", absence)).status_code == 303
        mine = (await director.get("/bureau?assigned=me")).text
        assert "ceux que je remplace" in unescape(mine)
        page = await director.get("/bureau/absences")
        ended = re.search(r'name="absence" value="([\w-]+)"', page.text)
        assert ended is not None
        await director.http.post("/bureau/absences", data=hidden(page) | {"action": "end", "absence": ended[1]})
        assert "ceux que je remplace" not in unescape((await director.get("/bureau")).text)
        await give(clerk, case_ids, "nobody")
