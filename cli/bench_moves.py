"""`./guichet bench moves`: defendants move their hearings or ask for another date while a docket is published.

The city runs under its own regime with one thing changed: the defence may move its hearing by itself. All go for the
first free slots, so that every slot is fought for by them and by the docket. `checks/moved_hearings.py` judges.
"""

import asyncio
import random
import shutil
import tempfile
import time
import uuid
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from catalogue.load import FOLDER
from checks.moved_hearings import judge_moves
from cli.bench_together import together
from cli.city_client import Acknowledgements, Refused, Sent
from cli.pass_client import HOLDER, Holder, PassClient
from cli.places import keep_apart
from cli.show import progress
from cli.stack import Stack
from domain.calendars import JUDICIAL, calendar
from domain.clock import local_date

OFFICE, PROSECUTOR, PLATE = "greffe", "poursuite", "MVX 100"
JUDGES: Final = ("juge-1", "juge-2", "juge-3", "juge-4")
FIRST: Final = 36  # days from now: beyond the notice of hearing
TRIES: Final = 12  # of one person who is second
WAITING: Final = 2  # hearings set for each case that waits for a date
PLEA: Final = {"pleas": [{"count": 1, "plea": "not_guilty"}], "name": "Camille Essai"}


@dataclass
class Court:
    """Who is in the run: the client, the days of the sittings, the cases with a hearing, the slot each was told of."""

    client: PassClient
    days: list[date]
    chance: random.Random
    told: dict[str, str] = field(default_factory=dict[str, str])


async def bench_moves(citizens: int, seed: int) -> dict[str, Any]:
    """One run: the figures of the check, and how long the race lasted."""
    var = Path(tempfile.mkdtemp(prefix="guichet-bench-"))
    var.chmod(0o755)
    keep_apart(var)
    regime = var / "LIBRE.toml"
    regime.write_text(_free_to_move((FOLDER / "regimes" / "QC-CPP.toml").read_text(encoding="utf-8")), encoding="utf-8")
    stack = Stack(var, lambda line: progress(f"  · {line}"), extra={"GUICHET_REGIME_FILE": str(regime)})
    client: PassClient | None = None
    try:
        await stack.start()
        client = PassClient(stack.base_url, stack.tokens, Acknowledgements(var / "client.jsonl"))
        court = Court(client, _open_days(citizens), random.Random(seed))  # noqa: S311
        seconds, published = await _race(court, citizens)
        return await asyncio.to_thread(_figures, stack.env["DATABASE_URL"], var, court, (citizens, seconds, published))
    finally:
        if client is not None:
            await client.close()
        await stack.stop()
        shutil.rmtree(var, ignore_errors=True)


def holds(figures: dict[str, Any]) -> bool:
    """Nothing in two places, nothing lost, and enough of a race to tell."""
    wrong = ("double_booked", "lost_requests", "elsewhere", "without_one_slot")
    return not any(figures[name] for name in wrong) and figures["moved"] > 0 and figures["second"] > 0


def _free_to_move(text: str) -> str:
    """The shipped regime, with hearings that the defence moves by itself, thrice."""
    changed = text.replace('moving = "request"', 'moving = "self_service"').replace("moves = 0", "moves = 3")
    if changed == text:
        raise ValueError("the shipped regime does not say how hearings are moved")
    return changed


def _open_days(citizens: int) -> list[date]:
    """As many days as give twice the slots that are needed."""
    court, day, found = calendar(JUDICIAL), local_date(datetime.now(UTC)) + timedelta(days=FIRST), list[date]()
    while len(found) * len(JUDGES) * 24 < citizens * 3:
        if not court.closed_on(day):
            found.append(day)
        day += timedelta(days=1)
    return found


