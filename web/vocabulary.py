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
    "LetterWithdrawn": ("Lettre retirée", "Letter withdrawn"),
    "LetterCorrected": ("Lettre remplacée par une version corrigée", "Letter replaced by a corrected version"),
    "DocumentAttached": ("Document ajouté", "Document added"),
}

LETTER_STATUSES: Final[dict[str, Pair]] = {
    "valid": ("Valide", "Valid"),
    "corrected": ("Remplacée par une version corrigée", "Replaced by a corrected version"),
    "withdrawn": ("Retirée", "Withdrawn"),
    "erased": ("Détruite à la fin de la conservation", "Destroyed at the end of retention"),
}

LETTER_REASONS: Final[dict[str, Pair]] = {
    "content_error": ("Son contenu comportait une erreur.", "Its content held an error."),
    "wrong_addressee": (
        "Elle a été adressée à une autre personne que celle qu’elle concernait.",
        "It was addressed to a person other than the one it concerned.",
    ),
    "issued_in_error": ("Elle a été émise par erreur.", "It was issued in error."),
    "decision_reviewed": (
        "La décision qu’elle annonçait a été révisée.",
        "The decision that it announced was reviewed.",
    ),
}

LETTER_FACTS: Final[dict[str, Pair]] = {
    "reasons": ("Motifs", "Reasons"),
    "provision": ("Disposition", "Provision"),
    "remedies": ("Recours", "Remedies"),
    "conditions": ("Conditions", "Conditions"),
    "findings": ("Constats", "Findings"),
    "nature": ("Nature", "Nature"),
    "effects": ("Effets", "Effects"),
    "resolution": ("Résolution", "Resolution"),
    "valid_from": ("Valide à compter du", "Valid from"),
    "valid_until": ("Valide jusqu’au", "Valid until"),
    "answer_by": ("Répondre au plus tard le", "Answer by"),
    "pay_by": ("Payer au plus tard le", "Pay by"),
    "correct_by": ("Corriger au plus tard le", "Correct by"),
    "expired_on": ("Date d’échéance", "Expiry date"),
}

DELIVERIES: Final[dict[str, Pair]] = {
    "available": ("mise à votre disposition", "made available"),
    "opened": ("ouverte", "opened"),
    "unread": ("non ouverte", "not opened"),
    "bounced": ("courriel refusé", "email refused"),
    "addressless": ("par la poste : attend une adresse", "by post: waiting for an address"),
    "waiting": ("par la poste : à imprimer", "by post: to be printed"),
    "batched": ("par la poste : imprimée", "by post: printed"),
    "posted": ("par la poste : expédiée", "by post: sent"),
    "returned": ("par la poste : revenue", "by post: came back"),
    "stopped": ("envoi arrêté", "sending stopped"),
}

BATCHES: Final[dict[str, Pair]] = {
    "open": ("En préparation", "Being prepared"),
    "ready": ("À expédier", "To be sent"),
    "posted": ("Expédié", "Sent"),
}

RETURNS: Final[dict[str, Pair]] = {
    "moved": ("A déménagé", "Moved"),
    "unknown": ("Inconnu à cette adresse", "Unknown at this address"),
    "unclaimed": ("Non réclamé", "Unclaimed"),
    "refused": ("Refusé", "Refused"),
    "incomplete": ("Adresse incomplète", "Incomplete address"),
    "other": ("Autre motif", "Another reason"),
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
    "P26": ("Retrait d’une lettre", "Withdrawal of a letter"),
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
