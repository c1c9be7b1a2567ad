"""Dockets of a period as they were proposed, and what became of each of their dates."""

from pathlib import Path

from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Add both."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
