"""Notes of the city's people on a file."""

from pathlib import Path

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add the notes."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
