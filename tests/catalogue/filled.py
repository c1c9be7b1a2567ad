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
ALTERATION = APPLICANT | {
    "use": "residential",
    "nature": "openings",
    "work_value": 2_000_000,
    "facade": False,
    "heritage": False,
}
POOL = APPLICANT | {
    "kind": "in-ground",
    "use": "residential",
    "area_m2": 32,
    "work_value": 4_500_000,
    "trees_near": False,
}
EXEMPTION = APPLICANT | {
    "building": "h1-h2",
    "standard": "setback",
    "provision": "01-279, article 71",
    "required": "Une marge latérale de 1,5 mètre.",
    "asked": "Une marge latérale de 1,2 mètre.",
    "prejudice": "L’agrandissement serait impossible.",
    "neighbours": "Aucune ouverture ne donnera sur le lot voisin.",
    "constrained_zone": False,
    "work_done": False,
    "heritage": False,
}
PERSON = {name: APPLICANT[name] for name in ("work_address", "applicant_name", "applicant_email", "mailing_address")}
PATIO = PERSON | {
    "business_name": "Café des Essais",
    "occupancy_certificate": "3001-2",
    "description": "Une terrasse sur plancher de bois, avec garde-corps.",
    "area_m2": 20,
    "days": 184,
    "land_value_m2": 0,
    "meters": 0,
    "alcohol": False,
    "heaters": False,
    "hydrant": False,
    "bus_stop": False,
}
OCCUPANCY = PERSON | {
    "business_name": "Atelier des Essais",
    "reason": "opening",
    "use": "retail",
    "description": "Vente de livres.",
    "floor_area_m2": 90,
    "capacity": 30,
    "owner": True,
    "works_planned": False,
}
STREET_WORK = PERSON | {
    "object": "container",
    "obstruction": "parking",
    "start_date": "2027-05-03",
    "days": 5,
    "area_m2": 15,
    "meters": 0,
    "bus_route": False,
    "description": "Un conteneur de dix verges devant l’immeuble.",
}
STICKER = PERSON | {
    "plate": "A12 BCD",
    "description": "Berline compacte, 2019",
    "engine": "1600-2200",
    "vehicle_owner": True,
    "second_vehicle": False,
    "low_income": False,
}
FILLED: dict[str, dict[str, object]] = {
    "abattage-arbre": TREE,
    "construction-batiment": BUILDING,
    "demolition": DEMOLITION,
    "transformation-exterieure": ALTERATION,
    "piscine-spa": POOL,
    "derogation-mineure": EXEMPTION,
    "cafe-terrasse-public": PATIO,
    "certificat-occupation": OCCUPANCY,
    "odp-travaux": STREET_WORK,
    "vignette-resident": STICKER,
}
