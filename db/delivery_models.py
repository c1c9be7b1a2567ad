"""The tables of the letters' way to people: attempts, batches of post, addresses, preferences. No event of a case."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from db.models import Base


class ContactPreference(Base):
    """What one person prefers; `addresses` is ciphertext under the system's key."""

    __tablename__ = "contact_preferences"
    principal_id: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str]
    language: Mapped[str]
    language_basis: Mapped[str]
    addresses: Mapped[bytes]
    accepted_at: Mapped[datetime | None]
    texts_since: Mapped[datetime | None]
    revision: Mapped[int]
    updated_at: Mapped[datetime]


class CaseAddress(Base):
    """A new postal address for a case; the highest rank stands. Ciphertext under the case's key."""

    __tablename__ = "case_addresses"
    case_id: Mapped[str] = mapped_column(primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[bytes]
    given_by: Mapped[str]
    given_at: Mapped[datetime]


class LetterDelivery(Base):
    """One attempt to bring one letter to its person."""

    __tablename__ = "letter_deliveries"
    case_id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    attempt: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    basis: Mapped[str]
    status: Mapped[str]
    address: Mapped[bytes | None]
    accepted_at: Mapped[datetime | None]
    available_at: Mapped[datetime | None]
    announced_at: Mapped[datetime | None]
    texted_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    bounced_at: Mapped[datetime | None]
    batch: Mapped[str | None]
    rank: Mapped[int | None]
    posted_on: Mapped[date | None]
    returned_on: Mapped[date | None]
    return_reason: Mapped[str | None]
    created_at: Mapped[datetime]


class PostBatch(Base):
    """Letters of one borough printed and posted together."""

    __tablename__ = "post_batches"
    id: Mapped[str] = mapped_column(primary_key=True)
    borough: Mapped[str]
    status: Mapped[str]
    made_at: Mapped[datetime]
    made_on: Mapped[date]
    duplex: Mapped[bool]
    letters: Mapped[int | None]
    pages: Mapped[int | None]
    sheets: Mapped[int | None]
    pdf_sha256: Mapped[str | None]
    manifest_sha256: Mapped[str | None]
    posted_on: Mapped[date | None]
    cleared_at: Mapped[datetime | None]
