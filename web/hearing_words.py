"""What pages say of a hearing by video and of its people, in both languages."""

from typing import Final

from web.words import Pair

PARTS: Final[dict[str, Pair]] = {
    "judge": ("Juge", "Judge"),
    "clerk": ("Greffe", "Court office"),
    "prosecution": ("Poursuite", "Prosecution"),
    "defence": ("Défense", "Defence"),
    "lawyer": ("Avocat de la défense", "Defence lawyer"),
    "interpreter": ("Interprète", "Interpreter"),
    "witness": ("Témoin", "Witness"),
    "observer": ("Membre du public", "Member of the public"),
}
LANGUAGES: Final[dict[str, Pair]] = {"fr": ("Français", "French"), "en": ("Anglais", "English")}
PROVIDERS: Final = {"ours": "Guichet", "janus": "Janus", "livekit": "LiveKit", "jitsi": "Jitsi"}  # their names
MAILS: Final[dict[str, Pair]] = {
    "sent": ("Envoyé", "Sent"),
    "no-address": ("Pas envoyé : aucune adresse connue", "Not sent: no address is known"),
    "refused": ("Pas envoyé : adresse refusée", "Not sent: the address was refused"),
    "over": ("Pas envoyé : audience passée ou annulée", "Not sent: the hearing is past or cancelled"),
}
EQUIPMENT: Final[dict[str, Pair]] = {
    "camera": ("caméra", "camera"),
    "microphone": ("micro", "microphone"),
    "speaker": ("haut-parleur", "speaker"),
    "network": ("connexion", "connection"),
}
