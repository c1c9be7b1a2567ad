"""Signed tokens for rooms that others keep: short-lived, for one person, HS256 (RFC 7519)."""

import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from joserfc import jwt
from joserfc.jwk import OctKey

SKEW_SECONDS: Final = 30  # how far behind ours the other side's clock may be


def token(secret: str, claims: Mapping[str, Any], until: datetime) -> str:
    """A token with these claims, good from now until an instant; the clock is the machine's, as the other side's is."""
    times = {"nbf": int(time.time()) - SKEW_SECONDS, "exp": int(until.timestamp())}
    return jwt.encode({"alg": "HS256", "typ": "JWT"}, {**claims, **times}, OctKey.import_key(secret))
