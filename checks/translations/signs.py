"""The signs of French: an unbreakable space before `: ; ! ? »`, after `«`, a curved apostrophe; and none in English."""

import re
from typing import Final

from checks.translations.reading import visible

_BREAKABLE: Final = re.compile(r" [:;!?»%$](?!\w)|« |(?<=\d) (?=\d{3}\b)")
_GLUED: Final = re.compile(r"[^\W\d_][;!?»](?!\w)|[^\W\d_]:(?=\s|$)|«\w")
_FRENCH_IN_ENGLISH: Final = re.compile(r"\w[ \u00a0][:;!?](?=\s|$)|[«»]")
_STRAIGHT: Final = re.compile(r"[^\W\d_]'[^\W\d_]")


def misprinted(fr: str, en: str, *, as_written: bool) -> bool:
    """Whether a sign stands as its language does not print it. `as_written`: nobody sets the French spaces later."""
    french, english = visible(fr), visible(en)
    return bool(
        (as_written and _BREAKABLE.search(french))
        or _GLUED.search(french)
        or _FRENCH_IN_ENGLISH.search(english)
        or _STRAIGHT.search(french)
        or _STRAIGHT.search(english)
    )
