"""No slot of a judge who is away is offered, or moved to."""

from pathlib import Path

from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Add both."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
