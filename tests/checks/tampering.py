"""Seeded ways to tamper with a record in memory, each with the row that must be named."""

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from checks.chain import GENESIS, CaseRow, Row, link
from checks.heads import Statement

Place = tuple[str, int]
OTHER = "f" * 32
A_DAY = date(2026, 1, 5)


@dataclass
class Copy:
    """A record that may be spoilt: events of each case by sequence number, and case rows."""

    chains: dict[str, list[Row]]
    cases: dict[str, CaseRow]
    signed: Statement

    def rows(self) -> list[Row]:
        """Every event as SQL gives them back."""
        return sorted((row for chain in self.chains.values() for row in chain), key=lambda row: (row.case_id, row.seq))


def changed_event(copy: Copy, rng: random.Random) -> Place:
    """A value of one hashed column."""
    chain, at = _somewhere(copy, rng)
    row = chain[at]
    column = rng.choice(tuple(CHANGES))
    chain[at] = replace(row, **{column: CHANGES[column](getattr(row, column))})
    return row.case_id, row.seq


def moved_to_another_case(copy: Copy, rng: random.Random) -> Place:
    """An event is given to another case, or to none that there is."""
    chain, at = _somewhere(copy, rng)
    row = chain.pop(at)
    to = rng.choice([*(case_id for case_id in copy.chains if case_id != row.case_id), OTHER])
    receiving = copy.chains.setdefault(to, [])
    end = len(receiving) + 1 if to != OTHER else row.seq
    receiving.append(replace(row, case_id=to))
    return min((row.case_id, row.seq if chain else 1), (to, min(row.seq, end)))


def renumbered(copy: Copy, rng: random.Random) -> Place:
    """An event gets a number beyond the last."""
    chain, at = _somewhere(copy, rng)
    row = chain[at]
    chain[at] = replace(row, seq=len(chain) + rng.randint(1, 5))
    return row.case_id, row.seq


def changed_case(copy: Copy, rng: random.Random) -> Place:
    """A value of the case's row."""
    case = rng.choice(list(copy.cases.values()))
    column, change = rng.choice(tuple(CASE_CHANGES.items()))
    copy.cases[case.id] = replace(case, **{column: change(getattr(case, column))})
    return case.id, {"seq": case.seq + 1, "reference": 1}.get(column, case.seq)


def removed(copy: Copy, rng: random.Random) -> Place:
    """An event is taken away: the first, one in the middle or the last."""
    chain, at = _somewhere(copy, rng)
    row = chain.pop(at)
    return row.case_id, row.seq if chain else 1


def removed_and_closed_up(copy: Copy, rng: random.Random) -> Place:
    """An event is taken away and the later ones move up."""
    chain, at = _somewhere(copy, rng)
    row = chain.pop(at)
    chain[at:] = [replace(later, seq=later.seq - 1) for later in chain[at:]]
    return row.case_id, row.seq if chain else 1


def inserted(copy: Copy, rng: random.Random) -> Place:
    """A forged event whose hash is right takes a place and the later ones move down: the first of those is named.

    In the signed place, it is the forged one that is named.
    """
    chain, at = _somewhere(copy, rng)
    row, signed_place = chain[at], at == len(chain) - 1
    forged = replace(row, act_id=f"forged-{rng.random()}", facts=rng.randbytes(40))
    chain[at:] = [replace(forged, hash=link(forged)), *(replace(later, seq=later.seq + 1) for later in chain[at:])]
    return row.case_id, row.seq if signed_place else row.seq + 1


def appended(copy: Copy, rng: random.Random) -> Place:
    """A forged event follows the last; the case's row does not know it."""
    last = rng.choice(list(copy.chains.values()))[-1]
    forged = replace(last, seq=last.seq + 1, act_id="forged", prev_hash=last.hash)
    copy.chains[last.case_id].append(replace(forged, hash=link(forged)))
    return last.case_id, last.seq + 1


def reordered(copy: Copy, rng: random.Random) -> Place:
    """Two events of one case change places."""
    chain = rng.choice([chain for chain in copy.chains.values() if len(chain) > 1])
    first, second = sorted(rng.sample(range(len(chain)), 2))
    one, other = chain[first], chain[second]
    chain[first], chain[second] = replace(other, seq=one.seq), replace(one, seq=other.seq)
    return one.case_id, one.seq


def cut(copy: Copy, rng: random.Random) -> Place:
    """The last events go, and the case's row is put back to match."""
    chain = rng.choice([chain for chain in copy.chains.values() if len(chain) > 1])
    keep = rng.randint(1, len(chain) - 1)
    del chain[keep:]
    _match(copy, chain)
    return chain[0].case_id, keep + 1


def erased(copy: Copy, rng: random.Random) -> Place:
    """A whole case goes, its row with it."""
    case_id = rng.choice(list(copy.chains))
    del copy.chains[case_id], copy.cases[case_id]
    return case_id, 1


def rewritten(copy: Copy, rng: random.Random) -> Place:
    """An event changes and every hash from there on is made anew, the case's row too."""
    chain, at = _somewhere(copy, rng)
    chain[at] = replace(chain[at], facts=rng.randbytes(40))
    for place in range(at, len(chain)):
        linked = replace(chain[place], prev_hash=chain[place - 1].hash if place else GENESIS)
        chain[place] = replace(linked, hash=link(linked))
    _match(copy, chain)
    return chain[0].case_id, len(chain)


def _match(copy: Copy, chain: list[Row]) -> None:
    last = chain[-1]
    copy.cases[last.case_id] = replace(copy.cases[last.case_id], seq=last.seq, head=last.hash, state=last.after,
                                       promised_on=last.promised_on, updated_at=last.at)  # fmt: skip


def _somewhere(copy: Copy, rng: random.Random) -> tuple[list[Row], int]:
    chain = rng.choice(list(copy.chains.values()))
    return chain, rng.randrange(len(chain))


def _other_hash(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


def _other_bytes(value: bytes) -> bytes:
    return bytes([value[0] ^ 1]) + value[1:]


def _other_text(value: str) -> str:
    return f"{value} "


def _later(value: Any) -> Any:
    return value + timedelta(microseconds=1)


CHANGES: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("type", "act_id", "actor", "role", "before", "after", "key_id"), _other_text),
    **dict.fromkeys(("act_hash", "prev_hash", "hash"), _other_hash),
    **dict.fromkeys(("at", "recorded_at"), _later),
    "promised_on": lambda day: None if day else A_DAY,
    "facts": _other_bytes,
}
CASE_CHANGES: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("owner", "state"), _other_text),
    **dict.fromkeys(("filed_at", "updated_at"), _later),
    "head": _other_hash,
    "seq": lambda seq: seq + 1,
    "reference": lambda text: text[:-4] + str((int(text[-4]) + 1) % 10) + text[-3:],
    "promised_on": lambda day: None if day else A_DAY,
}
WAYS: tuple[Callable[[Copy, random.Random], Place], ...] = (
    changed_event,
    moved_to_another_case,
    renumbered,
    changed_case,
    removed,
    removed_and_closed_up,
    inserted,
    appended,
    reordered,
    cut,
    erased,
    rewritten,
)
