"""What an act has just done, what comes next and who holds it: by reader, French and English side by side."""

from typing import Final

from domain import permit_states as states
from web.words import Pair

DONE: Final[dict[str, Pair]] = {
    "declare_complete": (
        "Le dossier est déclaré complet. L’étude commence.",
        "The file is declared complete. Review begins.",
    ),
    "ask_information": (
        "La demande de renseignements est envoyée. Le délai d’étude est suspendu.",
        "The request for information is sent. The review clock is stopped.",
    ),
    "answer_information": ("Votre réponse est reçue. L’étude reprend.", "Your answer is received. The review resumes."),
    "attach_document": ("Le document est joint au dossier.", "The document is attached to the file."),
    "conclude_review": (
        "L’étude est terminée. Le dossier attend la décision.",
        "The review is concluded. The file awaits the decision.",
    ),
    "approve": ("La demande est approuvée. La lettre part.", "The application is approved. The letter is on its way."),
    "refuse": (
        "La demande est refusée. La décision motivée part.",
        "The application is refused. The reasoned decision is on its way.",
    ),
    "claim": ("Le dossier est ajouté à votre compte.", "The file is added to your account."),
    "withdraw": ("La demande est retirée.", "The application is withdrawn."),
    "second": ("L’approbation est confirmée.", "The approval is confirmed."),
    "give_opinion": ("L’avis est au dossier.", "The opinion is on file."),
    "refer": ("Le dossier est inscrit au comité.", "The file is referred to the committee."),
    "record_committee_opinion": ("La recommandation est au dossier.", "The recommendation is on file."),
    "publish_notice": (
        "L’avis public est au dossier. La lettre part.",
        "The public notice is on file. The letter is on its way.",
    ),
    "record_resolution": ("La résolution est au dossier.", "The resolution is on file."),
    "accept_amendment": ("La modification est acceptée.", "The amendment is accepted."),
    "refuse_amendment": ("La modification est refusée.", "The amendment is refused."),
    "move_promise": (
        "La date promise est déplacée. La lettre part.",
        "The promised date is moved. The letter is on its way.",
    ),
    "judge_document": ("Le document est examiné.", "The document is examined."),
    "replace_document": ("Le document est remplacé.", "The document is replaced."),
    "declare_start": ("Le début des travaux est au dossier.", "The start of work is on file."),
    "extend": ("Le permis est prolongé.", "The permit is extended."),
    "inspect": ("L’inspection est au dossier.", "The inspection is on file."),
    "declare_completion": ("La fin des travaux est au dossier.", "The completion of the work is on file."),
    "renew": ("La demande de renouvellement est reçue.", "The renewal is asked for."),
    "give_notice_of_revocation": (
        "Le préavis est donné. La lettre part.",
        "The notice is given. The letter is on its way.",
    ),
    "comment_on_revocation": ("Vos commentaires sont reçus.", "Your comments are received."),
    "revoke": ("Le permis est révoqué.", "The permit is revoked."),
    "keep": ("Le permis est maintenu.", "The permit is kept."),
    "take_payment": ("Le paiement est encaissé. Le reçu part.", "The payment is taken. The receipt is on its way."),
    "withdraw_letter": ("La lettre est retirée.", "The letter is withdrawn."),
    "correct_letter": ("La lettre est corrigée.", "The letter is corrected."),
    "correct_entry": ("L’erreur est signalée au dossier.", "The mistake is reported on file."),
    "order_refund": ("Le remboursement est ordonné.", "The refund is ordered."),
}

SECONDARY: Final = (
    "withdraw", "attach_document", "ask_information", "move_promise", "judge_document", "take_payment", "order_refund",
    "give_notice_of_revocation", "refuse_amendment", "withdraw_letter", "correct_letter", "correct_entry",
)  # fmt: skip

