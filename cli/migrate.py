"""`./guichet migrate`: the database made if missing, the migrations, the passwords of the two roles."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

ROOT = Path(__file__).parent.parent


def migrate(owner_url: str, passwords: dict[str, str]) -> None:
    """Bring the database of `owner_url` up to date. `passwords` are those of guichet_app and guichet_worker."""
    url = make_url(owner_url).set(drivername="postgresql+psycopg")
    _create_database(url)
    engine = create_engine(url)
    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "db" / "migrations"))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
    with engine.begin() as connection:
        for role, password in passwords.items():
            connection.execute(text(f"ALTER ROLE {role} PASSWORD '{_quoted(password)}'"))
    engine.dispose()


def _create_database(url: URL) -> None:
    engine = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        there = text("SELECT 1 FROM pg_database WHERE datname = :name")
        if connection.execute(there, {"name": url.database}).first() is None:
            connection.execute(text(f'CREATE DATABASE "{url.database}"'))
    engine.dispose()


def _quoted(password: str) -> str:
    return password.replace("'", "''")
