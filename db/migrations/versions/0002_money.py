"""Money that settles: partial refunds, links, tills, invoices, the bank's statements."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create what settling money needs."""
    here = Path(__file__).parent
    op.execute((here / "0002_money.sql").read_text(encoding="utf-8").replace(":", "\\:"))
