"""The tables of the doors: accounts, sessions, drafts, acts and messages as received."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from db.models import Base


class Principal(Base):
    """Who may sign in. `name` and `email` are the account's own, not a case's."""

    __tablename__ = "principals"
    id: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    boroughs: Mapped[list[str]]
    name: Mapped[str]
    email: Mapped[str]
    closed_at: Mapped[datetime | None]


class ApiToken(Base):
    """A bearer token, by its SHA-256."""

    __tablename__ = "api_tokens"
    token_sha256: Mapped[str] = mapped_column(primary_key=True)
    principal_id: Mapped[str]
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class WebSession(Base):
    """A signed-in browser, by the SHA-256 of its cookie; revocable."""

    __tablename__ = "web_sessions"
    session_sha256: Mapped[str] = mapped_column(primary_key=True)
    principal_id: Mapped[str]
    csrf: Mapped[str]
    expires_at: Mapped[datetime]


class Draft(Base):
    """An application that is not filed yet; its id becomes the case id."""

    __tablename__ = "drafts"
    id: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str]
    service: Mapped[str]
    version: Mapped[str]
    borough: Mapped[str]
    language: Mapped[str]
    revision: Mapped[int]
    content: Mapped[bytes]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    link_asked_at: Mapped[datetime | None]
    filed_at: Mapped[datetime | None]


class ActReceived(Base):
    """An act as the door received and authenticated it, stored before Temporal is called."""

    __tablename__ = "acts_received"
    act_id: Mapped[str] = mapped_column(primary_key=True)
    principal: Mapped[str]
    idempotency_key: Mapped[str]
    request_sha256: Mapped[str]
    case_id: Mapped[str]
    action: Mapped[str]
    body: Mapped[bytes]
    received_at: Mapped[datetime]
    lease_until: Mapped[datetime]
    status: Mapped[str]
    refusal: Mapped[dict[str, Any] | None]


class InboxMessage(Base):
    """A message of an outside system, kept before it is acted upon."""

    __tablename__ = "inbox"
    provider: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(primary_key=True)
    type: Mapped[str]
    body: Mapped[dict[str, Any]]
    received_at: Mapped[datetime]
    status: Mapped[str]
    attempts: Mapped[int]
    next_try_at: Mapped[datetime]
