"""Published versions of the catalogue; a worklist that stays quick; who took a file; promises that were broken."""

import hashlib
import json
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Keep what was published, in its canonical form, and make the worklist one table's affair."""
    file = Path(__file__).with_suffix(".sql")
    op.execute(file.read_text(encoding="utf-8").replace(":", "\\:"))
    _keep_what_was_published()
    op.execute("DROP TABLE service_versions")


def _keep_what_was_published() -> None:
    """The services of before publications, each under its hash, numbered in their order."""
    link = op.get_bind()
    numbers: dict[str, int] = {}
    rows = link.execute(
        sa.text("SELECT code, version, content, published_at FROM service_versions ORDER BY published_at, code")
    ).all()
    for code, version, content, at in rows:
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if hashlib.sha256(text.encode()).hexdigest() != version:
            raise RuntimeError(f"the stored content of {code} is not that of its version {version}")
        numbers[code] = numbers.get(code, 0) + 1
        link.execute(
            sa.text(
                "INSERT INTO catalogue_versions (service, number, version, content, published_at, published_by) "
                "VALUES (:code, :number, :version, :content, :at, 'seed')"
            ),
            {"code": code, "number": numbers[code], "version": version, "content": text, "at": at},
        )
