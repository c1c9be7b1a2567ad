"""Short-lived credentials at a TURN relay (coturn's `use-auth-secret`, the TURN REST API draft)."""

import hmac
from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from hashlib import sha1
from typing import Any

from adapters.settings import TurnSettings


def ice_of(of: TurnSettings) -> Callable[[str, datetime], dict[str, Any]]:
    """The settings of a browser's peer connections, for a participant until an instant; no relay without addresses."""
    addresses = [one.strip() for one in of.urls.split(",") if one.strip()]

    def ice(participant: str, until: datetime) -> dict[str, Any]:
        servers = [server(addresses, of.secret, participant, until)] if addresses else []
        return {"iceServers": servers, "iceTransportPolicy": "relay" if of.only else "all"}

    return ice


def server(addresses: list[str], secret: str, participant: str, until: datetime) -> dict[str, Any]:
    """One entry of `iceServers`: `username` says until when (Unix seconds), `credential` proves that we said so."""
    username = f"{int(until.timestamp())}:{participant}"
    seal = hmac.new(secret.encode(), username.encode(), sha1).digest()
    return {"urls": addresses, "username": username, "credential": b64encode(seal).decode()}
