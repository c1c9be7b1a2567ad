"""Made-up facts of the letters of permits, as templates/letters/README.md names them, in both languages."""

from datetime import date
from typing import Any

from casework.specimens.later_permits import council, ends, work
from domain.letter import Language

FEES = {
    "fr": [
        {
            "label": "Étude de la demande – bâtiment résidentiel",
            "cents": 123450,
            "calculation": "9,80 $ par 1 000 $ de travaux, minimum 161 $",
        }
    ],
    "en": [
        {
            "label": "Study of the application – residential building",
            "cents": 123450,
            "calculation": "$9.80 per $1,000 of work, minimum $161",
        }
    ],
}
ITEMS = {
    "fr": [
        {
            "label": "Certificat de localisation",
            "kind": "document",
            "note": "La copie reçue est illisible à la page 2.",
        },
        {"label": "Nombre de logements après les travaux", "kind": "text", "note": ""},
    ],
    "en": [
        {"label": "Certificate of location", "kind": "document", "note": "Page 2 of the copy received cannot be read."},
        {"label": "Number of dwellings after the work", "kind": "text", "note": ""},
    ],
}
CONDITIONS = {
    "fr": [
        "Conserver l’érable argenté situé dans la cour avant.",
        "Exécuter les travaux entre 7 h et 19 h, du lundi au vendredi.",
    ],
    "en": [
        "Keep the silver maple in the front yard.",
        "Carry out the work between 7 a.m. and 7 p.m., Monday to Friday.",
    ],
}
EXPLANATION = {
    "fr": "15 jours à compter du 23 novembre 2026; le dernier jour étant férié, le délai va au jour ouvrable suivant.",
    "en": "15 days from November 23, 2026; as the last day is a holiday, the delay runs to the next business day.",
}
REASONS = {
    "fr": "Le projet prévoit une marge latérale de 1,2 m alors que la grille de zonage H02-114 exige 1,5 m."
    "\n\nLa hauteur proposée, de 10,4 m, dépasse de 0,9 m la hauteur maximale permise dans cette zone.",
    "en": "The project has a side setback of 1.2 m where zoning grid H02-114 requires 1.5 m."
    "\n\nThe proposed height of 10.4 m exceeds by 0.9 m the maximum allowed in that zone.",
}
PROVISION = {
    "fr": "Règlement d’urbanisme de l’arrondissement (01-279), articles 8 et 71",
    "en": "Borough planning by-law (01-279), sections 8 and 71",
}
REMEDIES = {
    "fr": [
        "corriger le projet et présenter une nouvelle demande;",
        "demander une dérogation mineure au conseil d’arrondissement;",
        "demander une révision à la direction de l’aménagement urbain;",
        "vous adresser à l’Ombudsman de Montréal;",
        "vous pourvoir en contrôle judiciaire devant la Cour supérieure.",
    ],
    "en": [
        "correct the project and submit a new application;",
        "ask the borough council for a minor exemption;",
        "ask the urban planning director for a review;",
        "turn to the Ombudsman de Montréal;",
        "apply to the Superior Court for judicial review.",
    ],
}
TITLE = {"fr": "Directrice de l’aménagement urbain", "en": "Director of Urban Planning"}
PAY_URL = "https://guichet.example/payer/7KQ2-M4XN"


def facts(code: str, language: Language) -> dict[str, Any]:
    """The facts of one code, as templates/letters/README.md names them."""
    explained = {"explanation": EXPLANATION[language]}
    owed = {"amount_cents": 123450, "fees": FEES[language]}
    by_code: dict[str, dict[str, Any]] = {
        "P01": owed
        | {
            "received_at": "2026-11-23T03:05:00+00:00",
            "pay_by": date(2026, 12, 7),
            "pay_by_explanation": EXPLANATION[language],
        }
        | {"pay_url": PAY_URL, "promised_on": None, "status_url": "https://guichet.example/dossiers/VM-2026-000123"},
        "P02": owed
        | {"purpose": "at_submission", "paid_at": "2026-11-24T15:00:00Z", "receipt_number": "R-2026-004512"}
        | {"tariff_version": "2026-01", "promised_on": "2026-12-01", "method": "online"},
        "P03": explained | {"promised_on": "2026-12-15"},
        "P04": explained
        | {"items": ITEMS[language], "answer_by": "2027-01-22", "warning_days": 15}
        | {"answer_url": "https://guichet.example/repondre/7KQ2-M4XN"},
        "P05": explained
        | {"answered_at": "2026-12-01T20:30:00Z", "items": ITEMS[language], "promised_on": "2026-12-20"},
        "P06": {"reason": "silence", "closed_on": "2027-02-08", "asked_on": "2026-11-23", "deadline": "2027-02-06"},
        "P12": owed | explained | {"pay_by": "2027-01-22", "pay_url": PAY_URL, "conditions": CONDITIONS[language]},
        "P13": {"reasons": REASONS[language], "provision": PROVISION[language], "remedies": REMEDIES[language]}
        | {"decided_on": "2026-12-14", "decided_by_title": TITLE[language]},
        "P14": explained
        | {"conditions": CONDITIONS[language], "valid_from": "2026-12-01", "valid_until": "2028-06-01"}
        | {"work": WORK[language], "decided_by_title": TITLE[language], "start_note": START[language]},
        "P16": explained | {"expired_on": "2026-11-20", "cause": "validity"},
        "D01": {"carried_out_at": "2028-02-01T15:00:00Z", "schedule": "7c" * 32, "files": 6}
        | {"proposed_by": "administration", "proposed_at": "2028-01-30T15:00:00Z"}
        | {"approvals": APPROVALS[language], "erased": DESTROYED, "kept": [DESTROYED[0] | {"outcome": "legal-hold"}]},
        "P26": {"concerns": 3, "concerns_title": CONCERNED[language], "concerns_dated": "2026-11-20"}
        | {"reason": "content_error"},
    }
    later = council(language) | work(language) | ends(language)
    unexplained = {"P07", "P08", "P09", "P11", "P19", "P20", "P23", "P24"}
    return (by_code | {one: told | ({} if one in unexplained else explained) for one, told in later.items()})[code]


APPROVALS = {
    "fr": [
        {"person": "administration", "title": "L’administration du guichet", "at": "2028-01-31T15:00:00Z"},
        {"person": "direction-vd", "title": "La direction de l’arrondissement", "at": "2028-01-31T16:00:00Z"},
    ],
    "en": [
        {"person": "administration", "title": "Counter administration", "at": "2028-01-31T15:00:00Z"},
        {"person": "direction-vd", "title": "Borough director", "at": "2028-01-31T16:00:00Z"},
    ],
}
DESTROYED = [
    {
        "reference": "P-2026-0000001-11",
        "case_id": "0123456789abcdef0123456789abcdef",
        "closed_on": "2026-01-08",
        "due_on": "2028-01-08",
        "rule": "Demande retirée ou fermée sans décision, rien n’ayant été payé",
        "outcome": "erased",
    }
]
CONCERNED = {"fr": "Permis", "en": "Permit"}
WORK = {
    "fr": "Agrandissement de deux étages à l’arrière d’un duplex et remplacement de cinq fenêtres",
    "en": "Two-storey rear extension of a duplex and replacement of five windows",
}
START = {
    "fr": "Commencez les travaux avant le 1er décembre 2027, sans quoi le permis vient à échéance.",
    "en": "Start the work before December 1, 2027, failing which the permit expires.",
}
