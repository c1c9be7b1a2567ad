"""Nothing lost, nothing doubled, nothing that disagrees: the figures of `demo` and `crash` (RELIABILITY §2.3 I1 to I5).

A city is judged when it is at rest: nothing under way, the outbox empty.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from checks import chain
from checks.acknowledgements import BEGINS, Acknowledgements, Answer, read_acknowledgements
from checks.contradictions import contradicted
from checks.counter import invoices_off, read_counter, tills_off
from checks.engine import Engine, Said, read_engine
from checks.evidence import Evidence
from checks.journals import mails_of, read_book
from checks.letters import unfounded_standings
from checks.money import double_refunds, doubled_fees, refunds_off, unbalanced_ledgers
from checks.post import doubled_letters, undelivered, unfinished_orders
from checks.print_jobs import misprinted
from checks.record import CONTEST, Case, Received, Record, read_record
from checks.slots import double_booked

FIGURES = ("lost", "duplicated_cases", "doubled_fees", "doubled_letters", "unbalanced_ledgers", "refunds_off",
           "tills_off", "invoices_off", "chain_broken", "diverged", "contradicted", "unfinished_orders", "undelivered",
           "misprinted", "unfounded_standings", "double_refunds", "double_booked_slots")  # fmt: skip


async def judge(evidence: Evidence) -> dict[str, Any]:
    """Every figure, `cases` and `acknowledged`, and in `offenders` the case ids of each figure above nought."""
    return await asyncio.to_thread(judge_at_once, evidence)


def judge_at_once(evidence: Evidence) -> dict[str, Any]:
    """The same, outside an event loop."""
    record = read_record(evidence)
    told = read_acknowledgements(evidence.acknowledgements)
    engine = read_engine(evidence, record.cases)
    book = read_book(evidence.gateway_book)
    counter = read_counter(evidence)
    found: dict[str, Iterable[str]] = {
        "lost": lost(record, told, engine),
        "duplicated_cases": duplicated_cases(record, told),
        "doubled_fees": doubled_fees(record, book),
        "doubled_letters": doubled_letters(record, evidence.documents, mails_of(evidence.mail_log)),
        "unbalanced_ledgers": unbalanced_ledgers(record, book),
        "refunds_off": refunds_off(record, book),
        "tills_off": tills_off(counter),
        "invoices_off": invoices_off(counter),
        "chain_broken": chain.broken_cases(evidence),
        "diverged": diverged(record, engine),
        "contradicted": contradicted(record, told),
        "unfinished_orders": unfinished_orders(record),
        "undelivered": undelivered(record),
        "misprinted": misprinted(evidence, record),
        "unfounded_standings": unfounded_standings(record),
        "double_refunds": double_refunds(record, book),
        "double_booked_slots": double_booked(evidence.database_url),
    }
    offenders = {name: sorted(set(found[name])) for name in FIGURES}
    figures = {name: len(offenders[name]) for name in FIGURES}
    counts = {"cases": len(record.cases), "acknowledged": len(told.accepted())}
    return counts | figures | {"offenders": {name: ids for name, ids in offenders.items() if ids}}


def clean(figures: dict[str, Any]) -> bool:
    """Whether every figure is nought, over at least one case."""
    return figures["cases"] > 0 and not any(figures[name] for name in FIGURES)


def lost(record: Record, told: Acknowledgements, engine: Engine) -> list[str]:
    """Cases of which something that was acknowledged, or that runs, is not in the record, or not in the engine."""
    acts = {(row.idempotency_key, row.case_id): row for row in record.received}
    promised = [answer.case_id or "" for answer in told.accepted() if not _kept(record, acts, answer, engine)]
    stopped = [case.id for case in record.cases.values() if not case.ended and not engine.of(case.id).running]
    without_row = [case_id for case_id, said in engine.cases.items() if case_id not in record.cases and said.runs]
    return [*promised, *stopped, *without_row]


def duplicated_cases(record: Record, told: Acknowledgements) -> list[str]:
    """Cases that one client's key made more than one of, and cases that no key, or no one statement, stands for."""
    by_key: defaultdict[str, set[str]] = defaultdict(set)
    for answer in told.accepted():
        if answer.action in BEGINS and answer.case_id:
            by_key[answer.key].add(answer.case_id)
    for row in record.received:
        if row.action in BEGINS and row.case_id in record.cases:
            by_key[row.idempotency_key].add(row.case_id)
    doubled = [case_id for case_ids in by_key.values() if len(case_ids) > 1 for case_id in case_ids]
    doubled += _unregistered(record)
    permits = [case.id for case in record.cases.values() if case.procedure != CONTEST]
    if not told.there or len(permits) <= len(told.filings):
        return doubled
    known = {case_id for key in told.filings for case_id in by_key[key]}
    return [*doubled, *(set(permits) - known)]


def _unregistered(record: Record) -> list[str]:
    """Contests that no statement's number stands for, or that two stand for: a statement is one case (DOMAIN §2.2)."""
    numbers = Counter(one.case_id for one in record.statements)
    return [case.id for case in record.cases.values() if case.procedure == CONTEST and numbers[case.id] != 1]


def diverged(record: Record, engine: Engine) -> list[str]:
    """Cases whose workflow remembers another sequence number, state or head than their row, or does not say."""
    return [case.id for case in record.cases.values() if _differs(case, engine.of(case.id))]


Acts = dict[tuple[str, str], Received]


def _kept(record: Record, acts: Acts, answer: Answer, engine: Engine) -> bool:
    """Whether an acknowledgement holds: one row, one run, and the event as it was told."""
    case = record.cases.get(answer.case_id or "")
    if case is None or not _runs_once(case, engine.of(case.id)):
        return False
    if answer.reference is not None and answer.reference != case.reference:
        return False
    if answer.seq is None:
        return _settled(record, acts.get((answer.key, case.id)))
    event = record.event_at(case.id, answer.seq)
    return event is not None and event.after == answer.state


def _runs_once(case: Case, said: Said) -> bool:
    """One run; none any more is right for an ended case whose retention in the engine is over."""
    return said.runs == 1 or (said.runs == 0 and case.ended)


def _settled(record: Record, act: Received | None) -> bool:
    """An act answered 202 was done, or refused and the refusal kept: it no longer waits."""
    return act is not None and (act.status == "refused" or _done(record, act.case_id, act.act_id))


def _done(record: Record, case_id: str, act_id: str) -> bool:
    return any(event.act_id == act_id for event in record.events.get(case_id, ()))


def _differs(case: Case, said: Said) -> bool:
    if said.erased or not said.runs:
        return False
    return (said.seq, said.state, said.head) != (case.seq, case.state, case.head)
