"""The real path of a contest for `bench cases --procedure contest`: served, pleaded, reviewed, withdrawn."""

import secrets
import time
import uuid
from datetime import UTC, datetime
from typing import Any

from temporalio.client import Client

from cli.bench_together import together
from cli.city_client import CityClient, Sent
from cli.stack import Stack
from domain.case_ids import CONTEST, workflow_of
from domain.clock import local_date

PROSECUTOR, OFFICE = "poursuite", "greffe"
PLEA = {"pleas": [{"count": 1, "plea": "not_guilty"}], "name": "Camille Essai"}


async def contest_round(
    stack: Stack, client: CityClient, cases: int, file_ms: list[float], temporal: Client
) -> tuple[float, int]:
    """One round over HTTP: seconds, and the events of one history."""
    statements = [_statement() for _ in range(cases)]
    started = time.perf_counter()
    ids = await together(statements, lambda one: _serve(client, one, file_ms))
    await together(ids, lambda one: _act(client, OFFICE, one, "plead", PLEA, 1))
    await together(ids, lambda one: _act(client, PROSECUTOR, one, "continue-proceedings", {}, 2))
    reason = {"reason_code": "evidence"}
    await together(ids, lambda one: _act(client, PROSECUTOR, one, "withdraw-charges", reason, 3))
    seconds = time.perf_counter() - started
    history = await temporal.get_workflow_handle(workflow_of(CONTEST, ids[0])).fetch_history()
    return seconds, len(history.events)


def _statement() -> dict[str, Any]:
    count = {"number": 1, "provision": "CSR 329", "description_fr": "Excès de vitesse", "description_en": "Speeding",
             "fine": 8500, "costs": 4600, "contribution": 2000, "points": 2}  # fmt: skip
    now = datetime.now(UTC)
    party = {"kind": "person", "name": "Camille Essai", "address": ["12, rue Essai", "Montréal (Québec)  H2X 1Y4"],
             "born_on": "1990-05-04"}  # fmt: skip
    return {
        "number": f"8{secrets.randbelow(10**11):011d}", "kind": "traffic", "offence_at": now.isoformat(),
        "place": "rue Essai", "counts": [count], "party": party, "service_mode": "on_the_spot",
        "served_on": local_date(now).isoformat(),
    }  # fmt: skip


async def _serve(client: CityClient, body: dict[str, Any], file_ms: list[float]) -> str:
    started = time.perf_counter()
    receipt = await client.once(Sent(PROSECUTOR, "/statements", body, uuid.uuid4().hex, "serve"))
    file_ms.append((time.perf_counter() - started) * 1000)
    return str(receipt["case_id"])


async def _act(client: CityClient, account: str, case_id: str, act: str, body: dict[str, Any], seq: int) -> None:
    await client.once(Sent(account, f"/cases/{case_id}/{act}", body, uuid.uuid4().hex, act, case_id, seq))
