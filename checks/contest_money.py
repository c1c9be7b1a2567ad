"""Money of contests: what is assessed, dropped, paid and given back, against state, events and the gateway's book.

The rules are those of DOMAIN §2.9, §7.2 and §7.5: a balance is what was assessed, less what was written off and paid,
plus what went back.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from checks.accounts import ASSESSED, AT_THE_COUNTER, GIVEN_BACK, LATE, PAID, WRITTEN_OFF, Accounts, accounts
from checks.journals import Booked
from checks.record import AWAITS_MONEY, CONTEST, TERMINAL, Case, Event, Line

REFUNDED: Final = ("receivable", "cash")
REFUNDED_AT_THE_COUNTER: Final = ("receivable", "till")

ENDS: Final = frozenset({"GUILTY_PAID", "WITHDRAWN", "STAYED", "ACQUITTED", "ANNULLED", "PAID"})
NOTHING_OWED: Final = frozenset({"WITHDRAWN", "STAYED", "ACQUITTED", "ANNULLED"})  # not even what was paid

CLAIMS: Final = frozenset({"fine", "costs", "contribution"})  # the statement's own lines, each with a count's number
PAYMENTS: Final = frozenset({"whole", "part", "instalment"})
AGAIN: Final = CLAIMS | {"application"}  # assessed as often as an event says so; any other cost stands once
ASSESSED_BY: Final[dict[str, frozenset[str]]] = {
    "StatementServed": CLAIMS,
    "JudgmentRendered": frozenset({"fine", "contribution", "convicted_contested", "convicted_default"}),
    "JudgmentRevoked": CLAIMS,  # back to where the parties were before trial
    "AppealDecided": CLAIMS,
    "PleaEntered": frozenset({"guilty_not_paid", "plea_changed"}),
    "LatePleaAccepted": frozenset({"guilty_not_paid"}),
    "PaymentReceived": frozenset({"plea_changed"}),
    "PaymentTaken": frozenset({"plea_changed"}),
    "AmountPayable": frozenset({"convicted_default"}),
    "NothingLeftToPay": frozenset({"convicted_default"}),
    "RevocationDismissed": frozenset({"application"}),
}
WRITTEN_OFF_BY: Final = frozenset({
    "ChargesWithdrawn", "ProceedingsStayed", "JudgmentRendered", "JudgmentRevoked", "AppealDecided",
})  # fmt: skip
MOVED_BY: Final[dict[str, frozenset[tuple[str, str]]]] = {  # each of these events moves money, once
    "PaymentReceived": frozenset({PAID}),
    "PaymentTaken": frozenset({AT_THE_COUNTER}),
    "LatePaymentReceived": frozenset({LATE}),
    "PaymentRefunded": frozenset({GIVEN_BACK, REFUNDED, REFUNDED_AT_THE_COUNTER}),
}
PURPOSES: Final[dict[tuple[str, str], frozenset[str]]] = {
    PAID: PAYMENTS,
    AT_THE_COUNTER: PAYMENTS,
    LATE: frozenset({"late"}),
    GIVEN_BACK: frozenset({"refund"}),
    REFUNDED: frozenset({"refund"}),
    REFUNDED_AT_THE_COUNTER: frozenset({"refund"}),
}
REFUSED_BY_THE_GATEWAY: Final = "RefundCancelled"  # its money stays with the City until somebody orders it back


def doubled(lines: list[Line], booked: Booked) -> bool:
    """Whether something was assessed or taken twice, or more cash came in than the gateway captured."""
    times = Counter((line.seq, line.debit, line.credit, line.purpose) for line in lines)
    payments = Counter(line.purpose for line in lines if (line.debit, line.credit) in (PAID, AT_THE_COUNTER))
    taken = [line.cents for line in lines if line.debit == "cash"]
    return (
        any(count > 1 for count in (*times.values(), *payments.values(), *booked.captures.values()))
        or any(again for _, again in _lines_of_account(lines))
        or sum(taken) > booked.captured
        or len(taken) > len(booked.captures)
    )


def unbalanced(case: Case, lines: list[Line], events: list[Event], booked: Booked) -> bool:
    """Whether a ledger is not what its case's state, its events and the gateway's book say."""
    sums = accounts(lines)
    return (
        not _as_the_state_says(case, sums, events)
        or not _as_the_events_say(lines, events)
        or any(outstanding < 0 for outstanding, _ in _lines_of_account(lines))
        or sums.balance["cash"] != booked.captured - booked.refunded
    )


def refunds_above(lines: list[Line]) -> bool:
    """Whether the ledger gave back more than came the same way: online, at the counter, or owed by nobody."""
    entries = accounts(lines).entries
    ways = ((REFUNDED, PAID), (REFUNDED_AT_THE_COUNTER, AT_THE_COUNTER), (GIVEN_BACK, LATE))
    return any(entries[back] > entries[came] for back, came in ways)


def end_of(state: str, events: list[Event]) -> str:
    """Which end a contest came to, "" while it is open: a closed file says it by the state that it was closed from."""
    end = next((event.before for event in reversed(events) if event.type == "FileClosed"), "")
    return end if state in TERMINAL[CONTEST] else state if state in ENDS else ""


def _as_the_state_says(case: Case, sums: Accounts, events: list[Event]) -> bool:
    """What is owed, by where the case stands; what is owed back lies in the till, or the gateway refused it."""
    left, unapplied = sums.balance["receivable"], -sums.balance["unapplied"]
    owed = sums.entries[ASSESSED] - sums.entries[WRITTEN_OFF]
    if end_of(case.state, events) in NOTHING_OWED and owed:
        return False
    if case.state in TERMINAL[CONTEST]:
        return left == 0 and unapplied == 0
    if case.state in AWAITS_MONEY[CONTEST] and left <= 0:
        return False
    if case.state in ENDS and left > 0:
        return False
    refused = any(event.type == REFUSED_BY_THE_GATEWAY for event in events)
    return unapplied >= 0 and (refused or -left <= sums.balance["till"])


def _as_the_events_say(lines: list[Line], events: list[Event]) -> bool:
    """Every line stands at an event that posts such a line, and each movement of money is posted once."""
    types = {event.seq: event.type for event in events}
    moves = Counter(line.seq for line in lines if {line.debit, line.credit} & {"cash", "till"})
    served = {event.seq for event in events if event.type == "StatementServed"}
    return (
        all(_lawful(line, types.get(line.seq, "")) for line in lines)
        and all(moves[seq] == 1 for seq, kind in types.items() if kind in MOVED_BY)
        and served <= {line.seq for line in lines}
    )


def _lawful(line: Line, event: str) -> bool:
    entry, kind = (line.debit, line.credit), kind_of(line.purpose)
    if line.cents <= 0:
        return False
    if entry == ASSESSED:
        return kind in ASSESSED_BY.get(event, ())
    if entry == WRITTEN_OFF:
        return event in WRITTEN_OFF_BY
    return entry in MOVED_BY.get(event, ()) and kind in PURPOSES[entry]


def _lines_of_account(lines: Iterable[Line]) -> Iterable[tuple[int, bool]]:
    """After each line, what stands under its purpose, and whether a cost that already stood was assessed again."""
    standing: defaultdict[str, int] = defaultdict(int)
    for line in lines:
        before = standing[line.purpose]
        if (line.debit, line.credit) == ASSESSED:
            standing[line.purpose] += line.cents
            yield standing[line.purpose], before > 0 and kind_of(line.purpose) not in AGAIN
        if (line.debit, line.credit) == WRITTEN_OFF:
            standing[line.purpose] -= line.cents
            yield standing[line.purpose], False


def kind_of(purpose: str) -> str:
    """`fine-2` is a fine, `part3` a part, `refund-7` a refund; a cost is itself."""
    return purpose.partition("-")[0].rstrip("0123456789")
