"""The hash chain of a case's events, over ciphertext: it verifies after the key is gone (DESIGN §4)."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

GENESIS = "0" * 64


def link(prev: str, header: Mapping[str, Any], ciphertext: bytes) -> str:
    """The hash of one event: the one before, the clear header (canonical JSON) and the encrypted facts."""
    digest = hashlib.sha256()
    digest.update(prev.encode())
    digest.update(canonical(header).encode())
    digest.update(hashlib.sha256(ciphertext).digest())
    return digest.hexdigest()


def canonical(value: object) -> str:
    """JSON with sorted keys, no spaces, instants in ISO 8601: equal values give equal text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def content_hash(value: object) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)
