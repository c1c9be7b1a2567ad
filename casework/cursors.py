"""Cursors of keyset listings: where a page ends, signed, so that nobody makes one up."""

import base64
import hashlib
import hmac

from domain.errors import Invalid


def sign(secret: str, listing: str, *place: str) -> str:
    """A cursor of one listing; no part of the place may hold a bar."""
    text = "|".join(place)
    return base64.urlsafe_b64encode(f"{text}|{_signature(secret, listing, text)}".encode()).decode()


def opened(secret: str, listing: str, cursor: str) -> tuple[str, str]:
    """The two parts of a place. Raises Invalid for a cursor that is not ours, or is another listing's."""
    try:
        first, second, signature = base64.urlsafe_b64decode(cursor.encode()).decode().split("|")
    except ValueError as fault:
        raise Invalid({"cursor": "forged"}) from fault
    if not hmac.compare_digest(signature.encode(), _signature(secret, listing, f"{first}|{second}").encode()):
        raise Invalid({"cursor": "forged"})
    return first, second


def _signature(secret: str, listing: str, text: str) -> str:
    return hmac.new(secret.encode(), f"{listing}|{text}".encode(), hashlib.sha256).hexdigest()[:32]
