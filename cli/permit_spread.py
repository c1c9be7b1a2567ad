"""Orders many things so that any beginning holds some of every kind: each kind in turn, and each place within it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import TypeVar

T = TypeVar("T")


def spread(things: Iterable[T], kind_and_place: Callable[[T], tuple[str, str]], chance: Random) -> list[T]:
    """All the things: kinds in turn, by name; within a kind, places in turn, shuffled."""
    kinds: dict[str, dict[str, list[T]]] = defaultdict(lambda: defaultdict(list))
    for thing in things:
        kind, place = kind_and_place(thing)
        kinds[kind][place].append(thing)
    return list(_in_turn([list(_in_turn(_shuffled(kinds[kind], chance))) for kind in sorted(kinds)]))


def _shuffled(places: dict[str, list[T]], chance: Random) -> list[list[T]]:
    groups = [chance.sample(group, len(group)) for _, group in sorted(places.items())]
    return chance.sample(groups, len(groups))


def _in_turn(lists: list[list[T]]) -> Iterator[T]:
    """One of each list, then the next of each, until all are taken."""
    longest = max(map(len, lists), default=0)
    return (one[rank] for rank in range(longest) for one in lists if rank < len(one))
