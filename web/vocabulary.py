"""The portal's tables of words, French and English side by side; sentences stand in the templates."""

from typing import Final

from domain import permit_states as states
from domain.people import Role
from web.words import Pair

FAMILIES: Final[dict[str, Pair]] = {
    "BAT": ("Construction et rénovation", "Building and renovation"),
    "URB": ("Urbanisme et approbations", "Planning approvals"),
    "COM": ("Commerces et entreprises", "Business"),
    "DOM": ("Domaine public et événements", "Public property and events"),
    "ARB": ("Arbres et jardins", "Trees and gardens"),
    "ANI": ("Animaux", "Animals"),
    "STA": ("Stationnement et mobilité", "Parking and mobility"),
    "COU": ("Infractions et cour municipale", "Offences and municipal court"),
    "311": ("Requêtes 311", "311 service requests"),
    "COL": ("Collectes et matières résiduelles", "Waste collection"),
    "EAU": ("Eau et égouts", "Water and sewers"),
    "TAX": ("Taxes et évaluation foncière", "Taxes and property assessment"),
    "LOI": ("Sports et loisirs", "Sports and recreation"),
    "CUL": ("Culture et bibliothèques", "Culture and libraries"),
    "LOG": ("Logement et habitation", "Housing"),
    "DOC": ("Documents, accès et recours", "Records, access and remedies"),
    "SEC": ("Sécurité publique", "Public safety"),
    "PAR": ("Participation citoyenne", "Public participation"),
}

STATUSES: Final[dict[str, Pair]] = {
    "live": ("Offert en ligne", "Offered online"),
    "pilot": ("Offert en ligne, à l’essai", "Offered online, on trial"),
    "info_only": ("Au comptoir ou au 311", "In person or by 311"),
    "redirect": ("Sur un autre site", "On another site"),
    "suspended": ("Suspendu pour le moment", "Suspended for now"),
    "hidden": ("Pas encore offert en ligne", "Not offered online yet"),
}

ROLES: Final[dict[str, Pair]] = {
    Role.CITIZEN: ("Citoyenne ou citoyen", "Citizen"),
    Role.CLERK: ("Agente ou agent de l’arrondissement", "Borough clerk"),
    Role.DIRECTOR: ("Direction de l’arrondissement", "Borough director"),
    Role.INSPECTOR: ("Inspection", "Inspector"),
    Role.ADJUDICATOR: ("Magistrature", "Adjudicator"),
    Role.PROSECUTOR: ("Poursuite", "Prosecutor"),
    Role.ADMINISTRATOR: ("Administration du guichet", "Administrator"),
    Role.SYSTEM: ("Le guichet", "The counter"),
}

TASKS: Final[dict[str, Pair]] = {
    "pay": ("Payer les frais", "Pay the fees"),
    "check_completeness": ("Vérifier le dossier", "Check the file"),
    "answer_information": ("Répondre à la demande de renseignements", "Answer the request for information"),
    "review": ("Étudier la demande", "Review the application"),
    "decide": ("Rendre la décision", "Decide"),
}

EVENTS: Final[dict[str, Pair]] = {
    "ApplicationFiled": ("Demande déposée", "Application filed"),
    "PaymentReceived": ("Paiement reçu", "Payment received"),
    "LatePaymentReceived": (
        "Paiement reçu après la fermeture du dossier",
        "Payment received after the file was closed",
    ),
    "PaymentRefunded": ("Paiement remboursé", "Payment refunded"),
    "FileDeclaredComplete": ("Dossier déclaré complet, étude commencée", "File declared complete, review begun"),
    "InformationRequested": ("Renseignements demandés, délai suspendu", "Information requested, clock stopped"),
    "InformationReceived": ("Renseignements reçus, délai repris", "Information received, clock running again"),
    "ReviewConcluded": ("Étude terminée", "Review concluded"),
    "PermitApproved": ("Permis approuvé", "Permit approved"),
    "PermitRefused": ("Permis refusé", "Permit refused"),
    "ApplicationWithdrawn": ("Demande retirée", "Application withdrawn"),
    "ReminderSent": ("Rappel envoyé", "Reminder sent"),
    "FileAbandoned": ("Dossier fermé sans décision", "File closed without a decision"),
    "PermitExpired": ("Permis échu", "Permit expired"),
    "DocumentAttached": ("Document ajouté", "Document added"),
}

