"""The hearings of a period: proposed outside the doors, read, compared, published once; who was second is named."""

import asyncio
import json
import re
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import psycopg
import pytest

from casework import docket_making, docket_publishing, hearings, setting_dates
from casework.docket_making import SILENCE
from casework.doors import Doors
from casework.hearings import Terms
from casework.setting_dates import Chosen
from checks import docket as judged
from cli.compose import parts
from domain.contest_rules import COURT, ContestDelays
from domain.people import Actor, Role
from tests.api.town import settings_of
from tests.conftest import City
from tests.web.chromium import chromium
from tests.web.docket_city import (
    MONTHS,
    WITHIN,
    ask,
    is_set,
    open_court,
    proposed,
    publish,
    until,
)
from tests.web.test_accessibility import Reader
from tests.web.test_contest_pages import act, at_work
from tests.web.test_court_pages import waiting
from tests.web.visitor import Visitor
from tests.web.walk import ENGLISH, FRENCH, Words, sign_in

pytestmark = pytest.mark.stack
CLERK = Actor("greffe", Role.CLERK, (COURT,))
ADDRESS = {"address": "14, rue Essai\nMontréal (Québec)  H2X 1Y4"}


async def test_a_month_is_proposed_read_compared_and_published_and_a_case_that_moved_is_named(
    city: City, visitor: Visitor, tmp_path: Path
) -> None:
    async with Visitor(city.base_url) as another:
        first, moved = await waiting(city, visitor), await waiting(city, another)
        async with at_work(city, "greffe") as office:
            period = await open_court(office)
            one, other = await proposed(office, period), await proposed(office, period)
            assert one != other
            page = unescape((await office.get(one)).text)
            assert "Premier arrivé" in page and "Dossiers lus" in page and "Terminé" in page
            days = [unescape((await office.get(f"{one}?jour={day}")).text) for day in period.fields.values()]
            assert all(case.case_id in "".join(days) for case in (first, moved))
            assert "Files placed" in unescape((await office.get(f"/en{one}?jour={period.first}")).text)
            assert (await office.get(f"{one}?sans=1")).status_code == 200
            alike = unescape((await office.get(f"{one}/comparaison?avec={other.rpartition('/')[2]}")).text)
            assert "Les deux placent chaque dossier à la même heure" in alike and "mêmes plages" in alike
            file = tmp_path / "docket.json"
            file.write_text((await office.get(f"{one}.json")).text)
            found = judged.figures(file)
            assert (found["overlaps"], found["violations"]) == (0, 0), found
            assert {first.case_id, moved.case_id} <= set(json.loads(file.read_text())["placed"])
            assert (await act(another, moved, "change_address", ADDRESS)).status_code == 303  # meanwhile
            await publish(office, one, first, moved)
            told = await until(office, one, "Publiée")
            assert "Dates refusées : 1" in told.replace("\u00a0", " ") and moved.case_id in told
            assert await is_set(office, first) and not await is_set(office, moved)
            assert "Dépassée" in (await until(office, other, "Dépassée"))
            await publish(office, one, first)  # chosen again, it changes nothing
            assert "Publiée" in await until(office, one, "Publiée")
            await publish(office, other, first)  # the same case, by the other proposal: it is refused and named
            told = await until(office, other, "Dépassée")
            assert first.case_id in told
            english = unescape((await office.get(f"/en{other}")).text)
            assert "Dates refused: 1" in english and "Overtaken" in english


