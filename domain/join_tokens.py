"""The token of a link to a hearing: whose it is and which of theirs, signed; it is kept nowhere (DOMAIN §2.6)."""

import hmac
from typing import Final

from domain.case_ids import keyed_id
from domain.room import part_of

PREFIX: Final = "join"
LONGEST_SERIAL: Final = 6


def token_of(secret: str, hearing_id: str, participant: str, serial: int) -> str:
    """The token of one participant's link."""
    signed = (hearing_id, participant, str(serial))
    return ".".join((PREFIX, *signed, keyed_id(secret, PREFIX, *signed)))


def opened(secret: str, token: str) -> tuple[str, str, int] | None:
    """The hearing, the participant and the serial that a token says; None for one that we did not sign."""
    parts = token.split(".")
    if len(parts) != 5 or parts[0] != PREFIX or not parts[3].isdecimal() or len(parts[3]) > LONGEST_SERIAL:
        return None
    if not hmac.compare_digest(parts[4].encode(), keyed_id(secret, PREFIX, *parts[1:4]).encode()):
        return None
    return (parts[1], parts[2], int(parts[3])) if part_of(parts[2]) else None


def room_address(base_url: str, hearing_id: str, token: str, language: str, *, test: bool = False) -> str:
    """The page of a hearing's room, or that of its self-test. What follows `#` is sent to no server."""
    prefix = "/en" if language == "en" else ""
    return f"{base_url}{prefix}/audience/{hearing_id}{'/essai' if test else ''}" + (f"#{token}" if token else "")
