"""Signs of life of the worker processes."""

from pathlib import Path

from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Add the table."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
