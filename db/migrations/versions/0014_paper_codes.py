"""Codes by which an account claims a file that a clerk filed."""

from pathlib import Path

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the codes."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
