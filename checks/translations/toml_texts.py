"""Texts of TOML files: `label = { fr = …, en = … }`, and `name_fr` beside `name_en`."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from checks.translations.text import Source, Text


def catalogue(root: Path) -> Iterator[Text]:
    """The texts of the services, questions, remedies, regimes, boroughs and retention rules."""
    for file in sorted((root / "catalogue").rglob("*.toml")):
        yield from toml(file.read_text(encoding="utf-8"), file.relative_to(root).as_posix(), "catalogue")


def titles(root: Path) -> Iterator[Text]:
    """The letters' titles."""
    file = root / "templates" / "letters" / "titles.toml"
    yield from toml(file.read_text(encoding="utf-8"), file.relative_to(root).as_posix(), "titles")


def toml(content: str, place: str, source: Source) -> Iterator[Text]:
    """The texts of one file; each place ends with the keys that lead there."""
    for path, fr, en in _pairs(tomllib.loads(content), ""):
        yield Text(source, f"{place}: {path}", fr, en)


def _pairs(value: Any, path: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from _pairs(one, f"{path}[{number}]")
    if isinstance(value, Mapping):
        yield from _of_table(value, path)


def _of_table(table: Mapping[str, Any], path: str) -> Iterator[tuple[str, str, str]]:
    stems = {key[:-2] for key in table if key in ("fr", "en") or key.endswith(("_fr", "_en"))}
    for stem in sorted(stems):
        yield f"{path}.{stem.rstrip('_')}".strip("."), str(table.get(f"{stem}fr", "")), str(table.get(f"{stem}en", ""))
    for key, value in table.items():
        yield from _pairs(value, f"{path}.{key}".strip("."))
