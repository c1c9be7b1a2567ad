"""The one form of our seals, and the bytes of a seal that its own signature does not cover."""

from collections.abc import Iterable
from typing import Any, Final, cast

from asn1crypto import algos, cms
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

DIGEST: Final = "sha256"
DIGEST_ALGORITHM: Final = algos.DigestAlgorithm({"algorithm": DIGEST})
SIGNATURE: Final = algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})


def gap_is_the_seal(seal: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """The signature covers the file but for one gap, which holds the seal in upper-case hexadecimal, nothing else."""
    start, before, after, rest = (int(each) for each in cast(Iterable[int], seal.byte_range))
    covered = start == 0 and 0 < before < after and after + rest == len(pdf)
    return covered and pdf[before:after] == b"<%s>" % seal.pkcs7_content.hex().upper().encode()


def is_in_our_form(content: bytes) -> bool:
    """DER, then zeros; and all that RFC 5652 leaves unsigned is as PAdES B-B fixes it (ETSI EN 319 142-1 §6.3)."""
    container = cms.ContentInfo.load(content)
    if container.dump(force=True).ljust(len(content), b"\0") != content:
        return False
    signed: Any = container["content"]
    if not len(signed["certificates"]) == len(signed["signer_infos"]) == 1:
        return False
    signer = signed["signer_infos"][0]
    return _adds_nothing(signed, signer) and _names_our_algorithms(signed, signer) and _names_its_holder(signed, signer)


def _adds_nothing(signed: Any, signer: Any) -> bool:
    return (
        signed["version"].native == signer["version"].native == "v1"
        and signed["encap_content_info"].native == {"content_type": "data", "content": None}
        and signed["crls"].native is None
        and signer["unsigned_attrs"].native is None
    )


def _names_our_algorithms(signed: Any, signer: Any) -> bool:
    digests = [*signed["digest_algorithms"], signer["digest_algorithm"]]
    return [each.dump() for each in digests] == [DIGEST_ALGORITHM.dump()] * 2 and (
        signer["signature_algorithm"].dump() == SIGNATURE.dump()
    )


def _names_its_holder(signed: Any, signer: Any) -> bool:
    """By the very bytes: names that differ in case alone are equal to a validator (RFC 5280 §7.1)."""
    certificate = signed["certificates"][0].chosen
    holder = cms.IssuerAndSerialNumber({"issuer": certificate.issuer, "serial_number": certificate.serial_number})
    return signer["sid"].chosen.dump() == holder.dump()
