"""How permits ended, read from their events: refused, withdrawn, silent, unpaid, issued with conditions or without."""

import json
from collections import Counter
from typing import Any

import psycopg
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap

from checks.evidence import Evidence

NONCE = 12
OUTCOMES = """
SELECT e.case_id, CASE
    WHEN bool_or(e.after = 'REFUSED') THEN 'refused'
    WHEN bool_or(e.type = 'ApplicationWithdrawn') THEN 'withdrawn'
    WHEN bool_or(e.type = 'FileAbandoned' AND e.before = 'INFO_REQUESTED') THEN 'abandoned_in_silence'
    WHEN bool_or(e.type = 'FileAbandoned') THEN 'fee_unpaid'
    WHEN bool_or(e.after = 'ISSUED') THEN 'issued'
    ELSE 'open' END AS outcome
FROM case_events e JOIN cases c ON c.id = e.case_id WHERE c.procedure = 'permit' GROUP BY e.case_id
"""
BY_STATE = "SELECT state, count(*) FROM cases WHERE procedure = 'permit' GROUP BY state ORDER BY state"
FINISHED = "SELECT count(*) FROM cases WHERE procedure = 'permit' AND ended"
APPROVALS = """
SELECT e.case_id, e.seq, e.facts, k.wrapped FROM case_events e JOIN case_keys k USING (case_id)
WHERE e.type = 'PermitApproved' AND k.wrapped IS NOT NULL
"""


def count_outcomes(evidence: Evidence) -> dict[str, Any]:
    """`by_outcome`, `by_state` and `finished`, counted from the record."""
    with psycopg.connect(evidence.database_url) as link:
        outcomes: dict[str, str] = dict(link.execute(OUTCOMES).fetchall())
        approvals = link.execute(APPROVALS).fetchall()
        by_state = dict(link.execute(BY_STATE).fetchall())
        finished = link.execute(FINISHED).fetchall()[0][0]
    conditional = {
        case_id for case_id, seq, facts, wrapped in approvals if _conditions(evidence, case_id, seq, facts, wrapped)
    }
    named = (
        "issued_with_conditions" if outcome == "issued" and case_id in conditional else outcome
        for case_id, outcome in outcomes.items()
    )
    return {"by_outcome": dict(Counter(named)), "by_state": by_state, "finished": finished}


def _conditions(evidence: Evidence, case_id: str, seq: int, facts: bytes, wrapped: bytes) -> list[str]:
    secret = aes_key_unwrap(bytes.fromhex(evidence.master_key), wrapped)
    clear = AESGCM(secret).decrypt(facts[:NONCE], facts[NONCE:], f"{case_id}/event/{seq}".encode())
    return json.loads(clear)["conditions"]
