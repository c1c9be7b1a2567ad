"""Each key of a TOML text is found on its line."""

import tomllib
from typing import Any

import pytest

from catalogue.lines import KeyPath, locate
from catalogue.load import FOLDER

TRICKY = '''# a comment with [a.table] and "quotes"
a.b = 1
"quoted # key" = 'x # y'
[table]
list = [ # comment ]
  1, [2,
    3], "]",
]
long = """
one \\""" two
"""
inline = {x = "}", y.z = [{w = 1}]}
[[many]]
n = 1
[many.under]
m = """a""b"""
[[many]]
n = 2
[[many.deep]]
k = 1979-05-27T07:32:00Z
[[many.deep]]
k = -1.5e3 # end
literal = \'\'\'
a' b''\'\'\'
last = true'''


def paths(value: Any, under: KeyPath = ()) -> set[KeyPath]:
    if isinstance(value, dict):
        return {under} | {path for key, one in value.items() for path in paths(one, (*under, key))}
    if isinstance(value, list):
        return {under} | {path for rank, one in enumerate(value) for path in paths(one, (*under, rank))}
    return {under}


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a", "b"), 2),
        (("quoted # key",), 3),
        (("table",), 4),
        (("table", "list"), 5),
        (("table", "list", 0), 6),
        (("table", "list", 1, 1), 7),
        (("table", "list", 2), 7),
        (("table", "long"), 9),
        (("table", "inline", "y", "z", 0, "w"), 12),
        (("many", 0, "n"), 14),
        (("many", 0, "under", "m"), 16),
        (("many", 1), 17),
        (("many", 1, "deep", 0, "k"), 20),
        (("many", 1, "deep", 1), 21),
        (("many", 1, "deep", 1, "k"), 22),
        (("many", 1, "deep", 1, "literal"), 23),
        (("many", 1, "deep", 1, "last"), 25),
        (("many", 1, "deep", 1, "absent"), 21),
        (("absent",), 1),
    ],
)
def test_a_key_is_found_on_its_line(path: KeyPath, line: int) -> None:
    assert locate(TRICKY).of(path) == line


def test_the_text_of_a_long_string_begins_after_its_quotes() -> None:
    lines = locate(TRICKY)
    assert lines.of_value(("table", "long")) == 10
    assert lines.of_value(("many", 1, "deep", 1, "literal")) == 24
    assert lines.of_value(("many", 0, "under", "m")) == 16


def test_windows_line_ends_change_nothing() -> None:
    assert locate(TRICKY.replace("\n", "\r\n")) == locate(TRICKY)


@pytest.mark.parametrize("file", sorted(FOLDER.rglob("*.toml")), ids=lambda file: file.name)
def test_every_key_of_the_shipped_files_is_on_its_line(file: Any) -> None:
    text = file.read_text(encoding="utf-8")
    lines, rows = locate(text), text.splitlines()
    found = paths(tomllib.loads(text)) - {()}
    assert found <= set(lines.keys)
    for path in found:
        keys = [part for part in path if isinstance(part, str)]
        assert isinstance(path[-1], int) or keys[-1] in rows[lines.of(path) - 1], path


def test_every_key_of_the_tricky_text_is_found() -> None:
    assert paths(tomllib.loads(TRICKY)) - {()} == set(locate(TRICKY).keys)
