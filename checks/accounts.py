"""The ledger's accounts: what a double entry means, and the sums of one case's lines."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from checks.record import Line

ASSESSED = ("receivable", "fees")
PAID = ("cash", "receivable")
LATE = ("cash", "unapplied")
GIVEN_BACK = ("unapplied", "cash")
AT_THE_COUNTER = ("till", "receivable")
WRITTEN_OFF = ("written_off", "receivable")


@dataclass
class Accounts:
    """The sums of one case, in cents, by entry and by account."""

    entries: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    balance: Counter[str] = field(default_factory=Counter[str])
    owed: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))


def accounts(lines: Iterable[Line]) -> Accounts:
    """Add up double entries: a debit raises the debited account and lowers the credited one."""
    sums = Accounts()
    for line in lines:
        sums.entries[line.debit, line.credit] += line.cents
        sums.balance[line.debit] += line.cents
        sums.balance[line.credit] -= line.cents
        if "receivable" in (line.debit, line.credit):
            sums.owed[line.purpose] += line.cents if line.debit == "receivable" else -line.cents
    return sums
