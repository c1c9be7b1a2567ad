"""The templates of the portal: from the repository only, always escaped, on govuk-frontend's macros."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    pass_context,
)
from jinja2.runtime import Context

from casework.words import act_name, state_name
from catalogue.schema import Text
from domain.letter import Language
from web import contest_steps, contest_words, letter_words, next_steps, typography, vocabulary
from web.words import Words

COMPONENTS: Final = (
    "back-link", "button", "checkboxes", "error-summary", "file-upload", "input", "inset-text", "notification-banner",
    "panel", "radios", "select", "tag", "textarea", "warning-text",
)  # fmt: skip
TEMPLATES: Final = Path(__file__).parent.parent / "templates" / "portal"

# Every table of words, as templates name them.
TABLES = SimpleNamespace(**{**vars(letter_words), **vars(vocabulary), **vars(contest_words)})


def environment() -> Environment:
    """The environment that every page is made in. The macros of govuk-frontend need undefined names to chain."""
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    made = Environment(
        loader=ChoiceLoader([FileSystemLoader(TEMPLATES), govuk]),
        autoescape=True,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = {
        "money": _in_language(typography.money),
        "day": _in_language(typography.day),
        "instant": _in_language(typography.instant),
        "hour": _in_language(typography.hour),
        "size": _in_language(typography.size),
        "state": _in_language(lambda state, lang: _begun(state_name(state, lang))),
        "act": _in_language(lambda act, lang: _begun(act_name(act, lang))),
        "words": _in_language(_say),
        "purpose": _in_language(_purpose),
        "first_sentence": typography.first_sentence,
    }
    made.filters.update(filters)
    names: dict[str, Any] = {"tables": TABLES, "steps": next_steps, "court": contest_steps, "iso": typography.local_day}
    made.globals.update(names | dict(_components(made)))
    return made


def _components(made: Environment) -> Iterator[tuple[str, Any]]:
    """The macros of govuk-frontend by their names: `govukInput`."""
    for component in COMPONENTS:
        name = "govuk" + "".join(word.capitalize() for word in component.split("-"))
        module = made.get_template(f"govuk_frontend_jinja/components/{component}/macro.html").module
        yield name, getattr(module, name)


def _in_language(render: Callable[[Any, Language], str]) -> Callable[[Context, Any], str]:
    """A filter that knows the page's language."""

    @pass_context
    def filtered(context: Context, value: Any) -> str:
        return render(value, context["lang"])

    return filtered


def _say(text: Text, lang: Language) -> str:
    return typography.typeset(text.say(lang), lang)


def _purpose(purpose: str, lang: Language) -> str:
    """What a payment is for; those of a contest are numbered."""
    return Words(lang).of(vocabulary.PURPOSES, purpose.rstrip("0123456789"))


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
