"""The archive of a case's exhibits: what is in it, in which order, and that it is the same every time."""

import io
import zipfile
from types import SimpleNamespace
from typing import Any, cast

from casework.bundles import Bundle, packed, pieces_of
from casework.doors import Doors
from casework.kept_files import Kept


class Shelf:
    """Files by their keys; remembers how many were asked for."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files, self.asked = files, list[str]()

    async def get(self, key: str) -> bytes:
        """One file."""
        self.asked.append(key)
        return self.files[key]


def kept(document: str, name: str, *, scan: str = "clean", status: str = "received") -> Kept:
    """A file as its reader is shown it."""
    row = SimpleNamespace(id=document, storage_key=f"documents/{document}", scan=scan, status=status)
    return Kept(cast(Any, row), name)


def exhibit(number: int, document: str, ruling: str = "") -> dict[str, Any]:
    """An exhibit as the case's standing has it."""
    return {"number": number, "side": "prosecution", "label": f"Pièce {number}", "document": document, "ruling": ruling}


STANDING = {"exhibits": [exhibit(2, "b"), exhibit(1, "a"), exhibit(3, "c"), exhibit(4, "d"), exhibit(5, "hidden")]}
FILES = [
    kept("a", "panneau.jpg"), kept("b", "rapport de l’agent.pdf"), kept("c", "vue.jpg", scan="held"),
    kept("d", "virus.pdf", scan="infected", status="quarantined"), kept("other", "explications.pdf"),
]  # fmt: skip
BYTES = {"documents/a": b"aaa" * 1000, "documents/b": b"bbb" * 5}


async def archive(shelf: Shelf) -> tuple[bytes, list[int]]:
    """The archive of the exhibits, and how large each part of it was as it was sent."""
    bundle = Bundle(cast(Any, None), pieces_of(STANDING, FILES))
    doors = cast(Doors, SimpleNamespace(store=shelf))
    parts = [part async for part in packed(doors, bundle, b"<html>liste</html>")]
    return b"".join(parts), [len(part) for part in parts]


def test_only_exhibits_that_the_reader_is_shown_are_listed_and_those_held_have_no_place_in_the_archive() -> None:
    pieces = pieces_of(STANDING, FILES)
    assert [(one.number, one.path) for one in pieces] == [
        (1, "001-panneau.jpg"), (2, "002-rapport de l’agent.pdf"), (3, ""), (4, ""),
    ]  # fmt: skip
    assert pieces_of({}, FILES) == ()


async def test_the_archive_holds_its_list_and_the_files_in_order_and_is_the_same_every_time() -> None:
    first, parts = await archive(Shelf(BYTES))
    again, _ = await archive(Shelf(BYTES))
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first)) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == ["index.html", "001-panneau.jpg", "002-rapport de l’agent.pdf"]
        assert opened.read("001-panneau.jpg") == BYTES["documents/a"]
        assert opened.read("index.html") == b"<html>liste</html>"
    assert len([size for size in parts if size]) >= 3  # a file leaves before the next one is read


async def test_a_file_that_is_held_is_never_read() -> None:
    shelf = Shelf(BYTES)
    await archive(shelf)
    assert shelf.asked == ["documents/a", "documents/b"]
