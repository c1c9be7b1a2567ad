"""What people and the law say in the samples of contest letters, in both languages."""

from datetime import date
from typing import Any, Final

from domain.calendars import calendar
from domain.clock import Suspension, due
from domain.letter import Language

Words = dict[Language, str]

ADDRESS: Final = ("6544, rue Saint-Denis, app. 3", "Montréal (Québec)  H2S 2S1")
SERVICE: Final[Words] = {
    "fr": "Contester un constat – circulation",
    "en": "Contest a statement of offence – traffic",
}
SPEEDING: Final[Words] = {
    "fr": "Avoir conduit à 62 km/h dans une zone de 40 km/h",
    "en": "Drove at 62 km/h in a 40 km/h zone",
}
NOISE: Final[Words] = {
    "fr": "Avoir circulé avec un véhicule dont le système d’échappement n’est pas conforme",
    "en": "Drove a vehicle with an exhaust system that does not comply",
}
CAMERA: Final[Words] = {
    "fr": "Propriétaire d’un véhicule photographié à 62 km/h dans une zone de 40 km/h",
    "en": "Owner of a vehicle photographed at 62 km/h in a 40 km/h zone",
}
PROVISION: Final[dict[Language, tuple[str, str]]] = {
    "fr": ("Code de la sécurité routière, art. 329", "Code de la sécurité routière, art. 258"),
    "en": ("Highway Safety Code, s. 329", "Highway Safety Code, s. 258"),
}
REASONS: Final[Words] = {
    "fr": "Le certificat du cinémomètre est régulier et la preuve de la vitesse n’est pas contredite.\n\nLe tribunal "
    "n’est pas convaincu hors de tout doute raisonnable que l’échappement n’était pas conforme.",
    "en": "The certificate of the speed-measuring device is regular and the evidence of speed is not contradicted.\n\n"
    "The court is not convinced beyond a reasonable doubt that the exhaust did not comply.",
}
ERROR: Final[Words] = {
    "fr": "L’amende du chef 2 y est de 105\u00a0$.",
    "en": "It states the fine on count 2 as $105.",
}
CORRECTION: Final[Words] = {
    "fr": "L’amende du chef 2 est de 150\u00a0$.",
    "en": "The fine on count 2 is $150.",
}
MODE_REASONS: Final[Words] = {
    "fr": "Aucun témoin n’est annoncé et la personne habite à plus de 300 km de Montréal.",
    "en": "No witness is announced and the person lives more than 300 km from Montréal.",
}
WHY_MOVED: Final[Words] = {
    "fr": "Un témoin de la défense est hospitalisé jusqu’au 12 février.",
    "en": "A witness of the defence is in hospital until February 12.",
}
EXHIBITS: Final[dict[Language, list[dict[str, Any]]]] = {
    "fr": [
        {"number": 1, "label": "Rapport d’infraction", "side": "prosecution", "ruling": "admitted"},
        {"number": 2, "label": "Certificat du cinémomètre", "side": "prosecution", "ruling": "admitted"},
        {"number": 3, "label": "Facture du garage, 12 octobre 2026", "side": "defence", "ruling": "refused"},
        {"number": 4, "label": "Photographie de l’échappement", "side": "defence", "ruling": ""},
    ],
    "en": [
        {"number": 1, "label": "Offence report", "side": "prosecution", "ruling": "admitted"},
        {
            "number": 2,
            "label": "Certificate of the speed-measuring device",
            "side": "prosecution",
            "ruling": "admitted",
        },
        {"number": 3, "label": "Garage invoice, October 12, 2026", "side": "defence", "ruling": "refused"},
        {"number": 4, "label": "Photograph of the exhaust", "side": "defence", "ruling": ""},
    ],
}
_DELAYS: Final = {
    "plea": (date(2026, 11, 25), "P30D"),
    "appeal": (date(2026, 11, 30), "P30D"),
    "pay": (date(2027, 2, 24), "P30D"),
    "reserved": (date(2027, 2, 10), "P60D"),
}


REPEATED: Final[dict[Language, str]] = {
    "fr": "Deuxième infraction semblable en moins de deux ans.",
    "en": "Second similar offence in less than two years.",
}


def explained(which: str, language: Language) -> str:
    """Why a delay ends where it does, in the words that a contest sends."""
    judicial = calendar("qc-judicial")
    if which == "stopped":
        return due(date(2026, 11, 25), "P30D", judicial, (Suspension(date(2026, 12, 1)),)).explain(language)
    start, delay = _DELAYS[which]
    return due(start, delay, judicial).explain(language)
