"""Whether everything is well, as the administrator reads it: every figure against the database read by itself."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any, Final

import httpx
import psycopg
import pytest

from cli.city_client import CityClient
from tests.api.town import Town
from tests.conftest import City
from tests.web import walk
from tests.web.chromium import chromium
from tests.web.place import Place
from tests.web.place_builder import builder_of
from tests.web.test_accessibility import Reader
from tests.web.test_contest_pages import at_work
from tests.web.walk import ENGLISH, FRENCH, Words
from tests.workers.poisoned import UNLUCKY
from tests.workers.test_stuck import filed, with_the_bug, withdrawn

pytestmark = pytest.mark.stack
PAGE, HOME = "/bureau/ville/exploitation", "/bureau/ville"
ADMINISTRATION: Final = "administration"
WAITING: Final = {
    "letter": "SELECT count(*), min(at) FROM outbox WHERE status = 'pending' AND kind = 'letter'",
    "mail": "SELECT count(*), min(at) FROM outbox WHERE status = 'pending' AND kind = 'mail'",
    "act": "SELECT count(*), min(received_at) FROM acts_received WHERE status = 'received'",
    "message": "SELECT count(*), min(received_at) FROM inbox WHERE status = 'received'",
    "payment": "SELECT count(*), min(opened_at) FROM payments WHERE status = 'open'",
    "refund": "SELECT count(*), min(ordered_at) FROM refunds WHERE done_at IS NULL",
    "delivery": "SELECT count(*), min(created_at) FROM letter_deliveries WHERE status = 'waiting'",
    "batch-open": "SELECT count(*), min(made_at) FROM post_batches WHERE status = 'open'",
    "batch-ready": "SELECT count(*), min(made_at) FROM post_batches WHERE status = 'ready'",
}
HEARINGS: Final = """
SELECT count(*) FROM bookings WHERE status = 'booked' AND lower(during) >= %s AND lower(during) < %s
"""
LOOKS: Final = """
SELECT kind, case_id, looks FROM faults WHERE closed_at IS NULL ORDER BY seen_at, id
"""
LAST: Final = "SELECT ended_at, cases, differences FROM reconciler_passes ORDER BY ended_at DESC LIMIT 1"
STUCK: Final = "SELECT case_id FROM faults WHERE kind = 'stuck-workflow' AND closed_at IS NULL ORDER BY seen_at, id"
LONG_AGO: Final = "UPDATE worker_signs SET signed_at = signed_at - interval '61 seconds' WHERE kind = 'letters'"
PATIENCE_SECONDS: Final = 60


async def rows(city: City, query: str, *values: object) -> list[tuple[Any, ...]]:
    """What the database's owner reads, past every policy."""
    async with await psycopg.AsyncConnection.connect(city.database_url, autocommit=True) as owner:
        found = await owner.execute(query.encode(), values)
        return await found.fetchall() if found.description else []


async def told(city: City) -> dict[str, Any]:
    """What the JSON door tells the administrator now."""
    async with httpx.AsyncClient(base_url=city.base_url, timeout=30) as http:
        answer = await http.get("/api/v1/operations", headers=city.headers(ADMINISTRATION))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def until(city: City, agreed: Any) -> dict[str, Any]:
    """What is told once it agrees: things move while they are counted twice."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            seen = await told(city)
            if await agreed(seen):
                return seen
            await asyncio.sleep(0.3)


@asynccontextmanager
async def without_letters(city: City) -> AsyncGenerator[None]:
    """The letters' worker is away."""
    worker = city.stack.parts["letters"]
    await worker.stop()
    try:
        yield
    finally:
        worker.start()
        await worker.until_ready()


def same_instant(shown: str | None, at: datetime | None) -> bool:
    return (datetime.fromisoformat(shown) if shown else None) == at


