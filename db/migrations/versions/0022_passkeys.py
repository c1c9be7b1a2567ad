"""Passkeys, and the challenges that were answered."""

from pathlib import Path

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Add both."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
