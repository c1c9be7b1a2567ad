"""Files given out several at a time, and absences."""

from pathlib import Path

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the batches and the absences."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
