"""The city's DKIM key: made at first start, and the DNS record that receivers look for beside it."""

import base64
import os
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

SIGNED_HEADERS = ("from", "to", "subject", "date", "message-id", "mime-version", "content-type")
PATIENCE_SECONDS = 5.0


@dataclass(frozen=True)
class DkimKey:
    """Who signs: `SELECTOR._domainkey.DOMAIN` is where the public key is published. `private` is PEM."""

    selector: str
    domain: str
    private: bytes

    @property
    def record_name(self) -> str:
        """The name of the DNS record."""
        return f"{self.selector}._domainkey.{self.domain}"

    @property
    def record(self) -> str:
        """The DNS record: a TXT value."""
        public: Any = serialization.load_pem_private_key(self.private, None).public_key()
        spki = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        return f"v=DKIM1; k=rsa; p={base64.b64encode(spki).decode()}"


def keep_dkim_key(folder: Path, selector: str, domain: str) -> DkimKey:
    """The key of this city, made once (2,048 bits), readable by its owner only; two processes keep the same one."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{selector}.pem"
    if not file.exists():
        _make(file)
    key = DkimKey(selector, domain, _whole(file))
    (folder / f"{selector}.txt").write_text(f'{key.record_name}. IN TXT "{key.record}"\n', encoding="ascii")
    return key


def sign(key: DkimKey, message: bytes, at: datetime) -> bytes:
    """The message with its signature before it; signed at `at`, so that a second copy is the same to the byte."""
    signer = _Dated(message)
    signer.signed_at = at
    header: Any = signer.sign(
        key.selector.encode(), key.domain.encode(), key.private, canonicalize=(b"relaxed", b"relaxed"),
        include_headers=[name.encode() for name in SIGNED_HEADERS],
    )  # fmt: skip
    return header + message


class _Dated(dkim.DKIM):  # pyright: ignore[reportUntypedBaseClass]
    """The library would write the machine's clock into the signature."""

    signed_at: datetime

    def gen_header(self, fields: Any, *rest: Any, **more: Any) -> Any:
        dated = str(int(self.signed_at.timestamp())).encode()
        fields = [(name, dated if name == b"t" else value) for name, value in fields]
        return super().gen_header(fields, *rest, **more)  # pyright: ignore[reportAttributeAccessIssue]


def _make(file: Path) -> None:
    """Write a new key aside and link it: the first link wins, and is whole."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    aside = file.with_suffix(f".{os.getpid()}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(pem)
    try:
        os.link(aside, file)
    except FileExistsError:
        pass
    finally:
        aside.unlink()


def _whole(file: Path) -> bytes:
    until = time.monotonic() + PATIENCE_SECONDS
    while not (content := file.read_bytes()).rstrip().endswith(b"-----END RSA PRIVATE KEY-----"):
        if time.monotonic() > until:
            raise ValueError(f"{file} is not a key")
        time.sleep(0.05)
    return content
