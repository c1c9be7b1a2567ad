"""Parts killed under work: Temporal (F3, F13), PostgreSQL (F4), everything at once (F5), or told to stop (F15)."""

import asyncio
import time
from typing import Any

from checks.evidence import Evidence
from checks.shutdowns import shut_down_activities
from cli.scene import Knocker, Scene, seconds_until, whole
from cli.show import progress

DOWN_SECONDS = 20.0
REDONE = "SELECT count(*) FROM outbox WHERE attempts > 1"


async def temporal_killed(scene: Scene, every: float = 5.0, at_most: int = 1000) -> dict[str, Any]:
    """F3: SIGKILL to Temporal every five seconds while cases are played."""
    times = await _killed_now_and_then(scene, "temporal", every, at_most)
    return {"kills": len(times), "slowest_return_seconds": max(times), **await scene.judged()}


async def postgres_killed(scene: Scene, every: float = 5.0, at_most: int = 1000) -> dict[str, Any]:
    """F4: SIGKILL to the whole PostgreSQL every five seconds while cases are played."""
    times = await _killed_now_and_then(scene, "postgres", every, at_most)
    return {"kills": len(times), "slowest_return_seconds": max(times), **await scene.judged()}


async def _killed_now_and_then(scene: Scene, name: str, every: float, at_most: int) -> list[float]:
    times: list[float] = []

    async def trouble() -> None:
        while len(times) < at_most:
            await asyncio.sleep(every)
            times.append(await _killed(scene, name))

    await scene.play(trouble)
    while not times:  # the lives were over before the first kill
        times.append(await _killed(scene, name))
        await scene.at_rest()
    return times


async def _killed(scene: Scene, name: str) -> float:
    """Kill a part; the seconds until another process answers in its place."""
    part = scene.city.stack.parts[name]
    before = part.starts
    part.kill()

    async def back() -> bool:
        return part.starts > before and await part.ready()

    return await seconds_until(back)


async def everything_killed(scene: Scene, rounds: int = 10, every: float = 12.0) -> dict[str, Any]:
    """F5: every part and their forking parent killed at once, several times, while cases are played."""
    times: list[float] = []

    async def one_round() -> None:
        scene.city.stack.kill_everything()
        times.append(await whole(scene.city))
        progress(f"  everything killed {len(times)} times; whole again after {times[-1]} s")

    async def trouble() -> None:
        while len(times) < rounds:
            await asyncio.sleep(every)
            await one_round()

    await scene.play(trouble)
    while len(times) < rounds:
        await one_round()
    started = time.monotonic()
    await scene.at_rest()
    converged = round(time.monotonic() - started, 2)
    return {
        "rounds": len(times),
        "slowest_return_seconds": max(times),
        "converged_seconds": converged,
        **await scene.judged(),
    }


async def filed_without_temporal(scene: Scene, seconds: float = DOWN_SECONDS) -> dict[str, Any]:
    """F13: citizens file while Temporal is down: each is told 503 with Retry-After, or 202 and it is done later."""
    part, knocker = scene.city.stack.parts["temporal"], Knocker(scene)
    filings = await knocker.prepare(scene.cases, f"F13-{scene.plays}")
    part.wanted = False
    part.kill()
    started = time.monotonic()
    pause = seconds / len(filings)
    for sent in filings:
        await knocker.knock(sent)
        await asyncio.sleep(max(0.0, pause - (time.monotonic() - started) / len(filings)))
    down = round(time.monotonic() - started, 1)
    part.start()
    await scene.at_rest()
    receipts = await knocker.again()
    await scene.at_rest()
    await knocker.close()
    return {
        "down_seconds": down,
        "answers": dict(knocker.answers),
        "other_answers": sum(n for status, n in knocker.answers.items() if status not in ("201", "202", "503")),
        "without_retry_after": knocker.without_retry_after,
        "not_done_later": len(filings) - receipts,
        **await scene.judged(),
    }


async def told_to_stop(scene: Scene, times: int = 100, seconds: float = 60.0) -> dict[str, Any]:
    """F15: SIGTERM to the letters' process while letters are under way, and to the cases' process in between."""
    stops = {"letters": 0, "cases": 0}
    slowest = 0.0
    redone_before = await scene.city.count(REDONE)

    async def trouble() -> None:
        nonlocal slowest
        started = time.monotonic()
        while sum(stops.values()) < times and time.monotonic() - started < seconds:
            name = "letters" if stops["letters"] <= 2 * stops["cases"] else "cases"
            if name == "letters":
                await _until_letters_are_under_way(scene)
            part = scene.city.stack.parts[name]
            process = part.process
            part.tell_to_stop()
            slowest = max(slowest, await seconds_until(lambda old=process: _over(old)))
            stops[name] += 1
            await seconds_until(part.ready)

    await scene.play(trouble)
    shut = await asyncio.to_thread(shut_down_activities, Evidence.of_city(scene.city.stack.var))
    redone = await scene.city.count(REDONE) - redone_before
    return {
        "sigterms": sum(stops.values()),
        **{f"sigterms_{name}": count for name, count in stops.items()},
        "slowest_end_seconds": slowest,
        "worker_shutdowns": shut,
        "letters_redone": redone,
        **await scene.judged(),
    }


async def _over(process: Any) -> bool:
    return process.poll() is not None


async def _until_letters_are_under_way(scene: Scene) -> None:
    """Orders are leased, that is, being rendered; without any for two seconds, the signal meets an idle process."""
    taken = "SELECT count(*) FROM outbox WHERE status = 'pending' AND attempts > 0"
    for _ in range(40):
        if await scene.city.count(taken):
            return
        await asyncio.sleep(0.05)
