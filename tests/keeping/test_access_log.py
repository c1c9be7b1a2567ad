"""Who opened which case: one row an opening, complete at once, ids only, kept for its time and no longer."""

import asyncio
import json
import statistics
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import httpx
import psycopg
import pytest
from typer.testing import CliRunner

from activities.erasing import Destroyer, drop_old_accesses
from adapters import database
from adapters.clock import clock_of
from catalogue.load import load
from checks.disguises import Needles
from cli.audit import audit
from cli.privacy import privacy
from tests.checks.lives import RANKS, person
from tests.keeping.archive import Archive
from tests.web.visitor import Visitor

pytestmark = pytest.mark.stack
OWNER, AGENT, AGENT_ELSEWHERE, DIRECTION, ADMINISTRATION = (
    "citoyen-1", "agent-vd", "agent-ro", "direction-vd", "administration",
)  # fmt: skip
MANY = 100_000
SPEAK = (
    "SELECT set_config('guichet.principal', %s, true), set_config('guichet.role', 'clerk', true), "
    "set_config('guichet.boroughs', 'VD', true)"
)
NOTED = "INSERT INTO accesses (case_id, person, role, at, what, purpose) VALUES (%s, %s, 'clerk', %s, 'GET', '')"


@dataclass(frozen=True)
class Log:
    """The log of one case of a city at rest."""

    archive: Archive
    http: httpx.AsyncClient
    case_id: str

    async def get(self, path: str, account: str, **headers: str) -> httpx.Response:
        token = self.archive.city.stack.tokens[account]
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.http.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {token}"} | more)

    async def rows(self, case_id: str = "") -> list[tuple[str, str, str, str]]:
        """Person, role, route and purpose of every opening of the case, in order."""
        async with await psycopg.AsyncConnection.connect(self.archive.owner_url) as owner:
            found = await owner.execute(
                "SELECT person, role, what, purpose FROM accesses WHERE case_id = %s ORDER BY id",
                (case_id or self.case_id,),
            )
            return list(await found.fetchall())

    async def forget(self) -> None:
        """An empty log."""
        async with await psycopg.AsyncConnection.connect(self.archive.owner_url) as owner:
            await owner.execute("TRUNCATE accesses")


@pytest.fixture
async def log(archive: Archive) -> AsyncIterator[Log]:
    async with httpx.AsyncClient(base_url=archive.city.stack.base_url, timeout=30) as http:
        made = Log(archive, http, archive.witness.cases()[0])
        await made.forget()
        yield made


async def test_each_opening_says_who_what_and_why(log: Log) -> None:
    case = f"/cases/{log.case_id}"
    await log.get(case, OWNER)
    await log.get(f"{case}/timeline", AGENT, X_Guichet_Purpose="complaint")
    await log.get(f"{case}/letters/1", DIRECTION)
    document = (await log.get(f"{case}/documents", AGENT)).json()["documents"][0]["id"]
    await log.get(f"/documents/{document}", ADMINISTRATION)
    assert await log.rows() == [
        (OWNER, "citizen", "GET /cases/{case_id}", ""),
        (AGENT, "clerk", "GET /cases/{case_id}/timeline", "complaint"),
        (DIRECTION, "director", "GET /cases/{case_id}/letters/{number}", ""),
        (AGENT, "clerk", "GET /cases/{case_id}/documents", ""),
        (ADMINISTRATION, "administrator", "GET /documents/{document_id}", ""),
    ]


async def test_who_may_not_see_a_case_leaves_no_trace_in_it(log: Log) -> None:
    assert (await log.get(f"/cases/{log.case_id}", AGENT_ELSEWHERE)).status_code == 404
    assert await log.rows() == []


async def test_a_purpose_that_is_not_offered_is_refused(log: Log) -> None:
    answer = await log.get(f"/cases/{log.case_id}", AGENT, X_Guichet_Purpose="Mme Untel")
    assert answer.status_code == 422
    assert await log.rows() == []


async def test_a_page_that_reads_a_case_five_times_opens_it_once_and_lists_open_none(log: Log) -> None:
    async with Visitor(log.archive.city.stack.base_url) as visitor:
        await visitor.sign_in(AGENT)
        for path in ("/bureau", "/bureau/dossiers"):
            assert (await visitor.get(path)).status_code == 200
        assert await log.rows() == []
        assert (await visitor.get(f"/en/dossier/{log.case_id}")).status_code == 200
    assert await log.rows() == [(AGENT, "clerk", "GET /dossier/{case_id}", "")]
    await log.get("/cases", AGENT)
    await log.get("/tasks", AGENT)
    assert len(await log.rows()) == 1


async def test_an_export_opens_every_case_that_it_shows(log: Log) -> None:
    assert (await log.get("/export.csv", AGENT)).status_code == 200
    for case_id in log.archive.witness.cases():
        assert await log.rows(case_id) == [(AGENT, "clerk", "GET /export.csv", "")]


async def test_the_owner_reads_that_it_was_opened_and_staff_by_role_alone(log: Log) -> None:
    case = f"/cases/{log.case_id}"
    for account in (OWNER, AGENT):
        await log.get(case, account)
    seen = (await log.get(f"{case}/accesses", OWNER)).json()["accesses"]
    assert [(one["person"], one["role"]) for one in seen] == [(OWNER, "citizen"), ("", "clerk")]
    seen = (await log.get(f"{case}/accesses", DIRECTION)).json()["accesses"]
    assert [one["person"] for one in seen] == [OWNER, AGENT]
    assert (await log.get(f"{case}/accesses", AGENT)).status_code == 403
    assert (await log.get(f"{case}/accesses", "direction-ro")).status_code == 404


