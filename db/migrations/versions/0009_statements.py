"""Statements of offence: people of the court, the register of tickets, a case that changes hands."""

from pathlib import Path

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add what a contest needs beside its case."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
