"""Every letter is the file that was sealed, sealed by the City, and about the case that it belongs to."""

import hashlib
import io
import logging
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, cast

import psycopg
from asn1crypto import x509
from psycopg.rows import class_row
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from checks.evidence import Evidence
from checks.pdf_words import visible_text
from checks.record import Event, Letter, Record

SIDE_BY_SIDE = 2
CHANGED = {"LetterWithdrawn": "withdrawn", "LetterCorrected": "corrected", "JudgmentCorrected": "corrected"}
FEW = 50  # letters that are not worth starting processes for


@dataclass(frozen=True)
class Kept:
    """A row of `letters` with its case's reference."""

    storage_key: str
    sealed_sha256: str
    reference: str


@dataclass(frozen=True)
class Asked:
    """One file to be judged; an empty hash or reference is not looked at."""

    file: Path
    sha256: str = ""
    reference: str = ""


def verify_letters(evidence: Evidence) -> dict[str, Any]:
    """Judge every letter of the record: letters, invalid, and the first twenty faults by storage key."""
    query = (
        "SELECT l.storage_key, l.sealed_sha256, c.reference FROM letters l JOIN cases c ON c.id = l.case_id "
        "WHERE l.status <> 'erased' ORDER BY l.case_id, l.number"
    )
    with (
        psycopg.connect(evidence.database_url) as connection,
        connection.cursor(row_factory=class_row(Kept)) as cursor,
    ):
        kept = cursor.execute(query).fetchall()
    asked = [Asked(evidence.documents / row.storage_key, row.sealed_sha256, row.reference) for row in kept]
    return _figures(asked, evidence.root_certificate, evidence.documents)


def unfounded_standings(record: Record) -> list[str]:
    """Cases where a letter says withdrawn or corrected and no event did it, or an event did and it says nothing."""
    return [
        case_id
        for case_id in record.cases
        if _unfounded(record.letters.get(case_id, []), record.events.get(case_id, []))
    ]


def verify_folder(folder: Path, root_certificate: Path) -> dict[str, Any]:
    """Judge every PDF file under a folder by its seal alone."""
    files = sorted(file for file in folder.rglob("*.pdf") if file.is_file())
    return _figures([Asked(file) for file in files], root_certificate, folder)


def fault_of(asked: Asked, roots: Sequence[x509.Certificate]) -> str:
    """Why a file is not a letter of the City's; empty when it is."""
    try:
        pdf = asked.file.read_bytes()
    except OSError:
        return "there is no such file"
    if asked.sha256 and hashlib.sha256(pdf).hexdigest() != asked.sha256:
        return "not the file that was sealed"
    try:
        fault = _fault_of_seal(pdf, roots)
        if fault or not asked.reference or asked.reference in visible_text(pdf):
            return fault
    except Exception as broken:  # whatever a parser says of hostile bytes means the same
        return f"the file cannot be read ({type(broken).__name__})"
    return "its text does not show the case's reference"


def _unfounded(letters: list[Letter], events: list[Event]) -> bool:
    said = {(letter.changed_seq, letter.status) for letter in letters if letter.status in CHANGED.values()}
    done = {(event.seq, CHANGED[event.type]) for event in events if event.type in CHANGED}
    status = {letter.number: letter.status for letter in letters}
    replaced = [letter.corrects for letter in letters if letter.corrects is not None]
    erased = "erased" in status.values()
    orphan = any(status.get(number) not in ("corrected", "erased") for number in replaced)
    return not said <= done or (said != done and not erased) or orphan


def _fault_of_seal(pdf: bytes, roots: Sequence[x509.Certificate]) -> str:
    seals = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    if len(seals) != 1:
        return f"{len(seals)} seals instead of one"
    if not _covers_all(seals[0], pdf):
        return "the seal does not cover the whole file"
    trusted = ValidationContext(trust_roots=list(roots), allow_fetching=False)
    status = validate_pdf_signature(seals[0], signer_validation_context=trusted)
    if not (status.intact and status.valid):
        return "the bytes are not those that were sealed"
    if not status.trusted:
        return "the signer is not the City"
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE and bool(status.docmdp_ok)
    return "" if whole and status.modification_level == ModificationLevel.NONE else "changed after it was sealed"


def _covers_all(seal: EmbeddedPdfSignature, pdf: bytes) -> bool:
    start, before, after, rest = (int(each) for each in cast(Iterable[int], seal.byte_range))
    return start == 0 and 0 < before < after and after + rest == len(pdf)


def _figures(asked: list[Asked], root_certificate: Path, folder: Path) -> dict[str, Any]:
    faults = list(_faults(asked, root_certificate))
    named = {str(one.file.relative_to(folder)): fault for one, fault in zip(asked, faults, strict=True) if fault}
    return {"letters": len(asked), "invalid": len(named), "faults": dict(list(named.items())[:20])}


def _faults(asked: list[Asked], root_certificate: Path) -> Iterator[str]:
    """Judge side by side; never in this thread, for the seals' library starts a loop of its own."""
    batches = [asked[at : at + FEW] for at in range(0, len(asked), FEW)]
    with _pool(len(batches)) as pool:
        for faults in pool.map(_judge_some, batches, [root_certificate] * len(batches)):
            yield from faults


def _pool(batches: int) -> Executor:
    if batches <= 1:
        return ThreadPoolExecutor(1)
    return ProcessPoolExecutor(SIDE_BY_SIDE, mp_context=get_context("spawn"))


def _judge_some(asked: list[Asked], root_certificate: Path) -> list[str]:
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    roots = list(load_certs_from_pemder([str(root_certificate)]))
    return [fault_of(one, roots) for one in asked]
