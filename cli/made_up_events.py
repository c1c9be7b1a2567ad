"""What happened in made-up cases: a key for each, and the three events of its chain, sealed as the record does it."""

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

import psycopg
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_wrap

from cli.made_up_cases import copy_rows
from db.ciphertext import encrypt
from domain.ports import DataKey

KEYS: Final = ("case_id", "key_id", "wrapped")
EVENTS: Final = (
    "case_id", "seq", "type", "act_id", "act_hash", "actor", "role", "at", "before", "after", "key_id", "facts",
    "prev_hash", "hash", "recorded_at",
)  # fmt: skip
# What each made-up case went through: who acted, from and to which state, and what the record keeps of it.
LIFE: Final = (
    ("ApplicationFiled", "citizen", ("", "AWAITING_PAYMENT"), {"answers": {}, "opinions": []}),
    ("PaymentReceived", "system", ("AWAITING_PAYMENT", "ADMISSIBILITY"), {"cents": 8_450, "purpose": "study"}),
    ("FileDeclaredComplete", "clerk", ("ADMISSIBILITY", "UNDER_REVIEW"), {}),
)  # fmt: skip
HASH: Final = "0" * 64


async def load_events(owner_url: str, master_key: str) -> None:
    """Load the events of every made-up case by COPY. `master_key`, in hexadecimal, wraps the cases' keys."""
    async with await psycopg.AsyncConnection.connect(owner_url) as link:
        found = await (await link.execute("SELECT id, owner, filed_at FROM cases ORDER BY id")).fetchall()
        keys = {case_id: DataKey(secrets.token_hex(8), AESGCM.generate_key(256)) for case_id, _, _ in found}
        await copy_rows(link, "case_keys", KEYS, _wrapped(keys, bytes.fromhex(master_key)))
        events = (one for case_id, owner, at in found for one in _events(case_id, owner, at, keys[case_id]))
        await copy_rows(link, "case_events", EVENTS, events)
        await link.commit()
        await link.set_autocommit(True)
        await link.execute("VACUUM ANALYZE case_keys")
        await link.execute("VACUUM ANALYZE case_events")


def _wrapped(keys: dict[str, DataKey], master_key: bytes) -> Iterator[tuple[Any, ...]]:
    for case_id, key in keys.items():
        yield case_id, key.key_id, aes_key_wrap(master_key, key.secret)


def _events(case_id: str, owner: str, filed_at: datetime, key: DataKey) -> Iterator[tuple[Any, ...]]:
    for seq, (kind, role, (before, after), facts) in enumerate(LIFE, start=1):
        at, actor = filed_at + timedelta(hours=seq - 1), owner if role == "citizen" else role
        yield (
            case_id, seq, kind, f"{case_id}-{seq}", HASH, actor, role, at, before, after, key.key_id,
            encrypt(key, f"{case_id}/event/{seq}", facts), HASH, HASH, at,
        )  # fmt: skip