async def test_a_person_s_openings_are_read_within_one_s_own_borough(log: Log) -> None:
    await log.get(f"/cases/{log.case_id}", AGENT)
    for account, count in ((DIRECTION, 1), (ADMINISTRATION, 1), ("direction-ro", 0)):
        seen = (await log.get(f"/accesses?person={AGENT}", account)).json()["accesses"]
        assert len(seen) == count, account
    assert (await log.get(f"/accesses?person={AGENT}", AGENT)).status_code == 403


async def test_the_log_holds_no_word_of_the_cases(log: Log) -> None:
    await log.get("/export.csv", AGENT)
    async with await psycopg.AsyncConnection.connect(log.archive.owner_url) as owner:
        rows = await (await owner.execute("SELECT * FROM accesses")).fetchall()
    words = [word for rank in RANKS for word in person(rank).values()]
    assert rows and Needles(words).count(repr(rows).encode()) == 0


async def test_a_door_writes_under_no_name_but_the_one_it_speaks_for(log: Log) -> None:
    async with await psycopg.AsyncConnection.connect(log.archive.city.stack.env["DATABASE_APP_URL"]) as door:
        await door.execute("SELECT set_config('guichet.principal', 'agent-vd', true)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            await door.execute(
                "INSERT INTO accesses (case_id, person, role, at, what, purpose) "
                "VALUES (%s, 'agent-ro', 'clerk', %s, 'GET', '')",
                (log.case_id, log.archive.city.instant),
            )


async def test_among_many_rows_the_answer_is_complete_within_a_second(log: Log) -> None:
    """A hundred thousand openings by others, two hundred of this case: all of them are told, and fast."""
    async with await psycopg.AsyncConnection.connect(log.archive.owner_url) as owner:
        await owner.execute(
            "INSERT INTO accesses (case_id, person, role, at, what, purpose) "
            "SELECT CASE WHEN n %% 500 = 0 THEN %s ELSE md5(n::text) END, 'agent-' || n %% 400, 'clerk', "
            "%s::timestamptz - n * interval '1 minute', 'GET /cases/{case_id}', '' FROM generate_series(1, %s) AS n",
            (log.case_id, log.archive.city.instant, MANY),
        )
    await log.get(f"/cases/{log.case_id}", AGENT)
    begun = time.perf_counter()
    answer = await log.get(f"/cases/{log.case_id}/accesses", ADMINISTRATION)
    seconds = time.perf_counter() - begun
    assert len(answer.json()["accesses"]) == MANY // 500 + 1
    assert seconds < 1, seconds


async def test_noting_costs_the_database_little(log: Log) -> None:
    """The same statement as a read's, five hundred times in its own transactions, against a bare look at the case."""
    env = log.archive.city.stack.env
    noted, bare = list[float](), list[float]()
    async with await psycopg.AsyncConnection.connect(env["DATABASE_APP_URL"]) as door:
        for rank in range(500):
            for into in (noted, bare):
                begun = time.perf_counter()
                async with door.transaction():
                    await door.execute(SPEAK, (AGENT,))
                    await door.execute("SELECT state FROM cases WHERE id = %s", (log.case_id,))
                    if into is noted:
                        at = log.archive.city.instant + timedelta(seconds=rank)
                        await door.execute(NOTED, (log.case_id, AGENT, at))
                into.append(time.perf_counter() - begun)
    assert len(await log.rows()) == 500
    more = statistics.median(noted) - statistics.median(bare)
    assert more < 0.01, (more, statistics.median(bare))


async def test_the_log_is_kept_two_years_and_no_longer(log: Log) -> None:
    instant = log.archive.city.instant
    async with await psycopg.AsyncConnection.connect(log.archive.owner_url) as owner:
        for days in (0, 700, 740):
            await owner.execute(
                "INSERT INTO accesses (case_id, person, role, at, what, purpose) VALUES (%s, 'x', 'clerk', %s, '', '')",
                (log.case_id, instant - timedelta(days=days)),
            )
    engine = database.engine(log.archive.worker_url, pool=1)
    sessions = database.sessions(engine)
    nowhere = cast(Any, None)
    clock = clock_of("simulated", "embedded", sessions)
    destroyer = Destroyer(sessions, nowhere, nowhere, nowhere, nowhere, load, clock, "", "")
    assert await drop_old_accesses(destroyer) == 1
    await engine.dispose()
    assert len(await log.rows()) == 2


async def test_the_verbs_read_the_log_and_sign_an_incident(log: Log, tmp_path: Path) -> None:
    for account in (OWNER, AGENT, AGENT):
        await log.get(f"/cases/{log.case_id}", account)
    var = ("--var", str(log.archive.var))
    by_case = await told(audit, "access", "--case", log.case_id, "--json", *var)
    assert by_case["count"] == 3 and by_case["accesses"][1]["person"] == AGENT
    assert (await told(audit, "access", "--person", AGENT, "--json", *var))["count"] == 2
    file = tmp_path / "incident.json"
    made = await told(privacy, "incident", log.case_id, "--out", str(file), "--json", *var)
    assert made["persons"] == {AGENT: 2, OWNER: 1}
    key = ("--key", str(log.archive.var / "seal" / "heads.pem"))
    assert (await told(privacy, "verify", str(file), "--json", *key))["holds"] is True
    statement = json.loads(file.read_text(encoding="utf-8"))
    statement["accesses"].pop()
    file.write_text(json.dumps(statement), encoding="utf-8")
    assert (await told(privacy, "verify", str(file), "--json", *key))["holds"] is False


async def told(verbs: Any, *arguments: str) -> dict[str, Any]:
    done = await asyncio.to_thread(CliRunner().invoke, verbs, list(arguments))
    return json.loads(done.stdout)
