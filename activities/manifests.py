"""What goes with a print job: one line a letter and the totals, for people (CSV) and for programs (JSON)."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

PDF_NAME: Final = "letters.pdf"
JSON_NAME: Final = "manifest.json"
CSV_NAME: Final = "manifest.csv"
FILES: Final = {PDF_NAME: "application/pdf", JSON_NAME: "application/json", CSV_NAME: "text/csv; charset=utf-8"}
COLUMNS: Final = (
    "rank",
    "code",
    "number",
    "reference",
    "language",
    "first_page",
    "pages",
    "cover",
    "sha256",
    "address",
)
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Line:
    """One letter of a batch. `pages` counts its cover; `sha256` is that of the sealed file; pages count from 1."""

    code: str
    number: int
    reference: str
    language: str
    first_page: int
    pages: int
    cover: bool
    sha256: str
    address: tuple[str, ...]


def json_of(batch: str, made_on: date, lines: Sequence[Line], total: Mapping[str, int], *, duplex: bool) -> bytes:
    """The manifest for programs; the same bytes for the same batch."""
    letters: list[dict[str, Any]] = [{"rank": rank, **asdict(line)} for rank, line in enumerate(lines, start=1)]
    content = {"batch": batch, "made_on": made_on.isoformat(), "duplex": duplex, "letters": letters, "totals": total}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def csv_of(batch: str, lines: Sequence[Line], total: Mapping[str, int]) -> bytes:
    """The manifest for people; the last line holds the totals, and no cell can become a formula."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for rank, line in enumerate(lines, start=1):
        cells = {**asdict(line), "rank": rank, "cover": int(line.cover), "address": " | ".join(line.address)}
        writer.writerow([_neutral(str(cells[name])) for name in COLUMNS])
    totals = {"rank": "TOTAL", "number": total["letters"], "reference": batch, "pages": total["pages"],
              "cover": sum(line.cover for line in lines)}  # fmt: skip
    writer.writerow([totals.get(name, "") for name in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def _neutral(cell: str) -> str:
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell
