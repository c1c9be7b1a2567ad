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
    "capture_payment": ("constater un paiement", "record a payment"),
    "record_refund": ("constater un remboursement", "record a refund"),
    "lapse": ("constater une échéance", "record a deadline"),
    "advance_to": ("avancer la date du dossier", "move the file’s date forward"),
    "draft": ("modifier un brouillon", "change a draft"),
    "own_cases": ("consulter ses demandes", "read one’s own applications"),
    "worklist": ("consulter la liste de travail", "read the worklist"),
    "export_worklist": ("exporter la liste de travail", "export the worklist"),
    "preferences": ("modifier ses préférences", "change one’s preferences"),
    "post_room": ("tenir le courrier postal", "handle the post"),
    "withdraw_letter": ("retirer une lettre", "withdraw a letter"),
    "correct_letter": ("corriger une lettre", "correct a letter"),
    "operate": ("administrer le guichet", "operate the counter"),
}
_ANY_STATE: Final = ("inconnu", "unknown")
_ANY_ACT: Final = ("faire cette action", "do this")


def state_name(state: str, lang: Language) -> str:
    """A state in words, in lower case."""
    return STATES.get(state, _ANY_STATE)[lang == "en"]


def act_name(act: str, lang: Language) -> str:
    """An act in words, as a verb in the infinitive."""
    return ACTS.get(act, _ANY_ACT)[lang == "en"]
