"""French that stands in no pair: a text that somebody wrote where the gate does not look, or outside `t()`."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from jinja2 import Environment, nodes

from checks.translations import kept
from checks.translations.languages import without_names
from checks.translations.python_texts import PACKAGES, literals
from checks.translations.reading import FILLED, spoken, visible
from checks.translations.text import Fault

RULE: Final = "alone"
_FRENCH: Final = re.compile(r"[àâçèéêëîïôùûœÀÂÇÈÉÊËÎÏÔÙÛŒ«»]")
_OUTSIDE: Final = re.compile(r"[^\W\d_]{2,}")
# What a page of the portal says outside `t()`: the product's name, a kind of file, the languages' own names.
_BARE: Final = frozenset({"Guichet", "PDF", "English", "Français", "ou"})


def alone(root: Path, known: Collection[str]) -> Iterator[Fault]:
    """The French of every module that no pair knows, and the words of every page that no `t()` says."""
    for file in sorted(one for package in PACKAGES for one in (root / package).rglob("*.py")):
        place = file.relative_to(root).as_posix()
        if place not in kept.ALONE:
            yield from in_module(file.read_text(encoding="utf-8"), place, known)
    for file in sorted((root / "templates" / "portal").rglob("*.html")):
        yield from on_page(file.read_text(encoding="utf-8"), file.relative_to(root).as_posix())


def in_module(module: str, place: str, known: Collection[str]) -> Iterator[Fault]:
    """The French texts of a module; its docstrings are no texts of the product."""
    if not _FRENCH.search(module):
        return
    for line, said in literals(module):
        bare = FILLED.sub(" ", without_names(said))
        if _FRENCH.search(bare) and spoken(bare) and said not in known:
            yield Fault(f"{place}:{line}", RULE, said, "")


def on_page(template: str, place: str) -> Iterator[Fault]:
    """The words of a page that stand in its HTML, in one language for everybody."""
    tree = Environment(autoescape=True).parse(template)
    pieces = (
        one.data if isinstance(one, nodes.TemplateData) else "\0"
        for one in tree.find_all((nodes.TemplateData, nodes.Output))
    )
    said = [one for one in _OUTSIDE.findall(visible("".join(pieces))) if one not in _BARE]
    if said:
        yield Fault(place, RULE, " ".join(said), "")
