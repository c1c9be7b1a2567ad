"""What the gate judges and what it finds: a text in both languages, a pair of files, a fault."""

from dataclasses import dataclass
from typing import Final, Literal

Source = Literal[
    "portal", "words", "dictionaries", "sentences", "catalogue", "titles", "letters", "mails",
]  # fmt: skip
SOURCES: Final[tuple[Source, ...]] = (
    "portal", "words", "dictionaries", "sentences", "catalogue", "titles", "letters", "mails",
)  # fmt: skip
# Sources whose French is read as it is written: nobody puts in the unbreakable spaces afterwards.
_AS_WRITTEN: Final = frozenset({"sentences", "dictionaries", "titles", "letters", "mails"})


@dataclass(frozen=True)
class Text:
    """One text in both languages; an empty side is one that nobody wrote."""

    source: Source
    place: str
    fr: str
    en: str

    @property
    def as_written(self) -> bool:
        """Whether its spaces are those that people read. A text message has none unbreakable: phones would split it."""
        return self.source in _AS_WRITTEN and ".sms" not in self.place


@dataclass(frozen=True)
class Twins:
    """Two files that say the same, one a language; a side is None where there is no such file."""

    source: Source
    place: str
    fr: str | None
    en: str | None


@dataclass(frozen=True)
class Fault:
    """What is wrong with a text, and both its sides."""

    place: str
    rule: str
    fr: str
    en: str
