"""Words of the city's administration: what became of accounts, closed days, the register of incidents."""

from typing import Final

from web.words import Pair

CHANGES: Final[dict[str, Pair]] = {
    "opened": ("Compte ouvert", "Account opened"),
    "changed": ("Rôle ou comptoirs changés", "Role or counters changed"),
    "closed": ("Compte fermé", "Account closed"),
    "reopened": ("Compte rouvert", "Account opened again"),
    "proposed": ("Proposé à l’administration", "Proposed as administrator"),
    "confirmed": ("Administration confirmée", "Administrator confirmed"),
    "withdrawn": ("Proposition retirée", "Proposal withdrawn"),
    "supervises": ("Responsable d’un comptoir", "Answers for a counter"),
}
STANDINGS: Final[dict[str, Pair]] = {
    "open": ("Ouverts", "Open"),
    "closed": ("Fermés", "Closed"),
    "all": ("Tous", "All"),
}
DONE: Final[dict[str, Pair]] = {
    "opened": ("Le compte est ouvert.", "The account is open."),
    "proposed": (
        "La proposition attend la confirmation d’une autre personne de l’administration.",
        "The proposal waits for another administrator to confirm it.",
    ),
    "changed": (
        "Le changement est enregistré. Les sessions de la personne ont pris fin.",
        "The change is recorded. The person’s sessions have ended.",
    ),
    "noted": ("C’est enregistré.", "It is recorded."),
}
INCIDENT_STATES: Final[dict[str, Pair]] = {
    "declared": ("Déclaré", "Declared"),
    "amended": ("Complété", "Amended"),
    "closed": ("Fermé", "Closed"),
}
INCIDENT_FIELDS: Final[dict[str, Pair]] = {
    "borough": ("Où l’incident a eu lieu", "Where the incident happened"),
    "description": ("Ce qui s’est passé", "What happened"),
    "happened_on": ("Date de l’incident", "Date of the incident"),
    "known_on": ("Date où il a été connu", "Date on which it became known"),
    "persons": ("Nombre de personnes concernées", "Number of persons concerned"),
    "information": ("Renseignements personnels en cause", "Personal information involved"),
    "cause": ("Ce qui l’a causé", "What caused it"),
    "serious": ("Y a-t-il un risque de préjudice sérieux ?", "Is there a risk of serious injury?"),
    "assessment": ("Motifs de l’évaluation du risque", "Reasons of the risk assessment"),
    "measures": ("Mesures prises", "Measures taken"),
    "cai_on": (
        "Date de l’avis à la Commission d’accès à l’information (CAI)",
        "Date on which the access to information commission (CAI) was notified",
    ),
    "told_on": ("Date de l’avis aux personnes concernées", "Date on which the persons concerned were notified"),
    "reason": ("Motif de cet ajout ou de la fermeture", "Reason for this addition or for closing"),
}
CALENDARS: Final[dict[str, Pair]] = {
    "qc-judicial": ("Jours non juridiques (cour)", "Non-juridical days (court)"),
    "office": ("Bureaux de la ville", "City offices"),
}
CAUSES: Final[dict[str, Pair]] = {
    "proclaimed": ("Jour férié proclamé", "Proclaimed holiday"),
    "outage": ("Panne du guichet d’au moins une heure ce jour-là", "The counter was down for an hour or more that day"),
}
