"""`./guichet bench cases`: the real path over HTTP against a bare workflow, interleaved on the same server."""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from temporalio.client import Client, WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from cli.bare_workflow import QUEUE, BareAct, BareCase
from cli.bench_contests import contest_round
from cli.bench_together import together
from cli.city_client import CityClient, Sent
from cli.made_up import demolition
from cli.pictures import picture
from cli.places import keep_apart
from cli.processor_time import of_group
from cli.show import progress
from cli.stack import Stack

ROUNDS = 5
Round = Callable[[Stack, CityClient, int, list[float], Client], Awaitable[tuple[float, int]]]


@dataclass(frozen=True)
class Played:
    """What is played: how many acts, which of them ask for money, and the real round over HTTP."""

    acts: int
    money_at: tuple[int, ...]
    real: Round


@dataclass
class Figures:
    """What the rounds measured: seconds per round, milliseconds of each filing, processor seconds by part."""

    cases: int
    bare_worker: int
    bare: list[float] = field(default_factory=list)
    real: list[float] = field(default_factory=list)
    file_ms: list[float] = field(default_factory=list)
    spent: dict[str, dict[str, float]] = field(default_factory=dict[str, dict[str, float]])


async def bench_cases(cases: int, rounds: int = ROUNDS, procedure: str = "permit") -> dict[str, Any]:
    """Five interleaved rounds of `cases` cases each way; medians and spread, cases a second."""
    var = Path(tempfile.mkdtemp(prefix="guichet-bench-"))
    var.chmod(0o755)
    keep_apart(var)
    stack = Stack(var, lambda line: progress(f"  · {line}"))
    del stack.parts["letters"]  # letters are queued, not rendered
    await stack.start()
    bare = subprocess.Popen([sys.executable, "-m", "cli.process_bare"], env=stack.env, start_new_session=True)
    try:
        return await _rounds(stack, Figures(cases, bare.pid), rounds, PATHS[procedure])
    finally:
        bare.terminate()
        await stack.stop()


async def _rounds(stack: Stack, figures: Figures, rounds: int, path: Played) -> dict[str, Any]:
    client = CityClient(stack.base_url, stack.tokens)
    temporal = await Client.connect(stack.env["TEMPORAL_ADDRESS"])
    await _bare_round(temporal, 4, path)
    events = (await path.real(stack, client, 4, [], temporal))[1]
    for rank in range(rounds):
        before = _processor_time(stack, figures.bare_worker)
        figures.bare.append(await _bare_round(temporal, figures.cases, path))
        between = _processor_time(stack, figures.bare_worker)
        seconds, events = await path.real(stack, client, figures.cases, figures.file_ms, temporal)
        _note_spent(figures, before, between, _processor_time(stack, figures.bare_worker))
        figures.real.append(seconds)
        rates = (figures.cases / figures.bare[-1], figures.cases / seconds)
        progress(f"  round {rank + 1}: bare {rates[0]:.1f}, real {rates[1]:.1f} cases/s")
    await client.close()
    return _summary(figures, events)


def _processor_time(stack: Stack, bare_worker: int) -> dict[str, float]:
    """Processor seconds used so far, by part; the client is this process."""
    running = {"bare worker": bare_worker} | {
        name: part.process.pid for name, part in stack.parts.items() if part.process is not None
    }
    return {name: of_group(pid) for name, pid in running.items()} | {"client": time.process_time()}


def _note_spent(figures: Figures, before: dict[str, float], between: dict[str, float], after: dict[str, float]) -> None:
    for name, used in after.items():
        part = figures.spent.setdefault(name, {"bare": 0.0, "real": 0.0})
        part["bare"] += between[name] - before[name]
        part["real"] += used - between[name]


async def _bare_round(temporal: Client, cases: int, path: Played) -> float:
    started = time.perf_counter()
    ids = [f"bare-{uuid.uuid4().hex}" for _ in range(cases)]
    await together(ids, lambda one: _bare_file(temporal, BareAct(one, 1, 1 in path.money_at)))
    for number in range(2, path.acts + 1):
        money = number in path.money_at
        await together(ids, lambda one, number=number, money=money: _bare_act(temporal, BareAct(one, number, money)))
    return time.perf_counter() - started


async def _bare_file(temporal: Client, act: BareAct) -> None:
    start = WithStartWorkflowOperation(
        BareCase.run, act, id=act.case_id, task_queue=QUEUE,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
    )  # fmt: skip
    await temporal.execute_update_with_start_workflow(BareCase.file, start_workflow_operation=start, id="file")


async def _bare_act(temporal: Client, act: BareAct) -> None:
    handle = temporal.get_workflow_handle(act.case_id)
    await handle.execute_update(BareCase.do, act, id=f"do/{act.number}")


