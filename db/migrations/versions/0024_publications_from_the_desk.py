"""The administrator's session may add publications and versions."""

from pathlib import Path

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Grant it."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
