"""The refusals of hearings' rooms, in French."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "room-refused": ("Impossible pour l’instant", "L’état de l’audience ne le permet pas pour l’instant."),
    "room-refused.ended": ("Audience terminée", "L’audience est terminée\u00a0: plus rien ne s’y fait."),
    "room-refused.dismissed": ("Vous avez quitté l’audience", "Le tribunal n’a plus besoin de vous à cette audience."),
    "room-refused.not-here": ("Personne absente de la salle", "Cette personne n’est pas en ligne en ce moment."),
    "room-refused.not-identified": (
        "Identité à vérifier",
        "Le greffe doit d’abord vérifier l’identité de cette personne.",
    ),
    "room-refused.may-not-meet": (
        "Rencontre interdite",
        "Ces personnes ne doivent pas se rencontrer. Faites d’abord sortir celle qui est sur place.",
    ),
    "room-refused.witness-before-opening": (
        "Témoin à appeler plus tard",
        "Un témoin entre une fois l’audience ouverte.",
    ),
    "room-refused.closed-to-the-public": ("Huis clos", "Cette audience n’est pas ouverte au public."),
    "room-refused.grace": (
        "Délai de grâce",
        "La défense n’est pas là. Sans elle, l’audience peut s’ouvrir à compter de {until}.",
    ),
    "room-refused.technical-failure": (
        "Problème technique",
        "Un problème technique tient la défense à l’écart\u00a0: ce n’est pas une absence. Attendez-la, ou remettez "
        "l’audience.",
    ),
    "room-refused.open-already": ("Audience déjà ouverte", "L’audience est déjà ouverte."),
    "room-refused.not-open": ("Audience qui n’est pas en cours", "L’audience n’est pas en cours."),
    "room-refused.not-paused": ("Audience qui n’est pas suspendue", "L’audience n’est pas suspendue."),
    "room-refused.not-apart": ("Personne dans aucune salle privée", "Cette personne n’est pas dans une salle privée."),
    "room-refused.a-judge": ("Juge", "Cela ne se fait pas à un juge."),
    "room-refused.there-already": ("Fournisseur actuel", "L’audience passe déjà par ce fournisseur."),
    "room-refused.provider-failed": (
        "Salle qui n’a pas pu être faite",
        "Ce fournisseur n’a pas pu faire la salle\u00a0: l’audience reste où elle est. Essayez-en un autre.",
    ),
    "device-in-use": (
        "Lien déjà utilisé",
        "Ce lien sert en ce moment sur un autre appareil. Fermez-y la page de l’audience, puis réessayez ici.",
    ),
    "no-room": (
        "Salle pas encore prête",
        "La salle de cette audience n’est pas encore prête. Réessayez dans un instant\u00a0; si cela dure, communiquez "
        "avec le greffe.",
    ),
}
