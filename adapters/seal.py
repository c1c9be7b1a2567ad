"""The City's seal on a letter: a PAdES B-B certification signature that allows no change after it (DESIGN §7)."""

import asyncio
import io
from datetime import datetime
from typing import cast

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner

from adapters.letter_structure import SEAL_FIELD
from adapters.seal_authority import Authority
from adapters.seal_form import DIGEST, SIGNATURE

HEX_RESERVED = 4096  # hexadecimal digits; a seal takes about 2,250
CERTIFICATION = PdfSignatureMetadata(
    field_name=SEAL_FIELD,
    md_algorithm=DIGEST,
    certify=True,
    subfilter=SigSeedSubFilter.PADES,
    docmdp_permissions=MDPPerm.NO_CHANGES,
)


class Sealer:
    """Seals PDFs with one authority's key, read once."""

    def __init__(self, authority: Authority) -> None:
        self._signer = _LetterSigner(CERTIFICATION, _key_holder(authority))

    def seal(self, pdf: bytes, signed_at: datetime) -> bytes:
        """The sealed file: the unsigned one, byte for byte, then the seal. `signed_at` knows its time zone. Blocks."""
        return asyncio.run(self._seal(pdf, signed_at))

    async def _seal(self, pdf: bytes, signed_at: datetime) -> bytes:
        session = self._signer.init_signing_session(_SealWriter(io.BytesIO(pdf)), existing_fields_only=True)
        session.system_time = signed_at
        document = session.prepare_tbs_document(None, HEX_RESERVED)
        prepared, output = document.digest_tbs_document(in_place=True)
        await document.perform_signature(prepared.document_digest, PdfCMSSignedAttributes())
        return cast(io.BytesIO, output).getvalue()


class _LetterSigner(PdfSigner):
    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:
        """A letter stays PDF 1.7, as PDF/A-2 wants; pyHanko would make it PDF 2.0 to name our curve (ISO/TS 32002)."""
        pdf_out.register_extension(ESIC_EXTENSION_1)


class _SealWriter(IncrementalPdfFileWriter):
    """Adds the seal alone: the letter's own metadata keep the letter's date, not this machine's."""

    def _update_meta(self) -> None:
        pass


def _key_holder(authority: Authority) -> SimpleSigner:
    holder = SimpleSigner.load(str(authority.seal_key), str(authority.seal_certificate), signature_mechanism=SIGNATURE)
    if holder is None or holder.signing_key.algorithm != "ec":
        raise ValueError(f"no elliptic-curve key and certificate in {authority.folder}")
    return holder
