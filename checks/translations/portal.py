"""The portal's texts: every call `t("français", "English")` of its templates."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

from checks.translations.text import Text


def portal(root: Path) -> Iterator[Text]:
    """The texts of every page of `templates/portal`."""
    for file in sorted((root / "templates" / "portal").rglob("*.html")):
        yield from page(file.read_text(encoding="utf-8"), file.relative_to(root).as_posix())


def page(template: str, place: str) -> Iterator[Text]:
    """The texts of one template. A side that is no plain text counts as absent: nobody can judge it."""
    for call in Environment(autoescape=True).parse(template).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "t":
            fr, en, *_ = (*(_plain(one) for one in call.args), "", "")
            yield Text("portal", f"{place}:{call.lineno}", fr, en)


def _plain(node: nodes.Expr) -> str:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else ""
