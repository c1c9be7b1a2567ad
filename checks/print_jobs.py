"""Batches of post: the job, its two manifests and the record say the same, and no letter is in two live batches."""

import csv
import hashlib
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf

from checks.evidence import Evidence
from checks.record import Batch, Delivery, Letter, Record

IN_A_LIVE_BATCH = frozenset({"batched", "posted"})


def misprinted(evidence: Evidence, record: Record) -> list[str]:
    """Batches that are not finished, whose files disagree with the record or with each other, or share a letter."""
    by_batch: dict[str, list[Delivery]] = {batch.id: [] for batch in record.batches}
    times: Counter[tuple[str, int]] = Counter()
    for deliveries in record.deliveries.values():
        for one in deliveries:
            if one.batch is not None:
                by_batch.setdefault(one.batch, []).append(one)
                times[one.case_id, one.number] += one.status in IN_A_LIVE_BATCH
    shared = {letter for letter, count in times.items() if count > 1}
    return [
        batch.id
        for batch in record.batches
        if any((one.case_id, one.number) in shared for one in by_batch[batch.id])
        or _wrong(evidence.documents / "post" / batch.id, batch, by_batch[batch.id], record)
    ]


def _wrong(folder: Path, batch: Batch, deliveries: list[Delivery], record: Record) -> bool:
    if batch.status == "open":
        return True
    if batch.cleared_at is not None:
        return (batch.letters or 0) < len(deliveries)
    try:
        job, manifest, table = (folder / name for name in ("letters.pdf", "manifest.json", "manifest.csv"))
        said = json.loads(manifest.read_bytes())
        return (
            _sha256(job) != batch.pdf_sha256
            or _sha256(manifest) != batch.manifest_sha256
            or said["totals"] != {"letters": batch.letters, "pages": batch.pages, "sheets": batch.sheets}
            or _letters(said) != _expected(deliveries, record)
            or not _adds_up(said, job, batch)
            or not _same_table(said, table)
        )
    except (OSError, ValueError, KeyError, pikepdf.PdfError):
        return True


def _letters(said: dict[str, Any]) -> Counter[tuple[str, int, str, str]]:
    return Counter((one["reference"], one["number"], one["code"], one["sha256"]) for one in said["letters"])


def _expected(deliveries: list[Delivery], record: Record) -> Counter[tuple[str, int, str, str]]:
    """The letters that the record has in a batch, with the hash of each sealed file."""
    found: Counter[tuple[str, int, str, str]] = Counter()
    for one in deliveries:
        letter = _letter(record, one)
        found[record.cases[one.case_id].reference, one.number, letter.code, letter.sealed_sha256] += 1
    return found


def _letter(record: Record, of: Delivery) -> Letter:
    found = [letter for letter in record.letters.get(of.case_id, []) if letter.number == of.number]
    if not found:
        raise KeyError(of.number)
    return found[0]


def _adds_up(said: dict[str, Any], job: Path, batch: Batch) -> bool:
    """Letters follow each other without overlap, begin on a recto in duplex, and fill the job with the blank pages."""
    with pikepdf.open(job) as opened:
        pages = len(opened.pages)
    next_page, blank = 1, 0
    for one in said["letters"]:
        blank += one["first_page"] - next_page
        if one["first_page"] < next_page or (batch.duplex and one["first_page"] % 2 == 0):
            return False
        next_page = one["first_page"] + one["pages"]
    most_blank = len(said["letters"]) if batch.duplex else 0
    return next_page - 1 == pages == batch.pages and 0 <= blank <= most_blank


def _same_table(said: dict[str, Any], table: Path) -> bool:
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    *lines, total = rows
    told = [(row["reference"], row["number"], row["pages"], row["sha256"]) for row in lines]
    names = ("reference", "number", "pages", "sha256")
    return told == [tuple(str(one[name]) for name in names) for one in said["letters"]] and (
        total["number"],
        total["pages"],
    ) == (str(said["totals"]["letters"]), str(said["totals"]["pages"]))


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
