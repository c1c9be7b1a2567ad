"""The refusals of the city's own administration, and of its fields, in French."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "publication-overtaken": (
        "Quelqu’un a publié entre-temps",
        "Les services ont changé depuis que vous les avez lus, et rien de vous n’a été publié. Relisez ce que votre "
        "publication changerait maintenant, puis confirmez-la.",
    ),
    "changed-meanwhile": (
        "Changé entre-temps",
        "Quelqu’un a fait un changement depuis que vous avez ouvert cette page. Relisez-la, puis recommencez. "
        "Rien n’a été enregistré.",
    ),
    "own-account": (
        "Votre propre compte",
        "Personne ne change son propre rôle ni ne ferme son propre compte. Demandez-le à une autre personne de "
        "l’administration.",
    ),
    "last-administrator": (
        "Dernier compte d’administration",
        "C’est le seul compte d’administration ouvert\u00a0: il ne peut pas être fermé ni changer de rôle.",
    ),
    "still-supervises": (
        "Cette personne répond d’un comptoir",
        "Désignez d’abord une autre personne responsable du comptoir, puis recommencez.",
    ),
    "second-administrator": (
        "Une autre personne doit confirmer",
        "La personne qui a proposé un compte d’administration ne peut pas le confirmer elle-même.",
    ),
}
FIELDS: Final[dict[str, str]] = {
    "no-counter": "L’administration voit tous les comptoirs\u00a0: n’en choisissez aucun.",
    "court-alone": "Ce rôle est celui de la cour\u00a0: choisissez la cour seule.",
    "borough-alone": "Ce rôle est celui d’un arrondissement\u00a0: ne choisissez pas la cour.",
    "address-taken": "Un autre compte a déjà cette adresse.",
    "not-of-this-counter": "Cette personne ne travaille pas à ce comptoir sous le rôle qu’il faut.",
    "before-the-incident": "Cette date précède l’incident.",
    "before-it-was-known": "Cette date précède celle où l’incident a été connu.",
    "closed-already": "Ce jour n’est déjà pas un jour ouvert de ce calendrier.",
    "too-long-ago": "Ce jour est passé depuis plus de 30 jours.",
    "too-far": "Ce jour est dans plus de deux ans.",
}
