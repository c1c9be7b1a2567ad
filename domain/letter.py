"""What one letter says: everything is decided before a template sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

CERTIFICATE: Final = "D01"  # the certificate of a destruction: sealed like a letter, and of no case
Language = Literal["fr", "en"]


@dataclass(frozen=True)
class LetterData:
    """One letter of one case. Equal data gives byte-identical unsigned PDFs (DESIGN §7)."""

    code: str  # P01…P24 (DOMAIN §7.1)
    language: Language
    number: int  # rank among the case's letters, from 1
    reference: str  # the case's public reference
    service_title: str  # in the letter's language
    borough_name: str
    addressee: str
    address_lines: tuple[str, ...]
    dated: date
    verify_code: str
    verify_url: str
    place: str  # where the work is
    facts: dict[str, Any]  # by code: templates/letters/README.md names them
    corrects: int = 0  # the number of the letter that this one replaces; 0: none
    corrects_dated: str = ""  # its date, ISO
    paragraphs: Mapping[str, str] = field(default_factory=dict[str, str])  # what the city says in each place of it
    specimen: bool = False  # made up, to be read: it says so, and has no code


@dataclass(frozen=True)
class SealedLetter:
    """A letter as stored: hashes are SHA-256 in hexadecimal."""

    pdf: bytes
    unsigned_sha256: str
    sealed_sha256: str


@dataclass(frozen=True)
class Proof:
    """A letter to be read before it is sent. `html` is made from our templates alone, every value in it escaped."""

    code: str
    language: Language
    title: str
    html: str
