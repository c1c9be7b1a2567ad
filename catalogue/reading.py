"""Reads one TOML file into its dataclass, or says what is wrong with it and on which line."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from catalogue.faults import Fault
from catalogue.lines import KeyPath, Lines, locate

T = TypeVar("T")

_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
_REASONS = {
    "missing": "the key `{path}` is missing",
    "unexpected_keyword_argument": "unknown key `{path}`",
    "extra_forbidden": "unknown key `{path}`",
    "literal_error": "`{path}` must be {expected}, not {input}",
    "string_pattern_mismatch": "`{path}` is not of the form {pattern}: {input}",
    "string_too_long": "`{path}` is longer than {max_length} characters",
    "string_too_short": "`{path}` is empty",
    "too_short": "`{path}` is empty",
}


@dataclass(frozen=True)
class Place:
    """A file, by its path within the catalogue, and where each of its keys stands."""

    file: str
    lines: Lines

    def fault(self, path: KeyPath, reason: str) -> Fault:
        """A fault on the line of a key."""
        return Fault(self.file, self.lines.of(path), reason)

    def fault_within(self, path: KeyPath, line: int, reason: str) -> Fault:
        """A fault on a line of a string value, counted from 1 within that string."""
        return Fault(self.file, self.lines.of_value(path) + line - 1, reason)


class Unreadable(Exception):
    """A file that could not be read; `faults` says why."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults


def read(folder: Path, file: Path, shape: type[T]) -> tuple[T, Place]:
    """Read a file of the catalogue. Raises Unreadable."""
    name = file.relative_to(folder).as_posix()
    return read_text(name, _text(file, name), shape)


def read_text(name: str, text: str, shape: type[T]) -> tuple[T, Place]:
    """Read the text of a file that would have this path in the catalogue. Raises Unreadable."""
    try:
        return _read(name, text, shape)
    except RecursionError as error:
        raise Unreadable(Fault(name, 1, "TOML: tables or lists stand too deep within each other")) from error


def spelled(path: KeyPath) -> str:
    """A key path as people write it: `questions[2].label.en`."""
    return re.sub(r"^\.", "", "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path))


def _read(name: str, text: str, shape: type[T]) -> tuple[T, Place]:
    table = _table(text, name)
    lines = locate(text)
    try:
        content = TypeAdapter(shape).validate_json(json.dumps(table, default=str))
    except ValidationError as error:
        raise Unreadable(*(_fault(name, lines, detail) for detail in error.errors())) from error
    if unkept := list(_unkept(table, ())):
        raise Unreadable(*(Fault(name, lines.of(path), f"`{spelled(path)}`: U+0000 cannot be kept") for path in unkept))
    return content, Place(name, lines)


def _text(file: Path, name: str) -> str:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise Unreadable(Fault(name, 1, f"cannot be read: {error.strerror}")) from error
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise Unreadable(Fault(name, raw.count(b"\n", 0, error.start) + 1, "is not UTF-8")) from error


def _table(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else max(1, len(text.splitlines()))
        raise Unreadable(Fault(name, line, f"TOML: {str(error).split(' (at ')[0]}")) from error
    except ValueError as error:  # thousands of digits
        raise Unreadable(Fault(name, 1, "TOML: a number is too long")) from error


def _unkept(value: object, path: KeyPath) -> Iterator[KeyPath]:
    """Where a text holds the one character that no page and no database keeps."""
    if isinstance(value, str) and "\0" in value:
        yield path
    for key, one in _parts(value):
        yield from _unkept(one, (*path, key))


def _parts(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, dict):
        return cast(dict[str, object], value).items()
    return enumerate(cast(list[object], value)) if isinstance(value, list) else ()


def _fault(name: str, lines: Lines, detail: Mapping[str, Any]) -> Fault:
    path = tuple(part for part in detail["loc"] if part != "[key]")
    facts = {**detail.get("ctx", {}), "path": spelled(path), "input": _short(detail["input"])}
    reason = _REASONS.get(detail["type"], "`{path}`: " + str(detail["msg"]).replace("{", "{{").replace("}", "}}"))
    return Fault(name, lines.of(path), reason.format(**facts))


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:60]}…"
