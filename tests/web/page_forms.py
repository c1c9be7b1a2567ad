"""The forms of a page as a browser reads them: where each is sent, what it holds, which of its fields take a text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

Attributes = list[tuple[str, str | None]]
TYPED: Final = frozenset({"text", "email", "tel", "search", "date", "time", "number", "url", "password"})
VOID: Final = ""


@dataclass
class Form:
    """One form. `texts` are the names of the fields that a person types in."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict[str, str])
    texts: list[str] = field(default_factory=list[str])
    buttons: list[dict[str, str]] = field(default_factory=list[dict[str, str]])

    def sent(self) -> dict[str, str]:
        """What is sent when it is left as it stands: by the button that does or goes on, or the first one."""
        doing = [one for one in self.buttons if one.get("value") in ("do", "continue")] or self.buttons[:1]
        named = {one["name"]: one.get("value", "") for one in doing[:1] if one.get("name")}
        return self.fields | named


class _Reader(HTMLParser):
    """Collects the forms of a page's main part."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = self._textarea = VOID

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """A form begins, or one of its fields."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(self._form, tag, given)

    def handle_data(self, data: str) -> None:
        """What a text area holds."""
        if self._form is not None and self._textarea:
            self._form.fields[self._textarea] += data

    def handle_endtag(self, tag: str) -> None:
        """A form or one of its fields ends."""
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._textarea = VOID
        elif tag == "select":
            self._select = VOID

    def _field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "button":
            form.buttons.append(given)
        elif tag == "input" and name:
            self._input(form, given.get("type", "text"), name, given)
        elif tag == "textarea" and name:
            self._textarea = name
            form.fields[name] = ""
            form.texts.append(name)
        elif tag == "select" and name:
            self._select = name
        elif tag == "option" and self._select and ("selected" in given or self._select not in form.fields):
            form.fields[self._select] = given.get("value", "")

    def _input(self, form: Form, kind: str, name: str, given: dict[str, str]) -> None:
        if kind in TYPED:
            form.texts.append(name)
        if kind in TYPED or kind == "hidden" or "checked" in given:
            form.fields[name] = given.get("value", "on" if kind in ("checkbox", "radio") else "")


def forms_of(html: str) -> list[Form]:
    """Every form of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def posted(html: str) -> list[Form]:
    """The forms that are posted."""
    return [one for one in forms_of(html) if one.method == "post"]
