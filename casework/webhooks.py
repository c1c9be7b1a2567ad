"""The gateway's messages: kept first, acted upon after; seen twice, they have one effect."""

from datetime import UTC, datetime
from typing import Any

from casework.doors import Doors, unattended
from db import payments
from domain.errors import Invalid

PROVIDER = "sandbox"


async def keep_message(doors: Doors, event: dict[str, Any]) -> bool:
    """Put a message whose signature was checked into the inbox; False when it was seen before. Raises Invalid."""
    event_id, kind = event.get("id"), event.get("type")
    if not isinstance(event_id, str) or not isinstance(kind, str) or not 1 <= len(event_id) <= 200:
        raise Invalid({"id": "required"})
    now = datetime.now(UTC)
    async with unattended(doors) as session:
        return await payments.put_in_inbox(session, PROVIDER, event_id, kind[:100], event, now)
