"""How often one account and one address may write, sign in and look up; counted in this process's memory."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from time import monotonic
from typing import Final, Literal

from domain.errors import RateLimited

Kind = Literal["write", "write_from", "sign_in", "look_up", "find_statement", "read_photo", "print", "specimen",
               "watch_hearing"]  # fmt: skip
MOST_KEYS: Final = 100_000


@dataclass(frozen=True)
class Rate:
    """`burst` requests at once, then one every `60 / per_minute` seconds."""

    per_minute: float
    burst: int


RATES: Final[Mapping[Kind, Rate]] = {
    "write": Rate(120, 60),  # of one account
    "write_from": Rate(600, 200),  # from one address, which a family, a firm or a city hall may share
    "sign_in": Rate(10, 10),  # RELIABILITY §3 B4: of one account, and from one address
    "find_statement": Rate(10, 10),  # a number and a second fact, from one address (RELIABILITY §4, row 56)
    "read_photo": Rate(5, 5),  # a photograph of a statement, from one address: each costs seconds of a processor
    "watch_hearing": Rate(5, 5),  # a link to watch a hearing, from one address
    "print": Rate(3, 5),  # a copy of one's own data, of one account: each costs seconds of a processor
    "specimen": Rate(20, 20),  # a letter with made-up facts, of one account
    "look_up": Rate(60, 60),  # a letter's code, from one address (RELIABILITY §3 D3)
}


class RateLimits:
    """Refuses what comes too often. Without rates, nothing is. Several processes each count for themselves."""

    def __init__(self, rates: Mapping[Kind, Rate] | None = None) -> None:
        self._rates = rates or {}
        self._free_at: OrderedDict[tuple[Kind, str], float] = OrderedDict()

    def count(self, kind: Kind, who: str, now: float | None = None) -> None:
        """Count one request of `who`. Raises RateLimited, and then it is not counted; `now` is in seconds."""
        rate = self._rates.get(kind)
        if rate is None or not who:
            return
        at, every = monotonic() if now is None else now, 60 / rate.per_minute
        free_at = max(self._free_at.pop((kind, who), at), at)
        wait = free_at - at - every * (rate.burst - 1)
        self._free_at[kind, who] = free_at if wait > 0 else free_at + every
        if len(self._free_at) > MOST_KEYS:
            self._free_at.popitem(last=False)
        if wait > 0:
            raise RateLimited(retry_after=max(1, ceil(wait)))
