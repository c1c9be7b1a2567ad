"""Links by which somebody signs a document of another person's draft, and what was signed by them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class SignatureRow:
    """One link. `document` is the catalogue's name of what is signed; `document_id` the paper, once it is."""

    token_sha256: str
    draft_id: str
    owner: str
    document: str
    made_at: datetime
    expires_at: datetime
    signed_at: datetime | None = None
    document_id: str | None = None
    gathered_at: datetime | None = None  # when the paper joined the draft's documents


async def add(session: AsyncSession, row: SignatureRow) -> None:
    """Keep a link."""
    await session.execute(ADD, vars(row))


async def find(session: AsyncSession, token_sha256: str) -> SignatureRow | None:
    """The link of a hash, held until the transaction ends."""
    row = (await session.execute(FIND, {"token_sha256": token_sha256})).mappings().one_or_none()
    return SignatureRow(**row) if row else None


async def of_draft(session: AsyncSession, draft_id: str) -> list[SignatureRow]:
    """The links of a draft, oldest first."""
    return [SignatureRow(**row) for row in (await session.execute(OF_DRAFT, {"draft_id": draft_id})).mappings()]


async def signed(session: AsyncSession, token_sha256: str, document_id: str, now: datetime) -> bool:
    """Note the paper that was signed; False when somebody was first."""
    values = {"token_sha256": token_sha256, "document_id": document_id, "now": now}
    return (await session.execute(SIGNED, values)).first() is not None


async def gathered(session: AsyncSession, document_ids: list[str], now: datetime) -> None:
    """Note that these papers are among their draft's documents."""
    await session.execute(GATHERED, {"document_ids": document_ids, "now": now})


ADD = text("""
INSERT INTO signatures (token_sha256, draft_id, owner, document, made_at, expires_at)
VALUES (:token_sha256, :draft_id, :owner, :document, :made_at, :expires_at)
""")
FIND = text("""
SELECT token_sha256, draft_id, owner, document, made_at, expires_at, signed_at, document_id, gathered_at
FROM signatures WHERE token_sha256 = :token_sha256 FOR UPDATE
""")
OF_DRAFT = text("""
SELECT token_sha256, draft_id, owner, document, made_at, expires_at, signed_at, document_id, gathered_at
FROM signatures WHERE draft_id = :draft_id ORDER BY made_at, token_sha256
""")
SIGNED = text("""
UPDATE signatures SET signed_at = :now, document_id = :document_id
WHERE token_sha256 = :token_sha256 AND signed_at IS NULL RETURNING token_sha256
""")
GATHERED = text("""
UPDATE signatures SET gathered_at = :now WHERE document_id = ANY (:document_ids) AND gathered_at IS NULL
""")
