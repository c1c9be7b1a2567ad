"""What can still be had of erased cases: in the database, the engine, the files and the logs (RELIABILITY §3 H1).

Two ways are tried. Words that were personal in them are searched everywhere, in every disguise; and every ciphertext
of theirs is tried with every key that still stands.
"""

import asyncio
import json
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import pikepdf
import psycopg
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap
from google.protobuf.message import Message
from psycopg import sql
from temporalio.api.common.v1 import Payload
from temporalio.client import Client
from temporalio.service import RPCError

from checks.disguises import Needles
from checks.engine import handle_of
from checks.evidence import Evidence
from checks.pdf_words import visible_text
from checks.sealed_payloads import ENCODING, NONCE

PLACES = ("database", "temporal_files", "histories", "files", "letters", "logs", "files_left", "keys_left", "opened")
FOLDERS = ("letters", "documents", "quarantine", "recordings")


def search(evidence: Evidence, words: Collection[str], case_ids: Collection[str]) -> dict[str, Any]:
    """Hits by place and in all: none when nothing is recoverable. Blocks: call it outside an event loop.

    `files_left` counts files of these cases that still lie there, `keys_left` keys that still stand, `opened` what the
    standing keys opened of them.
    """
    needles = Needles(words)
    secrets = standing_keys(evidence)
    histories, opened = asyncio.run(_histories(evidence, case_ids, secrets))
    places = {
        "database": sum(needles.count(cell) for cell in every_cell(evidence)),
        "temporal_files": sum(needles.count(file.read_bytes()) for file in sorted(evidence.var.glob("temporal.db*"))),
        "histories": sum(needles.count(event) for event in histories),
        "files": sum(needles.count(file.read_bytes()) for file in _files(evidence.documents)),
        "letters": _in_letters(evidence, words),
        "logs": sum(needles.count(file.read_bytes()) for file in _files(evidence.var / "log")),
        "files_left": len(files_left(evidence, case_ids)),
        "keys_left": len(set(case_ids) & secrets.keys()),
        "opened": opened + _opened_events(evidence, case_ids, secrets),
    }
    return {"places": places, "hits": sum(places.values()), "events": len(histories)}


def every_cell(evidence: Evidence) -> Iterator[bytes]:
    """Every value of every table, as bytes."""
    with psycopg.connect(evidence.database_url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            for row in connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table))):
                yield from (_as_bytes(value) for value in row if value is not None)


def standing_keys(evidence: Evidence) -> dict[str, bytes]:
    """The data keys that the master key still unwraps, by case."""
    master = bytes.fromhex(evidence.master_key)
    with psycopg.connect(evidence.database_url) as connection:
        rows = connection.execute("SELECT case_id, wrapped FROM case_keys WHERE wrapped IS NOT NULL").fetchall()
    return {case_id: aes_key_unwrap(master, wrapped) for case_id, wrapped in rows}


def files_left(evidence: Evidence, case_ids: Collection[str]) -> list[Path]:
    """Files of these cases: those that their rows name, and whatever lies in a folder of theirs."""
    query = (
        "SELECT storage_key FROM letters WHERE case_id = ANY(%(ids)s) "
        "UNION SELECT storage_key FROM documents WHERE case_id = ANY(%(ids)s)"
    )
    with psycopg.connect(evidence.database_url) as connection:
        named = [key for (key,) in connection.execute(query, {"ids": list(case_ids)})]
    within = [evidence.documents / folder / case_id for folder in FOLDERS for case_id in case_ids]
    found = {evidence.documents / key for key in named} | {file for folder in within for file in _files(folder)}
    return sorted(file for file in found if file.is_file())


def _in_letters(evidence: Evidence, words: Iterable[str]) -> int:
    """Words that the remaining letters show; their text is compressed, and read without spaces."""
    wanted = ["".join(word.split()) for word in words]
    hits = 0
    for file in _files(evidence.documents):
        try:
            shown = visible_text(file.read_bytes())
        except (pikepdf.PdfError, AttributeError, KeyError):
            continue
        hits += sum(word in shown for word in wanted)
    return hits


def _opened_events(evidence: Evidence, case_ids: Collection[str], secrets: dict[str, bytes]) -> int:
    query = "SELECT case_id, seq, facts FROM case_events WHERE case_id = ANY(%s)"
    with psycopg.connect(evidence.database_url) as connection:
        rows = connection.execute(query, (list(case_ids),)).fetchall()
    return sum(
        _opens(secret, facts, f"{case_id}/event/{seq}".encode())
        for case_id, seq, facts in rows
        for secret in secrets.values()
    )


async def _histories(
    evidence: Evidence, case_ids: Collection[str], secrets: dict[str, bytes]
) -> tuple[list[bytes], int]:
    """The events of these cases' workflows as a bare client sees them, and how many payloads a standing key opens."""
    client = await Client.connect(evidence.temporal_address)
    events, opened = list[bytes](), 0
    for case_id in case_ids:
        try:
            async for event in (await handle_of(client, case_id)).fetch_history_events():
                events.append(event.SerializeToString())
                opened += sum(_opened(payload, secrets) for payload in payloads_of(event))
        except RPCError:  # its time in the engine is over
            continue
    return events, opened


def payloads_of(message: Message) -> Iterator[Payload]:
    """Every payload inside a message, however deep."""
    if isinstance(message, Payload):
        yield message
        return
    for field, value in message.ListFields():
        if field.type == field.TYPE_MESSAGE:
            many = [value] if isinstance(value, Message) else value.values() if hasattr(value, "values") else value
            for one in cast(Iterable[object], many):
                if isinstance(one, Message):
                    yield from payloads_of(one)


def _opened(payload: Payload, secrets: dict[str, bytes]) -> bool:
    if payload.metadata.get("encoding") != ENCODING:
        return False
    return any(_opens(secret, payload.data, None) for secret in secrets.values())


def _opens(secret: bytes, sealed: bytes, place: bytes | None) -> bool:
    try:
        AESGCM(secret).decrypt(sealed[:NONCE], sealed[NONCE:], place)
    except (InvalidTag, ValueError):
        return False
    return True


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _as_bytes(value: Any) -> bytes:
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return (json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)).encode()
