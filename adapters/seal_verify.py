"""Is this file one of our letters, whole and unchanged? Any flipped byte, later revision or foreign signer says no."""

import asyncio
import io
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import x509
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from adapters.seal_authority import ROOT_CERTIFICATE
from adapters.seal_form import gap_is_the_seal, is_in_our_form

REVISIONS = 2  # the letter, then its seal


@dataclass(frozen=True)
class Verdict:
    """What a file's seal proves. `reason` is empty when all three hold."""

    intact: bool  # the signed bytes and the seal itself are as they were made
    trusted: bool  # the signer's certificate comes from one of our roots
    whole: bool  # the seal covers the file from its first byte to its last
    signer: str | None
    signed_at: datetime | None
    reason: str

    @property
    def valid(self) -> bool:
        """Intact, trusted and whole."""
        return self.intact and self.trusted and self.whole


def load_roots(path: Path) -> list[x509.Certificate]:
    """Trusted certificates: of a PEM file, or of an authority's folder."""
    return list(load_certs_from_pemder([str(path / ROOT_CERTIFICATE if path.is_dir() else path)]))


def verify_pdf(pdf: bytes, roots: Sequence[x509.Certificate]) -> Verdict:
    """Judge one file; bytes that cannot be read at all are no letter. Blocks: call it outside an event loop."""
    _refuse_event_loop()
    try:
        return _judge(pdf, roots)
    except Exception as fault:  # any parser fault on hostile bytes means the same
        return _refused(f"the file cannot be read ({type(fault).__name__})")


def _refuse_event_loop() -> None:
    """pyHanko starts a loop of its own, whose failure must not read as a bad letter."""
    with suppress(RuntimeError):
        asyncio.get_running_loop()
        raise BlockingIOError("verify_pdf blocks: call it in a thread")


def _judge(pdf: bytes, roots: Sequence[x509.Certificate]) -> Verdict:
    reader = PdfFileReader(io.BytesIO(pdf))
    seals = reader.embedded_signatures
    if len(seals) != 1:
        return _refused("no seal" if not seals else "more than one signature")
    seal = seals[0]
    signer = seal.signer_cert.subject.native.get("common_name")
    if reader.total_revisions != REVISIONS or not gap_is_the_seal(seal, pdf):
        return Verdict(False, False, False, signer, None, "the file was changed after it was sealed")
    if not is_in_our_form(seal.pkcs7_content):
        return Verdict(False, False, True, signer, None, "the bytes are not those that were sealed")
    status = validate_pdf_signature(
        seal,
        signer_validation_context=ValidationContext(trust_roots=list(roots), allow_fetching=False),
    )
    return _verdict(status, signer, seal.self_reported_timestamp)


def _verdict(status: PdfSignatureStatus, signer: str | None, signed_at: datetime | None) -> Verdict:
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    unchanged = status.modification_level == ModificationLevel.NONE and bool(status.docmdp_ok)
    intact = status.intact and status.valid and unchanged
    reason = ""
    if not intact:
        reason = "the bytes are not those that were sealed"
    elif not status.trusted:
        reason = "the signer is not the City"
    elif not whole:
        reason = "the file was changed after it was sealed"
    return Verdict(intact, status.trusted, whole, signer, signed_at, reason)


def _refused(reason: str) -> Verdict:
    return Verdict(False, False, False, None, None, reason)
