"""Killed between two acknowledgements: the door inside a filing (F2), the worker after a capture (F10)."""

import asyncio
from collections import Counter
from typing import Any

from cli.mortal_door import POINTS, deaths_at
from cli.scene import Knocker, Scene, scene, seconds_until
from cli.show import progress

APART, AT_ONCE = 2, 6
MOST_CAPTURES = 40


async def door_killed(cases: int, seed: int) -> dict[str, Any]:
    """F2: SIGKILL to the door at each of six points of a filing in turn; the key that was tried is tried again."""
    async with scene(cases, seed, only={"doors": {"GUICHET_MORTAL_DOORS": str(APART)}}) as made:
        return await filed_through_dying_doors(made)


async def filed_through_dying_doors(of: Scene) -> dict[str, Any]:
    """Every filing until it is answered, then once more: the answers must be one case for each key."""
    knocker = Knocker(of)
    filings, file = await knocker.prepare(of.cases, f"F2-{of.plays}"), of.city.stack.var / "deaths"
    gate = asyncio.Semaphore(AT_ONCE)
    first: dict[str, str] = {}

    async def one(rank: int) -> None:
        async with gate:
            first[filings[rank].key] = (await knocker.until_answered(filings[rank]))["case_id"]
        if rank % 20 == 0:
            progress(f"  {len(first)} filed, the door died {len(deaths_at(file))} times")

    await asyncio.gather(*(one(rank) for rank in range(len(filings))))
    await of.at_rest()
    second = {sent.key: (await knocker.until_answered(sent))["case_id"] for sent in filings}
    await of.at_rest()
    await knocker.close()
    deaths = Counter(deaths_at(file))
    judged = await of.judged()
    return {
        "kills": sum(deaths.values()),
        "kills_by_point": {point: deaths[point] for point in POINTS},
        "points_missed": sum(not deaths[point] for point in POINTS),
        "another_case": sum(first[key] != second[key] for key in first),
        "orphans": judged["cases"] - len(set(first.values())),
        **judged,
    }


async def captured_then_killed(of: Scene, at_most: int = MOST_CAPTURES) -> dict[str, Any]:
    """F10: SIGKILL to the cases' worker as soon as the gateway has taken money, before the case says so."""
    journal, kills, slowest = of.city.stack.var / "gateway" / "payments.jsonl", 0, 0.0
    part = of.city.stack.parts["cases"]

    def captured() -> int:
        return journal.read_bytes().count(b'"status": "captured"') if journal.exists() else 0

    async def trouble() -> None:
        nonlocal kills, slowest
        known = captured()
        while kills < at_most:
            await asyncio.sleep(0.01)
            if captured() == known:
                continue
            starts = part.starts
            part.kill()
            kills += 1

            async def back(before: int = starts) -> bool:
                return part.starts > before and await part.ready()

            slowest = max(slowest, await seconds_until(back))
            known = captured()

    before = captured()
    await of.play(trouble)
    return {"captures": captured() - before, "kills": kills, "slowest_return_seconds": slowest, **await of.judged()}
