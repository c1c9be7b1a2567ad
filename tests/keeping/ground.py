"""The ground on which cases are destroyed: old ones, one held, a young one; and who asks for it."""

import asyncio
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

import httpx
import psycopg
import pytest
from typer.testing import CliRunner

from activities.erasing import Destroyer, carry_out_ordered
from adapters import database
from adapters.clock import clock_of
from adapters.keys import KeyRing
from catalogue.load import load
from checks.evidence import Evidence
from cli.audit import audit
from tests.keeping.archive import Archive
from tests.keeping.crowd import CITIZEN, Filed, file_and_withdraw

TWO_YEARS = timedelta(days=2 * 365 + 3)


@dataclass
class Ground:
    """Old cases, of which some are to be erased and one is held, and young ones."""

    archive: Archive
    http: httpx.AsyncClient
    evidence: Evidence
    to_erase: list[Filed]
    held: Filed
    intact: list[Filed]
    young: Filed
    verify_codes: dict[str, str]
    destruction: dict[str, Any]

    async def ask(self, method: str, path: str, account: str, body: Any = None) -> httpx.Response:
        """One request to the JSON door, under a fresh key."""
        token = self.archive.city.stack.tokens[account]
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": secrets.token_hex(12)}
        content = {} if method == "GET" else {"json": body or {}}
        return await self.http.request(method, f"/api/v1{path}", headers=headers, **content)


async def prepared(archive: Archive, http: httpx.AsyncClient, erased: int, total: int) -> Ground:
    """Applications given up two years ago, unpaid, and one given up today."""
    old = await file_and_withdraw(archive, total)
    await archive.city.move_to(archive.city.instant + TWO_YEARS)
    young = (await file_and_withdraw(archive, 1, first=9000))[0]
    evidence = Evidence.of_city(archive.var, archive.var / "acknowledgements.jsonl")
    made = Ground(archive, http, evidence, old[:erased], old[erased], old[erased + 1 :], young, {}, {})
    for filed in old:
        found = (await made.ask("GET", f"/cases/{filed.case_id}/letters", CITIZEN)).json()["letters"]
        made.verify_codes[filed.case_id] = found[0]["verify_code"]
        filed.act_id = await act_of(archive, filed.case_id)
    return made


async def act_of(archive: Archive, case_id: str) -> str:
    async with await psycopg.AsyncConnection.connect(archive.owner_url) as owner:
        found = await owner.execute("SELECT act_id FROM acts_received WHERE case_id = %s LIMIT 1", (case_id,))
        return (await found.fetchone() or ("",))[0]


def in_state(archive: Archive, state: str) -> str:
    """A case of the six lives that ended, or waited, in a state."""
    last = {image.case_id: image.row for image in archive.witness.images if image.of == "cases"}
    return next(case_id for case_id, row in last.items() if row["state"] == state)


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, str(answer.json().get("type", "")).rpartition("/")[2]


async def run(*arguments: str) -> tuple[int, dict[str, Any]]:
    """The exit code and the one JSON object."""
    done = await asyncio.to_thread(CliRunner().invoke, audit, [*arguments, "--json"])
    return done.exit_code, json.loads(done.stdout) if done.stdout.startswith("{") else {}


class AwayStore:
    """A store that is away when files are to be deleted."""

    async def delete(self, key: str) -> int:
        raise OSError(key)


async def fall_before_the_files(archive: Archive) -> None:
    """Carry out what is ordered, and fall once the keys are gone."""
    engine = database.engine(archive.worker_url, pool=2)
    sessions, nowhere = database.sessions(engine), cast(Any, None)
    keys = KeyRing(sessions, archive.city.stack.env["GUICHET_MASTER_KEY"])
    clock = clock_of("simulated", "embedded", sessions)
    destroyer = Destroyer(sessions, keys, cast(Any, AwayStore()), nowhere, nowhere, load, clock, "", "")
    with pytest.raises(OSError, match=r"letters|documents"):
        await carry_out_ordered(destroyer)
    await engine.dispose()
