"""The words of a place in a letter: what a counter says there, else what the city says, else what is shipped."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from domain.letter import Language

CITY: Final = ""  # the counter of the whole city
LONGEST_REASON: Final = 500


@dataclass(frozen=True)
class Words:
    """The text of a place, in both languages; a blank line parts its paragraphs."""

    fr: str
    en: str

    def say(self, language: Language) -> str:
        """The text in one language."""
        return self.en if language == "en" else self.fr


NOTHING: Final = Words("", "")


def nearest(kept: Mapping[str, Words | None], counter: str, shipped: Words) -> tuple[str | None, Words]:
    """Whose words stand at a counter, and the words; nobody's (None) are the shipped ones.

    `kept` has the last words of each counter; None where it went back to those that stand behind its own.
    """
    for whose in (counter, CITY):
        if (words := kept.get(whose)) is not None:
            return whose, words
    return None, shipped


def tidy(text: str) -> str:
    """A text as it is kept: lines end in one way and in no blank, nothing stands before or after."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def faults(words: Words, longest: int, *, may_be_empty: bool) -> dict[str, str]:
    """What is wrong with a text, by language: one is missing beside the other, or is too long."""
    texts = {"fr": words.fr, "en": words.en}
    empty = [name for name, text in texts.items() if not text]
    wrong = {} if may_be_empty and len(empty) == len(texts) else dict.fromkeys(empty, "required")
    return wrong | {name: "too-long" for name, text in texts.items() if len(text) > longest}


def names_of(characters: str) -> str:
    """Characters by their number, and as they look where they can be seen: `U+202E, U+6F22 (漢)`."""
    return ", ".join(f"U+{ord(one):04X}" + (f" ({one})" if one.isprintable() else "") for one in characters)
