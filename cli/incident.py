"""The file of an incident: who opened a case, complete, signed with the key of the heads."""

import base64
import json
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from activities.heads import sign_statement
from casework import access
from casework.doors import Doors
from cli.keeping_verbs import Verb
from db.accesses import Seen
from domain.chain import canonical
from domain.clock import local_date
from domain.people import Actor

FORMAT = "guichet incident 1"


def incident(case: str, since: str, key_folder: Path) -> Verb:
    """The signed statement of who opened a case; `since` is a local day, empty for all."""

    async def verb(doors: Doors, actor: Actor) -> dict[str, Any]:
        seen = await access.of_case(doors, actor, case)
        kept = [one for one in seen if not since or local_date(one.at).isoformat() >= since]
        statement = {
            "format": FORMAT, "case_id": case, "since": since or None, "asked_by": actor.id,
            "made_at": datetime.now(UTC).isoformat(), "accesses_count": len(kept), "persons": _persons(kept),
            "accesses": [asdict(one) | {"at": one.at.astimezone(UTC).isoformat()} for one in kept],
        }  # fmt: skip
        return statement | {"signature": sign_statement(key_folder, canonical(statement).encode())}

    return verb


def signature_holds(file: Path, key: Path) -> bool:
    """Whether a file's signature is that of its content, by this public key."""
    statement = json.loads(file.read_text(encoding="utf-8"))
    signature = base64.b64decode(statement.pop("signature"))
    public = load_pem_public_key(key.read_bytes())
    assert isinstance(public, Ed25519PublicKey)
    try:
        public.verify(signature, canonical(statement).encode())
    except InvalidSignature:
        return False
    return True


def _persons(seen: list[Seen]) -> dict[str, int]:
    return dict(sorted(Counter(one.person for one in seen).items()))
