"""The words of the page of operations: kinds of faults, what processes do, what waits."""

from typing import Final

from web.words import Pair

FAULTS: Final[dict[str, Pair]] = {
    "stuck-workflow": (
        "Dossier bloqué : son déroulement échoue sans cesse",
        "Stuck file: its workflow fails again and again",
    ),
    "row-without-workflow": (
        "Dossier inscrit, sans déroulement",
        "File recorded, without a workflow",
    ),
    "workflow-without-row": (
        "Déroulement sans dossier inscrit",
        "Workflow without a recorded file",
    ),
    "workflow-ended-row-open": (
        "Déroulement fini, dossier encore ouvert",
        "Workflow ended, file still open",
    ),
    "workflow-open-row-ended": (
        "Déroulement ouvert, dossier déjà fini",
        "Workflow open, file already ended",
    ),
    "diverged": (
        "Le dossier et son déroulement ne disent pas la même chose",
        "The file and its workflow do not say the same",
    ),
    "conflicting-event": (
        "Deux actions pour la même place au dossier",
        "Two acts for the same place in the file",
    ),
    "stuck-outbox": (
        "Des lettres ou des courriels attendent depuis dix minutes",
        "Letters or mails have waited for ten minutes",
    ),
    "stuck-inbox": (
        "Des messages de la passerelle attendent depuis dix minutes",
        "Messages of the gateway have waited for ten minutes",
    ),
    "stuck-received": (
        "Des actions reçues attendent depuis dix minutes",
        "Acts received have waited for ten minutes",
    ),
    "refund-not-ordered": (
        "Un remboursement n’a pas pu être demandé",
        "A refund could not be ordered",
    ),
    "gateway-dispute": (
        "Un paiement est contesté auprès de la banque",
        "A payment is disputed at the bank",
    ),
    "files-held": ("Des fichiers attendent l’antivirus", "Files wait for the virus scanner"),
    "letter-file": (
        "Le fichier d’une lettre n’est plus celui qui fut scellé",
        "A letter’s file is not the one that was sealed",
    ),
}
WORKERS: Final[dict[str, Pair]] = {
    "cases": ("Les dossiers", "The files"),
    "letters": ("Les lettres", "The letters"),
}
PARTS: Final[dict[str, Pair]] = {
    "event loop": ("la boucle du processus", "the process’s loop"),
    "polls": ("le travail demandé au moteur, les paiements relus", "work asked of the engine, payments read again"),
    "messages": ("les messages de la passerelle", "messages of the gateway"),
    "stale acts": ("les actions reçues et pas encore inscrites", "acts received and not yet recorded"),
    "closed days": ("les jours fermés après coup", "days closed late"),
    "offers of dates": ("les plages libérées à offrir", "freed slots to offer"),
    "drafts": ("les brouillons oubliés", "forgotten drafts"),
    "held files": ("les fichiers qui attendent l’antivirus", "files that wait for the virus scanner"),
    "promises": ("les promesses non tenues", "broken promises"),
    "reconciler": ("la surveillance du rapprochement", "the watch over the reconciler"),
    "heads": ("la signature du registre", "the signing of the record"),
    "stuck cases": ("la recherche des dossiers bloqués", "the search for stuck files"),
    "signs of life": ("les signes de vie", "signs of life"),
    "outbox": ("les lettres et les courriels", "letters and mails"),
    "notices": ("les rappels et les avis", "reminders and notices"),
    "links and answers": ("les liens et les réponses par courriel", "links and answers by e-mail"),
    "old sign-in links": ("les vieux liens de connexion", "old sign-in links"),
    "post": ("les lots de la poste", "batches of post"),
    "destructions": ("les destructions ordonnées", "ordered destructions"),
    "accesses": ("le journal des accès", "the log of accesses"),
}
QUEUES: Final[dict[str, Pair]] = {
    "letter": ("Lettres à sceller et à envoyer", "Letters to seal and send"),
    "mail": ("Courriels à envoyer", "Mails to send"),
    "act": ("Actions reçues, pas encore au dossier", "Acts received, not yet on the file"),
    "message": ("Messages de la passerelle à lire", "Messages of the gateway to read"),
    "payment": ("Paiements que des personnes doivent faire", "Payments that people have to make"),
    "refund": ("Remboursements que la passerelle doit faire", "Refunds that the gateway has to make"),
    "delivery": ("Lettres à mettre dans un lot de la poste", "Letters to put in a batch of post"),
    "batch-open": ("Lots de la poste en préparation", "Batches of post being made"),
    "batch-ready": ("Lots de la poste à imprimer et à poster", "Batches of post to print and post"),
}
ENGINE: Final[dict[str, Pair]] = {
    "workflows": ("pas à décider", "steps to decide"),
    "activities": ("tâches à faire", "work to do"),
}
PLACES: Final[dict[str, Pair]] = {
    "stuck": ("Dossiers bloqués", "Stuck files"),
    "reconciler": ("Rapprochement des dossiers et du moteur", "Files compared with the engine"),
    "workers": ("Processus", "Processes"),
    "queues": ("Ce qui attend", "What waits"),
    "engine": ("Files du moteur", "Queues of the engine"),
    "hearings": ("Audiences à venir", "Hearings to come"),
    "faults": ("Anomalies ouvertes", "Open faults"),
}
