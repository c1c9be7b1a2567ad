"""What happened in a contest, in words: each moment with the particulars that its reader may see."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from casework.reading import Moment
from web import contest_words as words
from web import hearing_minutes, mistakes
from web.event_words import EVENTS
from web.timeline import Entry
from web.typography import day, hour, instant, money
from web.visit import Visit
from web.words import Pair

Render = Callable[[Visit, Any], str]


def entries(visit: Visit, moments: Sequence[Moment], file_names: Mapping[str, str]) -> list[Entry]:
    """The timeline, latest first. `file_names` gives the names of the documents that the reader may open."""
    corrected = mistakes.told(visit, moments)
    found = [entry(visit, moment, file_names) for moment in moments]
    return [replace(one, particulars=(*one.particulars, *corrected.get(one.moment.seq, ()))) for one in found][::-1]


def entry(visit: Visit, moment: Moment, file_names: Mapping[str, str]) -> Entry:
    """One moment and its particulars."""
    return Entry(moment, visit.say.of(EVENTS, moment.type), tuple(_lines(visit, moment.facts, file_names)))


def _lines(visit: Visit, facts: Mapping[str, Any], file_names: Mapping[str, str]) -> list[str]:
    lines: list[str] = []
    for name, render in PARTICULARS:
        if name in facts and facts[name] not in (None, "", False, [], {}):
            lines += [line for line in render(visit, facts[name]).split("\n") if line]
    if facts.get("granted") is False:
        lines.insert(0, visit.say("Refusée", "Refused"))
    if facts.get("present") == []:
        lines.append(visit.say("Personne n’est présent", "Nobody is present"))
    lines += [file_names.get(one, "") for one in facts.get("documents", ()) if one in file_names]
    return lines


def _text(label: Pair) -> Render:
    def render(visit: Visit, value: Any) -> str:
        return f"{visit.say(*label)}{visit.say(' : ', ': ')}{value}"

    return render


def _of(table: dict[str, Pair], label: Pair | None = None) -> Render:
    def render(visit: Visit, value: Any) -> str:
        said = visit.say.of(table, str(value))
        return f"{visit.say(*label)}{visit.say(' : ', ': ')}{said}" if label else said

    return render


def _date(label: Pair) -> Render:
    def render(visit: Visit, value: Any) -> str:
        return f"{visit.say(*label)}{visit.say(' : ', ': ')}{day(str(value), visit.lang)}"

    return render


def _flag(label: Pair) -> Render:
    def render(visit: Visit, value: Any) -> str:
        return visit.say(*label)

    return render


def _pleas(visit: Visit, value: Mapping[str, str]) -> str:
    return "\n".join(_count(visit, number, visit.say.of(words.PLEAS, plea)) for number, plea in value.items())


def _verdicts(visit: Visit, value: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(_count(visit, one["count"], _verdict(visit, one)) for one in value)


def _verdict(visit: Visit, one: Mapping[str, Any]) -> str:
    said = visit.say.of(words.VERDICTS, one["verdict"])
    return f"{said}, {money(one['fine'], visit.lang)}" if one.get("fine") else said


def _count(visit: Visit, number: Any, said: str) -> str:
    return f"{visit.say('Chef ', 'Count ')}{number}{visit.say(' : ', ': ')}{said}"


def _counts(visit: Visit, value: Sequence[int]) -> str:
    return visit.say("Chefs : ", "Counts: ") + ", ".join(str(one) for one in value)


def _exhibits(visit: Visit, value: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(f"{visit.say('Pièce ', 'Exhibit ')}{one['number']}{visit.say(' : ', ': ')}{one['label']}"
                     for one in value)  # fmt: skip


def _instalments(visit: Visit, value: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(f"{day(one['due_on'], visit.lang)}{visit.say(' : ', ': ')}{money(one['cents'], visit.lang)}"
                     for one in value)  # fmt: skip


def _present(visit: Visit, value: Sequence[str]) -> str:
    return visit.say("Présents : ", "Present: ") + ", ".join(visit.say.of(words.SIDES, one).lower() for one in value)


def _plain(visit: Visit, value: Any) -> str:
    return str(value)


def _money(visit: Visit, value: Any) -> str:
    return money(int(value), visit.lang)


def _when(visit: Visit, value: Any) -> str:
    return instant(str(value), visit.lang)


def _alarm(visit: Visit, value: Any) -> str:
    return visit.say.of(words.COURT_ALARMS, value) if value in words.COURT_ALARMS else ""


def _minutes(visit: Visit, value: Mapping[str, Any]) -> str:
    return hearing_minutes.told(visit, value, hour)


def _address(visit: Visit, value: Sequence[str]) -> str:
    return "\n".join(value)


PARTICULARS: Final[tuple[tuple[str, Render], ...]] = (
    ("granted", _flag(("Accordée", "Granted"))),
    ("late", _flag(("Après le délai", "After the delay"))),
    ("starts_at", _when),
    ("room", _text(("Lieu", "Place"))),
    ("outcome", _of({**words.DECISIONS, **words.APPEALS})),
    ("number", _text(("Numéro", "Number"))),
    ("ruling", _of(words.DECISIONS)),
    ("verdicts", _verdicts),
    ("cause", _of(words.CAUSES)),
    ("pleas", _pleas),
    ("name", _plain),
    ("capacity", _of(words.CAPACITIES)),
    ("explanations", _plain),
    ("disclosure", _flag(("Divulgation de la preuve demandée", "Disclosure of evidence asked for"))),
    ("application", _text(("Demande préliminaire", "Preliminary application"))),
    ("subject", _of(words.SUBJECTS)),
    ("text", _plain),
    ("interpreter", _text(("Interprète", "Interpreter"))),
    ("mode", _of({**words.HEARING_MODES, **words.SERVED_BY})),
    ("peremptory", _flag(("Date péremptoire", "Peremptory date"))),
    ("entered_by", _text(("Formulaire rempli par", "Form filled in by"))),
    ("on_paper", _flag(("Reçu sur papier", "Received on paper"))),
    ("counts", _counts),
    ("reason_code", _of({**words.WITHDRAWALS, "city_error": ("Erreur de la Ville", "City’s error"),
                         "overpayment": ("Paiement en trop", "Overpayment"),
                         "content_error": ("Erreur d’écriture", "Clerical error")})),
    ("present", _present),
    ("identified_by", _text(("Identité", "Identity"))),
    ("minutes", _minutes),
    ("technical", _flag(("Panne technique", "Technical failure"))),
    ("side", _of(words.SIDES)),
    ("charged_to", _of(words.SIDES, ("Délai imputé à", "Delay charged to"))),
    ("court_number", _text(("Dossier de la Cour supérieure", "Superior Court file"))),
    ("served_on", _date(("Signifié le", "Served on"))),
    ("known_on", _date(("Jugement connu le", "Judgment known on"))),
    ("filed_on", _date(("Déposé le", "Filed on"))),
    ("decided_on", _date(("Rendu le", "Given on"))),
    ("until", _date(("Jusqu’au", "Until"))),
    ("due_on", _date(("Échéance", "Due"))),
    ("grounds", _text(("Motifs", "Grounds"))),
    ("merits", _text(("Contestation au fond", "Contest on the merits"))),
    ("relief", _text(("Retard", "Lateness"))),
    ("stay", _flag(("Sursis demandé", "Stay asked for"))),
    ("relieved", _flag(("Relevé du délai", "Relieved from the delay"))),
    ("extended", _flag(("Délai prolongé par un juge", "Delay extended by a judge"))),
    ("in_absence", _flag(("En l’absence de la défense", "In the absence of the defence"))),
    ("without_costs", _flag(("Sans frais", "Without costs"))),
    ("reasons", _plain),
    ("note", _plain),
    ("error", _text(("Erreur", "Error"))),
    ("correction", _text(("Correction", "Correction"))),
    ("lawyer", _plain),
    ("address", _address),
    ("email", _plain),
    ("exhibits", _exhibits),
    ("cents", _money),
    ("deemed_guilty", _flag(("Tout est payé : réputé coupable", "Everything is paid: deemed guilty"))),
    ("instalments", _instalments),
    ("effect", _of(words.SILENCES)),
    ("alarm", _alarm),
)  # fmt: skip
