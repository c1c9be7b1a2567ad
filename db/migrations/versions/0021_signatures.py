"""Documents of a draft that others sign by a link."""

from pathlib import Path

from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Add the links and what was signed by them."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
