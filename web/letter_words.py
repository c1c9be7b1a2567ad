"""Letters, their ways to people, and files, in words: French and English side by side."""

from typing import Final

from web.words import Pair

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
    "P07": ("Désistement", "Withdrawal confirmation"),
    "P08": ("Inscription au CCU", "Referral to the planning advisory committee"),
    "P09": ("Recommandation du CCU", "Committee recommendation"),
    "P10": ("Avis public – dérogation mineure", "Public notice – minor exemption"),
    "P11": ("Copie de la résolution", "Copy of the resolution"),
    "P12": ("Permis prêt – paiement requis", "Permit ready – payment required"),
    "P13": ("Décision de refus motivée", "Reasoned refusal"),
    "P14": ("Permis", "Permit"),
    "P15": ("Rappel – début des travaux", "Reminder – start of work"),
    "P16": ("Avis d’échéance", "Expiry notice"),
    "P17": ("Prolongation accordée", "Extension granted"),
    "P18": ("Avis de non-conformité", "Notice of non-compliance"),
    "P19": ("Conformité constatée", "Compliance confirmed"),
    "P20": ("Fin de travaux", "Completion"),
    "P21": ("Renouvellement", "Renewal"),
    "P22": ("Préavis de révocation", "Prior notice of revocation"),
    "P23": ("Révocation", "Revocation"),
    "P24": ("Avis de renouvellement", "Renewal notice"),
    "P25": ("Nouvelle date promise", "New promised date"),
    "D01": ("Certificat de destruction", "Certificate of destruction"),
    "P26": ("Retrait d’une lettre", "Withdrawal of a letter"),
    "C01": ("Constat d’infraction", "Statement of offence"),
    "C02": ("Avis de rappel", "Reminder notice"),
    "C03": ("Reçu", "Receipt"),
    "C04": ("Avis de jugement", "Notice of judgment"),
    "C05": ("Accusé de réception du plaidoyer", "Acknowledgement of plea"),
    "C06": ("Avis de retrait", "Notice of withdrawal"),
    "C07": ("Avis de poursuite des procédures", "Notice of continuation of proceedings"),
    "C08": ("Avis d’audition", "Notice of hearing"),
    "C09": ("Communication de la preuve", "Disclosure of evidence"),
    "C10": ("Décision – audience virtuelle", "Decision – virtual hearing"),
    "C11": ("Instructions de connexion", "Connection instructions"),
    "C12": ("Décision sur la demande de report", "Decision on postponement"),
    "C13": ("Avis d’ajournement", "Notice of adjournment"),
    "C14": ("Mise en délibéré", "Judgment reserved"),
    "C15": ("Avis à la SAAQ", "Notice to SAAQ"),
    "C16": ("Entente de paiement", "Payment agreement"),
    "C17": ("Défaut à l’entente", "Agreement default"),
    "C18": ("Avis de non-paiement d’amende", "Notice of unpaid fine"),
    "C19": ("Demande en rétractation reçue", "Application for revocation received"),
    "C20": ("Jugement sur la rétractation", "Judgment on revocation"),
    "C21": ("Avis d’appel consigné", "Notice of appeal recorded"),
    "C22": ("Jugement d’appel", "Appeal judgment"),
    "C23": ("Confirmation de changement d’adresse", "Address-change confirmation"),
}
