"""The portal's tables of words, French and English side by side; sentences stand in the templates."""

from typing import Final

from domain import permit_states as states
from domain.people import Role
from web.contest_words import COURT_ALARMS, COURT_PURPOSES, COURT_TONES
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
    Role.COLLECTOR: ("Perception", "Collector"),
    Role.ADMINISTRATOR: ("Administration du guichet", "Administrator"),
    "reviewer": ("Organisme consulté", "Body consulted"),
    Role.SYSTEM: ("Le guichet", "The counter"),
}

TASKS: Final[dict[str, Pair]] = {
    "pay": ("Payer les frais", "Pay the fees"),
    "check_completeness": ("Vérifier le dossier", "Check the file"),
    "answer_information": ("Répondre à la demande de renseignements", "Answer the request for information"),
    "review": ("Étudier la demande", "Review the application"),
    "decide": ("Rendre la décision", "Decide"),
    "give_opinion": ("Donner un avis", "Give an opinion"),
    "refer": ("Inscrire au comité consultatif d’urbanisme", "Refer to the planning advisory committee"),
    "record_committee_opinion": ("Consigner l’avis du comité", "Record the committee’s opinion"),
    "publish_notice": ("Publier l’avis public", "Publish the public notice"),
    "record_resolution": ("Consigner la résolution du conseil", "Record the council’s resolution"),
    "second": ("Confirmer l’approbation proposée", "Confirm the proposed approval"),
    "declare_start": ("Déclarer le début des travaux", "Declare the start of work"),
    "declare_completion": ("Déclarer la fin des travaux", "Declare the completion of work"),
    "inspect": ("Inspecter les lieux", "Inspect the premises"),
    "correct": ("Corriger la non-conformité", "Correct the non-compliance"),
    "renew": ("Renouveler le permis", "Renew the permit"),
    "comment_on_revocation": ("Commenter le préavis de révocation", "Comment on the notice of revocation"),
    "decide_revocation": ("Décider de la révocation", "Decide on the revocation"),
    "judge_amendment": ("Répondre à la demande de modification", "Answer the request for a change"),
    "judge_document": ("Vérifier un document", "Check a document"),
    "replace_document": ("Remplacer un document", "Replace a document"),
    "issue_invoice": ("Émettre la facture", "Issue the invoice"),
    "breach": ("Traiter une date promise non tenue", "Deal with a promised date that was missed"),
}

PURPOSES: Final[dict[str, Pair]] = {
    "at_submission": ("Frais d’étude", "Study fees"),
    "at_issue": ("Frais de délivrance", "Issue fees"),
    "invoice_after": ("Facture", "Invoice"),
    "invoice": ("Facture", "Invoice"),
    "at_amendment": ("Frais de modification", "Amendment fees"),
    "at_renewal": ("Frais de renouvellement", "Renewal fees"),
    **COURT_PURPOSES,
}

# When a fee is due, after « payable ».
MOMENTS: Final[dict[str, Pair]] = {
    "at_submission": ("au dépôt de la demande", "when you file"),
    "at_issue": ("à la délivrance", "when the permit is issued"),
    "invoice_after": ("sur facture, par la suite", "by invoice, afterwards"),
    "at_amendment": ("si vous modifiez la demande", "if you change the application"),
    "at_renewal": ("au renouvellement", "on renewal"),
}

FILING_CHANNELS: Final[dict[str, Pair]] = {
    "phone": ("Au téléphone", "By telephone"),
    "counter": ("Au comptoir", "At the counter"),
    "mail": ("Par la poste", "By mail"),
}

METHODS: Final[dict[str, Pair]] = {
    "online": ("En ligne", "Online"),
    "cash": ("Argent comptant, au comptoir", "Cash, at the counter"),
    "cheque": ("Chèque, au comptoir", "Cheque, at the counter"),
    "terminal": ("Carte, au comptoir", "Card, at the counter"),
    "transfer": ("Virement bancaire", "Bank transfer"),
}

AGES: Final[dict[str, Pair]] = {
    "current": ("À échoir", "Not yet due"),
    "1-30": ("De 1 à 30 jours de retard", "1 to 30 days late"),
    "31-60": ("De 31 à 60 jours de retard", "31 to 60 days late"),
    "61-90": ("De 61 à 90 jours de retard", "61 to 90 days late"),
    "over-90": ("Plus de 90 jours de retard", "More than 90 days late"),
}

TEST_CARDS: Final[dict[str, Pair]] = {
    "paid": ("Carte acceptée", "Card accepted"),
    "asks-the-bank": ("Carte qui demande la banque", "Card that asks the bank"),
    "declined": ("Carte refusée", "Card declined"),
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
    "postponed": ("Reporté", "Postponed"),
}

INSPECTIONS: Final[dict[str, Pair]] = {
    "before": ("Avant les travaux", "Before the work"),
    "during": ("En cours de travaux", "During the work"),
    "final": ("Finale", "Final"),
    "complaint": ("À la suite d’une plainte", "Following a complaint"),
}

FINDINGS: Final[dict[str, Pair]] = {
    "conform": ("Conforme", "Compliant"),
    "non_conform": ("Non conforme", "Non-compliant"),
    "not_accessible": ("Lieux inaccessibles", "Premises not accessible"),
}

GROUNDS: Final[dict[str, Pair]] = {
    "false_information": ("Renseignements inexacts", "Inaccurate information"),
    "non_payment": ("Somme impayée", "Amount unpaid"),
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
    "not_started": ("Les travaux n’ont pas commencé dans le délai.", "The work did not start in time."),
    "expiry": ("La durée de validité a pris fin.", "The period of validity ended."),
    "renewal_unpaid": (
        "Les frais de renouvellement n’ont pas été payés.",
        "The renewal fees were not paid.",
    ),
    "renewal_closed": (
        "Le permis ne peut plus être renouvelé ; une nouvelle demande est nécessaire.",
        "The permit can no longer be renewed; a new application is needed.",
    ),
    "correction_overdue": (
        "Le délai pour corriger la non-conformité est passé.",
        "The time to correct the non-compliance has passed.",
    ),
    "comments_closed": (
        "Le délai pour commenter la révocation est passé.",
        "The time to comment on the revocation has passed.",
    ),
    "amendment_unpaid": (
        "Les frais de modification n’ont pas été payés.",
        "The amendment fees were not paid.",
    ),
    "invoice_overdue": ("La facture n’a pas été payée à l’échéance.", "The invoice was not paid when due."),
    "promise_broken": ("La date promise est passée.", "The promised date has passed."),
    **COURT_ALARMS,
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
    "CCU_PENDING": "purple",
    "NOTICE_PERIOD": "purple",
    "COUNCIL_PENDING": "purple",
    "IN_PROGRESS": "green",
    "EXTENDED": "green",
    "COMPLETED": "green",
    "INSPECTION_NC": "orange",
    "REVOCATION_NOTICE": "orange",
    "RENEWAL_PENDING": "yellow",
    "REVOKED": "red",
    **COURT_TONES,
}
