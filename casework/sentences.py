"""Refusals in plain words: a title, a sentence, and one sentence for each field at fault, in the person's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from casework import (
    city_en,
    city_fr,
    court_sentences_en,
    court_sentences_fr,
    fields_en,
    fields_fr,
    letter_sentences_en,
    letter_sentences_fr,
    room_sentences_en,
    room_sentences_fr,
    sentences_en,
    sentences_fr,
)
from casework.words import act_name, state_name
from domain.clock import LOCAL
from domain.errors import CaseError, Fact, Invalid
from domain.letter import Language
from domain.long_dates import long_date

Texts = Mapping[str, tuple[str, str]]

TEXTS: Final[dict[Language, Texts]] = {
    "fr": sentences_fr.TEXTS
    | letter_sentences_fr.TEXTS
    | court_sentences_fr.TEXTS
    | room_sentences_fr.TEXTS
    | city_fr.TEXTS,
    "en": sentences_en.TEXTS
    | letter_sentences_en.TEXTS
    | court_sentences_en.TEXTS
    | room_sentences_en.TEXTS
    | city_en.TEXTS,
}
FIELDS: Final[dict[Language, Mapping[str, str]]] = {
    "fr": fields_fr.FIELDS | city_fr.FIELDS,
    "en": fields_en.FIELDS | city_en.FIELDS,
}
# Codes whose sentence depends on one of their facts: `service-not-open.suspended`.
VARIES_BY: Final = {
    "service-not-open": "status", "ambiguous-time": "why", "not-due": "why", "slot-taken": "why",
    "availability-changed": "why", "not-watchable": "why", "room-refused": "why",
}  # fmt: skip
_FALLBACK: Final = "refused"
_FIELD_FALLBACK: Final = "validation"


@dataclass(frozen=True)
class Sentence:
    """What the person reads. `fields` gives a sentence for each field at fault."""

    title: str
    detail: str
    fields: dict[str, str]


def say(error: CaseError, lang: Language) -> Sentence:
    """The refusal in words."""
    fields = error.errors if isinstance(error, Invalid) else {}
    return say_code(error.code, lang, error.facts, fields)


def say_code(
    code: str, lang: Language, facts: Mapping[str, Fact] | None = None, fields: Mapping[str, str] | None = None
) -> Sentence:
    """The words of a code, filled with its facts; `fields` maps a field to the code of its fault."""
    facts = facts or {}
    texts = TEXTS[lang]
    variant = f"{code}.{facts.get(VARIES_BY.get(code, ''), '')}"
    title, detail = texts.get(variant) or texts.get(code) or texts[_FALLBACK]
    return Sentence(title, detail.format_map(_words(facts, lang)), {
        name: say_field(fault, lang) for name, fault in (fields or {}).items()
    })  # fmt: skip


def say_field(fault: str, lang: Language) -> str:
    """The sentence of one field's fault."""
    return FIELDS[lang].get(fault) or FIELDS[lang][_FIELD_FALLBACK]


def _words(facts: Mapping[str, Fact], lang: Language) -> dict[str, str]:
    """The facts in words; every name that a sentence may use is there."""
    given = {name: _plain(fact, lang) for name, fact in facts.items()}
    return {"time": "", "limit": "", "due_on": "", "given": "0", "fr": "", "en": "", "characters": "", **given} | {
        "until": _hour(str(facts.get("until", "")), lang),
        "act": act_name(str(facts.get("act", "")), lang),
        "state": state_name(str(facts.get("state", "")), lang),
        "seconds": str(facts.get("retry_after") or 5),
        "megabytes": f"{int(facts.get('limit') or 0) // 1_000_000}",
        "megapixels": f"{int(facts.get('limit') or 0) // 1_000_000}",
    }


def _plain(fact: Fact, lang: Language) -> str:
    try:
        return long_date(date.fromisoformat(str(fact)), lang)
    except ValueError:
        return str(fact)


def _hour(instant: str, lang: Language) -> str:
    """The local hour of an instant, as clocks are read: 9 h 45, 9:45 a.m.; nothing for none."""
    if not instant:
        return ""
    local = datetime.fromisoformat(instant).astimezone(LOCAL)
    if lang == "fr":
        return f"{local.hour}\u00a0h\u00a0{local.minute:02d}"
    return f"{local.hour % 12 or 12}:{local.minute:02d}\u00a0{'a.m.' if local.hour < 12 else 'p.m.'}"
