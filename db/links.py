"""Links for people without an account: kept by the hash of their token, shown to their case's readers and holders."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.money_models import LinkRow


@dataclass(frozen=True)
class Link:
    """What a link is for and what its holder may see. `payment_id` is of a pay link, the others of an opinion's."""

    purpose: str
    case_id: str
    expires_at: datetime
    payment_id: str | None = None
    discipline: str | None = None
    document_ids: tuple[str, ...] = ()
    used_at: datetime | None = None


@dataclass(frozen=True)
class Owed:
    """What the holder of a pay link learns; cents in Canadian dollars."""

    service: str
    borough: str
    purpose: str
    cents: int
    status: str
    hosted_url: str


async def add(session: AsyncSession, token_sha256: str, link: Link, made_by: str, now: datetime) -> None:
    """Keep a new link; row-level security lets only the case's readers."""
    values = vars(link) | {"document_ids": list(link.document_ids), "token_sha256": token_sha256}
    await session.execute(insert(LinkRow).values(**values, made_by=made_by, made_at=now))


async def speak_for_link(session: AsyncSession, token_sha256: str) -> None:
    """Tell row-level security that the holder of this link asks, for this transaction only."""
    await session.execute(text("SELECT set_config('guichet.link', :hash, true)"), {"hash": token_sha256})


async def find(session: AsyncSession, token_sha256: str) -> Link | None:
    """The link of a hash, whatever its state."""
    query = select(LinkRow).where(LinkRow.token_sha256 == token_sha256)
    row = (await session.execute(query)).scalar_one_or_none()
    return _link(row) if row else None


async def use(session: AsyncSession, token_sha256: str, now: datetime) -> bool:
    """Consume a link; False when somebody was first. The holder's transaction waits for the one before it."""
    statement = (
        update(LinkRow)
        .where(LinkRow.token_sha256 == token_sha256, LinkRow.used_at.is_(None))
        .values(used_at=now)
        .returning(LinkRow.token_sha256)
    )
    return (await session.execute(statement)).scalar_one_or_none() is not None


async def living(session: AsyncSession, case_id: str, purpose: str, now: datetime) -> int:
    """How many unused links of a case have not expired."""
    query = select(func.count()).select_from(LinkRow)
    query = query.where(LinkRow.case_id == case_id, LinkRow.purpose == purpose, LinkRow.used_at.is_(None))
    return (await session.execute(query.where(LinkRow.expires_at > now))).scalar_one()


async def owed(session: AsyncSession, token_sha256: str) -> Owed | None:
    """What the payment of a pay link is, with no name and no file."""
    row = (await session.execute(text("SELECT * FROM owed_by_link(:hash)"), {"hash": token_sha256})).one_or_none()
    return Owed(row.service, row.borough, row.purpose, row.cents, row.status, row.hosted_url) if row else None


def _link(row: LinkRow) -> Link:
    return Link(
        row.purpose, row.case_id, row.expires_at, row.payment_id, row.discipline, tuple(row.document_ids), row.used_at
    )
