"""Files of which there is one a language: `P13.fr.html` and `P13.en.html`, `invoice.fr.txt` and `invoice.en.txt`."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Final

from checks.translations.segments import segments
from checks.translations.text import Source, Text, Twins

FOLDERS: Final[dict[Source, tuple[str, ...]]] = {"letters": (".html",), "mails": (".txt", ".sms")}
_NAME: Final = re.compile(r"(?:(?P<stem>.+)\.)?(?P<language>fr|en)")


def twins(root: Path) -> Iterator[Twins]:
    """Every letter's and every mail's pair of templates."""
    for source, suffixes in FOLDERS.items():
        for suffix in suffixes:
            yield from _twins_in(root / "templates" / {"letters": "letters", "mails": "mail"}[source], suffix, source)


def texts(pair: Twins) -> Iterator[Text]:
    """The texts of a pair, part by part. A file that is absent leaves every part of the other alone."""
    sides = (segments(side or "", html=pair.source == "letters") for side in (pair.fr, pair.en))
    fr, en = ([one for one in side if not one.mark] for side in sides)
    for left, right in zip_longest(fr, en):
        if left and right:
            for number, (said, echoed) in enumerate(zip_longest(left.texts, right.texts, fillvalue="")):
                place = f"{pair.place}:{left.line}" + (f"[{number}]" if number else "")
                yield Text(pair.source, place, said, echoed)
            continue
        lone = left or right
        for said in lone.texts if lone else ():
            yield Text(pair.source, f"{pair.place}:{lone.line if lone else 0}", *((said, "") if left else ("", said)))


def _twins_in(folder: Path, suffix: str, source: Source) -> Iterator[Twins]:
    files: dict[str, dict[str, str]] = {}
    for file in sorted(folder.glob(f"*{suffix}")):
        if named := _NAME.fullmatch(file.name.removesuffix(suffix)):
            files.setdefault(named["stem"] or "", {})[named["language"]] = file.read_text(encoding="utf-8")
    for stem, sides in files.items():
        place = "/".join(("templates", folder.name, ".".join(filter(None, (stem, "*"))) + suffix))
        yield Twins(source, place, sides.get("fr"), sides.get("en"))
