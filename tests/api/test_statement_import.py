"""Files of statements through the door: all or nothing, once however often they are sent, half an import completed."""

import asyncio
import json
import secrets
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from casework import statement_import, statements
from casework.doors import Doors
from casework.statement_import import LARGEST_BYTES
from cli.compose import Parts, parts
from domain.contest_rules import COURT
from domain.errors import Forbidden, TemporarilyUnavailable
from domain.people import Actor, Role
from tests.api.town import settings_of
from tests.casework.made_statements import FAULTY, faulty_file, good_rows, written
from tests.conftest import City

pytestmark = pytest.mark.stack
PROSECUTION = Actor("poursuite", Role.PROSECUTOR, (COURT,))
COUNTED = ("statements", "cases", "acts_received", "case_keys")
KEY = "an-import-of-statements"


@pytest.fixture
async def door(city: City) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"{city.base_url}/api/v1", timeout=60) as client:
        yield client


@pytest.fixture
async def made(city: City) -> AsyncIterator[Parts]:
    async with parts(settings_of(city.env, {}), city.app_url) as made:
        yield made


def prefix() -> str:
    """What no other test's numbers begin with."""
    return f"8{secrets.randbelow(10**9):09d}"


async def send(
    city: City, door: httpx.AsyncClient, content: bytes, account: str = "poursuite", query: str = "", **more: str
) -> httpx.Response:
    headers = city.headers(account) | {"Content-Type": "text/csv; charset=utf-8", "Idempotency-Key": KEY}
    headers |= {name.replace("_", "-"): value for name, value in more.items()}
    return await door.post(f"/statements/import{query}", content=content, headers=headers)


async def written_rows(city: City) -> list[int]:
    """How many rows there are, of all that serving a statement writes."""
    async with await psycopg.AsyncConnection.connect(city.database_url) as link:
        rows = [await (await link.execute(f"SELECT count(*) FROM {name}".encode())).fetchone() for name in COUNTED]
    return [row[0] for row in rows if row]


async def cases_of(city: City, ids: list[str]) -> int:
    async with await psycopg.AsyncConnection.connect(city.database_url) as link:
        query = "SELECT count(*) FROM cases WHERE id = ANY(%s) AND procedure = 'contest' AND seq >= 1"
        row = await (await link.execute(query, (ids,))).fetchone()
    assert row
    return row[0]


async def test_a_file_of_25_faults_writes_nothing_and_names_25_lines(city: City, door: httpx.AsyncClient) -> None:
    before, content = await written_rows(city), faulty_file(prefix())
    told = [f"{line}.{column} {code}" for line, (_, _, column, code) in enumerate(FAULTY, 3)]
    refused = await send(city, door, content)
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/validation")
    assert [f"{one['field']} {one['code']}" for one in refused.json()["errors"]] == told
    tried = await send(city, door, content, query="?dry_run=true&lang=en")
    assert tried.status_code == 200
    assert [f"{one['line']}.{one['field']} {one['code']}" for one in tried.json()["faults"]] == told
    assert tried.json()["faults"][0]["detail"] == "This information is required."
    assert tried.json()["fault_count"] == 25
    assert await written_rows(city) == before


async def test_a_good_file_is_served_once_however_often_it_is_sent(city: City, door: httpx.AsyncClient) -> None:
    name = prefix()
    before, content = await written_rows(city), written(good_rows(name))
    tried = (await send(city, door, content, query="?dry_run=true")).json()
    assert (tried["rows"], tried["statements"], tried["served"], tried["faults"]) == (14, 12, 0, [])
    assert await written_rows(city) == before
    first = await send(city, door, content)
    assert first.status_code == 201, first.text
    assert {name: first.json()[name] for name in ("rows", "statements", "served", "already", "fault_count")} == {
        "rows": 14, "statements": 12, "served": 12, "already": 0, "fault_count": 0,
    }  # fmt: skip
    ids = [one["case_id"] for one in first.json()["receipts"]]
    assert len(set(ids)) == 12
    after = await written_rows(city)
    again = await send(city, door, content, Idempotency_Key=secrets.token_hex(8))
    assert (again.status_code, again.json()["served"], again.json()["already"]) == (201, 0, 12)
    assert [one["case_id"] for one in again.json()["receipts"]] == ids
    assert await written_rows(city) == after
    assert await cases_of(city, ids) == 12
    await the_minor_is_capped(city, door, ids[3])
    rows = [row | {"place": "rue Ontario"} if row["number"].endswith("02") else row for row in good_rows(name)]
    other = await send(city, door, written([*rows, *good_rows(prefix())]))
    assert [(one["field"], one["code"]) for one in other.json()["errors"]] == [("4.number", "registered-otherwise")]
    assert await written_rows(city) == after


