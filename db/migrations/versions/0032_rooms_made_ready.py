"""Rooms that a provider lost, who was asked for one, and what a hearing at a distance still lacks."""

from pathlib import Path

from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """Add them."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
