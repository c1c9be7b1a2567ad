"""Ended cases written straight into the record, for what only reads it: tills, invoices, the bank."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime

import psycopg

CASE = """
INSERT INTO cases (id, reference, procedure, service, version, borough, owner, language, clock, state, seq, head, ended,
                   summary, filed_at, updated_at)
VALUES (%(id)s, %(reference)s, 'permit', 'abattage-arbre', 'v', %(borough)s, 'citoyen-9', 'fr', 'real', 'EXPIRED', 1,
        'h', true, '', %(at)s, %(at)s)
"""
EVENT = """
INSERT INTO case_events (case_id, seq, type, act_id, act_hash, actor, role, at, before, after, key_id, facts, prev_hash,
                         hash, recorded_at)
VALUES (%(id)s, %(seq)s, 'PaymentReceived', %(act)s, '', 'agent', 'clerk', %(at)s, '', '', '', '', '', '', %(at)s)
"""
LINE = """
INSERT INTO ledger_entries (case_id, seq, line, debit, credit, cents, purpose, method)
VALUES (%(id)s, %(seq)s, 0, %(debit)s, %(credit)s, %(cents)s, %(purpose)s, %(method)s)
"""
TABLES = ("links", "invoices", "refunds", "payments", "ledger_entries", "case_events", "acts_received", "cases")


@dataclass
class MadeLedger:
    """Writes as the owner, and takes everything away again."""

    owner: psycopg.AsyncConnection
    cases: list[str] = field(default_factory=list[str])

    async def case(self, borough: str, at: datetime) -> str:
        """An ended case of a borough."""
        case_id = secrets.token_hex(16)
        values = {"id": case_id, "reference": f"X-{case_id[:12]}", "borough": borough, "at": at}
        await self.owner.execute(CASE, values)
        self.cases.append(case_id)
        return case_id

    async def post(
        self, case_id: str, at: datetime, posting: tuple[str, str, int], *, purpose: str = "at_submission",
        method: str | None = None,
    ) -> int:  # fmt: skip
        """An event with one ledger line; its sequence number."""
        found = await self.owner.execute(
            "SELECT coalesce(max(seq), 0) + 1 FROM case_events WHERE case_id = %s", (case_id,)
        )
        seq = (await found.fetchall())[0][0]
        debit, credit, cents = posting
        values = {"id": case_id, "seq": seq, "act": secrets.token_hex(8), "at": at, "debit": debit, "credit": credit,
                  "cents": cents, "purpose": purpose, "method": method}  # fmt: skip
        await self.owner.execute(EVENT, values)
        await self.owner.execute(LINE, values)
        return seq

    async def clear(self) -> None:
        """Take it all away."""
        for table in TABLES:
            column = "id" if table == "cases" else "case_id"
            await self.owner.execute(f"DELETE FROM {table} WHERE {column} = ANY (%s)".encode(), (self.cases,))
