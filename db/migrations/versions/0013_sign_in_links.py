"""Links by which people sign in with their e-mail address alone."""

from pathlib import Path

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the links, and let the doors open a citizen's account."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
