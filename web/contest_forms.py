"""Plain forms of a contest's acts: shown from their table, read back as content, faults in the page's words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from casework.reading import CaseFile
from casework.sentences import Sentence, say, say_field
from domain.errors import CaseError, Invalid, InvalidAmount
from domain.letter import Language
from web import uploads
from web.amounts import cents_of
from web.contest_fields import Ask, Kind
from web.contest_words import SIDES, SUBJECTS
from web.fields import FAULTS, Option
from web.typography import instant
from web.typography import money as amount
from web.visit import Visit
from web.words import Pair, Words

LONGEST: Final = 20_000  # characters of one text

# Where a fault of the case stands on the page, when the page calls its field otherwise.
ALIASES: Final[dict[str, str]] = {
    "hearing": "slot", "hold": "slot", "hearing.interpreter": "slot", "hearing.mode": "slot",
    "hearing.peremptory": "peremptory", "exhibits": "file", "documents.0": "file",
    "cents": "amount", "plea": "accepted", "delays": "reasons", "judgment": "grounds", "late_plea": "reasons",
}  # fmt: skip
SAID: Final[dict[str, Pair]] = {
    "slot.notice-too-short": (
        "L’avis d’audition arriverait trop tard : choisissez une plage plus tardive.",
        "The notice of hearing would come too late: choose a later slot.",
    ),
    "slot.required": ("Choisissez une plage.", "Choose a slot."),
    "slot.unknown": (
        "Cette plage n’est plus retenue. Choisissez-en une autre.",
        "This slot is no longer held. Choose another one.",
    ),
    "peremptory.required": (
        "Un deuxième report doit être péremptoire : cochez la case.",
        "A second postponement must be peremptory: tick the box.",
    ),
    "number.unknown": ("Ce numéro n’est pas au dossier.", "This number is not on file."),
    "counts.unknown": ("Ce chef n’est plus ouvert.", "This count is no longer open."),
    "file.required": ("Choisissez un fichier.", "Choose a file."),
    "in_absence.required": (
        "La défense est absente : cochez la case, ou ajournez.",
        "The defence is absent: tick the box, or adjourn.",
    ),
    "record_complete.required": (
        "Sans contestation, le dossier doit être complet : vérifiez-le et cochez la case.",
        "Where nothing is contested the record must be complete: check it and tick the box.",
    ),
    "instalments.not-the-amount-due": (
        "Le dépôt et les versements doivent faire exactement la somme due.",
        "The deposit and the instalments must make exactly the amount owed.",
    ),
    "instalments.unreadable": (
        "Écrivez une date et un montant par ligne, par exemple 2027-03-01 50,00.",
        "Write a date and an amount on each line, for example 2027-03-01 50.00.",
    ),
    "how_much.required": ("Choisissez ce que vous payez.", "Choose what you pay."),
    "choice.required": ("Choisissez une réponse.", "Choose an answer."),
    "invalid-amount": FAULTS["invalid-amount"],
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """One field on the page, with what was typed and what is wrong with it."""

    name: str
    kind: Kind
    label: str
    hint: str
    value: str
    chosen: tuple[str, ...]
    error: str
    options: tuple[Option, ...]


def shown(
    visit: Visit, asked: Sequence[Ask], found: Mapping[str, tuple[Option, ...]], typed: Mapping[str, str],
    faults: Mapping[str, str],
) -> list[Shown]:  # fmt: skip
    """The fields of a form. `found` are choices that the case gives, `typed` what stands there before anything is."""
    empty = not visit.form.one("key")
    return [_shown(visit, one, found, typed.get(one.name, "") if empty else "", faults) for one in asked]


def read(visit: Visit, asked: Sequence[Ask], found: Mapping[str, tuple[Option, ...]]) -> dict[str, Any]:
    """What was typed, without files. Raises Invalid, which names every field that is missing or unreadable."""
    content: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for one in asked:
        if one.kind == "file":
            continue
        value, fault = READERS[one.kind](visit, one, found)
        if not fault and one.required and value in ("", None, []):
            fault = "required"
        if fault:
            faults[one.name] = fault
        content[one.name] = value
    if faults:
        raise Invalid(faults)
    return {name: value for name, value in content.items() if value is not None}


async def keep_files(visit: Visit, case_id: str, field: str) -> Visit:
    """Keep the files chosen in a field first: their ids are carried by the form, whatever else is wrong with it.

    Raises FileRefused.
    """
    kept = [one for one in visit.form.all(field) if one]
    for upload in visit.form.given(field):
        kept.append(await uploads.keep_in_case(visit, case_id, uploads.OTHER, upload, field))
    return replace(visit, form=replace(visit.form, fields={**visit.form.fields, field: kept}))


def worded(refusal: CaseError, asked: Sequence[Ask], lang: Language) -> Sentence:
    """A refusal in the terms of its form: each fault at the field where the page asks for it."""
    sentence = say(refusal, lang)
    if not isinstance(refusal, Invalid | InvalidAmount):
        return sentence
    kinds = {one.name: one.kind for one in asked}
    told: dict[str, str] = {}
    for name, code in refusal.errors.items():
        at = place_of(name, kinds)
        told[at] = said(at, code, kinds.get(at, ""), lang)
    return replace(sentence, fields=told)


def place_of(name: str, kinds: Mapping[str, str]) -> str:
    """The field of the page where a fault stands."""
    if name in ALIASES and name not in kinds:
        return ALIASES[name]
    if name.startswith(("exhibits.", "documents.")) and "file" in kinds:
        return "file"
    if name.startswith(("exhibits.", "considered.")):
        return "considered"
    return name


def said(at: str, code: str, kind: str, lang: Language) -> str:
    """The sentence of a fault, in the terms of the page where it has its own."""
    kind = "choice" if kind in ("yesno", "checks") or at.startswith(("verdicts.", "pleas.")) else kind
    for key in (f"{at}.{code}", f"{kind}.{code}", code):
        if key in SAID:
            return Words(lang)(*SAID[key])
    return say_field(code, lang)


def open_counts(file: CaseFile) -> list[dict[str, Any]]:
    """The counts that nothing became of yet."""
    return [one for one in (file.standing or {}).get("counts", ()) if not one["outcome"]]


def count_label(visit: Visit, one: Mapping[str, Any]) -> str:
    """A count as a choice names it."""
    dash = visit.say(" – ", " – ")
    return f"{visit.say('Chef ', 'Count ')}{one['number']}{dash}{one[f'description_{visit.lang}']}"


def from_the_case(visit: Visit, file: CaseFile, act: str) -> dict[str, tuple[Option, ...]]:
    """Choices that only the case knows: its counts, exhibits, applications."""
    standing = file.standing or {}
    exhibits = standing.get("exhibits", ())
    wanted = "" if act == "rule_on_exhibit" else "admitted"
    numbered = tuple(
        Option(str(one["number"]), f"{one['number']}. {one['label']}") for one in exhibits if one["ruling"] == wanted
    )
    if act == "withdraw_charges":
        return {"counts": tuple(Option(str(one["number"]), count_label(visit, one)) for one in open_counts(file))}
    if act == "rule_on_exhibit":
        return {"number": numbered}
    if act == "decide_application":
        pending = [one for one in standing.get("applications", ()) if not one["outcome"]]
        return {"number": tuple(Option(str(one["number"]), _application(visit, one)) for one in pending)}
    return {"considered": numbered}


def typed_before(visit: Visit, file: CaseFile, act: str) -> dict[str, str]:
    """What a form says before anybody types: what was asked for, the least deposit."""
    standing = file.standing or {}
    if act == "decide_mode":
        return {"mode": str(standing["needs"]["mode_asked"])}
    if act == "agree":
        return {"deposit": _plain(int(standing["money"]["deposit_cents"]), visit)}
    if act == "order_refund":
        return {"cents": _plain(int(standing["money"]["to_give_back_cents"]), visit), "reason_code": "overpayment"}
    if act == "schedule":
        return {"slot": visit.asked("plage")[:64]}
    if act == "withdraw_charges" and len(open_counts(file)) == 1:
        return {"counts": str(open_counts(file)[0]["number"])}
    return {}


def _plain(cents: int, visit: Visit) -> str:
    """An amount as a person types it."""
    return amount(cents, visit.lang).replace("$", "").replace("\u00a0", " ").strip()


def slot_label(visit: Visit, starts_at: Any, room: str, judge: str) -> str:
    """A slot as a choice names it."""
    return f"{instant(starts_at, visit.lang)} – {room}, {judge}"


def _application(visit: Visit, one: Mapping[str, Any]) -> str:
    return f"{one['number']}. {visit.say.of(SUBJECTS, one['subject'])} ({visit.say.of(SIDES, one['side']).lower()})"


def _shown(
    visit: Visit, one: Ask, found: Mapping[str, tuple[Option, ...]], typed: str, faults: Mapping[str, str]
) -> Shown:
    fixed = tuple(Option(value, visit.say(*pair)) for value, pair in one.choices)
    chosen = tuple(visit.form.all(one.name)) or ((typed,) if typed else ())
    hint = visit.say(*one.hint) if one.hint[0] else ""
    return Shown(one.name, one.kind, visit.say(*one.label), hint, chosen[-1] if chosen else "", chosen,
                 faults.get(one.name, ""), fixed or found.get(one.name, ()))  # fmt: skip


Found = Mapping[str, tuple[Option, ...]]
Value = tuple[Any, str]


def _text(visit: Visit, one: Ask, found: Found) -> Value:
    text = visit.form.one(one.name).replace("\r\n", "\n").strip()
    return text, "too-long" if len(text) > LONGEST else ""


def _lines(visit: Visit, one: Ask, found: Found) -> Value:
    text, fault = _text(visit, one, found)
    return [line.strip() for line in text.splitlines() if line.strip()], fault


def _date(visit: Visit, one: Ask, found: Found) -> Value:
    text = visit.form.one(one.name).strip()
    if not text:
        return None, ""
    try:
        return date.fromisoformat(text if len(text) == 10 else "").isoformat(), ""
    except ValueError:
        return None, "not-a-date"


def _choice(visit: Visit, one: Ask, found: Found) -> Value:
    value = visit.form.one(one.name)
    offered = {value for value, _ in one.choices} | {option.value for option in found.get(one.name, ())}
    if value and value not in offered:
        return value, "not-a-choice"
    return (int(value) if one.number and value else value), ""


def _yes_or_no(visit: Visit, one: Ask, found: Found) -> Value:
    value, fault = _choice(visit, one, found)
    return (value == "yes" if value else None), fault


def _check(visit: Visit, one: Ask, found: Found) -> Value:
    return visit.form.one(one.name) == "yes", ""


def _checks(visit: Visit, one: Ask, found: Found) -> Value:
    values = list(dict.fromkeys(visit.form.all(one.name)))
    offered = {value for value, _ in one.choices} | {option.value for option in found.get(one.name, ())}
    if set(values) - offered:
        return [], "unknown"
    return ([int(value) for value in values] if one.number else values), ""


def _money(visit: Visit, one: Ask, found: Found) -> Value:
    text = visit.form.one(one.name).strip()
    cents = cents_of(text) if text else None
    return cents, "invalid-amount" if text and cents is None else ""


def _instalments(visit: Visit, one: Ask, found: Found) -> Value:
    lines, fault = _lines(visit, one, found)
    made: list[dict[str, Any]] = []
    for line in lines:
        due_on, _, typed = line.partition(" ")
        cents = cents_of(typed)
        try:
            made.append({"due_on": date.fromisoformat(due_on).isoformat(), "cents": cents})
        except ValueError:
            return [], "unreadable"
        if not cents:
            return [], "unreadable"
    return made, fault


READERS: Final[dict[Kind, Callable[[Visit, Ask, Found], Value]]] = {
    "text": _text, "longtext": _text, "lines": _lines, "date": _date, "choice": _choice, "slot": _text,
    "yesno": _yes_or_no, "check": _check, "checks": _checks, "money": _money, "instalments": _instalments,
}  # fmt: skip
