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
    states.CCU_PENDING: ("au comité consultatif d’urbanisme", "before the planning advisory committee"),
    states.NOTICE_PERIOD: ("avis public à publier", "public notice to be published"),
    states.COUNCIL_PENDING: ("au conseil d’arrondissement", "before the borough council"),
    states.IN_PROGRESS: ("travaux en cours", "work under way"),
    states.EXTENDED: ("travaux en cours, permis prolongé", "work under way, permit extended"),
    states.INSPECTION_NC: ("non-conformité à corriger", "non-compliance to correct"),
    states.RENEWAL_PENDING: ("renouvellement attendu", "renewal awaited"),
    states.REVOCATION_NOTICE: ("préavis de révocation donné", "notice of revocation given"),
    states.COMPLETED: ("travaux terminés", "work completed"),
    states.REVOKED: ("révoqué", "revoked"),
    states.REFUSED: ("refusé", "refused"),
    states.EXPIRED: ("échu", "expired"),
    states.WITHDRAWN: ("retiré", "withdrawn"),
    states.ABANDONED: ("fermé sans décision", "closed without a decision"),
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
    "second": ("confirmer l’approbation", "confirm the approval"),
    "give_opinion": ("donner un avis", "give an opinion"),
    "refer": ("inscrire le dossier au comité", "refer the file to the committee"),
    "record_committee_opinion": ("consigner la recommandation du comité", "record the committee’s recommendation"),
    "publish_notice": ("publier l’avis public", "publish the public notice"),
    "record_resolution": ("consigner la résolution du conseil", "record the council’s resolution"),
    "amend": ("modifier la demande", "amend the application"),
    "accept_amendment": ("accepter la modification", "accept the amendment"),
    "refuse_amendment": ("refuser la modification", "refuse the amendment"),
    "move_promise": ("déplacer la date promise", "move the promised date"),
    "judge_document": ("examiner un document", "examine a document"),
    "replace_document": ("remplacer un document", "replace a document"),
    "declare_start": ("déclarer le début des travaux", "declare the start of work"),
    "extend": ("prolonger le permis", "extend the permit"),
    "inspect": ("consigner une inspection", "record an inspection"),
    "declare_completion": ("déclarer la fin des travaux", "declare the work done"),
    "renew": ("renouveler le permis", "renew the permit"),
    "give_notice_of_revocation": ("donner un préavis de révocation", "give notice of revocation"),
    "comment_on_revocation": ("répondre au préavis de révocation", "answer the notice of revocation"),
    "revoke": ("révoquer le permis", "revoke the permit"),
    "keep": ("maintenir le permis", "keep the permit"),
    "take_payment": ("encaisser un paiement au comptoir", "take a payment at the counter"),
    "order_refund": ("ordonner un remboursement", "order a refund"),
    "capture_payment": ("constater un paiement", "record a payment"),
    "record_refund": ("constater un remboursement", "record a refund"),
    "lapse": ("constater une échéance", "record a deadline"),
    "advance_to": ("avancer la date du dossier", "move the file’s date forward"),
    "draft": ("modifier un brouillon", "change a draft"),
    "own_cases": ("consulter ses demandes", "read one’s own applications"),
    "worklist": ("consulter la liste de travail", "read the worklist"),
    "export_worklist": ("exporter la liste de travail", "export the worklist"),
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
