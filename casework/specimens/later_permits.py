"""Facts of the letters of committee, council, work, renewal and revocation, in both languages."""

from typing import Any

from domain.letter import Language

MOTIVES = {
    "fr": "Le gabarit proposé s’accorde avec celui des bâtiments voisins.\n\nLe parement de tôle au rez-de-chaussée "
    "ne reprend toutefois aucun matériau de la rue.",
    "en": "The proposed massing agrees with that of the neighbouring buildings.\n\nThe metal cladding at street level, "
    "however, takes up no material found on the street.",
}
COUNCIL_CONDITIONS = {
    "fr": ["Remplacer le parement de tôle du rez-de-chaussée par de la brique d’argile."],
    "en": ["Replace the metal cladding at street level with clay brick."],
}
SUMMARY = {
    "fr": "Le projet est conforme au zonage. Le parement du rez-de-chaussée est soumis à l’appréciation du comité.",
    "en": "The project complies with the zoning. The cladding at street level is submitted to the committee.",
}
PLACE = {
    "fr": "Salle du conseil, 5650, rue D’Iberville, 2e étage, Montréal",
    "en": "Council room, 5650, rue D’Iberville, 2nd floor, Montréal",
}
NATURE = {
    "fr": "Permettre l’agrandissement du bâtiment à 1,2 m de la limite latérale, alors que l’article 71 du Règlement "
    "d’urbanisme (01-279) exige une marge de 1,5 m.",
    "en": "To allow the building to be extended to 1.2 m from the side lot line, where section 71 of the planning "
    "by-law (01-279) requires a setback of 1.5 m.",
}
EFFECTS = {
    "fr": "Réduire de 0,3 m la marge latérale sur une longueur de 6 m. Aucune ouverture ne donnera sur le lot voisin.",
    "en": "The side setback is reduced by 0.3 m over a length of 6 m. No opening will face the neighbouring lot.",
}
FINDINGS = {
    "fr": "L’enceinte de la piscine mesure 1,05 m de hauteur au lieu de 1,2 m.\n\nLa porte de l’enceinte ne se referme "
    "pas d’elle-même.",
    "en": "The enclosure of the pool is 1.05 m high instead of 1.2 m.\n\nThe gate of the enclosure does not close by "
    "itself.",
}
GROUNDS = {
    "fr": "La preuve d’assurance jointe à la demande porte un numéro de police que l’assureur n’a jamais émis.",
    "en": "The proof of insurance in the application bears a policy number that the insurer says it never issued.",
}
PROVISION = {
    "fr": "Règlement d’occupation du domaine public de l’arrondissement, article 27",
    "en": "Borough by-law on the occupation of public property, section 27",
}
REMEDIES = {
    "fr": ["présenter une nouvelle demande;", "demander une révision à la direction de l’arrondissement;"],
    "en": ["submit a new application;", "ask the borough’s management for a review;"],
}
RENEWAL_FEES = {
    "fr": [{"label": "Vignette de stationnement", "cents": 16000, "calculation": "Cylindrée de 1,6 à 2,2 L : 160 $"}],
    "en": [{"label": "Parking sticker", "cents": 16000, "calculation": "Engine of 1.6 to 2.2 L: $160"}],
}
DELAYED = {
    "fr": "L’avis du Service de sécurité incendie, demandé le 2 novembre, ne nous est pas encore parvenu.",
    "en": "The opinion of the fire safety service, requested on November 2, has not reached us yet.",
}
WITHDRAWN = {
    "fr": "J’ai vendu l’immeuble avant le début du projet.",
    "en": "I sold the property before the project began.",
}
DIRECTOR = {"fr": "Directrice de l’arrondissement", "en": "Borough director"}
URL = "https://guichet.example/dossiers/VM-2026-000123"


def council(language: Language) -> dict[str, dict[str, Any]]:
    """Letters of the committee and of the council."""
    return {
        "P08": {"kind": "piia", "meeting_on": "2027-01-13", "review_summary": SUMMARY[language]},
        "P09": {"kind": "piia", "opinion": "favourable_with_conditions", "given_on": "2027-01-13"}
        | {"conditions": COUNCIL_CONDITIONS[language], "motives": MOTIVES[language], "next_meeting_on": None},
        "P10": {"published_on": "2027-01-18", "council_on": "2027-02-08", "council_time": "19:00"}
        | {"place": PLACE[language], "nature": NATURE[language], "effects": EFFECTS[language]}
        | {"comment_until": "2027-02-07", "comment_url": f"{URL}/commentaires"},
        "P11": {"kind": "minor_exemption", "resolution": "CA27 26 0041", "resolved_on": "2027-02-08"}
        | {"conditions": COUNCIL_CONDITIONS[language]},
    }


def work(language: Language) -> dict[str, dict[str, Any]]:
    """Letters of a permit under way."""
    return {
        "P15": {"start_by": "2027-12-01", "days_left": 60},
        "P17": {"previous_until": "2028-06-01", "valid_until": "2028-12-01"},
        "P18": {"found_on": "2027-06-14", "inspection": "final", "findings": FINDINGS[language]}
        | {"correct_by": "2027-07-14"},
        "P19": {"found_on": "2027-07-12", "valid_until": "2028-06-01"},
        "P20": {"completed_on": "2027-09-30", "by": "inspection"},
    }


def ends(language: Language) -> dict[str, dict[str, Any]]:
    """Letters of withdrawal, renewal, revocation and of a promise moved."""
    return {
        "P07": {"withdrawn_on": "2026-12-03", "reason": WITHDRAWN[language], "paid_cents": 16100},
        "P21": {"renewed_on": "2027-09-20", "valid_until": "2028-09-30", "amount_cents": 16000},
        "P22": {"ground": "false_information", "grounds": GROUNDS[language], "comment_by": "2027-06-25"}
        | {"comment_url": f"{URL}/revocation"},
        "P23": {"reasons": GROUNDS[language], "provision": PROVISION[language], "remedies": REMEDIES[language]}
        | {"revoked_on": "2027-07-05", "decided_by_title": DIRECTOR[language]},
        "P24": {"expires_on": "2027-09-30", "renew_by": "2027-09-30", "amount_cents": 16000}
        | {"fees": RENEWAL_FEES[language], "renew_url": f"{URL}/renouveler"},
        "P25": {"previous_on": "2026-12-15", "promised_on": "2027-01-12", "reason": DELAYED[language]},
    }
