"""The words of judges' availability: weekdays, rhythms, and what becomes of a sitting that it gives."""

from typing import Final

from web.words import Pair

WEEKDAYS: Final[dict[str, Pair]] = {
    "0": ("Lundi", "Monday"),
    "1": ("Mardi", "Tuesday"),
    "2": ("Mercredi", "Wednesday"),
    "3": ("Jeudi", "Thursday"),
    "4": ("Vendredi", "Friday"),
    "5": ("Samedi", "Saturday"),
    "6": ("Dimanche", "Sunday"),
}
COURT_WEEK: Final = ("0", "1", "2", "3", "4")
RHYTHMS: Final[dict[str, Pair]] = {
    "1": ("Chaque semaine", "Every week"),
    "2": ("Une semaine sur deux, à partir du premier jour", "Every second week, from the first day"),
}
OPENING: Final[dict[str, Pair]] = {
    "new": ("À ouvrir", "To be opened"),
    "there": ("Déjà ouverte", "Open already"),
    "judge": ("Le juge siège déjà", "The judge already sits"),
    "room": ("Salle prise", "Room taken"),
    "short": ("Trop courte pour une plage", "Too short for a slot"),
}
DONE: Final[dict[str, Pair]] = {
    "add_pattern": ("Les heures de chaque semaine sont enregistrées.", "The weekly hours are kept."),
    "end_pattern": ("Les heures ont un dernier jour.", "The hours have a last day."),
    "remove_pattern": ("Les heures sont retirées.", "The hours are taken back."),
    "add_away": ("L’absence est enregistrée.", "The absence is kept."),
    "add_extra": ("Les heures ajoutées sont enregistrées.", "The added hours are kept."),
    "remove_exception": ("C’est retiré.", "It is taken back."),
    "revoke_link": ("L’adresse du calendrier ne montre plus rien.", "The calendar’s address shows nothing more."),
}
LABELS: Final[dict[str, Pair]] = {
    "judge": ("Juge", "Judge"),
    "weekday": ("Jour de la semaine", "Day of the week"),
    "every": ("Rythme", "Rhythm"),
    "day": ("Jour", "Day"),
    "first_day": ("Premier jour", "First day"),
    "last_day": ("Dernier jour", "Last day"),
    "valid_from": ("À partir du", "From"),
    "valid_until": ("Jusqu’au (facultatif)", "Until (optional)"),
    "starts_at": ("Début", "Beginning"),
    "ends_at": ("Fin", "End"),
    "mode": ("Mode", "Mode"),
    "room": ("Salle (facultatif)", "Room (optional)"),
    "language": ("Langue", "Language"),
    "slot_minutes": ("Durée de chaque plage", "Length of each slot"),
    "du": ("Du", "From"),
    "au": ("Au", "To"),
}
