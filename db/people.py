"""Accounts, tokens and browser sessions, by hash; and who a transaction speaks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, insert, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from db.door_models import ApiToken, Principal, WebSession
from domain.people import Actor, Role


@dataclass(frozen=True)
class Account:
    """Who is signed in. `name` and `email` are the account's own; one that is `closed` lets nobody in."""

    actor: Actor
    name: str
    email: str
    closed: bool = False


@dataclass(frozen=True)
class Signed:
    """A browser's session: its account and its token against forged requests."""

    account: Account
    csrf: str


@dataclass(frozen=True)
class Correction:
    """The letter that replaced another: all that a stranger learns of it."""

    number: int
    dated: date


OPEN = Principal.closed_at.is_(None)


async def speak_for(session: AsyncSession, actor: Actor) -> None:
    """Tell row-level security who asks, for this transaction only."""
    statement = text(
        "SELECT set_config('guichet.principal', :id, true), set_config('guichet.role', :role, true), "
        "set_config('guichet.boroughs', :boroughs, true)"
    )
    await session.execute(statement, {"id": actor.id, "role": actor.role, "boroughs": ",".join(actor.boroughs)})


async def by_token(session: AsyncSession, token_sha256: str) -> Account | None:
    """The open account of a bearer token that was not revoked."""
    query = (
        select(Principal)
        .join(ApiToken, ApiToken.principal_id == Principal.id)
        .where(ApiToken.token_sha256 == token_sha256, ApiToken.revoked_at.is_(None), OPEN)
    )
    row = (await session.execute(query)).scalar_one_or_none()
    return _account(row) if row else None


async def by_session(session: AsyncSession, session_sha256: str, now: datetime) -> Signed | None:
    """The open account of a browser session that has not expired."""
    query = (
        select(Principal, WebSession.csrf)
        .join(WebSession, WebSession.principal_id == Principal.id)
        .where(WebSession.session_sha256 == session_sha256, WebSession.expires_at > now, OPEN)
    )
    row = (await session.execute(query)).one_or_none()
    return Signed(_account(row[0]), row[1]) if row else None


async def by_id(session: AsyncSession, principal_id: str) -> Account | None:
    """One account, open or closed."""
    row = await session.get(Principal, principal_id)
    return _account(row) if row else None


async def names_of(session: AsyncSession, ids: Iterable[str]) -> dict[str, str]:
    """The names of some accounts; an id that is none is left out."""
    query = select(Principal.id, Principal.name).where(Principal.id.in_(sorted(set(ids))))
    return {row.id: row.name for row in await session.execute(query)}


async def by_email(session: AsyncSession, email: str) -> Account | None:
    """The account of an e-mail address, in lower case."""
    row = (await session.execute(select(Principal).where(Principal.email == email))).scalar_one_or_none()
    return _account(row) if row else None


async def citizen_of(session: AsyncSession, email: str, new_id: str) -> Account | None:
    """The account of an e-mail address; a citizen's new one, under `new_id`, where there is none."""
    values = {"id": new_id, "role": Role.CITIZEN, "boroughs": list[str](), "name": email, "email": email}
    await session.execute(upsert(Principal).values(**values).on_conflict_do_nothing())
    return await by_email(session, email)


async def open_citizen(session: AsyncSession, new_id: str, name: str) -> Account | None:
    """A citizen's new account, of whom no address is known."""
    values = {"id": new_id, "role": Role.CITIZEN, "boroughs": list[str](), "name": name[:200] or new_id, "email": ""}
    await session.execute(upsert(Principal).values(**values).on_conflict_do_nothing())
    return await by_id(session, new_id)


async def by_identity(session: AsyncSession, issuer: str, subject: str) -> Account | None:
    """The account that an identity of elsewhere is linked to."""
    found = await session.execute(BY_IDENTITY, {"issuer": issuer, "subject": subject})
    principal_id = found.scalar_one_or_none()
    return await by_id(session, principal_id) if principal_id else None


async def link(session: AsyncSession, issuer: str, subject: str, principal_id: str) -> None:
    """Link an identity to an account, for good: an identity that is linked already stays where it is."""
    await session.execute(LINK, {"issuer": issuer, "subject": subject, "principal_id": principal_id})


BY_IDENTITY = text("SELECT principal_id FROM identities WHERE issuer = :issuer AND subject = :subject")
LINK = text("""
INSERT INTO identities (issuer, subject, principal_id) VALUES (:issuer, :subject, :principal_id) ON CONFLICT DO NOTHING
""")


async def of_role(session: AsyncSession, role: Role, borough: str) -> list[Account]:
    """The open accounts of a role at one counter, by name."""
    query = select(Principal).where(Principal.role == role, Principal.boroughs.contains([borough]), OPEN)
    rows = (await session.execute(query.order_by(Principal.name, Principal.id))).scalars()
    return [_account(row) for row in rows]


async def all_accounts(session: AsyncSession) -> list[Account]:
    """Every open account, for the demo sign-in page."""
    rows = (await session.execute(select(Principal).where(OPEN).order_by(Principal.id))).scalars()
    return [_account(row) for row in rows]


async def open_session(
    session: AsyncSession, session_sha256: str, principal_id: str, csrf: str, expires_at: datetime
) -> None:
    """Open a browser session."""
    values = {"session_sha256": session_sha256, "principal_id": principal_id, "csrf": csrf, "expires_at": expires_at}
    await session.execute(insert(WebSession).values(**values))


async def close_session(session: AsyncSession, session_sha256: str) -> None:
    """Close a browser session."""
    await session.execute(delete(WebSession).where(WebSession.session_sha256 == session_sha256))


def _account(row: Principal) -> Account:
    return Account(Actor(row.id, Role(row.role), tuple(row.boroughs)), row.name, row.email, row.closed_at is not None)


async def speak_as_verifier(session: AsyncSession, verify_code: str) -> None:
    """Let row-level security show the one letter that carries this code."""
    await session.execute(text("SELECT set_config('guichet.verify_code', :code, true)"), {"code": verify_code})


async def reference_for_verifier(session: AsyncSession, verify_code: str) -> tuple[str, str, str] | None:
    """The reference, the service and its version of the case whose letter carries this code."""
    row = (await session.execute(text("SELECT * FROM case_of_letter(:code)"), {"code": verify_code})).one_or_none()
    return (row[0], row[1], row[2]) if row else None


async def correction_for_verifier(session: AsyncSession, verify_code: str) -> Correction | None:
    """The letter that replaced the one that carries this code, once it is sealed."""
    statement = text("SELECT * FROM correction_of_letter(:code)")
    row = (await session.execute(statement, {"code": verify_code})).one_or_none()
    return Correction(row[0], row[1]) if row else None
