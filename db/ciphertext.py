"""AES-256-GCM over canonical JSON, bound to its place in the record so that no row can be swapped for another."""

import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.chain import canonical
from domain.errors import Erased
from domain.ports import DataKey

NONCE = 12


def encrypt(key: DataKey, place: str, value: object) -> bytes:
    """Nonce and ciphertext of a JSON value. `place` names the row, for instance `case-id/event/3`."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key.secret).encrypt(nonce, canonical(value).encode(), place.encode())


def decrypt(key: DataKey, place: str, sealed: bytes) -> Any:
    """The JSON value. Raises Erased when nothing was left, or the key does not open it."""
    if len(sealed) <= NONCE:
        raise Erased
    try:
        return json.loads(AESGCM(key.secret).decrypt(sealed[:NONCE], sealed[NONCE:], place.encode()))
    except InvalidTag as fault:
        raise Erased from fault