JUDGEMENTS: Final[dict[str, Pair]] = {
    "RECEIVED": ("Reçu", "Received"),
    "ACCEPTED": ("Accepté", "Accepted"),
    "TO_REPLACE": ("À remplacer", "To replace"),
}

SCANS: Final[dict[str, Pair]] = {
    "held": ("Analyse antivirus en cours", "Virus scan under way"),
    "infected": ("Fichier dangereux, en quarantaine", "Dangerous file, in quarantine"),
}

FILE_FLAGS: Final[dict[str, Pair]] = {
    "not-scanned": ("Sans analyse antivirus.", "Without a virus scan."),
    "place-mismatch": ("Photo prise ailleurs que l’endroit indiqué.", "Photo taken elsewhere than the place given."),
    "active-content-removed": (
        "Scripts, actions ou fichiers joints retirés du PDF.",
        "Scripts, actions or attached files removed from the PDF.",
    ),
    "links-removed": ("Liens vers l’extérieur retirés du PDF.", "Links to the outside removed from the PDF."),
    "signature-lost": (
        "Le PDF portait une signature, qui ne vaut plus depuis ce nettoyage : demandez l’original autrement.",
        "The PDF carried a signature, void since that cleaning: ask for the original by another way.",
    ),
}

LETTER_STATUSES: Final[dict[str, Pair]] = {
    "valid": ("Valide", "Valid"),
    "corrected": ("Remplacée par une version corrigée", "Replaced by a corrected version"),
    "withdrawn": ("Retirée", "Withdrawn"),
    "erased": ("Détruite à la fin de la conservation", "Destroyed at the end of retention"),
}

LETTERS: Final[dict[str, Pair]] = {
    "P01": ("Accusé de réception", "Acknowledgement of receipt"),
    "P02": ("Reçu de paiement", "Payment receipt"),
    "P03": ("Dossier complet – étude en cours", "Complete file – under review"),
    "P04": ("Demande de renseignements", "Request for information"),
    "P05": ("Réception de vos documents", "Documents received"),
    "P06": ("Avis de fermeture du dossier", "Notice of file closure"),
    "P12": ("Permis prêt – paiement requis", "Permit ready – payment required"),
    "P13": ("Décision de refus motivée", "Reasoned refusal"),
    "P14": ("Permis", "Permit"),
    "P16": ("Avis d’échéance", "Expiry notice"),
}

PURPOSES: Final[dict[str, Pair]] = {
    "at_submission": ("Frais d’étude", "Study fees"),
    "at_issue": ("Frais de délivrance", "Issue fees"),
}

PAYMENTS: Final[dict[str, Pair]] = {
    "open": ("À payer", "To be paid"),
    "captured": ("Payé", "Paid"),
    "voided": ("Annulé", "Cancelled"),
    "refunded": ("Remboursé", "Refunded"),
}

OUTCOMES: Final[dict[str, Pair]] = {
    "favourable": ("Favorable", "Favourable"),
    "favourable_with_conditions": ("Favorable, avec conditions", "Favourable, with conditions"),
    "unfavourable": ("Défavorable", "Unfavourable"),
}

ALARMS: Final[dict[str, Pair]] = {
    "fee_unpaid": ("Les frais d’étude n’ont pas été payés.", "The study fees were not paid."),
    "issue_fee_unpaid": (
        "Les frais de délivrance n’ont pas été payés.",
        "The issue fees were not paid.",
    ),
    "silence": (
        "La demande de renseignements est restée sans réponse.",
        "The request for information got no answer.",
    ),
}

TONES: Final[dict[str, str]] = {
    states.AWAITING_PAYMENT: "yellow",
    states.INFO_REQUESTED: "yellow",
    states.APPROVED_TO_PAY: "yellow",
    states.ISSUED: "green",
    states.REFUSED: "red",
    states.EXPIRED: "grey",
    states.WITHDRAWN: "grey",
    states.ABANDONED: "grey",
}
