"""The rooms of hearings held at a distance: who may come, what happened, who is joined, what was recorded."""

from pathlib import Path

from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Add the tables."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
