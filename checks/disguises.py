"""The forms in which a text may lie in a file, and a search for thousands of them in one pass."""

import base64
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import quote

ANCHOR = 6  # bytes that are looked for first


class Needles:
    """Texts in every disguise: UTF-8, UTF-16, escaped for JSON or a URL, and base64 at each of its three offsets."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_anchor: defaultdict[bytes, set[bytes]] = defaultdict(set)
        for text in texts:
            for form in disguises(text):
                self._by_anchor[form[:ANCHOR]].add(form)
        self._pattern = re.compile(_tree(sorted(self._by_anchor)), re.DOTALL) if self._by_anchor else None

    def count(self, hay: bytes) -> int:
        """How many times any of the texts occurs."""
        if self._pattern is None:
            return 0
        hits = 0
        for found in self._pattern.finditer(hay):
            at = found.start()
            hits += any(hay[at : at + len(form)] == form for form in self._by_anchor[found.group(1)])
        return hits


def disguises(text: str) -> set[bytes]:
    """Every form of one text."""
    plain = {text, json.dumps(text)[1:-1], quote(text), quote(text, safe="@,")}
    forms = {form.encode() for form in plain} | {text.encode("utf-16-le"), text.encode("utf-16-be")}
    return forms | {inside for form in (text.encode(), text.encode("utf-16-le")) for inside in _in_base64(form)}


def _in_base64(form: bytes) -> set[bytes]:
    """What stays of a text inside a longer base64: the characters that no neighbour has a part in."""
    found: set[bytes] = set()
    for offset in range(3):
        first = -(-offset * 8 // 6)
        last = (offset + len(form)) * 8 // 6
        found.add(base64.b64encode(bytes(offset) + form + bytes(3))[first:last])
    return found


def _tree(anchors: list[bytes]) -> bytes:
    """A pattern that finds any of the anchors, overlapping ones too, as a tree of their first letters."""
    return b"(?=(" + _branch([anchor for anchor in anchors if anchor]) + b"))"


def _branch(rests: list[bytes]) -> bytes:
    groups: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for rest in rests:
        groups[rest[:1]].append(rest[1:])
    parts = [re.escape(first) + _after(group) for first, group in sorted(groups.items())]
    return b"(?:" + b"|".join(parts) + b")"


def _after(rests: list[bytes]) -> bytes:
    longer = [rest for rest in rests if rest]
    if not longer:
        return b""
    return _branch(longer) + (b"?" if len(longer) < len(rests) else b"")
