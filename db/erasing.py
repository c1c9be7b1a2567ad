"""Erasing one case: its key destroyed and every plain word scrubbed, in one transaction (RELIABILITY §3 H1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

# What db/personal.py calls `scrubbed`. Clear ids, instants and hashes stay: the chain verifies without any key.
STATEMENTS: Final = tuple(
    text(statement)
    for statement in (
        "UPDATE case_keys SET wrapped = NULL, destroyed_at = :recorded_at "
        "WHERE case_id = :case_id AND wrapped IS NOT NULL",
        "UPDATE cases SET erased_at = :at, summary = '' WHERE id = :case_id",
        "UPDATE drafts SET content = '' WHERE id = :case_id",
        "UPDATE acts_received SET body = '', idempotency_key = act_id, request_sha256 = '', refusal = "
        "CASE WHEN refusal IS NULL THEN NULL ELSE jsonb_build_object('code', refusal -> 'code', 'facts', "
        "CAST('{}' AS jsonb), 'errors', CAST('{}' AS jsonb)) END WHERE case_id = :case_id",
        "UPDATE payments SET hosted_url = '' WHERE case_id = :case_id",
        "UPDATE outbox SET facts = '', error = NULL WHERE case_id = :case_id",
        "UPDATE documents SET name = '', kind = '', erased_at = :at WHERE case_id = :case_id",
        "UPDATE letters SET status = 'erased', status_since = :at, status_recorded_at = :recorded_at "
        "WHERE case_id = :case_id AND status <> 'erased'",
        "UPDATE statements SET fact_hashes = '{}', code_hash = '', content_sha256 = '' WHERE case_id = :case_id",
        "UPDATE recordings SET destroyed_at = :at WHERE case_id = :case_id AND destroyed_at IS NULL",
        # An outside system's message names its case somewhere in its body, under a key of its own choosing.
        "UPDATE inbox SET body = '{}' WHERE strpos(CAST(body AS text), :case_id) > 0",
    )
)
FILES: Final = text(
    "SELECT storage_key FROM letters WHERE case_id = :case_id "
    "UNION SELECT storage_key FROM documents WHERE case_id = :case_id "
    "UNION SELECT spare_key FROM documents WHERE case_id = :case_id AND spare_key IS NOT NULL"
)


@dataclass(frozen=True)
class Erasure:
    """One case to erase: the city's instant, and the machine's for what the record stamps."""

    case_id: str
    at: datetime
    recorded_at: datetime


async def erase(session: AsyncSession, erasure: Erasure) -> None:
    """Destroy the key and scrub; done twice, it changes nothing more."""
    values: Mapping[str, Any] = vars(erasure)
    for statement in STATEMENTS:
        await session.execute(statement, {name: values[name] for name in statement.compile().params})


async def files_of(session: AsyncSession, case_id: str) -> list[str]:
    """The storage keys of a case's letters and documents."""
    return list((await session.execute(FILES, {"case_id": case_id})).scalars())
