"""What a worker does again and again beside its queues."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple


class Turn(NamedTuple):
    """How many seconds to wait after a turn that found nothing, its name, and the turn: how much it found."""

    seconds: float
    name: str
    do: Callable[[], Awaitable[int]]