async def _real_round(
    stack: Stack, client: CityClient, cases: int, file_ms: list[float], temporal: Client
) -> tuple[float, int]:
    """One round over HTTP; documents are uploaded before the watch starts. Seconds, and events of one history."""
    applications = [await _application(client, rank) for rank in range(cases)]
    started = time.perf_counter()
    ids = await together(applications, lambda one: _file(client, one, file_ms))
    await _pay_all(stack, client, ids, "at_submission", "ADMISSIBILITY")
    agent = "agent-vd"
    opinions = {
        "opinions": [{"discipline": code, "outcome": "favourable"} for code in await _opinions(client, agent, ids[0])]
    }
    await together(ids, lambda one: _act(client, agent, one, "declare-complete", {}, 2))
    await together(ids, lambda one: _act(client, agent, one, "conclude-review", opinions, 3))
    await together(ids, lambda one: _act(client, agent, one, "approve", {"conditions": ["Protéger les arbres."]}, 4))
    await _pay_all(stack, client, ids, "at_issue", "ISSUED")
    seconds = time.perf_counter() - started
    history = await temporal.get_workflow_handle(f"permit-{ids[0]}").fetch_history()
    return seconds, len(history.events)


async def _application(client: CityClient, rank: int) -> dict[str, Any]:
    made = demolition(rank)
    documents = {}
    for name in made.documents:
        file = picture(name, seed=rank)
        documents[name] = await client.upload("citoyen-1", file.name, name, file.content, file.media_type)
    return {"service": made.service, "borough": "VD", "answers": made.answers, "documents": documents, "language": "fr"}


async def _file(client: CityClient, body: dict[str, Any], file_ms: list[float]) -> str:
    started = time.perf_counter()
    receipt = await client.once(Sent("citoyen-1", "/cases", body, uuid.uuid4().hex, "file"))
    file_ms.append((time.perf_counter() - started) * 1000)
    return str(receipt["case_id"])


async def _act(client: CityClient, account: str, case_id: str, act: str, body: dict[str, Any], seq: int) -> None:
    await client.once(Sent(account, f"/cases/{case_id}/{act}", body, uuid.uuid4().hex, act, case_id, seq))


async def _opinions(client: CityClient, account: str, case_id: str) -> list[str]:
    return (await client.get(account, f"/cases/{case_id}"))["opinions"]


async def _pay_all(stack: Stack, client: CityClient, ids: list[str], purpose: str, until: str) -> None:
    """Pay on the gateway's page, then wait until its messages have moved every case."""
    gateway = stack.env["GUICHET_GATEWAY_URL"]
    await _count_until(stack, f"SELECT count(*) FROM payments WHERE case_id = ANY(%s) AND purpose = '{purpose}'", ids)  # noqa: S608
    await together(ids, lambda one: client.pay(f"{gateway}/pay/{one}-{purpose}"))
    await _count_until(stack, f"SELECT count(*) FROM cases WHERE id = ANY(%s) AND state = '{until}'", ids)  # noqa: S608


async def _count_until(stack: Stack, query: str, ids: list[str]) -> None:
    async with await psycopg.AsyncConnection.connect(stack.env["DATABASE_URL"], autocommit=True) as link:
        while True:
            row = await (await link.execute(query.encode(), (ids,))).fetchone()
            if row is not None and row[0] == len(ids):
                return
            await asyncio.sleep(0.02)


PATHS: dict[str, Played] = {
    "permit": Played(6, (1, 5), _real_round),  # file, pay, complete, conclude, approve, pay
    "contest": Played(4, (), contest_round),  # serve, plead, continue, withdraw
}


def _summary(figures: Figures, events: int) -> dict[str, Any]:
    bare = [figures.cases / seconds for seconds in figures.bare]
    real = [figures.cases / seconds for seconds in figures.real]
    ratios = [of / over for of, over in zip(real, bare, strict=True)]
    filed = sorted(figures.file_ms)
    return {
        "bare_cases_per_s": round(statistics.median(bare), 2),
        "cases_per_s": round(statistics.median(real), 2),
        "ratio": round(statistics.median(ratios), 3),
        "history_events_per_case": events,
        "file_p50_ms": round(filed[len(filed) // 2], 1),
        "file_p99_ms": round(filed[min(len(filed) - 1, int(len(filed) * 0.99))], 1),
        "processor_ms_per_case": {name: _per_case(figures, spent) for name, spent in figures.spent.items()},
        "rounds": len(bare),
        "cases_per_round": figures.cases,
        "spread": {"bare": _spread(bare), "real": _spread(real), "ratio": _spread(ratios)},
    }


def _per_case(figures: Figures, spent: dict[str, float]) -> dict[str, float]:
    """Where the time goes: milliseconds of processor time of a case, in the bare rounds and in the real ones."""
    cases = figures.cases * len(figures.real)
    return {way: round(seconds * 1000 / cases, 1) for way, seconds in spent.items()}


def _spread(values: list[float]) -> list[float]:
    return [round(min(values), 3), round(max(values), 3)]
