"""Row-level security, proven with the application's own roles on a database of its own (DESIGN §9)."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from adapters import database
from cli.migrate import migrate
from tests.conftest import City

pytestmark = pytest.mark.stack

ROOT = Path(__file__).parents[2]
TEMPLATE, COPY = "rls_template", "rls_copy"
VERDUN, ROSEMONT = "a" * 32, "b" * 32  # Verdun's case is citoyen-1's, Rosemont's is citoyen-2's
OF_CASES = ("cases", "case_events", "tasks", "ledger_entries", "payments", "outbox", "letters", "documents")
WITHOUT = {
    "case_keys": "wrapped keys; whoever may decrypt has been let through to the case first",
    "acts_received": "ciphertext under the case's key, found by the person and the key that they sent",
    "faults": "names cases by their ids, to administrators",
}
NOBODY = {"role": "", "principal": "", "boroughs": ""}
ROWS = """
INSERT INTO cases (id, reference, procedure, service, version, borough, owner, language, clock, state, seq, head, ended,
                   summary, filed_at, updated_at)
    VALUES (%(id)s, %(id)s, 'permit', 's', 'v', %(borough)s, %(owner)s, 'fr', 'real', 'ADMISSIBILITY', 1, '', false,
            '', now(), now());
INSERT INTO case_events (case_id, seq, type, act_id, act_hash, actor, role, at, before, after, key_id, facts, prev_hash,
                         hash, recorded_at)
    VALUES (%(id)s, 1, 'ApplicationFiled', 'a', '', %(owner)s, 'citizen', now(), '', '', '', '', '', '', now());
INSERT INTO tasks (case_id, seq, kind, role, borough, opened_at) VALUES (%(id)s, 1, 'k', 'clerk', %(borough)s, now());
INSERT INTO ledger_entries (case_id, seq, line, debit, credit, cents, purpose)
    VALUES (%(id)s, 1, 1, 'receivable', 'fees', 100, 'p');
INSERT INTO payments (payment_id, case_id, purpose, cents, hosted_url, status, opened_at)
    VALUES (%(id)s, %(id)s, 'p', 100, '', 'open', now());
INSERT INTO outbox (case_id, seq, line, kind, code, facts, at, status, next_try_at)
    VALUES (%(id)s, 1, 1, 'letter', 'P01', '', now(), 'pending', now());
INSERT INTO letters (case_id, number, seq, line, code, language, verify_code, unsigned_sha256, sealed_sha256,
                     storage_key, dated, sealed_at, status)
    VALUES (%(id)s, 1, 1, 1, 'P01', 'fr', 'code-' || %(borough)s, '', '', %(id)s, now(), now(), 'valid');
INSERT INTO documents (id, case_id, owner, kind, name, media_type, size, sha256, storage_key, status, uploaded_at)
    VALUES (%(id)s, %(id)s, %(owner)s, 'k', '', 't', 1, '', '', 'received', now());
INSERT INTO drafts (id, owner, service, version, borough, language, content, created_at, updated_at)
    VALUES (%(id)s, %(owner)s, 's', 'v', %(borough)s, 'fr', '', now(), now());
"""


@dataclass(frozen=True)
class Copied:
    """A copy of the template; each role's way in."""

    owner: str
    app: str
    worker: str

    def seen(self, table: str, who: dict[str, str], column: str = "case_id") -> set[str]:
        """What the doors' role gets of a table when the query names no case at all."""
        with psycopg.connect(self.app) as link:
            speak(link, who)
            return {row[0] for row in link.execute(f"SELECT {column} FROM {table}".encode()).fetchall()}


def speak(link: psycopg.Connection, who: dict[str, str]) -> None:
    for name, value in who.items():
        link.execute("SELECT set_config(%s, %s, true)", (f"guichet.{name}", value))


def at(url: str, name: str) -> str:
    return urlsplit(url)._replace(path=f"/{name}").geturl()


