"""What goes wrong between the publication of a docket and its days: by a seed, so many changes."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from domain.docket import Instance, Matter, Placed

KINDS: Final = (("party", 36), ("person", 30), ("interpreter", 14), ("judge", 4), ("urgent", 16))


def published(of: Instance, placed: Mapping[str, Placed]) -> Instance:
    """The same court, each matter told where to come."""
    matters = [replace(one, published=placed[one.id].seat) if one.id in placed else one for one in of.matters]
    return replace(of, matters=tuple(matters))


def changed(of: Instance, count: int, seed: int) -> Instance:
    """Parties, officers and interpreters who cannot come on their day, judges away for one, urgent matters more."""
    rng = random.Random(seed)  # noqa: S311
    for rank in range(count):
        kind = rng.choices([name for name, _ in KINDS], [share for _, share in KINDS])[0]
        of = _CHANGES[kind](of, rng, rank)
    return of


def _on_their_day(of: Instance, rng: random.Random) -> tuple[Matter, date]:
    matter = rng.choice([one for one in of.matters if one.published is not None])
    assert matter.published is not None
    where = {one.id: one for one in of.sittings}.get(matter.published.sitting)
    return matter, where.day if where else rng.choice(of.days)


def _away(of: Instance, who: str, day: date) -> Instance:
    return replace(of, absences={**of.absences, who: of.absences.get(who, frozenset()) | {day}})


def _party(of: Instance, rng: random.Random, rank: int) -> Instance:
    matter, day = _on_their_day(of, rng)
    return _away(of, matter.party, day)


def _person(of: Instance, rng: random.Random, rank: int) -> Instance:
    matter, day = _on_their_day(of, rng)
    return _away(of, rng.choice(matter.people), day) if matter.people else _away(of, matter.party, day)


def _interpreter(of: Instance, rng: random.Random, rank: int) -> Instance:
    chosen = rng.randrange(len(of.interpreters))
    one = of.interpreters[chosen]
    fewer = replace(one, days=one.days - {rng.choice(sorted(one.days))} if one.days else one.days)
    return replace(of, interpreters=(*of.interpreters[:chosen], fewer, *of.interpreters[chosen + 1 :]))


def _judge(of: Instance, rng: random.Random, rank: int) -> Instance:
    """A judge's half-day is gone."""
    gone = rng.choice(of.sittings).id
    return replace(of, sittings=tuple(one for one in of.sittings if one.id != gone))


def _urgent(of: Instance, rng: random.Random, rank: int) -> Instance:
    like = rng.choice(of.matters)
    since = of.days[0] - timedelta(days=700)
    fresh = replace(like, id=f"u{rank:03d}", party=f"urgence-{rank:03d}", since=since, published=None, people=())
    return replace(of, matters=(*of.matters, fresh))


_CHANGES: Final = {"party": _party, "person": _person, "interpreter": _interpreter, "judge": _judge, "urgent": _urgent}
