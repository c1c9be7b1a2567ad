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
    "withdraw": ("La demande est retirée.", "The application is withdrawn."),
}

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
    states.REFUSED: ("La demande est refusée.", "The application is refused."),
    states.EXPIRED: ("Le permis n’est plus valide.", "The permit is no longer valid."),
    states.WITHDRAWN: ("La demande a été retirée.", "The application was withdrawn."),
    states.ABANDONED: ("Le dossier est fermé sans décision.", "The file is closed without a decision."),
}
