"""The document store in a local folder: what was stored first under a key stays."""

import errno
from pathlib import Path

import obstore
from obstore.exceptions import AlreadyExistsError, GenericError
from obstore.store import LocalStore

from domain.errors import InsufficientStorage, NotFound

# obstore has no error of its own for a full disk: the number of the system's error stands in its text.
FULL = tuple(f"(os error {number})" for number in (errno.ENOSPC, errno.EDQUOT))


class LocalDocuments:
    """`DocumentStore` on a folder; a file is written aside and linked under its key when it is whole."""

    def __init__(self, folder: Path) -> None:
        self._store = LocalStore(folder, mkdir=True, automatic_cleanup=True)

    async def put_once(self, key: str, content: bytes) -> bool:
        """Store if the key is free; False when something is already there. Raises InsufficientStorage."""
        try:
            await obstore.put_async(self._store, key, content, mode="create", use_multipart=False)
        except AlreadyExistsError:
            return False
        except GenericError as fault:
            if any(mark in str(fault) for mark in FULL):
                raise InsufficientStorage from fault
            raise
        return True

    async def get(self, key: str) -> bytes:
        """The bytes. Raises NotFound."""
        try:
            found = await obstore.get_async(self._store, key)
        except FileNotFoundError as fault:
            raise NotFound from fault
        return bytes(await found.bytes_async())

    async def delete(self, key: str) -> int:
        """Delete the file of this key and all files below it as a folder; how many there were."""
        found = [one["path"] async for some in obstore.list(self._store, key) for one in some]
        deleted = 0
        for path in {key, *found}:
            try:
                await obstore.delete_async(self._store, path)
                deleted += 1
            except FileNotFoundError:
                continue
        return deleted
