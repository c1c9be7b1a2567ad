"""One data key a case, wrapped by the master key; kept in memory for a minute at most (DESIGN §4)."""

import secrets
import time
from collections.abc import Sequence

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap
from sqlalchemy import text

from adapters.database import Sessions
from domain.errors import Erased
from domain.ports import KEYS_KEPT, DataKey


class KeyRing:
    """The wrapped keys of the table `case_keys`."""

    def __init__(self, sessions: Sessions, master_key: str) -> None:
        self._sessions = sessions
        self._master = bytes.fromhex(master_key)
        self._kept: dict[str, tuple[float, DataKey]] = {}

    async def create(self, case_id: str) -> DataKey:
        """Make the case's key if it has none, commit it, and return the one that stands."""
        key_id, wrapped = secrets.token_hex(8), aes_key_wrap(self._master, AESGCM.generate_key(256))
        statement = text(
            "INSERT INTO case_keys (case_id, key_id, wrapped) VALUES (:case_id, :key_id, :wrapped) "
            "ON CONFLICT (case_id) DO NOTHING RETURNING key_id"
        )
        async with self._sessions.begin() as session:
            made = (
                await session.execute(statement, {"case_id": case_id, "key_id": key_id, "wrapped": wrapped})
            ).scalar_one_or_none()
        return await self.of_case(case_id) if made is None else self._keep(case_id, key_id, wrapped)

    async def of_case(self, case_id: str) -> DataKey:
        """The case's key. Raises Erased when there is none."""
        return await self._find("case_id", case_id)

    async def of_cases(self, case_ids: Sequence[str]) -> dict[str, DataKey]:
        """The keys of some cases, in one query; those of which there is none are left out."""
        now = time.monotonic()
        found = {one: kept[1] for one in case_ids if (kept := self._kept.get(one)) is not None and kept[0] > now}
        missing = [one for one in case_ids if one not in found]
        if missing:
            statement = text("SELECT case_id, key_id, wrapped FROM case_keys WHERE case_id = ANY(:ids)")
            async with self._sessions() as session:
                rows = (await session.execute(statement, {"ids": missing})).all()
            found |= {row.case_id: self._keep(*row) for row in rows if row.wrapped is not None}
        return found

    async def by_id(self, key_id: str) -> DataKey:
        """The key that a payload names. Raises Erased when it was destroyed."""
        return await self._find("key_id", key_id)

    def forget(self, case_id: str) -> None:
        """Drop a case's key from memory."""
        found = self._kept.pop(case_id, None)
        if found is not None:
            self._kept.pop(found[1].key_id, None)

    async def _find(self, column: str, value: str) -> DataKey:
        kept = self._kept.get(value)
        if kept is not None and kept[0] > time.monotonic():
            return kept[1]
        statement = text(f"SELECT case_id, key_id, wrapped FROM case_keys WHERE {column} = :value")  # noqa: S608
        async with self._sessions() as session:
            row = (await session.execute(statement, {"value": value})).one_or_none()
        if row is None or row.wrapped is None:
            raise Erased
        return self._keep(row.case_id, row.key_id, row.wrapped)

    def _keep(self, case_id: str, key_id: str, wrapped: bytes) -> DataKey:
        key = DataKey(key_id, aes_key_unwrap(self._master, wrapped))
        if len(self._kept) > 20_000:
            self._kept.clear()
        self._kept[case_id] = self._kept[key_id] = (time.monotonic() + KEYS_KEPT.total_seconds(), key)
        return key
