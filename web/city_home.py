"""The home of the city's administration: where each thing is done, and the numbers that matter."""

from typing import Final

from starlette.responses import Response

from casework import city_home
from web.visit import Visit
from web.words import Pair

HOME: Final = "/bureau/ville"
ENTRIES: Final[tuple[tuple[str, Pair, Pair], ...]] = (
    (
        f"{HOME}/services",
        ("Services", "Services"),
        (
            "Ce que la ville offre : questions, documents, tarifs, délais, versions publiées.",
            "What the city offers: questions, documents, fees, delays, published versions.",
        ),
    ),
    (
        f"{HOME}/arrondissements",
        ("Arrondissements", "Boroughs"),
        ("Où chaque service est offert, et depuis quand.", "Where each service is offered, and since when."),
    ),
    (
        f"{HOME}/personnes",
        ("Personnes", "People"),
        ("Qui travaille ici, dans quel rôle et où.", "Who works here, in which role and where."),
    ),
    (
        f"{HOME}/calendriers",
        ("Calendriers", "Calendars"),
        (
            "Les jours fériés et les jours fermés, dont les délais tiennent compte.",
            "Holidays and closed days, which delays take into account.",
        ),
    ),
    (
        f"{HOME}/lettres",
        ("Lettres", "Letters"),
        ("Les textes des lettres, tels que les gens les lisent.", "The texts of the letters, as people read them."),
    ),
    (
        f"{HOME}/conservation",
        ("Conservation et destruction", "Retention and destruction"),
        (
            "Le calendrier de conservation, ce qui est dû, les listes à approuver, les certificats.",
            "The retention schedule, what is due, the lists to approve, the certificates.",
        ),
    ),
    (
        f"{HOME}/incidents",
        ("Incidents de confidentialité", "Confidentiality incidents"),
        (
            "Le registre des incidents et les avis qu’ils appellent.",
            "The register of incidents and the notices they call for.",
        ),
    ),
    (
        f"{HOME}/exploitation",
        ("Exploitation", "Operations"),
        (
            "Si tout va bien : dossiers bloqués, processus, files d’attente, audiences à venir.",
            "Whether everything is well: stuck files, processes, queues, hearings to come.",
        ),
    ),
    (
        "/bureau/rectifications",
        ("Demandes de rectification", "Requests for correction"),
        (
            "Les renseignements que des personnes demandent de corriger, au plus tard en 20 jours.",
            "Information that people ask to have corrected, within 20 days.",
        ),
    ),
)


async def show(visit: Visit) -> Response:
    """Every page of the administration, each with what it is for and, where there is one, its number."""
    found = await city_home.figures(visit.doors, visit.require("operate"))
    say = visit.say
    numbers = {
        f"{HOME}/conservation": (say("Listes à approuver : ", "Lists to approve: "), found.lists),
        f"{HOME}/exploitation": (say("Anomalies ouvertes : ", "Open faults: "), found.faults),
        "/bureau/rectifications": (say("En attente d’une réponse : ", "Waiting for an answer: "), found.rectifications),
    }
    return visit.page("administration/home.html", entries=ENTRIES, numbers=numbers)