@pytest.fixture(scope="module")
def copied(city: City) -> Iterator[Copied]:
    passwords = {role: str(urlsplit(url).password) for role, url in roles(city).items()}
    migrate(at(city.database_url, TEMPLATE), passwords)
    with psycopg.connect(at(city.database_url, "postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {COPY} TEMPLATE {TEMPLATE}".encode())
        made = Copied(*(at(url, COPY) for url in (city.database_url, city.app_url, city.worker_url)))
        with psycopg.connect(made.owner) as owner, psycopg.ClientCursor(owner) as cursor:
            for case_id, borough, person in ((VERDUN, "VD", "citoyen-1"), (ROSEMONT, "RO", "citoyen-2")):
                cursor.execute(ROWS.encode(), {"id": case_id, "borough": borough, "owner": person})
        yield made
        for name in (COPY, TEMPLATE):
            server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def roles(city: City) -> dict[str, str]:
    return {"guichet_app": city.app_url, "guichet_worker": city.worker_url}


def column_of(table: str) -> str:
    return "id" if table in ("cases", "drafts") else "case_id"


@pytest.mark.parametrize("table", OF_CASES)
def test_a_query_without_a_where_shows_only_what_the_person_may_see(copied: Copied, table: str) -> None:
    who = {
        "clerk of Verdun": {"role": "clerk", "principal": "agent-vd", "boroughs": "VD"},
        "director of Rosemont": {"role": "director", "principal": "direction-ro", "boroughs": "RO"},
        "clerk of both": {"role": "clerk", "principal": "agent", "boroughs": "VD,RO"},
        "clerk of a third borough": {"role": "clerk", "principal": "agent-pm", "boroughs": "PM"},
        "citizen of the first": {"role": "citizen", "principal": "citoyen-1", "boroughs": ""},
        "another citizen": {"role": "citizen", "principal": "citoyen-3", "boroughs": "VD,RO"},
        "administrator": {"role": "administrator", "principal": "administration", "boroughs": ""},
    }
    assert {name: copied.seen(table, one, column_of(table)) for name, one in who.items()} == {
        "clerk of Verdun": {VERDUN},
        "director of Rosemont": {ROSEMONT},
        "clerk of both": {VERDUN, ROSEMONT},
        "clerk of a third borough": set(),
        "citizen of the first": {VERDUN},
        "another citizen": set(),
        "administrator": {VERDUN, ROSEMONT},
    }


@pytest.mark.parametrize("table", [*OF_CASES, "drafts"])
def test_without_a_setting_or_with_an_empty_or_unknown_one_nothing_is_seen(copied: Copied, table: str) -> None:
    for who in ({}, NOBODY, {"role": "guichet"}, {"role": "citizen", "principal": ""}, {"role": "clerk"}):
        assert copied.seen(table, who, column_of(table)) == set(), who


def test_a_draft_is_its_owners_alone(copied: Copied) -> None:
    clerk = {"role": "clerk", "principal": "agent-vd", "boroughs": "VD"}
    assert copied.seen("drafts", clerk, "id") == set()
    assert copied.seen("drafts", {"role": "citizen", "principal": "citoyen-2"}, "id") == {ROSEMONT}


def test_a_letters_code_shows_that_letter_alone(copied: Copied) -> None:
    assert copied.seen("letters", {"verify_code": "code-VD"}) == {VERDUN}
    assert copied.seen("letters", {"verify_code": ""}) == set()


def test_a_setting_does_not_outlive_its_transaction(copied: Copied) -> None:
    with psycopg.connect(copied.app) as link:
        speak(link, {"role": "administrator"})
        assert len(link.execute("SELECT id FROM cases").fetchall()) == 2
        link.commit()
        assert link.execute("SELECT id FROM cases").fetchall() == []


def test_the_same_question_sees_everything_once_the_policy_is_off(copied: Copied) -> None:
    clerk = {"role": "clerk", "principal": "agent-vd", "boroughs": "VD"}
    with psycopg.connect(copied.owner, autocommit=True) as owner:
        owner.execute("ALTER TABLE case_events DISABLE ROW LEVEL SECURITY")
        try:
            assert copied.seen("case_events", clerk) == {VERDUN, ROSEMONT}
        finally:
            owner.execute("ALTER TABLE case_events ENABLE ROW LEVEL SECURITY")


def test_every_table_of_a_case_or_of_a_person_has_row_level_security(copied: Copied) -> None:
    query = """
        SELECT DISTINCT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT c.relrowsecurity
          AND (a.attname IN ('case_id', 'owner') OR c.relname = 'cases')
    """
    with psycopg.connect(copied.owner) as owner:
        assert {row[0] for row in owner.execute(query).fetchall()} == WITHOUT.keys()


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE case_events SET type = 'x'",
        "DELETE FROM case_events",
        "TRUNCATE case_events",
        "DELETE FROM cases",
        "UPDATE ledger_entries SET cents = 1",
        "DELETE FROM ledger_entries",
        "UPDATE letters SET sealed_sha256 = 'x'",
        "DELETE FROM signed_heads",
        "ALTER TABLE cases DISABLE ROW LEVEL SECURITY",
        "SET ROLE guichet",
    ],
)
def test_a_worker_only_adds_to_the_record(copied: Copied, act: str) -> None:
    with psycopg.connect(copied.worker) as link, pytest.raises(InsufficientPrivilege):
        link.execute(act.encode())