async def test_every_figure_agrees_with_the_database_read_by_itself(city: City, place: Place) -> None:
    client = CityClient(city.base_url, city.tokens)
    try:
        async with without_letters(city):
            await builder_of(city, client).filed("abattage-arbre", {
                "trees": 1, "species": "érable", "diameter_cm": 20, "reason": "dead", "replanting": False,
            }, "photos", "location_plan")  # fmt: skip

            async def agreed(seen: dict[str, Any]) -> bool:
                lines = {one["kind"]: one for one in seen["queues"]["found"]}
                assert lines.keys() == WAITING.keys()
                counted = {kind: (await rows(city, query))[0] for kind, query in WAITING.items()}
                assert counted["letter"][0] >= 1 and counted["payment"][0] >= 1
                return all(
                    (lines[kind]["waiting"], same_instant(lines[kind]["oldest_at"], oldest)) == (count, True)
                    for kind, (count, oldest) in counted.items()
                )

            await until(city, agreed)
    finally:
        await client.close()

    async def of_the_record(seen: dict[str, Any]) -> bool:
        (passed,), faults = await rows(city, LAST), await rows(city, LOOKS)
        shown = [(one["kind"], one["case_id"], one["looks"]) for one in seen["faults"]["found"]]
        (last,) = seen["reconciler"]["found"]
        counted = (last["cases"], last["differences"])
        return shown == faults and same_instant(last["ended_at"], passed[0]) and counted == passed[1:]

    await until(city, of_the_record)


async def test_a_worker_that_does_not_answer_is_named_until_it_does(city: City) -> None:
    async with without_letters(city), at_work(city, ADMINISTRATION) as office:
        await rows(city, LONG_AGO)
        seen = await told(city)
        assert "workers" in seen["look_at"]
        assert {one["answers"] for one in seen["workers"]["found"] if one["kind"] == "letters"} == {False}
        assert {one["answers"] for one in seen["workers"]["found"] if one["kind"] == "cases"} >= {True}
        page = unescape((await office.get(PAGE)).text)
        assert re.search("Aucun processus ne répond depuis une minute.: Les lettres", page)

    async def answers(seen: dict[str, Any]) -> bool:
        alive = [one for one in seen["workers"]["found"] if one["answers"] and one["kind"] == "letters"]
        return "workers" not in seen["look_at"] and any("outbox" in one["parts"] for one in alive)

    await until(city, answers)


async def test_a_door_reads_the_signs_of_life_for_an_administrator_alone_and_writes_none(city: City) -> None:
    async with await psycopg.AsyncConnection.connect(city.app_url, autocommit=True) as door:
        counted: dict[str, int] = {}
        for role in ("", "clerk", "director", "administrator"):
            await door.execute("SELECT set_config('guichet.role', %s, false)", (role,))
            found = await (await door.execute("SELECT count(*) FROM worker_signs")).fetchone()
            counted[role] = found[0] if found else -1
        assert counted.pop("administrator") >= 2 and set(counted.values()) == {0}
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            await door.execute("DELETE FROM worker_signs")


async def test_the_engine_says_what_waits_in_its_queues_and_who_asks(city: City) -> None:
    seen = (await told(city))["engine"]["found"]
    assert [(one["queue"], one["of"]) for one in seen] == [
        ("cases", "workflows"), ("cases", "activities"), ("payments", "activities"), ("rooms", "activities"),
    ]  # fmt: skip
    assert all(one["pollers"] >= 1 and one["waiting"] >= 0 for one in seen)


async def test_a_part_that_cannot_be_read_says_so_and_the_others_are_there(city: City) -> None:
    async with at_work(city, ADMINISTRATION) as office:
        await rows(city, "REVOKE SELECT ON reconciler_passes FROM guichet_app")
        try:
            seen = await told(city)
            page = await office.get(PAGE)
        finally:
            await rows(city, "GRANT SELECT ON reconciler_passes TO guichet_app")
        assert seen["reconciler"]["found"] is None and "reconciler" in seen["look_at"]
        assert all(part["found"] is not None for name, part in seen.items() if name not in ("look_at", "reconciler"))
        assert page.status_code == 200 and page.text.count("n’a pas pu être lue") == 1
        assert "n’a pas pu être lue" not in (await office.get(PAGE)).text


