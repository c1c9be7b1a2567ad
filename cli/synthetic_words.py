"""What made-up applicants write, by the name of the question, and the ordinary bounds of what they count."""

from collections.abc import Mapping
from typing import Final

from domain.letter import Language

Words = Mapping[Language, tuple[str, ...]]

STREETS: Final = ("rue des Essais", "avenue du Modèle", "boulevard de la Maquette", "place de l’Exemple", "rue du Banc")

# Whole numbers by the name of the question; sums of money in hundreds of dollars.
NUMBERS: Final[dict[str, tuple[int, int]]] = {
    "work_value": (10, 900),
    "land_value_m2": (4, 30),
    "area_m2": (4, 48),
    "added_area_m2": (6, 60),
    "floor_area_m2": (40, 320),
    "wall_height_cm": (90, 140),
    "days": (2, 28),
    "meters": (0, 3),
    "capacity": (0, 110),
    "dwellings": (0, 6),
    "storeys": (1, 4),
    "year_built": (1890, 2015),
    "trees": (1, 4),
    "diameter_cm": (12, 70),
}

PHRASES: Final[dict[str, Words]] = {
    "applicant_name": {"fr": ("Requérant {rank}",), "en": ("Applicant {rank}",)},
    "owner_name": {"fr": ("Propriétaire {rank}",), "en": ("Owner {rank}",)},
    "business_name": {
        "fr": ("Café des Essais {rank}", "Librairie du Modèle {rank}", "Atelier de l’Exemple {rank}"),
        "en": ("Sample Café {rank}", "Model Books {rank}", "Example Workshop {rank}"),
    },
    "occupancy_certificate": {"fr": ("CO-{number}",), "en": ("CO-{number}",)},
    "previous_certificate": {"fr": ("CO-{number}",), "en": ("CO-{number}",)},
    "neq": {"fr": ("1140000{number}",), "en": ("1140000{number}",)},
    "plate": {"fr": ("X{number} ZZZ",), "en": ("X{number} ZZZ",)},
    "provision": {
        "fr": ("01-279, article {number}", "inconnu"),
        "en": ("01-279, section {number}", "unknown"),
    },
    "required": {"fr": ("Une marge latérale de 1,5 mètre.",), "en": ("A side setback of 1.5 metres.",)},
    "asked": {"fr": ("Une marge latérale de 1,2 mètre.",), "en": ("A side setback of 1.2 metres.",)},
    "prejudice": {
        "fr": (
            "Sans la dérogation, l’agrandissement est impossible : le terrain est trop étroit.",
            "Le bâtiment a été implanté ainsi il y a longtemps et ne peut être déplacé.",
        ),
        "en": (
            "Without the exemption the extension is impossible: the lot is too narrow.",
            "The building was placed so long ago and cannot be moved.",
        ),
    },
    "neighbours": {
        "fr": ("Aucune ouverture ne donnera sur le lot voisin.", "L’ombre portée ne change pas."),
        "en": ("No opening will face the neighbouring lot.", "The shadow cast does not change."),
    },
    "species": {"fr": ("érable argenté", "frêne"), "en": ("silver maple", "ash")},
    "reasons": {"fr": ("Le bâtiment est trop atteint pour être rénové.",), "en": ("The building is past repair.",)},
    "permit_number": {"fr": ("P-{number}",), "en": ("P-{number}",)},
    "building_permit": {"fr": ("P-{number}",), "en": ("P-{number}",)},
    "rbq_licence": {"fr": ("0000-0{number}-01",), "en": ("0000-0{number}-01",)},
    "contractor": {"fr": ("Entrepreneur {rank} inc.",), "en": ("Contractor {rank} Inc.",)},
    "designer": {"fr": ("Architecte {rank}",), "en": ("Architect {rank}",)},
    "description": {
        "fr": ("Demande d’exemple {rank}, telle que décrite aux plans joints.",),
        "en": ("Sample application {rank}, as described in the plans attached.",),
    },
}
