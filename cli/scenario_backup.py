"""A backup restored beside a newer twin: the record older than the engine, and the reverse (F20)."""

import asyncio
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg

from activities.reconciling import KINDS, Reconciler
from adapters import database, temporal
from adapters.keys import KeyRing
from adapters.settings import TemporalSettings
from checks.acknowledgements import read_acknowledgements
from checks.conservation import duplicated_cases
from checks.evidence import Evidence
from checks.journals import mails_of, read_book
from checks.money import doubled_fees
from checks.post import doubled_letters
from checks.record import read_record
from checks.skew import skewed
from cli.city_client import CityClient, Sent
from cli.made_up import mixed
from cli.permit_life import Life, pay
from cli.permit_lives import plan_lives
from cli.scene import Scene, file
from cli.seed import CITIZENS

ORDER = ("doors", "sandbox", "dockets", "letters", "cases", "temporal", "postgres")
FILES = {"postgres": "postgres", "temporal": "temporal.db"}


async def restored(scene: Scene, older: str) -> dict[str, Any]:
    """Restore `older` (postgres or temporal) to a backup that the other has outlived; what the reconciler lists."""
    client, stack = scene.client(), scene.city.stack
    before = await _filed(scene, client, scene.cases)
    await scene.at_rest()
    await _stopped(scene)
    backup = stack.var / "backup"
    _copy(stack.var, backup, older)
    await _started(scene)
    await _the_gap(scene, client, before)
    await scene.at_rest()
    await _stopped(scene)
    _copy(backup, stack.var, older)
    await _started(scene, without=("letters",))
    already = await asyncio.to_thread(_duplicates, scene)
    truth = await asyncio.to_thread(skewed, Evidence.of_city(stack.var))
    listed = await _listed_by_the_reconciler(scene)
    stack.parts["letters"].start()
    await scene.city.stack.until_ready()
    await asyncio.sleep(3)
    doubled = await asyncio.to_thread(_duplicates, scene)
    await client.close()
    return {
        "restored": older,
        "differences": len(truth),
        "listed": len(listed & truth),
        "missed": sorted(truth - listed),
        "listed_without_a_difference": sorted(listed - truth),
        "new_duplicates": len(doubled - already),
    }


async def _filed(scene: Scene, client: CityClient, count: int) -> list[Life]:
    lives = plan_lives(mixed(count, scene.seed + scene.plays), scene.seed, CITIZENS)
    await asyncio.gather(*(file(life, client) for life in lives))
    return lives


async def _the_gap(scene: Scene, client: CityClient, before: list[Life]) -> None:
    """What happened after the backup: some paid, some withdrew; new cases came, and some of them ended."""
    for rank, life in enumerate(before):
        if rank % 3 == 0:
            await pay(life, client)
        if rank % 3 == 1:
            await _withdraw(life, client)
    later = scene.client()
    new = await _filed(scene, later, max(4, scene.cases // 2))
    for life in new[::2]:
        await _withdraw(life, later)
    await later.close()


async def _withdraw(life: Life, client: CityClient) -> None:
    path = f"/cases/{life.case_id}/withdraw"
    key = f"withdraw-{life.number}-of-{life.case_id[:8]}"
    await client.until_answered(Sent(life.citizen, path, {}, key, "withdraw", life.case_id, life.case["seq"]))


async def _stopped(scene: Scene) -> None:
    for name in ORDER:
        await scene.city.stack.parts[name].stop()


async def _started(scene: Scene, without: tuple[str, ...] = ()) -> None:
    for name in reversed(ORDER):
        if name not in without:
            scene.city.stack.parts[name].start()
            await scene.city.stack.parts[name].until_ready()


def _copy(source: Path, target: Path, what: str) -> None:
    """The whole data folder, as it lies when its server has stopped; ownership and modes stay."""
    target.mkdir(exist_ok=True)
    for found in (source / FILES[what], *source.glob(f"{FILES[what]}-*")):
        if found.exists():
            there = target / found.name
            shutil.rmtree(there, ignore_errors=True)
            subprocess.run(["cp", "-a", str(found), str(there)], check=True)


async def _listed_by_the_reconciler(scene: Scene) -> set[str]:
    """Two looks, for a difference counts after two; then what stands in the table of faults."""
    env = scene.city.stack.env
    engine = database.engine(env["DATABASE_WORKER_URL"], pool=4)
    sessions = database.sessions(engine)
    client = await temporal.connect(
        TemporalSettings(address=env["TEMPORAL_ADDRESS"]), KeyRing(sessions, env["GUICHET_MASTER_KEY"])
    )
    reconciler = Reconciler(sessions, client, settled=timedelta(0))
    for _ in range(2):
        await reconciler.reconcile()
    await engine.dispose()
    async with await psycopg.AsyncConnection.connect(env["DATABASE_URL"]) as link:
        query = "SELECT case_id FROM faults WHERE closed_at IS NULL AND looks >= 2 AND kind = ANY (%s)"
        return {row[0] for row in await (await link.execute(query, (list(KINDS),))).fetchall()}


def _duplicates(scene: Scene) -> set[str]:
    """Cases, fees, letters and mails that stand twice, by the record and by the other sides' own journals."""
    evidence = Evidence.of_city(scene.city.stack.var, scene.told)
    record, told = read_record(evidence), read_acknowledgements(scene.told)
    fees = doubled_fees(record, read_book(evidence.gateway_book))
    letters = doubled_letters(record, evidence.documents, mails_of(evidence.mail_log))
    return {*(f"case {one}" for one in duplicated_cases(record, told)), *(f"fee {one}" for one in fees),
            *(f"letter {one}" for one in letters)}  # fmt: skip
