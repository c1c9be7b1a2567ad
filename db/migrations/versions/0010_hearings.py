"""Hearings: sittings, slots, and bookings of which no two share a judge, a room, a party or an interpreter at once."""

from pathlib import Path

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the calendar of the court."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
