"""States and acts in words, in French and in English; an act's name is a verb: « vous ne pouvez pas … »."""

from typing import Final

from domain import permit_states as states
from domain.letter import Language

STATES: Final[dict[str, tuple[str, str]]] = {
    states.AWAITING_PAYMENT: ("en attente de paiement", "awaiting payment"),
    states.ADMISSIBILITY: ("vérification du dossier", "file being checked"),
    states.INFO_REQUESTED: ("renseignements demandés", "information requested"),
    states.UNDER_REVIEW: ("à l’étude", "under review"),
    states.DECISION_READY: ("prêt pour la décision", "ready for a decision"),
    states.APPROVED_TO_PAY: ("approuvé, paiement requis", "approved, payment required"),
    states.ISSUED: ("permis délivré", "permit issued"),
    states.REFUSED: ("refusé", "refused"),
    states.EXPIRED: ("échu", "expired"),
    states.WITHDRAWN: ("retiré", "withdrawn"),
    states.ABANDONED: ("fermé sans décision", "closed without a decision"),
    "SUBMITTED": ("déposé", "submitted"),
    "CCU_PENDING": ("au comité consultatif d’urbanisme", "before the planning advisory committee"),
    "NOTICE_PERIOD": ("en attente de l’avis public", "awaiting the public notice"),
    "COUNCIL_PENDING": ("en attente du conseil d’arrondissement", "before the borough council"),
    "IN_PROGRESS": ("travaux en cours", "work in progress"),
    "EXTENDED": ("travaux en cours, permis prolongé", "work in progress, permit extended"),
    "INSPECTION_NC": ("non-conformité à corriger", "non-compliance to be corrected"),
    "COMPLETED": ("terminé", "completed"),
    "RENEWAL_PENDING": ("renouvellement attendu", "renewal pending"),
    "REVOCATION_NOTICE": ("préavis de révocation", "notice of revocation"),
    "REVOKED": ("révoqué", "revoked"),
    "FILED": ("demande déposée", "application filed"),
}
ACTS: Final[dict[str, tuple[str, str]]] = {
    "read": ("consulter le dossier", "read the file"),
    "file": ("déposer une demande", "file an application"),
    "pay": ("payer les frais", "pay the fees"),
    "answer_information": ("répondre à la demande de renseignements", "answer the request for information"),
    "withdraw": ("retirer la demande", "withdraw the application"),
    "attach_document": ("joindre un document", "attach a document"),
    "declare_complete": ("déclarer le dossier complet", "declare the file complete"),
    "ask_information": ("demander des renseignements", "ask for information"),
    "conclude_review": ("conclure l’étude", "conclude the review"),
    "approve": ("approuver la demande", "approve the application"),
    "refuse": ("refuser la demande", "refuse the application"),
    "give_opinion": ("donner un avis", "give an opinion"),
    "refer": ("inscrire le dossier au comité", "refer the file to the committee"),
    "record_committee_opinion": ("consigner l’avis du comité", "record the committee’s opinion"),
    "publish_notice": ("publier l’avis public", "publish the public notice"),
    "add_comment": ("ajouter un commentaire", "add a comment"),
    "record_resolution": ("consigner la résolution du conseil", "record the council’s resolution"),
    "second": ("confirmer l’approbation", "confirm the approval"),
    "declare_start": ("déclarer le début des travaux", "declare the start of work"),
    "extend": ("prolonger le permis", "extend the permit"),
    "inspect": ("consigner une inspection", "record an inspection"),
    "declare_completion": ("déclarer la fin des travaux", "declare the completion of work"),
    "renew": ("renouveler le permis", "renew the permit"),
    "give_notice_of_revocation": ("donner un préavis de révocation", "give notice of revocation"),
    "comment_on_revocation": ("commenter la révocation", "comment on the revocation"),
    "revoke": ("révoquer le permis", "revoke the permit"),
    "keep": ("maintenir le permis", "keep the permit"),
    "amend": ("demander une modification", "ask for a change"),
    "accept_amendment": ("accepter la modification", "accept the change"),
    "refuse_amendment": ("refuser la modification", "refuse the change"),
    "move_promise": ("reporter la date promise", "move the promised date"),
    "judge_document": ("juger un document", "judge a document"),
    "replace_document": ("remplacer un document", "replace a document"),
    "take_payment": ("prendre un paiement au comptoir", "take a payment at the counter"),
    "order_refund": ("ordonner un remboursement", "order a refund"),
    "issue_invoice": ("émettre une facture", "issue an invoice"),
    "capture_payment": ("constater un paiement", "record a payment"),
    "record_refund": ("constater un remboursement", "record a refund"),
    "cancel_refund": ("annuler un remboursement", "cancel a refund"),
    "lapse": ("constater une échéance", "record a deadline"),
    "advance_to": ("avancer la date du dossier", "move the file’s date forward"),
    "draft": ("modifier un brouillon", "change a draft"),
    "own_cases": ("consulter ses demandes", "read one’s own applications"),
    "worklist": ("consulter la liste de travail", "read the worklist"),
    "export_worklist": ("exporter la liste de travail", "export the worklist"),
    "take": ("prendre le dossier en charge", "take the file"),
    "give_back": ("remettre le dossier", "give the file back"),
    "supervise": ("suivre les échéances non respectées", "follow up broken promises"),
    "place_hold": ("interdire la destruction du dossier", "forbid the destruction of the file"),
    "lift_hold": ("lever l’interdiction de détruire", "lift the hold on the file"),
    "read_accesses": ("consulter le journal des accès", "read the log of accesses"),
    "read_accesses_of_person": ("consulter les accès d’une personne", "read a person’s accesses"),
    "approve_destruction": ("approuver une destruction", "approve a destruction"),
    "destroy": ("faire détruire des dossiers", "have files destroyed"),
    "preferences": ("modifier ses préférences", "change one’s preferences"),
    "post_room": ("tenir le courrier postal", "handle the post"),
    "withdraw_letter": ("retirer une lettre", "withdraw a letter"),
    "correct_letter": ("corriger une lettre", "correct a letter"),
    "operate": ("administrer le guichet", "operate the counter"),
    "read_till": ("consulter la caisse", "read the till"),
    "open_till": ("ouvrir la caisse", "open the till"),
    "close_till": ("fermer la caisse", "close the till"),
    "read_invoices": ("consulter les factures", "read the invoices"),
}
_ANY_STATE: Final = ("inconnu", "unknown")
_ANY_ACT: Final = ("faire cette action", "do this")


def state_name(state: str, lang: Language) -> str:
    """A state in words, in lower case."""
    return STATES.get(state, _ANY_STATE)[lang == "en"]


def act_name(act: str, lang: Language) -> str:
    """An act in words, as a verb in the infinitive."""
    return ACTS.get(act, _ANY_ACT)[lang == "en"]