async def test_hearings_that_are_near_are_counted_with_what_they_lack(city: City, place: Place) -> None:
    case_id, near = place.names["heard"], datetime.now(UTC) + timedelta(hours=20)
    ((during,),) = await rows(city, "SELECT during FROM bookings WHERE case_id = %s AND status = 'booked'", case_id)
    move = "UPDATE bookings SET during = tstzrange(%s, %s) WHERE case_id = %s AND status = 'booked'"
    await rows(city, move, near, near + timedelta(minutes=30), case_id)
    try:
        seen = (await told(city))["hearings"]
        for one in seen["found"]:
            now = datetime.fromisoformat(seen["read_at"])
            ((count,),) = await rows(city, HEARINGS, now, now + timedelta(hours=one["hours"]))
            assert one["hearings"] == count
        week, day, hour = seen["found"]
        for one in (week, day):
            assert case_id in {hearing["case_id"] for hearing in one["lacking"]} and one["missing"]["disclosure"] >= 1
        assert case_id not in {hearing["case_id"] for hearing in hour["lacking"]}
        async with at_work(city, ADMINISTRATION) as office:
            shown = await office.get(f"/en{PAGE}")
        assert f'href="/en/dossier/{case_id}"' in shown.text and "Disclosure of evidence" in shown.text
    finally:
        await rows(city, move, during.lower, during.upper, case_id)


async def test_a_stuck_case_is_counted_and_named_until_it_goes_on(city: City) -> None:
    async with httpx.AsyncClient(base_url=city.base_url, timeout=60) as http, at_work(city, ADMINISTRATION) as office:
        town = Town(city, http)
        async with with_the_bug(city):
            case = await filed(town, UNLUCKY)
            assert (await withdrawn(town, case, UNLUCKY)).status_code == 202

            async def named(seen: dict[str, Any]) -> bool:
                found = await rows(city, STUCK)
                return bool(found) and [(one["case_id"],) for one in seen["stuck"]["found"]] == found

            seen = await until(city, named)
            assert {"stuck", "faults"} <= set(seen["look_at"])
            (line,) = [one for one in seen["stuck"]["found"] if one["case_id"] == case["case_id"]]
            page = (await office.get(PAGE)).text
            assert line["reference"] == case["reference"] and line["looks"] >= 1
            assert re.search(rf'href="/dossier/{case["case_id"]}">{case["reference"]}</a>', page)

        async def none(seen: dict[str, Any]) -> bool:
            return seen["stuck"]["found"] == [] and not await rows(city, STUCK)

        await until(city, none)
        assert re.search(r"Dossiers bloqués.: <strong>0</strong>", (await office.get(PAGE)).text)


async def test_the_home_counts_what_waits_and_is_the_administration_s_alone(city: City, place: Place) -> None:
    async with at_work(city, ADMINISTRATION) as office:
        home = unescape((await office.get(HOME)).text)
        ((asked,),) = await rows(city, "SELECT count(*) FROM rectifications WHERE answered_at IS NULL")
        assert re.search(rf"En attente d’une réponse.: <strong>{asked}</strong>", home) and asked >= 1
        for name in ("services", "arrondissements", "personnes", "calendriers", "lettres", "conservation", "incidents",
                     "exploitation"):  # fmt: skip
            assert f'href="{HOME}/{name}"' in home
        assert 'href="/bureau/rectifications"' in home
        assert f'href="/en{HOME}"' in (await office.get("/en/bureau")).text
    async with at_work(city, "direction-ls") as director:
        assert f'href="{HOME}"' not in (await director.get("/bureau")).text


@pytest.mark.browser
@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
async def test_an_administrator_sees_in_a_browser_whether_all_is_well(city: City, words: Words) -> None:
    async with chromium() as browser:
        reader = Reader(city.base_url, browser)
        page = await reader.open()
        await walk.sign_in(page, city.base_url, ADMINISTRATION, words)
        await page.locator(f"nav a[href$='{HOME}']").click()
        await reader.look(page)
        await page.locator(f"main a[href$='{PAGE}']").click()
        await reader.look(page)
        before = await page.locator("#workers + p time").get_attribute("datetime")
        await page.locator(f".city-status a[href$='{PAGE}']").click()
        await page.wait_for_load_state()
        assert await page.locator("#workers + p time").get_attribute("datetime") != before
        assert await page.locator("main h2").count() == 7
    assert not reader.faults
