"""A template cut into its marks (headings, lists, tables, jinja's statements) and the texts between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_BLOCKS: Final = "h[1-6]|p|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|th|td|div|img|html|head|body|title"
_MARK: Final = rf"\{{#.*?#\}}|\{{%.*?%\}}|</?(?:{_BLOCKS})(?=[\s/>])(?:[^<>{{]|\{{\{{.*?\}}\}})*>"
HTML: Final = re.compile(_MARK, re.DOTALL)
PLAIN: Final = re.compile(r"\{#.*?#\}|\{%.*?%\}|\n+", re.DOTALL)
_QUOTED: Final = re.compile(r'(?P<before>\b(?:or|else) +|: *)?"(?P<said>[^"]*)"(?P<key>(?= *:))?')
_SPOKEN: Final = re.compile(r"[A-ZÀ-Ý ’&\u00a0\u00e0-\u00ff]")
_EXPRESSION: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_LANGUAGE: Final = re.compile(r"\.?\b(?:fr|en)(?=\.html\")|(?<=_)(?:fr|en)\b")


@dataclass(frozen=True)
class Segment:
    """A mark, or the texts that stand between two marks; a mark has texts where its jinja quotes some."""

    line: int
    mark: str
    texts: tuple[str, ...]


def segments(template: str, *, html: bool) -> list[Segment]:
    """The parts of a template in their order. Parts without a word are left out."""
    return [one for one in _cut(template, HTML if html else PLAIN) if one.mark or one.texts]


def marks(template: str, *, html: bool) -> list[str]:
    """A template's skeleton: what must be the same in both languages."""
    return [one.mark for one in segments(template, html=html) if one.mark]


def _cut(template: str, pattern: re.Pattern[str]) -> Iterator[Segment]:
    at = 0
    for found in (*pattern.finditer(template), None):
        start = found.start() if found else len(template)
        line = template.count("\n", 0, at) + 1
        yield Segment(line, "", _texts(template[at:start]))
        if found:
            at = found.end()
            yield from _of_mark(found.group(), template.count("\n", 0, start) + 1)


def _of_mark(mark: str, line: int) -> Iterator[Segment]:
    if mark.startswith("{#"):
        return
    bare, quoted = _emptied(mark)
    yield Segment(line, _unspaced(bare), ())
    yield Segment(line, "", tuple(quoted))


def _texts(part: str) -> tuple[str, ...]:
    """The text itself, then what its expressions quote: `{{ court.kind("Stationnement") }}`."""
    bare, quoted = _emptied(part)
    return tuple(one for one in (bare, *quoted) if one.strip())


def _emptied(part: str) -> tuple[str, list[str]]:
    """A part with `…` in the place of each text that its jinja quotes, and those texts."""
    quoted: list[str] = []

    def leave_out(found: re.Match[str]) -> str:
        before, said = found["before"] or "", found["said"]
        if found["key"] is not None or not (before or _SPOKEN.search(said)):
            return found[0]
        quoted.append(said)
        return f'{before}"…"'

    def empty(found: re.Match[str]) -> str:
        return _LANGUAGE.sub("", _QUOTED.sub(leave_out, found[0]).replace(" | safe", ""))

    return _EXPRESSION.sub(empty, part), quoted


def _unspaced(mark: str) -> str:
    """A mark however it is spaced; a run of line ends is one line end, or one blank line."""
    if mark.startswith("\n"):
        return mark[:2]
    return " ".join(re.sub(r"-?%\}", " %}", mark.replace("{%-", "{%")).split())
