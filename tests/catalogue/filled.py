"""Answers of a person who filled each form whole."""

APPLICANT: dict[str, object] = {
    "work_address": "275, rue Notre-Dame Est",
    "applicant_name": "Andrée Côté",
    "applicant_email": "andree@example.org",
    "mailing_address": "275, rue Notre-Dame Est, Montréal (Québec) H2Y 1C6",
    "owner": True,
    "description": "Les travaux.",
}
TREE = APPLICANT | {
    "trees": 1,
    "species": "érable argenté",
    "diameter_cm": 20,
    "reason": "dead",
    "replanting": False,
}
BUILDING = APPLICANT | {
    "use": "residential",
    "dwellings": 2,
    "storeys": 2,
    "floor_area_m2": 100,
    "work_value": 25_000_000,
    "heritage": False,
    "trees_felled": False,
}
DEMOLITION = APPLICANT | {
    "extent": "whole",
    "year_built": 1965,
    "floor_area_m2": 120,
    "dwellings": 0,
    "heritage": False,
    "replacement": "building",
    "reasons": "La structure est atteinte.",
}
FILLED: dict[str, dict[str, object]] = {
    "abattage-arbre": TREE,
    "construction-batiment": BUILDING,
    "demolition": DEMOLITION,
}
