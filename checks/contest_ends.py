"""Which end each contest came to, whether letters and ledger bear it out, and what of the law was broken on the way."""

from collections import Counter
from typing import Any, Final

from checks.accounts import ASSESSED, AT_THE_COUNTER, PAID, WRITTEN_OFF, accounts
from checks.contest_facts import Contest, read_contests
from checks.contest_law import RULES
from checks.contest_money import ENDS, NOTHING_OWED
from checks.evidence import Evidence
from checks.record import CONTEST, TERMINAL

OPEN: Final = "open"
LETTERS: Final[dict[str, frozenset[str]]] = {  # one of these tells the person of the end (DOMAIN §7.2)
    "GUILTY_PAID": frozenset({"C03"}),
    "WITHDRAWN": frozenset({"C06"}),
    "STAYED": frozenset({"C04"}),
    "ACQUITTED": frozenset({"C04", "C22"}),
    "ANNULLED": frozenset({"C04"}),
    "PAID": frozenset({"C04", "C22"}),
}


def judge_ends(evidence: Evidence) -> dict[str, Any]:
    """`contests`, `unread` (their keys are gone), `by_end`, `missing` ends, `unfounded_ends`, and the law's figures.

    `offenders` has the case ids behind each figure above nought.
    """
    return judge_contests(read_contests(evidence))


def judge_contests(contests: list[Contest]) -> dict[str, Any]:
    """The same over contests in memory."""
    ends = {one.id: end_of(one) for one in contests}
    readable = [one for one in contests if one.readable]
    found = {"unfounded_ends": [one.id for one in contests if not _founded(one, ends[one.id])]}
    found |= {name: [one.id for one in readable if broken(one)] for name, broken in RULES.items()}
    by_end = Counter(ends.values())
    counts = {"contests": len(contests), "unread": len(contests) - len(readable), "by_end": dict(by_end)}
    figures = {name: len(ids) for name, ids in found.items()}
    offenders = {name: sorted(ids) for name, ids in found.items() if ids}
    return counts | {"missing": sorted(ENDS - by_end.keys())} | figures | {"offenders": offenders}


def lawful(figures: dict[str, Any]) -> bool:
    """Whether every figure of the law is nought, over at least one contest."""
    return figures["contests"] > 0 and not any(figures[name] for name in ("unfounded_ends", *RULES))


def end_of(contest: Contest) -> str:
    """The end that a contest came to: its state, or the one that its file was closed from; "open" before."""
    if contest.state in TERMINAL[CONTEST]:
        return next((one.before for one in reversed(contest.events) if one.type == "FileClosed"), "")
    return contest.state if contest.state in ENDS else OPEN


def _founded(contest: Contest, end: str) -> bool:
    """One of the law's ends: a letter told of it, the last event says it, and the ledger has it paid or dropped.

    Whether it is paid to the cent is the ledger's own figure (`unbalanced_ledgers`).
    """
    if end == OPEN:
        return not any(one.type == "FileClosed" for one in contest.events)
    if end not in ENDS or not contest.events:
        return False
    facts = contest.events[-1].facts
    told = any(letter.code in LETTERS[end] for letter in contest.letters)
    said = facts is None or facts["standing"]["ended_as"] == end
    entries = accounts(contest.lines).entries
    owed = entries[ASSESSED] - entries[WRITTEN_OFF]
    paid = entries[PAID] + entries[AT_THE_COUNTER]
    return told and said and (owed == 0 if end in NOTHING_OWED else paid > 0 or owed == 0)
