"""The bank's lines against what we believe was settled: by payment, then by amount and day (cents, local days)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

DAYS_UNDER_WAY: Final = 5  # how long money may take to reach the account


@dataclass(frozen=True)
class Line:
    """A line of a statement; cents are positive where money came."""

    statement_id: str
    line: int
    day: date
    cents: int
    reference: str


@dataclass(frozen=True)
class Settlement:
    """Money that a gateway took (positive) or gave back (negative); `key` tells two refunds of a payment apart."""

    payment_id: str
    cents: int
    day: date
    key: str = ""


@dataclass(frozen=True)
class Pair:
    """A line and the settlement that it is."""

    line: Line
    settlement: Settlement


@dataclass
class Reconciled:
    """What a statement tells: `differing` names the right payment with another amount; `under_way` may come later."""

    matched: list[Pair] = field(default_factory=list[Pair])
    differing: list[Pair] = field(default_factory=list[Pair])
    unknown: list[Line] = field(default_factory=list[Line])
    missing: list[Settlement] = field(default_factory=list[Settlement])
    under_way: list[Settlement] = field(default_factory=list[Settlement])

    @property
    def clean(self) -> bool:
        """Whether nothing needs a person."""
        return not (self.differing or self.unknown or self.missing)


def reconcile(lines: Iterable[Line], settlements: Iterable[Settlement], until: date) -> Reconciled:
    """Match every line with at most one settlement, and every settlement with at most one line.

    A line that names a payment is that payment's; one that names none is the settlement of its amount whose day is
    nearest, not after it and at most five days before. What is settled less than five days before `until` is under way.
    """
    result = Reconciled()
    free = sorted(settlements, key=lambda one: (one.day, one.payment_id, one.key))
    unnamed: list[Line] = []
    for line in sorted(lines, key=lambda one: (one.day, one.statement_id, one.line)):
        named = [one for one in free if one.payment_id in line.reference and (one.cents > 0) == (line.cents > 0)]
        if named:
            _pair(result, line, _closest(line, named), free)
        else:
            unnamed.append(line)
    for line in unnamed:
        alike = [one for one in free if one.cents == line.cents and _in_time(one, line)]
        if alike:
            _pair(result, line, _closest(line, alike), free)
        else:
            result.unknown.append(line)
    for one in free:
        (result.under_way if until - one.day < timedelta(days=DAYS_UNDER_WAY) else result.missing).append(one)
    return result


def _pair(result: Reconciled, line: Line, settlement: Settlement, free: list[Settlement]) -> None:
    free.remove(settlement)
    pair = Pair(line, settlement)
    (result.matched if line.cents == settlement.cents else result.differing).append(pair)


def _closest(line: Line, among: Sequence[Settlement]) -> Settlement:
    """The settlement of the line's own amount first, then of the nearest day."""
    return min(among, key=lambda one: (one.cents != line.cents, abs((line.day - one.day).days)))


def _in_time(settlement: Settlement, line: Line) -> bool:
    return timedelta() <= line.day - settlement.day <= timedelta(days=DAYS_UNDER_WAY)
