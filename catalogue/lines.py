"""Where each key of a TOML text stands: tomllib reads values and forgets lines."""

import tomllib
from bisect import bisect_right
from dataclasses import dataclass

KeyPath = tuple[str | int, ...]

_BLANK = " \t"
_SPACE = " \t\r\n"
_QUOTES = ('"""', "'''", '"', "'")


@dataclass(frozen=True)
class Lines:
    """The line of each key path, and the line where the text of a string value begins. Lines count from 1."""

    keys: dict[KeyPath, int]
    values: dict[KeyPath, int]

    def of(self, path: KeyPath) -> int:
        """The line of a key, or of the nearest key that holds it."""
        while path and path not in self.keys:
            path = path[:-1]
        return self.keys.get(path, 1)

    def of_value(self, path: KeyPath) -> int:
        """The line where a value begins: the one after the opening quotes where a long string starts on a new line."""
        return self.values.get(path, self.of(path))


def locate(text: str) -> Lines:
    """Map the keys of a text that tomllib has already accepted."""
    return _Locator(text).document()


class _Locator:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._ends = [at for at, char in enumerate(text) if char == "\n"]
        self._tables: dict[KeyPath, int] = {}
        self._lines = Lines({}, {})

    def document(self) -> Lines:
        table: KeyPath = ()
        self._skip(_SPACE)
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_SPACE)
        return self._lines

    def _line(self) -> int:
        return bisect_right(self._ends, self._at - 1) + 1

    def _skip(self, blanks: str) -> None:
        while self._at < len(self._text) and (self._text[self._at] in blanks or self._text[self._at] == "#"):
            if self._text[self._at] == "#":
                end = self._text.find("\n", self._at)
                self._at = len(self._text) if end < 0 else end
            else:
                self._at += 1

    def _header(self) -> KeyPath:
        line, many = self._line(), self._text.startswith("[[", self._at)
        self._at += 2 if many else 1
        parts = self._key()
        self._at += 2 if many else 1
        table = (*self._resolve(parts[:-1]), parts[-1])
        if many:
            self._tables[table] = self._tables.get(table, -1) + 1
            self._lines.keys.setdefault(table, line)
            table += (self._tables[table],)
        elif table in self._tables:
            table += (self._tables[table],)
        self._note(table, line)
        return table

    def _resolve(self, parts: KeyPath) -> KeyPath:
        table: KeyPath = ()
        for part in parts:
            table += (part,)
            if table in self._tables:
                table += (self._tables[table],)
        return table

    def _note(self, path: KeyPath, line: int) -> None:
        for size in range(1, len(path) + 1):
            self._lines.keys.setdefault(path[:size], line)

    def _key(self) -> KeyPath:
        parts: list[str] = []
        while True:
            self._skip(_BLANK)
            parts.append(self._part())
            self._skip(_BLANK)
            if self._text[self._at] != ".":
                return tuple(parts)
            self._at += 1

    def _part(self) -> str:
        if self._text[self._at] in "\"'":
            start = self._at
            self._string()
            return tomllib.loads(f"key = {self._text[start : self._at]}")["key"]
        start = self._at
        while self._text[self._at].isalnum() or self._text[self._at] in "-_":
            self._at += 1
        return self._text[start : self._at]

    def _pair(self, table: KeyPath) -> None:
        line = self._line()
        path = table + self._key()
        self._note(path, line)
        self._at += 1
        self._skip(_BLANK)
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        self._lines.values[path] = self._line()
        opening = self._text[self._at]
        if opening in "\"'":
            self._lines.values[path] = self._string()
        elif opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        else:
            while self._at < len(self._text) and self._text[self._at] not in ",]}#\n":
                self._at += 1

    def _string(self) -> int:
        """Pass a string and return the line of its first character."""
        quotes = next(quotes for quotes in _QUOTES if self._text.startswith(quotes, self._at))
        self._at += len(quotes)
        first = self._line() + (len(quotes) == 3 and self._text[self._at : self._at + 2].lstrip("\r").startswith("\n"))
        while not self._text.startswith(quotes, self._at):
            self._at += 2 if quotes[0] == '"' and self._text[self._at] == "\\" else 1
        self._at += len(quotes)
        while len(quotes) == 3 and self._text.startswith(quotes[0], self._at):
            self._at += 1
        return first

    def _array(self, path: KeyPath) -> None:
        self._at += 1
        self._skip(_SPACE)
        rank = 0
        while self._text[self._at] != "]":
            self._lines.keys[(*path, rank)] = self._line()
            self._value((*path, rank))
            self._pass_comma()
            rank += 1
        self._at += 1

    def _inline_table(self, path: KeyPath) -> None:
        self._at += 1
        self._skip(_SPACE)
        while self._text[self._at] != "}":
            self._pair(path)
            self._pass_comma()
        self._at += 1

    def _pass_comma(self) -> None:
        self._skip(_SPACE)
        if self._text[self._at] == ",":
            self._at += 1
            self._skip(_SPACE)
