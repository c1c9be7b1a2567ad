"""The sentences that explain a deadline, in French and in English: its start, its count, each day passed over."""

from typing import TYPE_CHECKING, Final

from domain.calendars import CITY, CIVIL_PROCEDURE, INTERPRETATION, OFFICE
from domain.letter import Language
from domain.long_dates import listed, long_date, weekday

if TYPE_CHECKING:
    from domain.deadlines import Counted, Due, Skipped, Stopped, Suspension

_PENAL: Final = "C-25.1, art. 17"
_CIVIL: Final = "C-25.01, art. 83"

_CITED: Final[dict[Language, dict[str, str]]] = {
    "fr": {
        _PENAL: "Code de procédure pénale, RLRQ, c. C-25.1, art. 17",
        _CIVIL: "Code de procédure civile, RLRQ, c. C-25.01, art. 83",
        INTERPRETATION: "selon la Loi d’interprétation, RLRQ, c. I-16, art. 61(23)",
        CIVIL_PROCEDURE: "selon le Code de procédure civile, RLRQ, c. C-25.01, art. 82",
        CITY: "selon le calendrier des bureaux municipaux",
    },
    "en": {
        _PENAL: "Code of Penal Procedure, CQLR, c. C-25.1, art. 17",
        _CIVIL: "Code of Civil Procedure, CQLR, c. C-25.01, art. 83",
        INTERPRETATION: "under the Interpretation Act, CQLR, c. I-16, art. 61(23)",
        CIVIL_PROCEDURE: "under the Code of Civil Procedure, CQLR, c. C-25.01, art. 82",
        CITY: "under the calendar of the city’s offices",
    },
}
_UNITS: Final[dict[Language, dict[str, tuple[str, str]]]] = {
    "fr": {
        "days": ("jour", "jours"),
        "months": ("mois", "mois"),
        "business": ("jour ouvrable", "jours ouvrables"),
        "clear_days": ("jour franc", "jours francs"),
    },
    "en": {
        "days": ("day", "days"),
        "months": ("month", "months"),
        "business": ("business day", "business days"),
        "clear_days": ("clear day", "clear days"),
    },
}
_SENTENCES: Final[dict[Language, dict[str, str]]] = {
    "fr": {
        "days": "Le délai de {count} part du {start}. Ce premier jour n’est pas compté, le dernier l’est. "
        "Les samedis, les dimanches et les jours fériés sont comptés ({law}).",
        "months": "Le délai de {count} part du {start}. Ce premier jour n’est pas compté. Le délai expire à la même "
        "date du dernier mois ou, si cette date n’existe pas, le dernier jour de ce mois ({law}).",
        "business": "Le délai de {count} part du {start}. Ce premier jour n’est pas compté. "
        "Seuls les jours ouvrables du calendrier {calendar} le sont.",
        "clear_days": "Il faut {count} entre l’acte et le {start}\u00a0: ni le jour de l’acte ni ce dernier jour "
        "ne sont comptés ({law}).",
        "pause": "Le délai a cessé de courir à la fin du {stopped} et a recommencé à courir à la fin du {resumed}, "
        "jour de la reprise, qui n’est pas compté.",
        "shift": "Le terme est ainsi reporté de {shift}.",
        "uncounted": "Ne sont pas comptés\u00a0: {skipped}.",
        "later": "Le délai finirait le {nominal}. Il est prolongé jusqu’au premier jour {open} suivant, "
        "car les jours que voici ne le sont pas\u00a0: {skipped}.",
        "earlier": "Le compte mène au {nominal}. L’acte est avancé au jour {open} précédent, "
        "car les jours que voici ne le sont pas\u00a0: {skipped}.",
        "last": "Le dernier jour est le {on}, jusqu’à 24\u00a0h (heure de l’Est).",
        "latest": "L’acte peut être fait au plus tard le {on}, jusqu’à 24\u00a0h (heure de l’Est).",
        "stopped": "Le délai est suspendu depuis la fin du {stopped}. À ce moment, il restait {remaining} à courir. "
        "Ce reste courra à compter du lendemain de la reprise. D’ici là, aucune échéance n’est fixée.",
        "judicial": "judiciaire du Québec",
        "office": "des bureaux municipaux",
        "judicial-day": "juridique",
        "office-day": "ouvrable",
        "and-under": "\u00a0; ",
    },
    "en": {
        "days": "The period of {count} starts on {start}. That first day is not counted; the last day is. "
        "Saturdays, Sundays and holidays are counted ({law}).",
        "months": "The period of {count} starts on {start}. That first day is not counted. The period ends on the same "
        "date of the last month or, if there is no such date, on the last day of that month ({law}).",
        "business": "The period of {count} starts on {start}. That first day is not counted. "
        "Only the business days of the calendar of {calendar} are.",
        "clear_days": "{count} must lie between the act and {start}: neither the day of the act nor that last day "
        "is counted ({law}).",
        "pause": "The period stopped running at the end of {stopped} and started running again at the end of "
        "{resumed}, the day it resumed, which is not counted.",
        "shift": "Its end is put off by {shift}.",
        "uncounted": "The following days are not counted: {skipped}.",
        "later": "The period would end on {nominal}. It is extended to the next {open} day, "
        "because the following are not: {skipped}.",
        "earlier": "The count leads to {nominal}. The act is moved to the preceding {open} day, "
        "because the following are not: {skipped}.",
        "last": "The last day is {on}, until 24:00 (Eastern Time).",
        "latest": "The act may be done no later than {on}, until 24:00 (Eastern Time).",
        "stopped": "The period has been suspended since the end of {stopped}. At that moment, {remaining} remained. "
        "They will run from the day after the period resumes. Until then, no deadline is set.",
        "judicial": "Québec’s courts",
        "office": "the city’s offices",
        "judicial-day": "juridical",
        "office-day": "business",
        "and-under": "; ",
    },
}


