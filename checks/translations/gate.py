"""The translation gate: every text of the product in both languages, and what is wrong with them."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from checks.translations import portal, python_texts, toml_texts, twins
from checks.translations.lone import alone
from checks.translations.rules import faults, twin_faults
from checks.translations.text import SOURCES, Fault, Text, Twins

ROOT: Final = Path(__file__).parents[2]
COLLECTED: Final[tuple[Callable[[Path], Iterable[Text]], ...]] = (
    portal.portal,
    python_texts.words,
    python_texts.dictionaries,
    python_texts.sentences,
    toml_texts.catalogue,
    toml_texts.titles,
)


@dataclass(frozen=True)
class Report:
    """What was read and what is wrong with it."""

    places: dict[str, int]
    faults: tuple[Fault, ...]

    @property
    def texts(self) -> int:
        """How many texts were read."""
        return sum(self.places.values())


def check(root: Path = ROOT) -> Report:
    """Read every text under a root and judge it."""
    files = list(twins.twins(root))
    texts = collected(root, files)
    count = Counter(one.source for one in texts)
    wrong = (
        *(fault for one in texts for fault in faults(one)),
        *(fault for one in files for fault in twin_faults(one)),
        *alone(root, {side for one in texts for side in (one.fr, one.en)}),
    )
    return Report({source: count[source] for source in SOURCES}, wrong)


def collected(root: Path, files: Iterable[Twins]) -> list[Text]:
    """Every text of the product. Two files of different structure have no texts to lay side by side."""
    texts = [text for collect in COLLECTED for text in collect(root)]
    alike = (one for one in files if not list(twin_faults(one)))
    return texts + [text for one in alike for text in twins.texts(one)]
