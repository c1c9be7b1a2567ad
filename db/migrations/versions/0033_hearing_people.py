"""The people of a hearing: in which language they are written to, the links sent to them, the public that watches."""

from pathlib import Path

from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    """Add the tables and the public's door."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
