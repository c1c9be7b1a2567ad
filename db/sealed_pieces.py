"""A long file under its case's key, piece by piece: none can be left out, moved or taken from another file unseen."""

import secrets
from collections.abc import Iterator
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.ciphertext import NONCE
from domain.errors import Erased
from domain.ports import DataKey

PIECE: Final = 4_194_304  # bytes in clear


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """A file's bytes, in pieces."""
    while part := file.read(PIECE):
        yield part


def names(folder: str, size: int) -> list[str]:
    """Where the pieces of a file of so many bytes lie, in order."""
    return [f"{folder}/{number:06d}" for number in range(-(-size // PIECE))]


def seal(key: DataKey, name: str, piece: bytes) -> bytes:
    """Nonce and ciphertext of a piece, bound to its name, which says of which file it is and where in it."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key.secret).encrypt(nonce, piece, name.encode())


def unseal(key: DataKey, name: str, sealed: bytes) -> bytes:
    """The bytes of a piece. Raises Erased when the key does not open it."""
    try:
        return AESGCM(key.secret).decrypt(sealed[:NONCE], sealed[NONCE:], name.encode())
    except InvalidTag as fault:
        raise Erased from fault
