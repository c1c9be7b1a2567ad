"""The paragraphs of letters that a city edits."""

from pathlib import Path

from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Add their versions."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
