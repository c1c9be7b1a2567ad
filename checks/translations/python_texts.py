"""Texts that stand in Python: tables of pairs, calls `say(fr, en)`, dictionaries by language, twin modules."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from checks.translations.text import Source, Text

# Modules whose tuples of two texts are pairs; elsewhere a pair of texts is a title and its sentence, or two codes.
PAIRED: Final = ("web/*.py", "casework/words.py", "workers/wording.py", "domain/calendars.py")
PACKAGES: Final = ("activities", "adapters", "api", "casework", "catalogue", "db", "domain", "web", "workers")
SAYING: Final = frozenset({"say", "say_it", "t", "words", "Closed"})
_PAIR: Final = re.compile(r"\bPair\b|tuple\[str, str\]")
_INFLECTED: Final = "tuple[Pair, Pair]"  # one and many in French, one and many in English
_SPOKEN: Final = re.compile(r"[A-ZÀ-Ý ’\u00a0\u00e0-\u00ff]")


def words(root: Path) -> Iterator[Text]:
    """The tables of pairs and the calls that choose between two texts."""
    for file in sorted(one for pattern in PAIRED for one in root.glob(pattern)):
        yield from pairs(file.read_text(encoding="utf-8"), file.relative_to(root).as_posix())


def dictionaries(root: Path) -> Iterator[Text]:
    """What stands in a dictionary of two keys, `fr` and `en`, in any package."""
    for file in sorted(one for package in PACKAGES for one in (root / package).rglob("*.py")):
        yield from by_language(file.read_text(encoding="utf-8"), file.relative_to(root).as_posix())


def sentences(root: Path) -> Iterator[Text]:
    """The twin modules `…_fr.py` and `…_en.py`: one dictionary each, the same keys."""
    stems = {file.stem[:-3] for language in ("fr", "en") for file in (root / "casework").glob(f"*_{language}.py")}
    for stem in sorted(stems):
        sides = [root / "casework" / f"{stem}_{language}.py" for language in ("fr", "en")]
        fr, en = (one.read_text(encoding="utf-8") if one.exists() else "" for one in sides)
        yield from twin_modules(fr, en, f"casework/{stem}")


def pairs(module: str, place: str) -> Iterator[Text]:
    """The pairs of one module."""
    tree = ast.parse(module)
    declared = _declared(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in SAYING:
            yield from _call(node, place)
        if isinstance(node, ast.Tuple) and (text := _tuple(node, declared.get(id(node), ""))):
            yield Text("words", f"{place}:{node.lineno}", *text)


def by_language(module: str, place: str) -> Iterator[Text]:
    """The texts of every dictionary whose keys are the two languages."""
    if '"fr"' not in module and '"en"' not in module:
        return
    tree = ast.parse(module)
    declared = _declared(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Dict) or "Pair" in declared.get(id(node), ""):
            continue
        sides = {key.value: value for key, value in zip(node.keys, node.values, strict=True)
                 if isinstance(key, ast.Constant)}  # fmt: skip
        if sides and set(sides) <= {"fr", "en"} and any(_written(one) for one in sides.values()):
            yield from _side_by_side("dictionaries", f"{place}:{node.lineno}", sides.get("fr"), sides.get("en"))


def twin_modules(fr: str, en: str, place: str) -> Iterator[Text]:
    """The texts of two modules that hold the same table."""
    tables = [{_target(one): one.value for one in ast.parse(side).body if isinstance(one, ast.AnnAssign)}
              for side in (fr, en)]  # fmt: skip
    for name in sorted({*tables[0], *tables[1]}):
        yield from _side_by_side("sentences", f"{place}:{name}", tables[0].get(name), tables[1].get(name))


def literals(module: str) -> Iterator[tuple[int, str]]:
    """Every literal text of a module and its line, docstrings left out."""
    tree = ast.parse(module)
    told = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    parts = {id(part) for one in ast.walk(tree) if isinstance(one, ast.JoinedStr) for part in one.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in told | parts and (said := _text(node)):
            yield node.lineno, said


def _declared(tree: ast.Module) -> dict[int, str]:
    """What a tuple's table is annotated as: `dict[str, Pair]` makes pairs of two short words too."""
    kinds: dict[int, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            kind = ast.unparse(node.annotation)
            kinds.update((id(one), kind) for one in ast.walk(node.value))
    return kinds


def _call(node: ast.Call, place: str) -> Iterator[Text]:
    said = [_text(one) for one in node.args[:2]]
    if len(said) == 2 and any(said) and not any(isinstance(one, ast.Starred) for one in node.args):
        yield Text("words", f"{place}:{node.lineno}", said[0] or "", said[1] or "")


def _tuple(node: ast.Tuple, declared: str) -> tuple[str, str] | None:
    """The pair that a tuple is: `(fr, en)`, or `(what it names, fr, en)`."""
    said = [_text(one) for one in node.elts]
    if len(said) not in (2, 3) or (len(said) == 3 and said[0] is not None) or _INFLECTED in declared:
        return None
    fr, en = said[-2:]
    if fr is None or en is None or not (fr or en):
        return None
    return (fr, en) if _PAIR.search(declared) or _SPOKEN.search(fr + en) else None


def _side_by_side(source: Source, place: str, fr: ast.expr | None, en: ast.expr | None) -> Iterator[Text]:
    """The texts of two literals of one shape; what one side lacks is an empty text."""
    parts = _parts(fr), _parts(en)
    if not any(parts):
        yield Text(source, place, *(("" if side is None else _text(side) or "") for side in (fr, en)))
    left, right = parts
    for key in [*left, *(one for one in right if one not in left)]:
        yield from _side_by_side(source, f"{place}[{key}]", left.get(key), right.get(key))


def _parts(node: ast.expr | None) -> dict[str, ast.expr]:
    if isinstance(node, ast.Dict):
        return {ast.unparse(key): value for key, value in zip(node.keys, node.values, strict=True) if key}
    if isinstance(node, ast.Tuple):
        return {str(number): value for number, value in enumerate(node.elts)}
    return {}


def _written(node: ast.expr) -> bool:
    return any(_text(one) is not None for one in ast.walk(node) if isinstance(one, ast.expr))


def _text(node: ast.expr) -> str | None:
    """A literal text; what an f-string fills in stands in braces."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(map(_piece, node.values))
    return None


def _piece(node: ast.expr) -> str:
    if isinstance(node, ast.FormattedValue):
        return f"{{{ast.unparse(node.value)}}}"
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _name(node: ast.expr) -> str:
    """The name that is called: of `visit.say(…)` it is `say`, of `Words(lang)(…)` it is `words`."""
    if isinstance(node, ast.Call):
        return _name(node.func).lower()
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _target(node: ast.AnnAssign) -> str:
    return ast.unparse(node.target)
