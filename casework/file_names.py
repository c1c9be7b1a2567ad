"""Names of files as people give them, cleaned to be shown and offered again (RELIABILITY §3 C5)."""

import re
import unicodedata
from typing import Final
from urllib.parse import quote

LONGEST: Final = 120
_SEPARATORS: Final = re.compile(r"[/\\]")
_NOT_IN_NAMES: Final = re.compile(r'[<>:"|?*%;$`]')
_DEVICES: Final = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")
_NAMELESS: Final = "document"


def clean_name(given: str, extension: str) -> str:
    """The last part of a name, printable, of 120 characters at most, with the extension of what the file is."""
    last = _SEPARATORS.split(unicodedata.normalize("NFC", given[-1000:]))[-1]
    shown = "".join(char if char.isprintable() else " " for char in last)
    stem = " ".join(_NOT_IN_NAMES.sub(" ", shown).split()).strip(". ")
    stem = _without_extension(stem)[:LONGEST].strip(". -")
    if not stem or _DEVICES.match(stem):
        stem = _NAMELESS
    return f"{stem}.{extension}"


def disposition(name: str) -> str:
    """`Content-Disposition` of a download: a plain name, and the true one in UTF-8 (RFC 6266)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _without_extension(name: str) -> str:
    stem, dot, extension = name.rpartition(".")
    return stem if dot and stem and len(extension) <= 5 and extension.isalnum() else name
