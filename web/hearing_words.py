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
    "observer": ("Public", "Public"),
}
LANGUAGES: Final[dict[str, Pair]] = {"fr": ("Français", "French"), "en": ("Anglais", "English")}
PROVIDERS: Final[dict[str, Pair]] = {
    "ours": ("Guichet", "Guichet"),
    "janus": ("Janus", "Janus"),
    "livekit": ("LiveKit", "LiveKit"),
    "jitsi": ("Jitsi", "Jitsi"),
}
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
# What each part of a hearing by video still needs, on the clerk’s day page.
DONE: Final[dict[str, Pair]] = {
    "room": ("Salle faite", "Room made"),
    "links": ("Liens envoyés", "Links sent"),
    "self_test": ("Essai du matériel vu", "Self-test seen"),
    "interpreter": ("Interprète confirmé", "Interpreter confirmed"),
    "disclosure": ("Preuve communiquée", "Evidence disclosed"),
}
