"""An act that a person was told cannot be done, and that was done all the same."""

from checks.acknowledgements import NOT_IN_THIS_STATE, Acknowledgements, Answer
from checks.record import Received, Record


def contradicted(record: Record, told: Acknowledgements) -> list[str]:
    """Cases of which an act was refused and stands in the record, under that key or one that nobody sent."""
    done = _standing(record)
    by_key = {(act.idempotency_key, act.case_id) for act in done}
    nobody_s = {(act.case_id, act.action) for act in done if act.idempotency_key not in told.keys}
    said_yes: set[tuple[str, str]] = set()
    found: list[str] = []
    for answer in told.answers:
        key = (answer.key, answer.case_id or "")
        if answer.accepted and answer.seq is not None:  # a 202 is a promise to answer, not a yes
            said_yes.add(key)
        if answer.impossible and (key in said_yes or _stands(answer, by_key, nobody_s)):
            found.append(key[1])
    return found


def _standing(record: Record) -> list[Received]:
    acts = {(event.case_id, event.act_id) for events in record.events.values() for event in events}
    return [act for act in record.received if (act.case_id, act.act_id) in acts]


def _stands(answer: Answer, by_key: set[tuple[str, str]], nobody_s: set[tuple[str, str]]) -> bool:
    """A copy that was too old may be read again and the same key sent again: only the state's refusal is final."""
    under_this_key = answer.refused == NOT_IN_THIS_STATE and (answer.key, answer.case_id) in by_key
    return under_this_key or (answer.case_id, answer.action) in nobody_s