async def the_minor_is_capped(city: City, door: httpx.AsyncClient, case_id: str) -> None:
    """A fine of $300, of someone under 18, is one of $100; of the costs of $46, $30 (DOMAIN §7.5)."""
    read = await door.get(f"/cases/{case_id}", headers=city.headers("poursuite"))
    money = read.json()["standing"]["money"]
    assert (money["fine_cents"], money["costs_cents"]) == (10_000, 3_000)


async def test_what_is_sent_one_by_one_is_known_to_a_file(city: City, door: httpx.AsyncClient) -> None:
    rows = good_rows(prefix())[:1]
    body = {
        "number": rows[0]["number"], "kind": "parking", "offence_at": "2026-11-20T10:15", "place": "rue Saint-Denis",
        "district": "PM", "officer": "0412", "service_mode": "on_vehicle", "served_on": "2026-11-20",
        "party": {"kind": "owner", "name": "Camille Exemple", "plate": "ABC 123", "vehicle": "Honda Civic",
                  "address": ["12, rue Essai", "Montréal (Québec)  H2X 1Y4"]},
        "counts": [{"number": 1, "provision": "C-4.1, art. 12", "description_fr": "Parcomètre expiré",
                    "description_en": "Expired meter", "fine": 6000, "costs": 3000}],
    }  # fmt: skip
    headers = city.headers("poursuite") | {"Idempotency-Key": secrets.token_hex(8)}
    alone = await door.post("/statements", json=body, headers=headers)
    sent = await send(city, door, written(rows))
    assert (sent.status_code, sent.json()["served"], sent.json()["already"]) == (201, 0, 1)
    assert sent.json()["receipts"][0]["case_id"] == alone.json()["case_id"]


async def test_an_import_that_was_killed_half_way_is_completed_by_the_same_file(
    city: City, made: Parts, tmp_path: Path
) -> None:
    """SIGKILL while it serves: some statements have their case, some are stored and undelivered, some are unknown."""
    content = written([row for _ in range(5) for row in good_rows(prefix())])
    file, before = tmp_path / "constats.csv", (await written_rows(city))[0]
    file.write_bytes(content)
    process = await started(city, "import", str(file))
    while (await written_rows(city))[0] < before + 10:
        assert process.returncode is None
        await asyncio.sleep(0.005)
    process.kill()
    assert await process.wait() == -signal.SIGKILL
    assert (await written_rows(city))[0] < before + 60
    whole = await statement_import.import_all(made.doors, PROSECUTION, content, KEY)
    assert whole.served + whole.already == len(whole.receipts) == 60
    assert 10 <= whole.already < 60
    ids = [one.case_id for one in whole.receipts]
    assert len(set(ids)) == await until(city, ids, 60) == 60
    assert (await written_rows(city))[0] == before + 60


