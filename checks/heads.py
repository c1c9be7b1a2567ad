"""The signed statements of every case's head, as published in files outside the database."""

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from checks.evidence import Evidence


@dataclass(frozen=True)
class Statement:
    """Each case's sequence number and head at an instant. `root` commits to all of them."""

    signed_at: str
    root: str
    heads: dict[str, tuple[int, str]]


class BadStatement(Exception):
    """A published file that is not what the city signed."""


def latest(evidence: Evidence) -> Statement | None:
    """The newest statement whose signature holds; None when nothing was ever published."""
    for file in sorted(evidence.heads.glob("*.json"), reverse=True):
        try:
            return read(file, evidence.heads_key)
        except BadStatement:
            continue
    return None


def read(file: Path, public_key: Path) -> Statement:
    """One published statement. Raises BadStatement when it does not hold."""
    try:
        said = json.loads(file.read_bytes())
        _check(said, public_key)
        return Statement(
            said["signed_at"], said["root"], {case_id: (seq, head) for case_id, seq, head in said["heads"]}
        )
    except (InvalidSignature, KeyError, TypeError, ValueError, OSError) as fault:
        raise BadStatement(file.name) from fault


def faults_of_publication(evidence: Evidence, connection: psycopg.Connection[Any]) -> list[str]:
    """Published files that do not hold, and statements of the table that have no file."""
    faults, roots = list[str](), set[str]()
    for file in sorted(evidence.heads.glob("*.json")):
        try:
            roots.add(read(file, evidence.heads_key).root)
        except BadStatement:
            faults.append(f"{file.name} does not hold")
    rows = connection.execute("SELECT signed_at, root FROM signed_heads ORDER BY id").fetchall()
    return faults + [
        f"statement of {signed_at:%Y-%m-%dT%H:%M:%SZ} has no file" for signed_at, root in rows if root not in roots
    ]


def _check(said: dict[str, Any], public_key: Path) -> None:
    lines = "".join(f"{case_id} {seq} {head}\n" for case_id, seq, head in said["heads"])
    if hashlib.sha256(lines.encode()).hexdigest() != said["root"] or len(said["heads"]) != said["cases"]:
        raise ValueError("the root is not that of the heads")
    signed = "\n".join(
        ("guichet heads 1", said["signed_at"], str(said["cases"]), str(said["events"]), said["root"], "")
    )
    key = load_pem_public_key(public_key.read_bytes())
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not an Ed25519 key")
    key.verify(base64.b64decode(said["signature"]), signed.encode())
