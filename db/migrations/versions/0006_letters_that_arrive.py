"""Letters that arrive: ways to people, batches of post, preferences, corrections and withdrawals."""

from pathlib import Path

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the delivery bookkeeping; letters that were sealed before count as made available at the sealing."""
    script = Path(__file__).with_suffix(".sql")
    op.execute(script.read_text(encoding="utf-8").replace(":", "\\:"))
