"""A made-up court to place: judges, rooms, officers with their shifts, interpreters with their days; by a seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.docket import Instance, Interpreter, Matter, Sitting

FIRST: Final = date(2027, 3, 1)
LOAD: Final = 0.92  # of the slots, how many matters there are
KINDS: Final = (("parking", 45), ("traffic", 33), ("bylaw", 12), ("camera", 10))
LANGUAGES: Final = (("es", 32), ("ar", 22), ("ht", 18), ("zh", 14), ("pa", 8), ("asl", 6))
HALF_DAYS: Final = (9 * 60, 13 * 60 + 30)
SLOTS, MINUTES = 12, 20
LONG_SLOTS, LONG_MINUTES = 6, 40
LONG: Final = 0.1  # of sittings: for matters that take longer
MATTERS_OF_AN_OFFICER: Final = 14


@dataclass(frozen=True)
class Size:
    """How much of everything; `seed` draws the rest."""

    matters: int = 2_000
    judges: int = 20
    days: int = 20
    seed: int = 5


def made_up(size: Size) -> Instance:
    """An instance with more than nine slots in ten wanted, and one matter in five interpreted."""
    rng = random.Random(size.seed)  # noqa: S311
    days = court_days(size.days)
    sittings = _sittings(rng, size, days)
    matters = _matters(rng, size, days, sittings)
    interpreters = _interpreters(rng, size, days)
    return Instance(days, tuple(sittings), tuple(matters), interpreters, _absences(rng, matters, days))


def court_days(count: int) -> tuple[date, ...]:
    """So many weekdays from the first."""
    found: list[date] = []
    day = FIRST
    while len(found) < count:
        if day.weekday() < 5:
            found.append(day)
        day += timedelta(days=1)
    return tuple(found)


def _sittings(rng: random.Random, size: Size, days: Sequence[date]) -> list[Sitting]:
    """Half-days of judges, spread over the days; each judge once at a time, each room once at a time."""
    wanted, made = size.matters / LOAD, list[Sitting]()
    free = [(day, start, f"juge-{rank:02d}") for day in days for start in HALF_DAYS for rank in range(size.judges)]
    rng.shuffle(free)
    used: dict[tuple[date, int], int] = {}
    capacity = 0
    for day, start, judge in free:
        room = used.get((day, start), 0)
        if capacity >= wanted:
            break
        used[day, start] = room + 1
        long = rng.random() < LONG
        video = rng.random() < 0.3
        slots, minutes = (LONG_SLOTS, LONG_MINUTES) if long else (SLOTS, MINUTES)
        made.append(
            Sitting(
                id=f"s{len(made):04d}", judge=judge, room=f"video-{room}" if video else f"salle-{room}",
                mode="video" if video else "in_person", language="both" if rng.random() < 0.6 else "fr", day=day,
                starts=start, slots=slots, minutes=minutes,
                kinds=("parking", "traffic", "camera") if rng.random() < 0.3 else (),
            )
        )  # fmt: skip
        capacity += slots
    return made


def _matters(rng: random.Random, size: Size, days: Sequence[date], sittings: Sequence[Sitting]) -> list[Matter]:
    """Matters as the sittings hear them: so many of each mode, language, kind and length as there is room for."""
    officers = max(2, size.matters // MATTERS_OF_AN_OFFICER)
    weights = [rng.uniform(0.3, 2.0) for _ in range(officers)]
    slots = [one for one in sittings for _ in range(one.slots)]
    rng.shuffle(slots)
    made: list[Matter] = []
    for rank, heard_in in enumerate(slots[: size.matters]):
        people = [f"agent-{rng.choices(range(officers), weights)[0]:03d}"] if rng.random() < 0.85 else []
        people += [f"temoin-{rank:04d}"] if rng.random() < 0.08 else []
        made.append(
            Matter(
                id=f"m{rank:04d}",
                party=f"personne-{rank - 1 if rank and rng.random() < 0.04 else rank:04d}",
                kind=_drawn(rng, [one for one in KINDS if not heard_in.kinds or one[0] in heard_in.kinds]),
                language="en" if heard_in.language == "both" and rng.random() < 0.4 else "fr",
                mode=heard_in.mode,
                minutes=heard_in.minutes,
                earliest=days[0] if rng.random() < 0.75 else days[rng.randrange(max(1, len(days) * 3 // 5))],
                since=days[0] - timedelta(days=rng.randint(30, 620)),
                interpreter=_drawn(rng, LANGUAGES) if rng.random() < 0.2 else "",
                people=tuple(people),
                avoid=(f"juge-{rng.randrange(size.judges):02d}",) if rng.random() < 0.03 else (),
            )
        )  # fmt: skip
    return made


def _interpreters(rng: random.Random, size: Size, days: Sequence[date]) -> tuple[Interpreter, ...]:
    """Each language has interpreters for twice what is wanted, on some of the days."""
    made: list[Interpreter] = []
    for language, share in LANGUAGES:
        a_day = size.matters * 0.2 * share / 100 / len(days)
        for rank in range(1 + round(a_day / 8)):
            there = sorted(rng.sample(days, max(2, len(days) * 55 // 100)))
            made.append(Interpreter(f"interprete-{language}-{rank}", language, frozenset(there)))
    return tuple(made)


def _absences(
    rng: random.Random, matters: Sequence[Matter], days: Sequence[date]
) -> dict[str, frozenset[date]]:  # fmt: skip
    """Officers work seven days in ten; one party and one witness in seven is away for some days."""
    away: dict[str, frozenset[date]] = {}
    for officer in sorted({one for matter in matters for one in matter.people if one.startswith("agent-")}):
        away[officer] = frozenset(rng.sample(days, len(days) * 3 // 10))
    others = sorted(
        {matter.party for matter in matters}
        | {one for matter in matters for one in matter.people if one.startswith("temoin-")}
    )
    for one in others:
        if rng.random() < 1 / 7:
            away[one] = frozenset(rng.sample(days, min(len(days), rng.randint(1, 5))))
    return away


def _drawn(rng: random.Random, shares: Sequence[tuple[str, int]]) -> str:
    return rng.choices([name for name, _ in shares], [share for _, share in shares])[0]
