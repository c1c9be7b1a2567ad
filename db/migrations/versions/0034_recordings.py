"""The court's recordings: their form, their end, and who may know of them."""

from pathlib import Path

from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    """Add them."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
