"""`./guichet seed`: the system's key, the published services, the demo's accounts and their tokens."""

import asyncio
import hashlib
import json
import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Connection, make_url

from adapters import database
from casework.publishing import publish_first
from catalogue.load import Catalogue, load
from domain.case_ids import SYSTEM_KEY
from domain.contest_rules import COURT
from domain.people import Role

CITIZENS, JUDGES = 8, 4


def seed(owner_url: str, master_key: str, tokens_file: Path | None, *, instant: datetime | None = None) -> None:
    """Put in what a city needs to start; what is there already stays. `instant` starts a simulated city's clock.

    Without a file for their tokens, no demo account is made.
    """
    catalogue = load()
    asyncio.run(_publish_once(owner_url, catalogue))
    engine = create_engine(make_url(owner_url).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        _system_key(connection, master_key)
        if tokens_file is not None:
            _accounts(connection, catalogue, tokens_file)
            _supervisors(connection, catalogue)
        if instant is not None:
            connection.execute(
                text("INSERT INTO city_instant (id, instant) VALUES (1, :instant) ON CONFLICT DO NOTHING"),
                {"instant": instant},
            )
    engine.dispose()


async def _publish_once(owner_url: str, catalogue: Catalogue) -> None:
    """The first publication; later ones are `catalogue publish`, by a person who looked at what changes."""
    engine = database.engine(owner_url, pool=1)
    async with database.sessions(engine).begin() as session:
        await publish_first(session, catalogue, datetime.now(UTC))
    await engine.dispose()


def _supervisors(connection: Connection, catalogue: Catalogue) -> None:
    """Who answers for each counter: a borough's director, the court's office, until somebody else is named."""
    statement = text("INSERT INTO supervisors (borough, principal_id) VALUES (:borough, :id) ON CONFLICT DO NOTHING")
    for borough in catalogue.boroughs:
        connection.execute(statement, {"borough": borough.code, "id": f"direction-{borough.code.lower()}"})
    connection.execute(statement, {"borough": COURT, "id": "greffe"})


def _system_key(connection: Connection, master_key: str) -> None:
    wrapped = aes_key_wrap(bytes.fromhex(master_key), AESGCM.generate_key(256))
    statement = text(
        "INSERT INTO case_keys (case_id, key_id, wrapped) VALUES (:case, :key, :wrapped) ON CONFLICT DO NOTHING"
    )
    connection.execute(statement, {"case": SYSTEM_KEY, "key": secrets.token_hex(8), "wrapped": wrapped})


def accounts(catalogue: Catalogue) -> list[tuple[str, Role, list[str], str]]:
    """The demo's accounts: id, role, boroughs, and a name that says what it is."""
    citizens = [
        (f"citoyen-{rank}", Role.CITIZEN, [], f"Citoyenne ou citoyen {rank}") for rank in range(1, CITIZENS + 1)
    ]
    desks: list[tuple[str, Role, list[str], str]] = []
    for borough in catalogue.boroughs:
        code = borough.code
        desks.append((f"agent-{code.lower()}", Role.CLERK, [code], f"Agente ou agent – {borough.name_fr}"))
        desks.append((f"adjointe-{code.lower()}", Role.CLERK, [code], f"Seconde signature – {borough.name_fr}"))
        desks.append((f"inspection-{code.lower()}", Role.INSPECTOR, [code], f"Inspection – {borough.name_fr}"))
        desks.append((f"direction-{code.lower()}", Role.DIRECTOR, [code], f"Direction – {borough.name_fr}"))
    court = [
        ("greffe", Role.CLERK, [COURT], "Greffe de la cour"),
        ("poursuite", Role.PROSECUTOR, [COURT], "Poursuite"),
        ("perception", Role.COLLECTOR, [COURT], "Perception des amendes"),
        *((f"juge-{rank}", Role.ADJUDICATOR, [COURT], f"Juge {rank}") for rank in range(1, JUDGES + 1)),
    ]
    return [*citizens, *desks, *court, ("administration", Role.ADMINISTRATOR, [], "Administration")]


def _accounts(connection: Connection, catalogue: Catalogue, tokens_file: Path) -> None:
    kept: dict[str, str] = json.loads(tokens_file.read_text()) if tokens_file.exists() else {}
    person = text(
        "INSERT INTO principals (id, role, boroughs, name, email) "
        "VALUES (:id, :role, :boroughs, :name, :email) ON CONFLICT DO NOTHING"
    )
    token = text(
        "INSERT INTO api_tokens (token_sha256, principal_id, created_at) VALUES (:sha, :id, :now) "
        "ON CONFLICT DO NOTHING"
    )
    for principal, role, boroughs, name in accounts(catalogue):
        secret = kept.setdefault(principal, secrets.token_urlsafe(32))
        email = f"{principal}@guichet.invalid"
        connection.execute(person, {"id": principal, "role": role, "boroughs": boroughs, "name": name, "email": email})
        sha = hashlib.sha256(secret.encode()).hexdigest()
        connection.execute(token, {"sha": sha, "id": principal, "now": datetime.now(UTC)})
    descriptor = os.open(tokens_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(json.dumps(kept, indent=1))
