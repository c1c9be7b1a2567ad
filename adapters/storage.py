"""The document store, in a local folder or in a bucket of an S3 server: what was stored first under a key stays."""

import contextlib
import errno
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, S3Store

from adapters.settings import StoreSettings
from domain.errors import InsufficientStorage, NotFound
from domain.ports import DocumentStore

if TYPE_CHECKING:
    from obstore.store import S3Config

# obstore has no error of its own for a full disk: the number of the system's error stands in its text.
FULL: Final = tuple(f"(os error {number})" for number in (errno.ENOSPC, errno.EDQUOT))
# Nor for a full server: its status or its code does (507; MinIO, Ceph and SeaweedFS name it so).
SERVER_FULL: Final = (
    "507 Insufficient Storage", "XMinioStorageFull", "QuotaExceeded", "InsufficientStorage", "No writable volumes",
)  # fmt: skip
BUCKET: Final = "s3://"
RETRY: Final = timedelta(seconds=20)


class _Documents:
    """`DocumentStore` on any store that can put only where nothing is."""

    def __init__(self, store: LocalStore | S3Store, full: tuple[str, ...]) -> None:
        self._store, self._full = store, full

    async def put_once(self, key: str, content: bytes) -> bool:
        """Store if the key is free; False when something is already there. Raises InsufficientStorage."""
        try:
            await obstore.put_async(self._store, key, content, mode="create", use_multipart=False)
        except AlreadyExistsError:
            return False
        except BaseError as fault:
            if any(mark in str(fault) for mark in self._full):
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
        for path in dict.fromkeys((*found, key)):  # the folder last: it goes with its last file
            try:
                await obstore.delete_async(self._store, path)
                deleted += 1
            except FileNotFoundError:
                continue
        return deleted


class LocalDocuments(_Documents):
    """`DocumentStore` on a folder; a file is written aside, as `KEY#1`, and linked under its key when it is whole."""

    def __init__(self, folder: Path) -> None:
        super().__init__(LocalStore(folder, mkdir=True, automatic_cleanup=True), FULL)
        self._folder = folder

    async def delete(self, key: str) -> int:
        """The same; what a writer that was killed left aside is ended too, and not counted: it was no file yet."""
        for left in (*self._folder.glob(f"{key}#*"), *self._folder.glob(f"{key}/**/*#*")):
            left.unlink(missing_ok=True)
            self._remove_emptied(left.parent)
        return await super().delete(key)

    def _remove_emptied(self, folder: Path) -> None:
        """Remove a folder, and those above it, that hold nothing any more."""
        with contextlib.suppress(OSError):  # it holds more
            while folder != self._folder:
                folder.rmdir()
                folder = folder.parent


class S3Documents(_Documents):
    """`DocumentStore` on a bucket of a server that knows conditional puts; without one nothing is ever overwritten."""

    def __init__(self, bucket: str, of: StoreSettings) -> None:
        name, _, prefix = bucket.partition("/")
        config: S3Config = {
            "region": of.s3_region,
            "access_key_id": of.s3_key_id,
            "secret_access_key": of.s3_secret,
            "virtual_hosted_style_request": of.s3_virtual_hosts,
        }
        if of.s3_endpoint:  # without one, Amazon's
            config["endpoint"] = of.s3_endpoint
        store = S3Store(
            name,
            prefix=prefix or None,
            config=config,
            client_options={"allow_http": of.s3_endpoint.startswith("http://"), "timeout": "30s"},
            retry_config={"max_retries": 3, "retry_timeout": RETRY},
        )
        super().__init__(store, SERVER_FULL)


def store_of(of: StoreSettings, folder: Path) -> DocumentStore:
    """The store that the settings name: a folder, `s3://bucket`, `s3://bucket/prefix`; `folder` when they name none."""
    if not of.store.startswith(BUCKET):
        return LocalDocuments(Path(of.store) if of.store else folder)
    return S3Documents(of.store.removeprefix(BUCKET), of)
