"""Identities of elsewhere, and attempts to sign in with them."""

from pathlib import Path

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the identities and the attempts."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
