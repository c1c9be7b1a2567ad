"""The hearings' own processes, and what was ready when they looked."""

from pathlib import Path

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add what a hearing's process keeps."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
