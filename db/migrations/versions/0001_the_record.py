"""The record: cases, events, money, letters, doors; roles and row-level security."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create everything of the first release."""
    here = Path(__file__).parent
    for name in ("0001_tables.sql", "0001_roles.sql"):
        op.execute((here / name).read_text(encoding="utf-8").replace(":", "\\:"))
