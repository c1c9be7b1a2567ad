"""Letters and mails: as many as the events call for, no more, and none left behind; each on its way exactly once."""

from collections import Counter
from pathlib import Path

from checks import contest_post
from checks.record import Delivery, Event, Letter, Order, Record

LIVE = frozenset({"available", "opened", "addressless", "waiting", "batched", "posted"})

# DOMAIN §7.1: each event's letter; a payment's receipt comes with the permit where that is what it waited for.
LETTERS_BY: dict[str, int] = dict.fromkeys(
    (
        "ApplicationFiled", "PaymentReceived", "PaymentTaken", "FileDeclaredComplete", "InformationRequested",
        "InformationReceived", "ReferredToCommittee", "CommitteeOpinionRecorded", "NoticePublished",
        "ResolutionRecorded", "PermitApproved", "ApprovalSeconded", "PermitRefused", "ApplicationWithdrawn",
        "PermitExtended", "NonComplianceFound", "ComplianceFound", "WorkCompleted", "RenewalOpened", "PermitRenewed",
        "RevocationNoticeGiven", "PermitRevoked", "PromiseMoved", "PermitExpired", "FileAbandoned",
        "LetterWithdrawn", "LetterCorrected",
    ),
    1,
) | contest_post.LETTERS  # fmt: skip
MAILS_BY: dict[str, int] = dict.fromkeys(
    (
        "PaymentRefunded", "AmendmentAccepted", "AmendmentRefused", "DocumentToReplace", "RevocationDropped",
        "InvoiceIssued",
    ),
    1,
) | contest_post.MAILS  # fmt: skip
REMINDER = "ReminderSent"  # a mail, or a letter: P15 before work must start, C02 before the last day to plead


def doubled_letters(record: Record, documents: Path, mails: dict[str, set[str]]) -> list[str]:
    """Cases with more letters than events call for, two files for one letter, or two mails under one Message-ID."""
    twice = {message_id.strip("<").partition(".")[0] for message_id, contents in mails.items() if len(contents) > 1}
    return [
        case_id
        for case_id in record.cases
        if case_id in twice
        or _too_many(record.letters.get(case_id, []), record.orders.get(case_id, []), record.events.get(case_id, []))
        or _files(documents, case_id) > len(_ordered(record.orders.get(case_id, [])))
    ]


def unfinished_orders(record: Record) -> list[str]:
    """Cases with an order that waits, one that no outbox row stands for, or a letter said to be sent and not kept."""
    return [
        case_id
        for case_id in record.cases
        if _unfinished(record.letters.get(case_id, []), record.orders.get(case_id, []), record.events.get(case_id, []))
    ]


def undelivered(record: Record) -> list[str]:
    """Cases with a letter that stands and is on its way to nobody, or twice, or posted on no day."""
    return [
        case_id
        for case_id in record.cases
        if _astray(record.letters.get(case_id, []), record.deliveries.get(case_id, []))
    ]


def letters_called_for(event: Event) -> int:
    """How many letters an event calls for (DOMAIN §7.1, §7.2)."""
    paid = event.type in ("PaymentReceived", "PaymentTaken")
    permit_too = paid and event.after == "ISSUED" and event.before != "ISSUED"
    withdrawn_too = (event.type, event.after) == contest_post.WITHDRAWN_TOO
    return LETTERS_BY.get(event.type, 0) + permit_too + withdrawn_too


def _at_most(event: Event) -> Counter[bool]:
    """How many letters an event may send: of any code, and those that tell the authority of points."""
    letter_or_mail = event.type == REMINDER or event.type in contest_post.MAY_BE_TOLD
    points = event.type in contest_post.MAY_TELL_OF_POINTS
    return Counter({False: letters_called_for(event) + letter_or_mail, True: int(points)})


def _astray(letters: list[Letter], deliveries: list[Delivery]) -> bool:
    """A letter in two batches is the print jobs' own figure: here it is on its way once."""
    live = Counter(number for number, _ in {(one.number, _way(one)) for one in deliveries if one.status in LIVE})
    undated = any(one.status in ("posted", "returned") and one.posted_on is None for one in deliveries)
    by_mail = any(one.channel == "electronic" and one.batch is not None for one in deliveries)
    astray = any(live[letter.number] != 1 for letter in letters if letter.status == "valid")
    return undated or by_mail or astray or any(count > 1 for count in live.values())


def _way(one: Delivery) -> int:
    """Attempts that count once together: those that are in a batch."""
    return 0 if one.status in ("batched", "posted") else one.attempt


def _too_many(letters: list[Letter], orders: list[Order], events: list[Event]) -> bool:
    most = {(event.seq, points): count for event in events for points, count in _at_most(event).items()}
    at_event = Counter((letter.seq, letter.code == contest_post.POINTS) for letter in letters)
    by_code = Counter(letter.code for letter in letters)
    by_code.subtract(Counter(order.code for order in _ordered(orders)))
    ordered = Counter((order.seq, order.code == contest_post.POINTS) for order in _ordered(orders))
    return (
        any(count > most.get(place, 0) for place, count in (*at_event.items(), *ordered.items()))
        or any(surplus > 0 for surplus in by_code.values())
        or len({letter.storage_key for letter in letters}) < len(letters)
    )


def _unfinished(letters: list[Letter], orders: list[Order], events: list[Event]) -> bool:
    kept = {(letter.seq, letter.line) for letter in letters}
    waiting = any(order.status != "sent" for order in orders)
    not_kept = any((order.seq, order.line) not in kept for order in _ordered(orders))
    ordered = Counter((order.seq, order.kind) for order in orders if order.code != contest_post.POINTS)
    forgotten = any(
        ordered[event.seq, "letter"] < letters_called_for(event)
        or ordered[event.seq, "mail"] < MAILS_BY.get(event.type, 0)
        or (event.type == REMINDER and ordered[event.seq, "mail"] + ordered[event.seq, "letter"] != 1)
        for event in events
    )
    return waiting or not_kept or forgotten


def _ordered(orders: list[Order]) -> list[Order]:
    return [order for order in orders if order.kind == "letter"]


def _files(documents: Path, case_id: str) -> int:
    """Whole files; what a killed writer left aside (`1.pdf#1`) never became a letter."""
    return sum(1 for file in (documents / "letters" / case_id).rglob("*") if file.is_file() and "#" not in file.name)
