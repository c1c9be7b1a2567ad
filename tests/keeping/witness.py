"""A witness inside the database: triggers that keep every image of the rows of a case, and when each was written."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import psycopg
from psycopg.rows import dict_row

TABLES = ("cases", "case_events", "tasks", "ledger_entries", "letters")
STAND = """
CREATE TABLE witness (
    rank bigint GENERATED ALWAYS AS IDENTITY, tx xid8 DEFAULT pg_current_xact_id(), of text, case_id text,
    seen_at timestamptz, image jsonb);
GRANT INSERT ON witness TO guichet_worker, guichet_app;
CREATE FUNCTION witnessed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO witness (of, case_id, seen_at, image) VALUES (TG_TABLE_NAME,
        coalesce(to_jsonb(NEW) ->> 'case_id', to_jsonb(NEW) ->> 'id'), clock_timestamp(),
        to_jsonb(NEW) - 'summary' - 'facts');
    RETURN NULL;
END $$;
"""
LEAVE = "DROP FUNCTION witnessed CASCADE; DROP TABLE witness"


@dataclass(frozen=True)
class Image:
    """A row as it stood. By the machine's clock, its writer stamped the write, and all of it stood at `seen_at`."""

    of: str
    case_id: str
    stamped_at: datetime
    seen_at: datetime
    row: dict[str, Any]


@dataclass
class Witness:
    """What the rows of every case were, one image after another; `images` is filled when the witness leaves."""

    owner_url: str
    images: list[Image] = field(default_factory=list)

    async def stand(self) -> None:
        """Begin to look."""
        async with await psycopg.AsyncConnection.connect(self.owner_url, autocommit=True) as owner:
            await owner.execute(STAND.encode())
            for table in TABLES:
                trigger = f"CREATE TRIGGER z_witness AFTER INSERT OR UPDATE ON {table}"
                await owner.execute(f"{trigger} FOR EACH ROW EXECUTE FUNCTION witnessed()".encode())

    async def change_some_letters(self, instant: datetime) -> None:
        """Withdraw one letter and replace another, as a clerk would, an hour apart on the city's clock."""
        for rank, status in enumerate(("withdrawn", "corrected")):
            since = instant + timedelta(hours=rank)
            async with await psycopg.AsyncConnection.connect(self.owner_url, autocommit=True) as owner:
                await owner.execute(
                    "UPDATE letters SET status = %s, status_since = %s, status_recorded_at = clock_timestamp(), "
                    "changed_seq = seq, changed_on = %s, reason = 'content_error' "
                    "WHERE (case_id, number) = (SELECT case_id, number FROM letters "
                    "WHERE status = 'valid' ORDER BY case_id, number LIMIT 1)",
                    (status, since, since.date()),
                )

    async def leave(self) -> None:
        """Say what was seen, and leave nothing behind."""
        async with await psycopg.AsyncConnection.connect(self.owner_url, row_factory=dict_row) as owner:
            rows = await (await owner.execute("SELECT * FROM witness ORDER BY rank")).fetchall()
            await owner.execute(LEAVE.encode())
        writes: dict[Any, list[dict[str, Any]]] = {}
        for row in rows:
            writes.setdefault(row["tx"], []).append(row)
        for write in writes.values():
            stamped, seen = min(_stamp(row) for row in write), max(row["seen_at"] for row in write)
            self.images += [Image(row["of"], row["case_id"], stamped, seen, row["image"]) for row in write]

    def cases(self) -> list[str]:
        """Every case seen."""
        return sorted({image.case_id for image in self.images})

    def of_case(self, case_id: str) -> list[Image]:
        """The images of one case, in order."""
        return [image for image in self.images if image.case_id == case_id]


def _stamp(row: dict[str, Any]) -> datetime:
    """The instant that the writer gave its write, where the row keeps one."""
    kept = row["image"].get("recorded_at") or row["image"].get("status_recorded_at")
    return datetime.fromisoformat(kept) if kept else row["seen_at"]


def stood(images: list[Image]) -> dict[str, Any] | None:
    """What the rows said after these images of one case: the shape of `audit show`, in plain JSON."""
    cases = [image.row for image in images if image.of == "cases"]
    if not cases:
        return None
    case = cases[-1]
    tasks = [image.row for image in images if image.of == "tasks"][-1:]
    letters = {image.row["number"]: image.row for image in images if image.of == "letters"}
    return {
        "case_id": case["id"], "reference": case["reference"], "seq": case["seq"], "state": case["state"],
        "head": case["head"], "promised_on": case["promised_on"],
        "tasks": [(task["kind"], task["role"], task["due_on"]) for task in tasks if task["done_at"] is None],
        "balances": _balances(image.row for image in images if image.of == "ledger_entries"),
        "letters": [(number, row["code"], row["status"]) for number, row in sorted(letters.items())],
    }  # fmt: skip


def _balances(lines: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        found[line["debit"]] = found.get(line["debit"], 0) + line["cents"]
        found[line["credit"]] = found.get(line["credit"], 0) - line["cents"]
    return found
