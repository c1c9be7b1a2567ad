"""What the outbox needs from the world, and opening an order."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from db.ciphertext import decrypt
from db.outbox import Due
from domain.channels import UNREAD_DAYS
from domain.ports import CaseKeys, Clock, DocumentStore, LetterPress, Mailer, ShortMessages, Wording
from domain.print_ports import PrintShop


@dataclass(frozen=True)
class PostRoom:
    """The parts of the post room. `secret` keys the letters' public codes; `unread_days` is DOMAIN §6.3's N."""

    sessions: async_sessionmaker[AsyncSession]
    keys: CaseKeys
    press: LetterPress
    store: DocumentStore
    mailer: Mailer
    texts: ShortMessages
    shop: PrintShop
    wording: Wording
    clock: Clock
    secret: str
    base_url: str
    duplex: bool = True
    unread_days: int = UNREAD_DAYS


async def addressed_to(room: PostRoom, due: Due) -> tuple[dict[str, Any], dict[str, Any]]:
    """An order's facts and its case's application, opened. Raises Erased."""
    key = await room.keys.of_case(due.case_id)
    await room.wording.recall(due.service, due.version)
    facts = decrypt(key, f"{due.case_id}/order/{due.seq}/{due.line}", due.facts)
    return facts, decrypt(key, f"{due.case_id}/summary", due.summary)