async def test_an_import_whose_engine_went_away_is_completed_by_the_same_file(
    city: City, made: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, real, calls = written(good_rows(prefix())), statements.serve, [0]

    async def dying(doors: Doors, *given: Any) -> Any:
        calls[0] += 1
        if calls[0] > 6:
            raise TemporarilyUnavailable(part="temporal", retry_after=5)
        return await real(doors, *given)

    with monkeypatch.context() as patch:
        patch.setattr(statement_import, "serve", dying)
        with pytest.raises(TemporarilyUnavailable):
            await statement_import.import_all(made.doors, PROSECUTION, content, KEY)
    whole = await statement_import.import_all(made.doors, PROSECUTION, content, KEY)
    ids = [one.case_id for one in whole.receipts]
    assert len(set(ids)) == await until(city, ids, 12) == 12
    again = await statement_import.import_all(made.doors, PROSECUTION, content, KEY)
    assert (again.served, again.already, [one.case_id for one in again.receipts]) == (0, 12, ids)


async def until(city: City, ids: list[str], least: int) -> int:
    async with asyncio.timeout(60):
        while (found := await cases_of(city, ids)) < least:
            await asyncio.sleep(0.2)
    return found


async def test_only_the_prosecution_sends_files(city: City, door: httpx.AsyncClient, made: Parts) -> None:
    content = written(good_rows(prefix()))
    for account in ("citoyen-1", "agent-vd", "juge-1", "administration", "greffe"):
        assert (await send(city, door, content, account)).status_code == 403, account
        assert (await send(city, door, content, account, "?dry_run=true")).status_code == 403, account
    with pytest.raises(Forbidden):
        await statement_import.import_all(made.doors, Actor("x", Role.PROSECUTOR, ("VD",)), content, KEY)


async def test_what_a_body_must_be(city: City, door: httpx.AsyncClient) -> None:
    content = written(good_rows(prefix()))
    assert (await send(city, door, content, Content_Type="application/json")).status_code == 415
    assert (await send(city, door, content, Content_Type="text/csv; charset=windows-1252")).status_code == 415
    assert (await send(city, door, content, Idempotency_Key="")).status_code == 400
    assert (await send(city, door, content, query="?dry_run=maybe")).status_code == 422
    assert (await send(city, door, b"")).json()["errors"][0]["code"] == "empty-file"
    large = await send(city, door, b"x" * (LARGEST_BYTES + 1), query="?dry_run=true")
    assert (large.status_code, large.json()["type"]) == (413, "/problems/payload-too-large")
    chunked = await door.post("/statements/import", content=endless(), headers=city.headers("poursuite")
                              | {"Content-Type": "text/csv", "Idempotency-Key": KEY})  # fmt: skip
    assert chunked.status_code == 413
    under = b"x;y\n" + b"1;2\n" * 300_000  # over the cap of a JSON body, under that of a file
    assert (await send(city, door, under, query="?dry_run=true")).json()["faults"][0]["code"] == "too-many-rows"


async def endless() -> AsyncIterator[bytes]:
    for _ in range(120):
        yield b"x" * 50_000


async def test_the_verb_tries_and_serves_a_file(city: City, tmp_path: Path) -> None:
    good, bad = tmp_path / "bons.csv", tmp_path / "fautifs.csv"
    good.write_bytes(written(good_rows(prefix())))
    bad.write_bytes(faulty_file(prefix()))
    code, tried = await verb(city, "import", str(bad), "--dry-run")
    assert (code, len(tried["faults"])) == (1, 25)
    assert tried["faults"][0] == {"line": 3, "field": "place", "code": "required",
                                  "sentence": "Ce renseignement est requis."}  # fmt: skip
    code, served = await verb(city, "import", str(good))
    assert (code, served["statements"], served["served"], len(served["receipts"])) == (0, 12, 12, 12)
    code, again = await verb(city, "import", str(good))
    assert (code, again["served"], again["already"]) == (0, 0, 12)


async def verb(city: City, *words: str) -> tuple[int, dict[str, Any]]:
    """One `./guichet statements …` of that city."""
    process = await started(city, *words)
    out, err = await process.communicate()
    assert out, err.decode()
    return process.returncode or 0, json.loads(out)


async def started(city: City, *words: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "cli", "statements", *words, "--var", str(city.var), "--json",
        env={"PATH": "/usr/bin:/bin", **city.env}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
