"""Accounts that are changed and closed, days closed by the city, and the register of incidents."""

from pathlib import Path

from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Add the three."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