def of_due(due: "Due", lang: Language) -> str:
    """The sentences that lead from the start of a delay to its last day."""
    last = "latest" if due.kind == "clear_days" else "last"
    sentences = (
        _rule(due, lang),
        *(_pause(pause, lang) for pause in due.suspensions),
        *_shift(due, lang),
        *_passed_over(due, lang),
        _SENTENCES[lang][last].format(on=long_date(due.on, lang)),
    )
    return " ".join(sentences)


def of_stopped(stopped: "Stopped", lang: Language) -> str:
    """The sentences that say since when a delay is suspended and what remains of it."""
    unit = "business" if stopped.kind == "business" else "days"
    stop = _SENTENCES[lang]["stopped"].format(
        stopped=long_date(stopped.stopped_on, lang), remaining=_quantity(stopped.remaining, unit, lang)
    )
    return " ".join((_rule(stopped, lang), *(_pause(pause, lang) for pause in stopped.suspensions), stop))


def _rule(counted: "Counted", lang: Language) -> str:
    say = _SENTENCES[lang]
    return say[counted.kind].format(
        count=_quantity(counted.count, counted.kind, lang),
        start=long_date(counted.start, lang),
        law=_CITED[lang][_law(counted)],
        calendar=say["office" if counted.calendar == OFFICE else "judicial"],
    )


def _law(counted: "Counted") -> str:
    civil = counted.kind == "months" or counted.calendar == OFFICE
    return _CIVIL if civil else _PENAL


def _pause(pause: "Suspension", lang: Language) -> str:
    assert pause.resumed_on is not None
    return _SENTENCES[lang]["pause"].format(
        stopped=long_date(pause.stopped_on, lang), resumed=long_date(pause.resumed_on, lang)
    )


def _shift(due: "Due", lang: Language) -> tuple[str, ...]:
    if due.kind == "business" or not due.suspensions:
        return ()
    days = sum((pause.resumed_on - pause.stopped_on).days for pause in due.suspensions if pause.resumed_on)
    return (_SENTENCES[lang]["shift"].format(shift=_quantity(days, "days", lang)),)


def _passed_over(due: "Due", lang: Language) -> tuple[str, ...]:
    if not due.skipped:
        return ()
    say = _SENTENCES[lang]
    kind = {"business": "uncounted", "clear_days": "earlier"}.get(due.kind, "later")
    sentence = say[kind].format(
        nominal=long_date(due.nominal, lang),
        open=say["office-day" if due.calendar == OFFICE else "judicial-day"],
        skipped=_by_article(due.skipped, lang),
    )
    return (sentence,)


def _by_article(skipped: "tuple[Skipped, ...]", lang: Language) -> str:
    days: dict[str, list[str]] = {}
    for passed in skipped:
        days.setdefault(passed.closed.article, []).append(_named(passed, lang))
    phrases = (f"{listed(named, lang)}, {_CITED[lang][article]}" for article, named in days.items())
    return _SENTENCES[lang]["and-under"].join(phrases)


def _named(passed: "Skipped", lang: Language) -> str:
    name = passed.closed.fr if lang == "fr" else passed.closed.en
    day = long_date(passed.day, lang)
    return day if name == weekday(passed.day, lang) else f"{day} ({name})"


def _quantity(count: int, unit: str, lang: Language) -> str:
    one, many = _UNITS[lang][unit]
    singular = count == 1 or (lang == "fr" and count == 0)
    return f"{count} {one if singular else many}"
