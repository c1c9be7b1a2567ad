"""Alarms about hearings that are not ready, and the links by which people join a hearing held at a distance."""

from pathlib import Path

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add when an alarm was told, and the links of each hearing."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
