"""When judges can sit, and the secret addresses of people's calendars."""

from pathlib import Path

from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Add them."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