NEXT_FOR_THE_CITIZEN: Final[dict[str, Pair]] = {
    states.AWAITING_PAYMENT: (
        "C’est à vous : payez les frais d’étude. L’arrondissement examine votre demande dès que le paiement est reçu.",
        "It is your turn: pay the study fees. The borough looks at your application once the payment is received.",
    ),
    states.ADMISSIBILITY: (
        "L’arrondissement vérifie que votre dossier est complet. Vous n’avez rien à faire pour le moment.",
        "The borough is checking that your file is complete. You have nothing to do for now.",
    ),
    states.INFO_REQUESTED: (
        "C’est à vous : répondez à la demande de renseignements. Le délai d’étude est suspendu jusqu’à votre réponse.",
        "It is your turn: answer the request for information. The review clock is stopped until you do.",
    ),
    states.UNDER_REVIEW: (
        "L’arrondissement étudie votre demande. Vous n’avez rien à faire pour le moment.",
        "The borough is reviewing your application. You have nothing to do for now.",
    ),
    states.DECISION_READY: (
        "L’étude est terminée. L’arrondissement rend sa décision et vous écrit.",
        "The review is over. The borough is making its decision and will write to you.",
    ),
    states.APPROVED_TO_PAY: (
        "C’est à vous : payez les frais de délivrance. Le permis est délivré dès que le paiement est reçu.",
        "It is your turn: pay the issue fees. The permit is issued as soon as the payment is received.",
    ),
    states.ISSUED: (
        "Votre permis est délivré. Téléchargez-le dans la section des lettres et respectez ses conditions.",
        "Your permit is issued. Download it from the letters section and follow its conditions.",
    ),
    states.CCU_PENDING: (
        "Le comité consultatif d’urbanisme donnera son avis. Vous n’avez rien à faire pour le moment.",
        "The planning advisory committee will give its opinion. You have nothing to do for now.",
    ),
    states.NOTICE_PERIOD: (
        "L’arrondissement va publier l’avis public. Vous n’avez rien à faire pour le moment.",
        "The borough is about to publish the public notice. You have nothing to do for now.",
    ),
    states.COUNCIL_PENDING: (
        "Le conseil d’arrondissement va se prononcer. Vous n’avez rien à faire pour le moment.",
        "The borough council is about to decide. You have nothing to do for now.",
    ),
    states.IN_PROGRESS: (
        "Les travaux sont en cours. Déclarez la fin des travaux lorsqu’ils seront terminés.",
        "The work is under way. Declare it done when it is.",
    ),
    states.EXTENDED: (
        "Votre permis est prolongé. Déclarez la fin des travaux lorsqu’ils seront terminés.",
        "Your permit is extended. Declare the work done when it is.",
    ),
    states.INSPECTION_NC: (
        "C’est à vous : corrigez ce que l’inspection a relevé, dans le délai de l’avis.",
        "It is your turn: correct what the inspection found, within the notice’s delay.",
    ),
    states.RENEWAL_PENDING: (
        "C’est à vous : renouvelez votre permis avant la date d’échéance.",
        "It is your turn: renew your permit before it expires.",
    ),
    states.REVOCATION_NOTICE: (
        "C’est à vous : vous avez dix jours pour répondre au préavis de révocation.",
        "It is your turn: you have ten days to answer the notice of revocation.",
    ),
    states.COMPLETED: (
        "Les travaux sont terminés et le dossier est fermé.",
        "The work is done and the file is closed.",
    ),
    states.REVOKED: (
        "Votre permis est révoqué. La lettre donne les motifs et les recours.",
        "Your permit is revoked. The letter gives the reasons and the remedies.",
    ),
    states.REFUSED: (
        "Votre demande est refusée. La lettre de décision donne les motifs et les recours.",
        "Your application is refused. The decision letter gives the reasons and the remedies.",
    ),
    states.EXPIRED: ("Votre permis n’est plus valide.", "Your permit is no longer valid."),
    states.WITHDRAWN: ("Vous avez retiré cette demande.", "You withdrew this application."),
    states.ABANDONED: (
        "Le dossier est fermé sans décision, faute de paiement ou de réponse dans le délai.",
        "The file is closed without a decision: no payment or no answer came in time.",
    ),
}

NEXT_FOR_THE_CLERK: Final[dict[str, Pair]] = {
    states.AWAITING_PAYMENT: ("En attente du paiement des frais d’étude.", "Waiting for the study fees to be paid."),
    states.ADMISSIBILITY: (
        "À faire : vérifier que le dossier est complet, ou demander ce qui manque.",
        "To do: check that the file is complete, or ask for what is missing.",
    ),
    states.INFO_REQUESTED: (
        "En attente de la réponse de la personne. Le délai d’étude est suspendu.",
        "Waiting for the applicant’s answer. The review clock is stopped.",
    ),
    states.UNDER_REVIEW: (
        "À faire : recueillir les avis et conclure l’étude.",
        "To do: gather the opinions and conclude the review.",
    ),
    states.DECISION_READY: ("À faire : rendre la décision.", "To do: make the decision."),
    states.APPROVED_TO_PAY: (
        "En attente du paiement des frais de délivrance.",
        "Waiting for the issue fees to be paid.",
    ),
    states.ISSUED: ("Le permis est délivré.", "The permit is issued."),
    states.CCU_PENDING: (
        "À faire : consigner la recommandation du comité.",
        "To do: record the committee’s recommendation.",
    ),
    states.NOTICE_PERIOD: ("À faire : publier l’avis public.", "To do: publish the public notice."),
    states.COUNCIL_PENDING: (
        "À faire : consigner la résolution du conseil.",
        "To do: record the council’s resolution.",
    ),
    states.IN_PROGRESS: ("Les travaux sont en cours.", "The work is under way."),
    states.EXTENDED: (
        "Les travaux sont en cours, le permis est prolongé.",
        "The work is under way, the permit is extended.",
    ),
    states.INSPECTION_NC: (
        "En attente de la correction, puis d’une inspection.",
        "Waiting for the correction, then an inspection.",
    ),
    states.RENEWAL_PENDING: ("En attente du renouvellement.", "Waiting for the renewal."),
    states.REVOCATION_NOTICE: (
        "En attente des commentaires de la personne, puis de la décision de la direction.",
        "Waiting for the holder’s comments, then the director’s decision.",
    ),
    states.COMPLETED: ("Les travaux sont terminés.", "The work is done."),
    states.REVOKED: ("Le permis est révoqué.", "The permit is revoked."),
    states.REFUSED: ("La demande est refusée.", "The application is refused."),
    states.EXPIRED: ("Le permis n’est plus valide.", "The permit is no longer valid."),
    states.WITHDRAWN: ("La demande a été retirée.", "The application was withdrawn."),
    states.ABANDONED: ("Le dossier est fermé sans décision.", "The file is closed without a decision."),
}