async def test_who_may_and_what_cannot_be_asked(city: City) -> None:
    async with at_work(city, "greffe") as office:
        tomorrow = (datetime.now(UTC) + timedelta(days=40)).date().isoformat()
        for typed in (
            {"first": ""},
            {"first": "\0"},
            {"first": tomorrow, "last": "2001-01-01"},
            {"last": "2200-01-01"},
        ):
            fields = {"first": tomorrow, "last": tomorrow} | typed
            wrong = await office.send(MONTHS, fields)
            assert wrong.status_code == 422 and "error-summary" in wrong.text, typed
        for unknown in ("rien", "0" * 32, "%00"):
            assert (await office.get(f"{MONTHS}/{unknown}")).status_code == 404
        period = await open_court(office)
        path = await proposed(office, period)
        for nothing in ({}, {"case": "rien"}, {"day": "x" * 10_000}, {"case": "\0"}):
            sent = await office.send(path, nothing)
            assert sent.status_code == 422, nothing
        assert (await office.get(f"{path}/comparaison?avec=rien")).status_code == 404
        assert (await office.get(f"{path}?jour=rien")).status_code == 200
        assert (await office.get(f"{path}?sans={'9' * 40}")).status_code == 200
    async with at_work(city, "juge-1") as judge:
        page = await judge.get(path)
        assert page.status_code == 200 and "Publier" not in page.text
        assert (await judge.get(f"{path}.json")).status_code == 200
        token = await judge.hidden("/deconnexion")
        assert (await judge.http.post(path, data=token | {"case": "0" * 32})).status_code == 403
        assert (await judge.http.post(MONTHS, data=token | period.fields)).status_code == 403
    async with at_work(city, "agent-vd") as elsewhere:
        for address in (MONTHS, path, f"{path}.json", f"{path}/comparaison"):
            assert (await elsewhere.get(address)).status_code == 403


@asynccontextmanager
async def without_its_worker(city: City) -> AsyncGenerator[Doors]:
    """The city's process of the dockets stopped, and the doors that it stands on."""
    part = city.stack.parts["dockets"]
    await part.stop()
    try:
        async with parts(settings_of(city.env, {}), city.app_url) as made:
            yield made.doors
    finally:
        part.start()
        await part.until_ready()


async def test_what_a_killed_worker_left_is_taken_up_and_nothing_is_done_twice(city: City, visitor: Visitor) -> None:
    async with Visitor(city.base_url) as another, Visitor(city.base_url) as third:
        cases = [await waiting(city, one) for one in (visitor, another, third)]
    async with at_work(city, "greffe") as office:
        path = await proposed(office, await open_court(office))
        proposal_id = path.rpartition("/")[2]
        async with without_its_worker(city) as doors:
            await publish(office, path, *cases)
            now = datetime.now(UTC)
            killed = await docket_making.take(doors, "killed", now, publish=True)
            assert killed is not None and killed.id == proposal_id
            lines = await lines_of(city, proposal_id)
            held, done, _ = (one.case_id for one in cases)
            terms = Terms(ContestDelays().hearing_notice)
            key = f"docket-{proposal_id}"
            await hearings.hold(doors, CLERK, held, lines[held].slot_id, f"{key}-{held}-hold", terms)
            await setting_dates.set_date(doors, CLERK, lines[done], f"{key}-{done}")
            assert await docket_making.take(doors, "too-soon", now, publish=True) is None
            later = now + SILENCE + timedelta(seconds=1)
            again = await docket_making.take(doors, "next", later, publish=True)
            assert again is not None and again.id == proposal_id
            await until_settled(doors, again, 3)
            assert await docket_publishing.ended(doors, again)
        page = await until(office, path, "Publiée")
        assert "Dates refusées" not in page
        for one in cases:
            assert await is_set(office, one)
            assert await bookings(city, one.case_id) == 1


async def until_settled(doors: Doors, of: docket_making.Taken, count: int) -> None:
    """Turn after turn, as the worker does."""
    settled, later = 0, set[str]()
    async with asyncio.timeout(WITHIN):
        while settled < count:
            settled += await docket_publishing.set_some(doors, of, later)


async def lines_of(city: City, proposal_id: str) -> dict[str, Chosen]:
    query = "SELECT case_id, slot_id, seq FROM docket_lines WHERE proposal_id = %s AND slot_id IS NOT NULL"
    async with await psycopg.AsyncConnection.connect(city.database_url) as owner:
        rows = await (await owner.execute(query, (proposal_id,))).fetchall()
    return {row[0]: Chosen(*row) for row in rows}


async def bookings(city: City, case_id: str) -> int:
    query = "SELECT count(*) FROM bookings WHERE case_id = %s"
    async with await psycopg.AsyncConnection.connect(city.database_url) as owner:
        row = await (await owner.execute(query, (case_id,))).fetchone()
    return row[0] if row else 0


async def test_a_process_that_is_killed_comes_back_and_makes_what_waits(city: City) -> None:
    async with at_work(city, "greffe") as office:
        period = await open_court(office)
        city.stack.kill("dockets")
        path = await ask(office, period)
        assert "Terminé" in await until(office, path, "Prête")


