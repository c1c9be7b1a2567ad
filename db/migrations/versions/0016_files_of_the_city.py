"""The city's files are listed from an index for who sees them all."""

from pathlib import Path

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add the index."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
