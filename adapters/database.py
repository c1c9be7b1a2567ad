"""Engines and sessions; refuses a role for which row-level security is void."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

Sessions = async_sessionmaker[AsyncSession]


class UnsafeRole(Exception):
    """The process would run as a superuser or BYPASSRLS role."""


def engine(url: str, *, pool: int = 24) -> AsyncEngine:
    """An asynchronous engine on psycopg 3; `url` is `postgresql://…`. Dead connections are replaced unseen."""
    plain = url.replace("postgresql://", "postgresql+psycopg://", 1)
    return create_async_engine(
        plain,
        pool_size=pool,
        max_overflow=pool,
        pool_pre_ping=False,
        pool_timeout=5,
        connect_args={"connect_timeout": 3},
    )


def sessions(of: AsyncEngine) -> Sessions:
    """A session maker: one activity or one request is one transaction."""
    return async_sessionmaker(of, expire_on_commit=False)


async def refuse_unsafe_role(of: AsyncEngine) -> None:
    """Raise UnsafeRole when row-level security would not hold for this connection (DESIGN §9)."""
    question = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    async with of.connect() as connection:
        if (await connection.execute(question)).scalar_one():
            raise UnsafeRole("the process may not run as a superuser or BYPASSRLS role")