async def test_the_json_door_publishes_dates_and_asks_for_dockets(city: City, visitor: Visitor) -> None:
    one = await waiting(city, visitor)
    async with at_work(city, "greffe") as office:
        period = await open_court(office)
        path = await proposed(office, period)
        chosen = (await lines_of(city, path.rpartition("/")[2]))[one.case_id]
        key = {"Idempotency-Key": secrets.token_hex(8)} | city.headers("greffe")
        api = f"{city.base_url}/api/v1/hearings"
        stale = {"case_id": one.case_id, "slot_id": chosen.slot_id, "seq": 1}
        unknown = {"case_id": "0" * 32, "slot_id": chosen.slot_id, "seq": 1}
        told = (await office.http.post(f"{api}/publications", json={"dates": [stale, unknown]}, headers=key)).json()
        assert [line["problem"]["status"] for line in told["refused"]] == [412, 404] and not told["set"]
        body = {"dates": [vars(chosen)]}
        for _ in range(2):  # the same key again is the same publication
            key["Idempotency-Key"] = f"{one.case_id[:16]}"
            done = await office.http.post(f"{api}/publications", json=body, headers=key)
            assert done.status_code == 200 and [line["case_id"] for line in done.json()["set"]] == [one.case_id]
        assert await bookings(city, one.case_id) == 2  # one was given back with the stale act
        asked = await office.http.post(f"{api}/dockets", json=period.fields, headers=key)
        assert asked.status_code == 202 and asked.json()["state"] == "waiting"
        page = f"{MONTHS}/{asked.json()['id']}"
        await until(office, page, "Prête")
        read = (await office.http.get(f"{api}/dockets/{asked.json()['id']}", headers=city.headers("juge-1"))).json()
        assert read["state"] == "done" and read["figures"]["final"] and len(read["inputs_sha256"]) == 64


@pytest.mark.browser
@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
async def test_a_clerk_goes_through_the_pages_and_axe_finds_no_fault(
    city: City, words: Words, visitor: Visitor
) -> None:  # fmt: skip
    base = city.base_url + words.prefix
    one = await waiting(city, visitor)
    async with at_work(city, "greffe") as office_without_a_screen:
        period = await open_court(office_without_a_screen)
        other = await proposed(office_without_a_screen, period)
        async with chromium() as browser:
            reader = Reader(city.base_url, browser)
            office = await reader.open()
            await sign_in(office, city.base_url, "greffe", words)
            await office.goto(base + MONTHS)
            await office.fill("#first", "2001-01-01")
            await office.locator("main form[method=post] button").click()
            await reader.look(office)  # the form in error
            for name, day in period.fields.items():
                await office.fill(f"#{name}", day)
            await office.locator("main form[method=post] button").click()
            await office.wait_for_url(re.compile(rf"{MONTHS}/\w{{32}}$"))
            await reader.look(office)  # under way, or ready already
            page = office.url
            await until(office_without_a_screen, page.removeprefix(base), "Prête")
            for path in (
                page,
                f"{page}?jour={period.first}",
                f"{page}?sans=1",
                f"{page}/comparaison?avec={other[-32:]}",
            ):
                await office.goto(path)
                await reader.look(office)
            await office.goto(
                f"{page}?jour={await day_of(office_without_a_screen, page.removeprefix(base), one.case_id)}"
            )
            ticked = await office.locator("input[name=case]:checked").evaluate_all("all => all.map((one) => one.value)")
            for case_id in ticked:  # the list of what is ticked changes as it is unticked
                if case_id != one.case_id:
                    await office.locator(f"input[name=case][value='{case_id}']").uncheck(force=True)
            await office.locator("main form[method=post] button").click()
            await office.wait_for_url(re.compile(r"choisies=1$"))
            await reader.look(office)
            await until(office_without_a_screen, page.removeprefix(base), "Publiée")
            await office.goto(page)
            await reader.look(office)
            assert not reader.faults
        assert await is_set(office_without_a_screen, one)


async def day_of(office: Visitor, path: str, case_id: str) -> str:
    """On which day a proposal hears a case."""
    days = re.findall(r'name="day" value="([\d-]{10})"', (await office.get(path)).text)
    for day in days:
        if case_id in (await office.get(f"{path}?jour={day}")).text:
            return day
    raise AssertionError("the case has no place")