async def _race(court: Court, citizens: int) -> tuple[float, int]:
    """Everybody at once, once all stand ready; seconds, and how many dates the docket chose."""
    slots = [slot for day in court.days for judge in JUDGES for slot in await _sitting(court, judge, day)]
    court.chance.shuffle(slots)
    ids = await together(list(range(citizens + citizens // WAITING)), lambda rank: _pleaded(court, rank))
    heard, waiting = ids[:citizens], ids[citizens:]
    pairs = list(zip(heard, slots, strict=False))
    await together(pairs, lambda pair: _scheduled(court, *pair))
    progress(f"  {len(heard)} hearings set, {len(waiting)} cases wait")
    docket = await _docket(court)
    started = time.perf_counter()
    people = [_person(court, case_id, asks=rank % 4 == 3) for rank, case_id in enumerate(heard)]
    publishing = asyncio.create_task(_publish(court, docket))
    await asyncio.gather(*people)
    chosen = await publishing
    await _published(court, docket)
    return time.perf_counter() - started, chosen


async def _sitting(court: Court, judge: str, day: date) -> list[str]:
    room = f"{judge[-1]}.01"
    body = {"judge": judge, "room": room, "mode": "in_person", "language": "both", "starts_at": f"{day}T09:00",
            "ends_at": f"{day}T15:00", "slot_minutes": 15}  # fmt: skip
    made = await court.client.ask("POST", "/sittings", OFFICE, body, uuid.uuid4().hex)
    return [str(one["id"]) for one in made["slots"]]


async def _pleaded(court: Court, rank: int) -> str:
    """A statement served, pleaded to and reviewed; its case."""
    number, today = f"9{rank:09d}", local_date(datetime.now(UTC)).isoformat()
    count = {"number": 1, "provision": "C-4.1, art. 12", "description_fr": "Parcomètre impayé",
             "description_en": "Unpaid meter", "fine": 6000, "costs": 3000}  # fmt: skip
    body = {"number": number, "kind": "parking", "offence_at": f"{today}T00:05", "place": "rue Essai",
            "counts": [count], "party": {"kind": "owner", "plate": PLATE, "name": "Camille Essai"},
            "service_mode": "on_vehicle", "served_on": today}  # fmt: skip
    case_id = str((await _do(court, PROSECUTOR, "/statements", body, "serve"))["case_id"])
    court.client.introduce(f"{HOLDER}{case_id}", Holder(number, PLATE, ""))
    await _act(court, f"{HOLDER}{case_id}", case_id, "plead", PLEA)
    await _act(court, PROSECUTOR, case_id, "continue-proceedings", {})
    return case_id


async def _scheduled(court: Court, case_id: str, slot: str) -> None:
    hold = await court.client.ask("POST", f"/slots/{slot}/holds", OFFICE, {"case_id": case_id}, uuid.uuid4().hex)
    await _act(court, OFFICE, case_id, "schedule", {"hold": hold["id"]})
    court.told[case_id] = slot


async def _person(court: Court, case_id: str, *, asks: bool) -> None:
    """Move to one of the first free slots, again while somebody is first; every fourth asks the court instead."""
    name = f"{HOLDER}{case_id}"
    if asks:
        await _act(court, name, case_id, "ask-postponement", {"reasons": "Voyage"})
        return
    for _ in range(TRIES):
        free = (await court.client.get(name, f"/cases/{case_id}/free-slots?from={court.days[0]}"))["slots"]
        if not free:
            return
        slot = str(court.chance.choice(free[:8])["id"])
        try:
            await _act(court, name, case_id, "move-hearing", {"slot": slot})
        except Refused as second:
            if second.code != "slot-taken":
                raise
            continue
        court.told[case_id] = slot
        return


async def _docket(court: Court) -> str:
    """A docket of the whole period, made before the race begins."""
    period = {"first": court.days[0].isoformat(), "last": court.days[-1].isoformat()}
    docket = await court.client.ask("POST", "/hearings/dockets", OFFICE, period, uuid.uuid4().hex)
    await _until(court, str(docket["id"]), ("done",))
    return str(docket["id"])


async def _publish(court: Court, docket: str) -> int:
    days = {"days": [day.isoformat() for day in court.days]}
    return int((await court.client.ask("POST", f"/hearings/dockets/{docket}/publish", OFFICE, days))["chosen"])


async def _published(court: Court, docket: str) -> None:
    await _until(court, docket, ("published", "overtaken"))


async def _until(court: Court, docket: str, states: tuple[str, ...]) -> None:
    async with asyncio.timeout(600):
        while (await court.client.get(OFFICE, f"/hearings/dockets/{docket}"))["state"] not in states:
            await asyncio.sleep(0.5)


async def _act(court: Court, account: str, case_id: str, act: str, body: dict[str, Any]) -> None:
    seq = int((await court.client.get(account, f"/cases/{case_id}"))["seq"])
    await _do(court, account, f"/cases/{case_id}/{act}", body, act.replace("-", "_"), (case_id, seq))


async def _do(
    court: Court, account: str, path: str, body: dict[str, Any], action: str, case: tuple[str, int | None] = ("", None)
) -> dict[str, Any]:  # fmt: skip
    return await court.client.until_answered(Sent(account, path, body, uuid.uuid4().hex, action, *case))


def _figures(owner_url: str, var: Path, court: Court, ran: tuple[int, float, int]) -> dict[str, Any]:
    citizens, seconds, chosen = ran
    found = judge_moves(owner_url, var / "client.jsonl", court.told)
    return {
        "citizens": citizens,
        "moved": found.moves,
        "requests": found.requests,
        "second": found.refused,
        "dates_published": chosen,
        "double_booked": found.double_booked,
        "lost_requests": len(found.lost),
        "elsewhere": len(found.elsewhere),
        "without_one_slot": len(found.without_one_slot),
        "seconds": round(seconds, 1),
    } | {name: value for name, value in asdict(found).items() if name in ("lost",) and value}
