"""Documents: scanned or held, judged or not."""

from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add what the scanner and the clerk say of a file."""
    script = Path(__file__).with_suffix(".sql")
    op.execute(script.read_text(encoding="utf-8").replace(":", "\\:"))
