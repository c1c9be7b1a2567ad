"""One contract for documents, kept by a folder and by a bucket of a real S3 server."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.settings import StoreSettings
from adapters.storage import LocalDocuments, S3Documents, store_of
from domain.errors import InsufficientStorage, NotFound
from domain.ports import DocumentStore
from tests.adapters.s3_server import S3Server
from tests.api.broken_parts import full_folder

NAMES = [
    "letters/0123456789abcdef0123456789abcdef/P14/3.pdf",
    "documents/0123456789abcdef0123456789abcdef/fedcba9876543210fedcba9876543210",
    "quarantine/shelf-citoyen-1/00000000000000000000000000000000",
    "letters/case/a name with spaces.pdf",
    "letters/case/été-déjà-vu.pdf",
    "letters/case/100%25.pdf",
    "letters/case/a+b=c&d?.pdf",
    "letters/case/" + "x" * 200,
    "a",
]


@pytest.fixture(params=["disk", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> DocumentStore:
    """The same port over both; each test has a place of its own."""
    if request.param == "disk":
        return LocalDocuments(tmp_path / "documents")
    server: S3Server = request.getfixturevalue("s3")
    return store_of(server.settings(f"city/{secrets.token_hex(4)}"), tmp_path)


@pytest.mark.parametrize("size", [0, 1, 65_537, 6_000_000])
async def test_what_is_put_is_got(store: DocumentStore, size: int) -> None:
    content = secrets.token_bytes(size)
    assert await store.put_once("documents/case/one", content)
    assert await store.get("documents/case/one") == content


async def test_the_first_put_stays(store: DocumentStore) -> None:
    assert await store.put_once("letters/case/P14/1.pdf", b"first")
    assert not await store.put_once("letters/case/P14/1.pdf", b"second")
    assert await store.get("letters/case/P14/1.pdf") == b"first"


async def test_of_six_puts_at_once_one_wins(store: DocumentStore) -> None:
    contents = [b"%d" % rank for rank in range(6)]
    won = await asyncio.gather(*(store.put_once("letters/case/race", content) for content in contents))
    assert sum(won) == 1
    assert await store.get("letters/case/race") == contents[won.index(True)]


async def test_what_is_not_there_is_not_found(store: DocumentStore) -> None:
    for name in ("nothing", "documents/nothing/at-all"):
        with pytest.raises(NotFound):
            await store.get(name)


@pytest.mark.parametrize("name", NAMES, ids=[name[:30] for name in NAMES])
async def test_any_name_is_one_place(store: DocumentStore, name: str) -> None:
    assert await store.put_once(name, name.encode())
    assert not await store.put_once(name, b"another")
    assert await store.get(name) == name.encode()


@pytest.mark.parametrize("name", ["../outside", "documents/../../outside", "/etc/passwd/../x"])
async def test_no_name_leads_outside(store: DocumentStore, tmp_path: Path, name: str) -> None:
    with pytest.raises(Exception, match=r"(?i)path|segment"):
        await store.put_once(name, b"escaped")
    assert not list(tmp_path.rglob("outside"))


async def test_what_is_removed_is_gone_and_its_place_is_free(store: DocumentStore) -> None:
    await store.put_once("quarantine/case/one", b"first")
    await store.delete("quarantine/case/one")
    await store.delete("quarantine/case/one")
    with pytest.raises(NotFound):
        await store.get("quarantine/case/one")
    assert await store.put_once("quarantine/case/one", b"second")


async def test_what_a_killed_writer_left_aside_is_deleted_with_its_folder(tmp_path: Path) -> None:
    store = LocalDocuments(tmp_path)
    assert await store.put_once("letters/case/P01/1.pdf", b"whole")
    for left in ("letters/case/P01/1.pdf#1", "letters/case/P03/2.pdf#1", "letters/other/P01/1.pdf#1"):
        (tmp_path / left).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / left).write_bytes(b"half")
    assert await store.delete("letters/case") == 1
    found = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert found == {"letters/other/P01/1.pdf#1"}


async def test_a_folder_with_nothing_but_what_was_left_aside_is_deleted(tmp_path: Path) -> None:
    store = LocalDocuments(tmp_path)
    (tmp_path / "letters/case/P01").mkdir(parents=True)
    (tmp_path / "letters/case/P01/1.pdf#1").write_bytes(b"half")
    assert await store.delete("letters/case") == 0
    assert not (tmp_path / "letters").exists()


@pytest.mark.parametrize("count", range(1, 9))
async def test_a_folder_is_deleted_after_its_files_whatever_their_names(tmp_path: Path, count: int) -> None:
    store = LocalDocuments(tmp_path)
    for rank in range(count):
        await store.put_once(f"letters/case-{count}/P{rank:02}/{rank}.pdf", b"whole")
    assert await store.delete(f"letters/case-{count}") == count


async def test_a_full_disk_keeps_nothing_and_says_so() -> None:
    with full_folder() as folder:
        with pytest.raises(InsufficientStorage):
            await LocalDocuments(folder).put_once("documents/case/one", bytes(200_000))
        assert [path.name for path in folder.rglob("*") if path.is_file()] == ["ballast"]


FULL_ANSWERS = {
    "507": b"HTTP/1.1 507 Insufficient Storage\r\ncontent-length: 0\r\n\r\n",
    "quota": b"HTTP/1.1 403 Forbidden\r\ncontent-length: 36\r\n\r\n<Error><Code>QuotaExceeded</Code></Er",
}


@pytest.mark.parametrize("answer", FULL_ANSWERS.values(), ids=FULL_ANSWERS)
async def test_a_full_server_says_so(answer: bytes) -> None:
    async with stand_in(answer) as endpoint:
        settings = StoreSettings(store="s3://city", s3_endpoint=endpoint, s3_key_id="id", s3_secret="secret")
        with pytest.raises(InsufficientStorage):
            await S3Documents("city", settings).put_once("documents/case/one", b"content")


async def test_wrong_keys_open_nothing(s3: S3Server, store: DocumentStore) -> None:
    thief = s3.settings("city").model_copy(update={"s3_secret": "guessed"})
    with pytest.raises(Exception, match=r"(?i)forbidden|403|signature|unauthenticated|permission"):
        await S3Documents("city", thief).get("documents/case/one")


def test_a_bucket_without_keys_stops_the_process() -> None:
    with pytest.raises(ValueError, match="GUICHET_S3_KEY_ID"):
        StoreSettings(store="s3://city")


def test_without_a_store_the_city_s_own_folder_is_taken(tmp_path: Path) -> None:
    assert isinstance(store_of(StoreSettings(store=""), tmp_path), LocalDocuments)
    assert isinstance(store_of(StoreSettings(store=str(tmp_path / "other")), tmp_path), LocalDocuments)
    assert (tmp_path / "other").is_dir()


@asynccontextmanager
async def stand_in(answer: bytes) -> AsyncIterator[str]:
    """A server that is no S3 server: whatever it is asked, it gives one answer."""

    async def respond(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next((line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), b": 0")
        await reader.readexactly(int(length.split(b":")[1]))
        writer.write(answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(respond, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
