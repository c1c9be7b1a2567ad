"""Reading what the engine keeps encrypted: data keys of the table `case_keys`, unwrapped by the master key."""

from collections.abc import Sequence

import psycopg
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap
from temporalio.api.common.v1 import Payload
from temporalio.converter import PayloadCodec

from checks.evidence import Evidence

ENCODING = b"binary/guichet-aes-256-gcm"
NONCE = 12


class KeyGone(Exception):
    """The payload's key was destroyed, or never was."""


class Opener(PayloadCodec):
    """Decrypts payloads; it never encrypts, for a proof writes nothing."""

    def __init__(self, secrets: dict[str, bytes]) -> None:
        self._secrets = secrets

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Nothing that the proofs send is a person's: it goes as it is."""
        return list(payloads)

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Open each payload with the key that it names. Raises KeyGone."""
        return [self._opened(payload) for payload in payloads]

    def _opened(self, payload: Payload) -> Payload:
        if payload.metadata.get("encoding") != ENCODING:
            return payload
        secret = self._secrets.get(payload.metadata["key-id"].decode())
        if secret is None:
            raise KeyGone
        clear = AESGCM(secret).decrypt(payload.data[:NONCE], payload.data[NONCE:], None)
        return Payload.FromString(clear)


def opener(evidence: Evidence) -> Opener:
    """An opener with every key that still stands."""
    master = bytes.fromhex(evidence.master_key)
    with psycopg.connect(evidence.database_url) as connection:
        rows = connection.execute("SELECT key_id, wrapped FROM case_keys WHERE wrapped IS NOT NULL").fetchall()
    return Opener({key_id: aes_key_unwrap(master, wrapped) for key_id, wrapped in rows})
