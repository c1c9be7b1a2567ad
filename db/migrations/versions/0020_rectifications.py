"""Requests to have personal information rectified."""

from pathlib import Path

from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Add the requests."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
