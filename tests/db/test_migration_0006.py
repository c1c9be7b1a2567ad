"""A city of the first release goes forward: its published services keep their hashes, its tasks what they need."""

import json
from dataclasses import asdict

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Connection

from catalogue.load import load
from cli.migrate import ROOT, migrate
from tests.db.conftest import Base

CASE = (
    "INSERT INTO cases (id, reference, procedure, service, version, borough, owner, language, clock, state, seq, head, "
    "ended, summary, filed_at, updated_at) VALUES ('c1', 'P-2026-0000001-42', 'permit', 'demolition', 'v', 'VD', "
    "'citoyen-1', 'fr', 'real', 'UNDER_REVIEW', 3, '', false, '', now(), now())"
)
TASK = (
    "INSERT INTO tasks (case_id, seq, kind, role, borough, opened_at) VALUES ('c1', 3, 'review', 'clerk', 'VD', now())"
)


def first_release(connection: Connection) -> None:
    """The schema of the first release, one published service, one case under review."""
    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "db" / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")
    service = load().services["demolition"]
    connection.execute(
        text("INSERT INTO service_versions VALUES (:code, :version, CAST(:content AS jsonb), now())"),
        {"code": service.code, "version": service.version, "content": json.dumps(asdict(service))},
    )
    connection.execute(text(CASE))
    connection.execute(text(TASK))
    connection.commit()


async def test_what_an_earlier_city_published_and_asked_for_is_still_there(base: Base) -> None:
    url = base.env["DATABASE_URL"].rsplit("/", 1)[0] + "/earlier"
    await base.rows("CREATE DATABASE earlier")
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        first_release(connection)
    migrate(url, {})
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT service, number, version FROM catalogue_versions")).all()
        task = connection.execute(text("SELECT owner, service, state, reference, desk, due FROM tasks")).one()
    engine.dispose()
    assert [tuple(row) for row in kept] == [("demolition", 1, load().services["demolition"].version)]
    assert tuple(task[:5]) == ("citoyen-1", "demolition", "UNDER_REVIEW", "P-2026-0000001-42", True)
    assert task.due.isoformat() == "9999-12-31"
