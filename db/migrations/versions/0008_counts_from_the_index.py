"""The worklist's counts are read from its indexes alone."""

from pathlib import Path

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Carry in the two indexes that are counted what row-level security asks about."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
