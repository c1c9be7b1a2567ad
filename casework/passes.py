"""A pass to one case for whoever knows a statement's number and a second fact of it: signed and short-lived."""

import hmac
from datetime import UTC, datetime, timedelta
from typing import Final

from domain.case_ids import holder_of, keyed_id, well_formed
from domain.errors import Unauthenticated
from domain.people import Actor, Role

PREFIX: Final = "pass"
LASTS: Final = timedelta(minutes=30)


def issue(secret: str, case_id: str, now: datetime | None = None) -> str:
    """A pass to a case from now on. `now` is the machine's."""
    until = int(((now or datetime.now(UTC)) + LASTS).timestamp())
    return f"{PREFIX}.{case_id}.{until}.{_signature(secret, case_id, until)}"


def is_pass(token: str) -> bool:
    """Whether a bearer token says of itself that it is a pass."""
    return token.startswith(f"{PREFIX}.")


def holder(secret: str, token: str, now: datetime | None = None) -> Actor:
    """Whom a pass speaks for: the holder of its case. Raises Unauthenticated for one that is forged or over."""
    parts = token.split(".")
    if len(parts) != 4 or not well_formed(parts[1]) or not parts[2].isdecimal() or len(parts[2]) > 12:
        raise Unauthenticated
    case_id, until = parts[1], int(parts[2])
    if not hmac.compare_digest(parts[3].encode(), _signature(secret, case_id, until).encode()):
        raise Unauthenticated
    if (now or datetime.now(UTC)).timestamp() > until:
        raise Unauthenticated
    return Actor(holder_of(case_id), Role.CITIZEN)


def _signature(secret: str, case_id: str, until: int) -> str:
    return keyed_id(secret, "pass", case_id, str(until))
