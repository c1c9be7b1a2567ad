"""Applications for revocation that wait for a judge, and whose they are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

MOST: Final = 100


@dataclass(frozen=True)
class Applied:
    """An application of the prosecution (art. 257) that no judge has decided yet."""

    case_id: str
    reference: str
    asked_at: datetime


async def of_the_prosecution(session: AsyncSession, court: str) -> list[Applied]:
    """Those of a court that wait, the oldest first; at most `MOST`."""
    rows = (await session.execute(WAITING, {"court": court, "most": MOST})).mappings()
    return [Applied(**row) for row in rows]


# A judge's task is not shown to the prosecution, and does not say who asked: the case's latest application does.
WAITING: Final = text("""
SELECT c.id AS case_id, c.reference, e.at AS asked_at
FROM cases c JOIN LATERAL (
    SELECT type, at FROM case_events
    WHERE case_id = c.id AND type IN ('RevocationAsked', 'RevocationApplied') ORDER BY seq DESC LIMIT 1
) e ON e.type = 'RevocationApplied'
WHERE c.borough = :court AND c.state = 'REVOCATION_REQ' AND c.erased_at IS NULL
ORDER BY e.at, c.id LIMIT :most
""")
