"""The refusals of the court's calendar, in French."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "availability-changed": (
        "Disponibilité modifiée",
        "Elle a changé depuis l’affichage de la page. Relisez-la.",
    ),
    "availability-changed.used": ("Séances déjà ouvertes", "Des séances en viennent. Donnez-lui un dernier jour."),
    "docket-not-ready": (
        "La proposition n’est pas prête",
        "Elle se calcule encore, ou n’a pas pu être calculée\u00a0: aucune date n’a été fixée. Relisez-la.",
    ),
    "not-watchable": ("Audience qui ne se suit pas en ligne", "Cette audience ne se suit pas en ligne."),
    "not-watchable.not-by-video": (
        "Audience en salle",
        "Cette audience ne se tient pas par vidéo. Elle est publique\u00a0: présentez-vous au lieu indiqué au rôle.",
    ),
    "not-watchable.closed-to-the-public": (
        "Audience à huis clos",
        "Cette audience n’est pas ouverte au public. Aucun lien n’est envoyé.",
    ),
    "not-watchable.over": ("Audience terminée", "Cette audience est passée, ou ne se tient plus à cette heure."),
    "not-watchable.full": (
        "Plus de place en ligne",
        "Vingt personnes suivent déjà cette audience en ligne, et c’est le maximum.",
    ),
    "slot-not-bookable": (
        "Plage qui ne peut pas être retenue",
        "Cette plage est passée, ou si proche que l’avis d’audition arriverait trop tard. Choisissez-en une plus "
        "tardive.",
    ),
    "slot-taken": ("Plage déjà prise", "Quelqu’un d’autre a pris cette plage. Choisissez-en une autre."),
    "slot-taken.judge": ("Juge déjà pris", "Le juge siège ailleurs à cette heure. Choisissez une autre plage."),
    "slot-taken.room": ("Salle déjà prise", "La salle est prise à cette heure. Choisissez une autre plage."),
    "slot-taken.party": (
        "Partie déjà convoquée",
        "La partie a une autre audience à cette heure. Choisissez une autre plage.",
    ),
    "slot-taken.interpreter": (
        "Interprète déjà pris",
        "L’interprète est pris à cette heure. Choisissez une autre plage.",
    ),
    "slot-taken.lapsed": (
        "Plage qui n’est plus retenue",
        "Cette plage n’est plus retenue pour le dossier. Retenez-en une de nouveau.",
    ),
    "slot-taken.booked": ("Audience fixée", "L’audience est fixée : on la déplace ou l’annule dans son dossier."),
}
