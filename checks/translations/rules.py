"""The rules of the gate: each says of one text whether it breaks it."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from checks.translations import kept
from checks.translations.figures import figures
from checks.translations.languages import looks_english, looks_french, without_names
from checks.translations.reading import links, placeholders, prose, spoken
from checks.translations.segments import marks
from checks.translations.signs import misprinted
from checks.translations.text import Fault, Text, Twins

Rule = Callable[[Text], bool]
_UNSURE: Final = re.compile(
    r"\b(?:TODO|FIXME|XXX|TBD|fuzzy|untranslated|lorem ipsum)\b|\b(?:à traduire|to translate|to be translated)\b"
    r"|\[(?:en|fr|\?+)\]|\?\?\?",
    re.IGNORECASE,
)


def missing(text: Text) -> bool:
    """One side is empty."""
    return bool(text.fr.strip()) != bool(text.en.strip())


def fuzzy(text: Text) -> bool:
    """A side says that somebody still has to look at it."""
    return bool(_UNSURE.search(text.fr) or _UNSURE.search(text.en))


def equal(text: Text) -> bool:
    """The same words on both sides, and not on the list of those that are."""
    said = prose(text.fr).strip()
    same = said == prose(text.en).strip() and spoken(without_names(said))
    return same and said not in kept.SAME and not _of_names(text)


def language(text: Text) -> bool:
    """A side that looks written in the other's language."""
    return not _of_names(text) and (looks_english(prose(text.fr)) or looks_french(prose(text.en)))


def filled(text: Text) -> bool:
    """What is filled in differs."""
    return placeholders(text.fr) != placeholders(text.en)


def numbers(text: Text) -> bool:
    """Amounts, numbers, hours or dates differ."""
    return figures(text.fr, "fr") != figures(text.en, "en")


def addresses(text: Text) -> bool:
    """Links differ."""
    return links(text.fr) != links(text.en)


def typography(text: Text) -> bool:
    """A sign is not printed as its language prints it."""
    return misprinted(text.fr, text.en, as_written=text.as_written)


RULES: Final[Mapping[str, Rule]] = {
    "fuzzy": fuzzy,
    "equal": equal,
    "language": language,
    "placeholders": filled,
    "numbers": numbers,
    "links": addresses,
    "typography": typography,
}


def faults(text: Text) -> Iterator[Fault]:
    """What is wrong with a text. One whose side is missing has nothing to compare."""
    broken = ["missing"] if missing(text) else [name for name, breaks in RULES.items() if breaks(text)]
    for rule in broken:
        if (rule, text.fr.strip()) not in kept.PASSED:
            yield Fault(text.place, rule, text.fr, text.en)


def twin_faults(pair: Twins) -> Iterator[Fault]:
    """A file in one language only, or two whose headings, lists, tables and jinja statements are not in one order."""
    if pair.fr is None or pair.en is None:
        yield Fault(pair.place, "missing", (pair.fr or "")[:80], (pair.en or "")[:80])
        return
    fr, en = (marks(side, html=pair.source == "letters") for side in (pair.fr, pair.en))
    if fr != en:
        at = next(
            (n for n, (one, other) in enumerate(zip(fr, en, strict=False)) if one != other), min(map(len, (fr, en)))
        )
        yield Fault(pair.place, "structure", " ".join(fr[at : at + 3]), " ".join(en[at : at + 3]))


def _of_names(text: Text) -> bool:
    return text.place.partition(":")[0] in kept.FILES_OF_NAMES
