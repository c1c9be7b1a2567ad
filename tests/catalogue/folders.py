"""Catalogue folders for the tests: the shared files as shipped, and one sample service."""

from pathlib import Path
from shutil import copytree

from catalogue.load import FOLDER, load
from catalogue.schema import Service

SAMPLE = (Path(__file__).parent / "sample.toml").read_text(encoding="utf-8")


def shared_files(folder: Path) -> Path:
    """Everything but the services."""
    for part in ("questions", "remedies", "calendars"):
        copytree(FOLDER / part, folder / part)
    (folder / "boroughs.toml").write_bytes((FOLDER / "boroughs.toml").read_bytes())
    return folder


def add_service(folder: Path, text: str, name: str = "sample") -> Path:
    """Write a service under a code of its own."""
    file = folder / "services" / "arb" / f"{name}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    renamed = text.replace('code = "sample"', f'code = "{name}"', 1)
    file.write_bytes(renamed.encode("utf-8", "surrogateescape"))
    return file


def sample(folder: Path, old: str = "", new: str = "") -> Service:
    """The sample service, one piece of its text changed."""
    assert old in SAMPLE
    add_service(shared_files(folder), SAMPLE.replace(old, new, 1) if old else SAMPLE)
    return load(folder).services["sample"]
