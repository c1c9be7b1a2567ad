"""The City's own sealing authority: one root, one seal certificate, both ECDSA P-256, made once in a folder."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT_CERTIFICATE: Final = "root.pem"
SEAL_CERTIFICATE: Final = "seal.pem"
SEAL_KEY: Final = "seal.key"
ROOT_KEY: Final = "root.key"
SEAL_NAME: Final = "Sceau électronique de la Ville de Montréal"
ROOT_NAME: Final = "Autorité de scellement – Ville de Montréal"
FROM: Final = datetime(2020, 1, 1, tzinfo=UTC)
UNTIL: Final = datetime(2070, 1, 1, tzinfo=UTC)  # letters about buildings are kept for good (DOMAIN §6.6)


@dataclass(frozen=True)
class Authority:
    """Where an authority's files lie; the keys are readable by their owner alone."""

    folder: Path

    @property
    def root_certificate(self) -> Path:
        """PEM certificate that verifiers trust."""
        return self.folder / ROOT_CERTIFICATE

    @property
    def seal_certificate(self) -> Path:
        """PEM certificate of the seal."""
        return self.folder / SEAL_CERTIFICATE

    @property
    def seal_key(self) -> Path:
        """PEM private key of the seal."""
        return self.folder / SEAL_KEY


def create_authority(folder: Path) -> Authority:
    """The authority in a folder, made whole if it is not there; of two makers at once, the first wins."""
    authority = Authority(folder)
    if authority.seal_key.exists():
        return authority
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write_authority(made)
        made.rename(folder)
    except OSError:
        if not authority.seal_key.exists():
            raise
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return authority


def _write_authority(folder: Path) -> None:
    root_key, seal_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name, seal_name = _name(ROOT_NAME), _name(SEAL_NAME)
    root = (
        _certificate(root_name, root_name, root_key.public_key(), root_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    seal = (
        _certificate(seal_name, root_name, seal_key.public_key(), root_key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    _write(folder / ROOT_CERTIFICATE, root.public_bytes(serialization.Encoding.PEM), 0o644)
    _write(folder / SEAL_CERTIFICATE, seal.public_bytes(serialization.Encoding.PEM), 0o644)
    _write(folder / ROOT_KEY, _pem(root_key), 0o600)
    _write(folder / SEAL_KEY, _pem(seal_key), 0o600)


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, issuer_key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(UNTIL)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False)
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CA"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Ville de Montréal"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(file: Path, content: bytes, mode: int) -> None:
    file.touch(mode, exist_ok=False)
    file.write_bytes(content)
