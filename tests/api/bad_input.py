"""One bad input: its row in RELIABILITY §4, what it is, how it is sent, and exactly how it must be answered."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx

from tests.api.town import Town

Send = Callable[[Town], Awaitable[httpx.Response]]


@dataclass(frozen=True)
class Bad:
    """`code` is the problem's type; empty where the input is accepted."""

    row: int
    name: str
    status: int
    code: str
    send: Send

    def __str__(self) -> str:
        return f"{self.row}: {self.name}"
