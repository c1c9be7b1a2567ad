"""A seal proves the whole file: flipped bytes, later revisions and foreign signers are refused (RELIABILITY §3 D3)."""

import io
import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import algos, cms
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.generic import NameObject, TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.general import simple_cms_attribute
from pypdf import PdfReader

from adapters.letter_pdf import LetterPdf
from adapters.seal import HEX_RESERVED, Sealer
from adapters.seal_authority import ROOT_KEY, ROOT_NAME, SEAL_NAME, Authority, create_authority
from adapters.seal_verify import load_roots, verify_pdf
from tests.letters.samples import letter

SIGNED_AT = datetime(2026, 11, 23, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def unsigned(letter_pdf: LetterPdf) -> bytes:
    return letter_pdf.render(letter("P13"))


@pytest.fixture(scope="module")
def sealed(sealer: Sealer, unsigned: bytes) -> bytes:
    return sealer.seal(unsigned, SIGNED_AT)


def test_a_sealed_letter_is_valid_and_says_who_and_when(sealed: bytes, authority: Authority) -> None:
    verdict = verify_pdf(sealed, load_roots(authority.folder))
    assert (verdict.valid, verdict.reason) == (True, "")
    assert (verdict.signer, verdict.signed_at) == (SEAL_NAME, SIGNED_AT)


def test_the_unsigned_letter_is_the_beginning_of_the_sealed_one(sealed: bytes, unsigned: bytes) -> None:
    assert sealed.startswith(unsigned)


def test_the_seal_leaves_the_letters_dates_alone(sealed: bytes) -> None:
    reader = PdfReader(io.BytesIO(sealed))
    assert reader.metadata["/ModDate"] == "D:20261123"
    assert b"xmp:ModifyDate" in reader.trailer["/Root"]["/Metadata"].get_data()
    assert reader.get_fields()["Sceau"]["/V"]["/M"] == "D:20261123150000Z"


def test_two_hundred_flipped_bits_are_all_seen(sealed: bytes, authority: Authority) -> None:
    chance, roots = random.Random(58), load_roots(authority.folder)
    start = sealed.index(b"/ByteRange")
    places = [chance.randrange(len(sealed)) for _ in range(120)] + [
        chance.randrange(start - 3000, len(sealed)) for _ in range(80)
    ]
    for place in places:
        flipped = bytearray(sealed)
        flipped[place] ^= 1 << chance.randrange(8)
        assert not verify_pdf(bytes(flipped), roots).valid, place


def in_hexadecimal(seal: cms.ContentInfo) -> bytes:
    return seal.dump(force=True).hex().upper().encode().ljust(HEX_RESERVED, b"0")


def unchanged(seal: cms.ContentInfo, authority: Authority) -> bytes:
    return in_hexadecimal(seal)


def with_another_version(seal: cms.ContentInfo, authority: Authority) -> bytes:
    seal["content"]["version"] = "v3"
    return in_hexadecimal(seal)


def with_another_certificate(seal: cms.ContentInfo, authority: Authority) -> bytes:
    root = load_cert_from_pemder(str(authority.root_certificate))
    seal["content"]["certificates"].append(cms.CertificateChoices(name="certificate", value=root))
    return in_hexadecimal(seal)


def with_another_digest_named(seal: cms.ContentInfo, authority: Authority) -> bytes:
    seal["content"]["digest_algorithms"] = [algos.DigestAlgorithm({"algorithm": "sha1"})]
    return in_hexadecimal(seal)


def with_its_issuer_in_capitals(seal: cms.ContentInfo, authority: Authority) -> bytes:
    before, _, after = in_hexadecimal(seal).rpartition(ROOT_NAME.encode().hex().upper().encode())
    return before + ROOT_NAME.replace("scellement", "SCELLEMENT").encode().hex().upper().encode() + after


def with_an_unsigned_attribute(seal: cms.ContentInfo, authority: Authority) -> bytes:
    attributes = cms.CMSAttributes([simple_cms_attribute("content_type", "data")])
    seal["content"]["signer_infos"][0]["unsigned_attrs"] = attributes
    return in_hexadecimal(seal)


def in_lower_case(seal: cms.ContentInfo, authority: Authority) -> bytes:
    return in_hexadecimal(seal).lower()


def with_words_in_the_padding(seal: cms.ContentInfo, authority: Authority) -> bytes:
    return in_hexadecimal(seal)[:-8] + b"41636365"


def with_spaces_in_the_padding(seal: cms.ContentInfo, authority: Authority) -> bytes:
    return in_hexadecimal(seal)[:-8] + b" " * 8


@pytest.mark.parametrize(
    ("change", "valid"),
    [
        (unchanged, True),
        (with_another_version, False),
        (with_another_certificate, False),
        (with_another_digest_named, False),
        (with_its_issuer_in_capitals, False),
        (with_an_unsigned_attribute, False),
        (in_lower_case, False),
        (with_words_in_the_padding, False),
        (with_spaces_in_the_padding, False),
    ],
)
def test_what_no_signature_covers_is_fixed_too(
    sealed: bytes, authority: Authority, change: Callable[[cms.ContentInfo, Authority], bytes], valid: bool
) -> None:
    place = sealed.index(b"/Contents <30") + len(b"/Contents <")
    seal = cms.ContentInfo.load(bytes.fromhex(sealed[place : place + HEX_RESERVED].decode()))
    changed = sealed[:place] + change(seal, authority) + sealed[place + HEX_RESERVED :]
    assert len(changed) == len(sealed)
    assert verify_pdf(changed, load_roots(authority.folder)).valid is valid


def test_a_sealed_letter_stays_pdf_1_7_and_allows_no_change(sealed: bytes) -> None:
    root: Any = PdfReader(io.BytesIO(sealed)).trailer["/Root"]
    assert sealed.startswith(b"%PDF-1.7")
    assert "/Version" not in root
    assert list(root["/Extensions"]) == ["/ESIC"]
    assert root["/Perms"]["/DocMDP"]["/Reference"][0]["/TransformParams"]["/P"] == 1


def test_a_revision_added_after_the_seal_is_seen(sealed: bytes, authority: Authority) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    writer.root[NameObject("/Note")] = TextStringObject("Accordé")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    for changed in (out.getvalue(), sealed + b"\n", sealed + sealed, sealed[:-1], b" " + sealed):
        assert not verify_pdf(changed, load_roots(authority.folder)).valid


def test_a_foreign_signer_is_refused(sealed: bytes, unsigned: bytes, authority: Authority, tmp_path: Path) -> None:
    stranger = create_authority(tmp_path / "seal")
    verdict = verify_pdf(Sealer(stranger).seal(unsigned, SIGNED_AT), load_roots(authority.folder))
    assert (verdict.intact, verdict.trusted, verdict.valid) == (True, False, False)
    assert verdict.reason == "the signer is not the City"
    assert not verify_pdf(sealed, load_roots(stranger.folder)).valid


def test_the_seal_of_one_letter_does_not_fit_another(
    sealed: bytes, sealer: Sealer, letter_pdf: LetterPdf, authority: Authority
) -> None:
    other = sealer.seal(letter_pdf.render(letter("P13", number=2, reference="VM-2026-000124")), SIGNED_AT)
    size = HEX_RESERVED + 2
    ours, theirs = (each.index(b"/Contents <30") + len(b"/Contents ") for each in (sealed, other))
    pasted = other[:theirs] + sealed[ours : ours + size] + other[theirs + size :]
    assert len(pasted) == len(other)
    assert not verify_pdf(pasted, load_roots(authority.folder)).valid


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"x" * 1000, b"%PDF-1.7\n%%EOF"])
def test_what_is_no_letter_is_not_valid(content: bytes, authority: Authority) -> None:
    assert not verify_pdf(content, load_roots(authority.folder)).valid


def test_a_letter_without_seal_is_not_valid(unsigned: bytes, authority: Authority) -> None:
    assert verify_pdf(unsigned, load_roots(authority.folder)).reason == "no seal"


async def test_verifying_in_an_event_loop_is_a_fault_and_no_verdict(sealed: bytes, authority: Authority) -> None:
    with pytest.raises(BlockingIOError):
        verify_pdf(sealed, load_roots(authority.folder))


def test_an_authority_is_made_once_and_keeps_its_keys_to_itself(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "seal"
    first = create_authority(folder).seal_certificate.read_bytes()
    assert create_authority(folder).seal_certificate.read_bytes() == first
    assert sorted(each.name for each in folder.parent.iterdir()) == ["seal"]
    for key in (folder / ROOT_KEY, create_authority(folder).seal_key):
        assert key.stat().st_mode & 0o777 == 0o600
