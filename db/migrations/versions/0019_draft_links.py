"""Ways back to drafts, sent by mail."""

from pathlib import Path

from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Add the instant at which one was asked for."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
