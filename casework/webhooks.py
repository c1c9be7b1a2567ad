"""The gateways' messages: kept first, acted upon after; seen twice, they have one effect."""

from datetime import UTC, datetime

from casework.doors import Doors, unattended
from db import payments
from domain.errors import InvalidSignature
from domain.ports import GatewayMessage


def read_message(doors: Doors, provider: str, signature: str, body: bytes, now: float) -> GatewayMessage:
    """A signed message of a gateway that this city has. Raises InvalidSignature, StaleSignature, Invalid."""
    reader = doors.webhooks.get(provider)
    if reader is None:
        raise InvalidSignature
    return reader.read(signature, body, now)


async def keep_message(doors: Doors, message: GatewayMessage) -> bool:
    """Put a message whose signature was checked into the inbox; False when it was seen before."""
    body, now = {"payment_id": message.payment_id}, datetime.now(UTC)
    async with unattended(doors) as session:
        return await payments.put_in_inbox(session, message.provider, message.event_id, message.type, body, now)
