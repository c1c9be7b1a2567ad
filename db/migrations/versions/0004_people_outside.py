"""People who come without an account: reviewers outside the city, the public that comments on a notice."""

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create what they need, and let inspectors see."""
    here = Path(__file__).parent
    op.execute((here / "0004_people_outside.sql").read_text(encoding="utf-8").replace(":", "\\:"))