def test_a_worker_reads_every_event_and_adds_one(copied: Copied) -> None:
    with psycopg.connect(copied.worker) as link:
        again = 'INSERT INTO case_events SELECT (jsonb_populate_record(e, \'{"seq": 2, "act_id": "b"}\')).* '
        link.execute((again + "FROM case_events e WHERE case_id = %s").encode(), (VERDUN,))
        assert len(link.execute("SELECT * FROM case_events").fetchall()) == 3
        link.rollback()


@pytest.mark.parametrize("table", ["cases", "case_events", "tasks", "ledger_entries", "payments", "outbox", "letters"])
def test_a_door_writes_no_case_even_for_an_administrator(copied: Copied, table: str) -> None:
    for act in (
        f"DELETE FROM {table}",
        f"UPDATE {table} SET {column_of(table)} = 'x'",
        f"INSERT INTO {table} DEFAULT VALUES",
    ):
        with psycopg.connect(copied.app) as link, pytest.raises(InsufficientPrivilege):
            speak(link, {"role": "administrator"})
            link.execute(act.encode())


def test_a_door_keeps_no_draft_or_file_for_somebody_else(copied: Copied) -> None:
    for table in ("drafts", "documents"):
        take = (
            f"UPDATE {table} SET owner = 'citoyen-1'"
            if table == "drafts"
            else (
                'INSERT INTO documents SELECT (jsonb_populate_record(d, \'{"id": "x", "owner": "citoyen-1"}\')).* '
                "FROM documents d"
            )
        )
        with psycopg.connect(copied.app) as link, pytest.raises(InsufficientPrivilege):
            speak(link, {"role": "citizen", "principal": "citoyen-2"})
            link.execute(take.encode())


async def test_a_role_for_which_security_is_void_is_refused(copied: Copied) -> None:
    with psycopg.connect(copied.owner, autocommit=True) as owner:
        owner.execute("CREATE ROLE rls_bypasser LOGIN BYPASSRLS PASSWORD 'bypasser'")
    address = urlsplit(copied.app)
    bypasser = address._replace(netloc=f"rls_bypasser:bypasser@{address.hostname}:{address.port}").geturl()
    try:
        for url in (copied.owner, bypasser):
            with pytest.raises(database.UnsafeRole):
                await judged(url)
        for url in (copied.app, copied.worker):
            await judged(url)
    finally:
        with psycopg.connect(copied.owner, autocommit=True) as owner:
            owner.execute("DROP ROLE rls_bypasser")


async def judged(url: str) -> None:
    engine = database.engine(url, pool=1)
    try:
        await database.refuse_unsafe_role(engine)
    finally:
        await engine.dispose()


@pytest.mark.parametrize(
    ("process", "setting"),
    [("doors", "DATABASE_APP_URL"), ("cases", "DATABASE_WORKER_URL"), ("letters", "DATABASE_WORKER_URL")],
)
def test_no_process_starts_with_the_owners_role(city: City, process: str, setting: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", f"cli.process_{process}", "0"],
        cwd=ROOT, env=city.env | {setting: city.database_url}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "UnsafeRole" in ended.stderr + ended.stdout
