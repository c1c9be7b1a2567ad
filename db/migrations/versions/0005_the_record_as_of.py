"""What the record must keep to be read as of any instant, to be destroyed in time, and to say who read it."""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Histories of tasks and letters, holds, destructions, the log of accesses."""
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.execute(script.replace(":", "\\:"))
