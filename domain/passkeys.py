"""Passkeys: keys that a person's device keeps for one address, and what is known of them here."""

import ipaddress
from dataclasses import dataclass


@dataclass(frozen=True)
class Party:
    """The address that a passkey is for: its host (`id`), and the origin that the browser must name."""

    id: str
    origin: str


@dataclass(frozen=True)
class NewKey:
    """A key as a device has just made it. `synced`: it is copied to the person's other devices."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    synced: bool


def party_of(scheme: str, host: str, netloc: str) -> Party | None:
    """Who keys are for at an address; None where browsers make none: without https, and under a bare IP address."""
    secure = scheme == "https" or host == "localhost"
    return Party(host, f"{scheme}://{netloc}") if secure and not _is_address(host) else None


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
