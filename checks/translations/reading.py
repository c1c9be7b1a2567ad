"""What a reader sees of a text, what is filled into it, and where it leads."""

import re
from collections import Counter
from html import unescape
from typing import Final

FILLED: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[A-Za-z_][^{}]*\}|%\([a-z_]+\)s|%s", re.DOTALL)
_LINK: Final = re.compile(r"https?://[^\s\"'<>]+|www\.[^\s\"'<>]+|[\w.+-]+@[\w-]+\.[\w.-]*\w|href=\"([^\"]*)\"")
_TAG: Final = re.compile(r"<[!/]?[a-z][^<>]*>")
_FOREIGN: Final = re.compile(r"<(\w+)[^<>]*\slang=\"[^\"]*\"[^<>]*>.*?</\1>", re.DOTALL)
_OWN_LANGUAGE: Final = re.compile(r"(?<=_)(?:fr|en)\b|(?<=\{)(?:fr|en)(?=\})")
FILLING: Final = "\ufffc"  # stands where something is filled in


def placeholders(text: str) -> Counter[str]:
    """What is filled in: `{{ facts.due_on | day }}`, `{name}`, `%s`; `{name_fr}` and `{name_en}` are one."""
    return Counter(_OWN_LANGUAGE.sub("", " ".join(one.split())) for one in FILLED.findall(text))


def links(text: str) -> Counter[str]:
    """The addresses that a text names, of pages and of mail boxes."""
    return Counter(found[1] or found[0].rstrip(".,;:!?)") for found in _LINK.finditer(text))


def visible(text: str) -> str:
    """The text without tags and addresses, a sign in the place of each thing that is filled in."""
    return unescape(_TAG.sub("", _LINK.sub(FILLING, FILLED.sub(FILLING, text))))


def prose(text: str) -> str:
    """The visible text without what is marked as another language's."""
    return visible(_FOREIGN.sub(" ", text)).replace(FILLING, " ")


def spoken(text: str) -> bool:
    """Whether a text has any word: signs and figures alone are no text to translate."""
    return bool(re.search(r"[^\W\d_]{2}", visible(text)))
