"""Signing every case's head once a day: what a person who rewrites the database cannot rewrite with it (DESIGN §4)."""

import base64
import contextlib
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from db import supervision
from db.models import SignedHead

A_DAY = timedelta(hours=24)
PRIVATE, PUBLIC = "heads.key", "heads.pem"
Head = tuple[str, int, str]  # case id, sequence number, hash of the last event


@dataclass(frozen=True)
class HeadSigner:
    """Signs with the Ed25519 key of `key_folder`, made once; publishes in `folder`, outside the database."""

    sessions: async_sessionmaker[AsyncSession]
    key_folder: Path
    folder: Path

    async def sign_when_due(self, now: datetime) -> int:
        """Sign when the last signature is a day old or more; how many statements were made."""
        async with self.sessions() as session:
            last = await supervision.last_signed(session)
        if last is not None and now - last < A_DAY:
            return 0
        await self.sign(now)
        return 1

    async def sign(self, now: datetime) -> Path:
        """Sign every case's head as it stands: first the file, then the row, so that no row lacks its file."""
        async with self.sessions() as session:
            heads = await supervision.all_heads(session)
        statement = _signed(heads, now, _key(self.key_folder))
        file = _publish(self.folder, statement, now)
        row = SignedHead(signed_at=now, cases=statement["cases"], events=statement["events"], root=statement["root"],
                         signature=base64.b64decode(statement["signature"]))  # fmt: skip
        async with self.sessions.begin() as session:
            await supervision.note_signed(session, row)
        return file


def root_of(heads: Sequence[Head]) -> str:
    """SHA-256 over one line a case, by id."""
    lines = "".join(f"{case_id} {seq} {head}\n" for case_id, seq, head in heads)
    return hashlib.sha256(lines.encode()).hexdigest()


def sign_statement(key_folder: Path, message: bytes) -> str:
    """A message's Ed25519 signature by the key of the heads, in base64."""
    return base64.b64encode(_key(key_folder).sign(message)).decode()


def _signed(heads: Sequence[Head], now: datetime, key: Ed25519PrivateKey) -> dict[str, Any]:
    heads = sorted(heads)
    said = {
        "signed_at": now.astimezone(UTC).isoformat(),
        "cases": len(heads),
        "events": sum(seq for _, seq, _ in heads),
        "root": root_of(heads),
    }
    message = "\n".join(("guichet heads 1", *(str(value) for value in said.values()), ""))
    return said | {"signature": base64.b64encode(key.sign(message.encode())).decode(), "heads": heads}


def _publish(folder: Path, statement: dict[str, Any], now: datetime) -> Path:
    """A file that is whole or not there."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{now.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}.json"
    aside = file.with_suffix(".part")
    with aside.open("w", encoding="utf-8") as out:
        json.dump(statement, out)
        out.flush()
        os.fsync(out.fileno())
    aside.rename(file)
    return file


def _key(folder: Path) -> Ed25519PrivateKey:
    """The key, made with its public half if there is none; of two makers at once, the first wins."""
    file = folder / PRIVATE
    if not file.exists():
        _keep_once(file, _new_key(), 0o600)
    key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError("the key of the heads is an Ed25519 key")
    if not (folder / PUBLIC).exists():
        _keep_once(folder / PUBLIC, _pem(key), 0o644)
    return key


def _pem(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def _new_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _keep_once(file: Path, content: bytes, mode: int) -> None:
    """Whole or not at all; what is there already stays."""
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as out:
        out.write(content)
    with contextlib.suppress(FileExistsError):
        file.hardlink_to(aside)
    aside.unlink()
