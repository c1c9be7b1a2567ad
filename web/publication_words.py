"""Words of the pages that publish services: what changed, in which part of a file, and states for a table."""

from typing import Final

from web.words import Pair

CHANGES: Final[dict[str, Pair]] = {
    "added": ("Service ajouté", "Service added"),
    "changed": ("Service modifié", "Service changed"),
    "restored": ("Service offert de nouveau", "Service offered again"),
    "withdrawn": ("Service retiré", "Service withdrawn"),
}
SHORT_STATES: Final[dict[str, Pair]] = {
    "live": ("En ligne", "Online"),
    "pilot": ("À l’essai", "On trial"),
    "info_only": ("Au comptoir", "In person"),
    "redirect": ("Autre site", "Other site"),
    "suspended": ("Suspendu", "Suspended"),
    "hidden": ("Caché", "Hidden"),
}
KEYS: Final[dict[str, Pair]] = {
    "code": ("Code", "Code"),
    "procedure": ("Procédure", "Procedure"),
    "family": ("Famille", "Family"),
    "title": ("Titre", "Title"),
    "summary": ("Résumé", "Summary"),
    "include": ("Questions communes", "Shared questions"),
    "remedies_from": ("Recours communs", "Shared remedies"),
    "boroughs": ("Arrondissements", "Boroughs"),
    "notices": ("Avis", "Notices"),
    "delays": ("Délais", "Delays"),
    "letters": ("Lettres", "Letters"),
    "annual": ("Permis annuel", "Annual permit"),
    "season": ("Saison", "Season"),
    "second_person_above_cents": ("Seconde personne", "Second person"),
    "council": ("Comité et conseil", "Committee and council"),
    "ineligible": ("Exclusions", "Exclusions"),
    "opinions": ("Avis demandés", "Opinions"),
    "fees": ("Frais", "Fees"),
    "questions": ("Questions", "Questions"),
    "documents": ("Documents", "Documents"),
    "provisions": ("Dispositions", "Provisions"),
    "remedies": ("Recours", "Remedies"),
    "conditions": ("Conditions", "Conditions"),
    "overrides": ("Règles d’arrondissement", "Borough rules"),
}
