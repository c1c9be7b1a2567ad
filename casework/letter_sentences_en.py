"""The refusals about letters in English: title and sentence by code."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "paragraph-moved": (
        "The paragraph has changed",
        "Somebody edited this paragraph since you opened it. Compare your text with the one in force, then save again. "
        "Nothing was saved.",
    ),
    "unprintable-text": (
        "Characters that letters do not print",
        "Take out or replace: {characters}. Letters do not have these characters, or nothing of them is seen. A text "
        "without formatting, typed on the keyboard, will do.",
    ),
}
