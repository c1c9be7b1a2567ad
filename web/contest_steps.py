"""Where a contest stands for its reader: what comes next, what can still be done, what an act has just done."""

from typing import Final

from casework.words import act_name
from domain import contest_states as states
from domain.people import Role
from web.visit import Visit
from web.words import Pair

NEXT_FOR_THE_DEFENCE: Final[dict[str, Pair]] = {
    states.SERVED: (
        "C’est à vous : payez ou plaidez avant la date limite. Payer tout, c’est plaider coupable.",
        "It is your turn: pay or plead before the deadline. Paying the whole is pleading guilty.",
    ),
    states.PLEA_OVERDUE: (
        "La date limite est passée, mais rien n’est encore jugé. Vous pouvez toujours payer, ou plaider : "
        "le greffe décidera s’il accepte un plaidoyer tardif. Sinon, un juge peut vous juger en votre absence, "
        "sans autre avis.",
        "The deadline has passed, but nothing is judged yet. You can still pay, or plead: the court office will "
        "decide whether to take a late plea. Otherwise a judge may judge you in your absence, without further notice.",
    ),
    states.SENTENCE_CONTESTED: (
        "Vous contestez la peine. Le greffe fixera une date d’audience et vous écrira.",
        "You contest the sentence. The court office will set a hearing date and write to you.",
    ),
    states.ADMIN_REVIEW: (
        "La poursuite révise votre dossier : elle retire le constat ou poursuit les procédures. Elle vous écrira.",
        "The prosecution is reviewing your file: it withdraws the statement or continues. It will write to you.",
    ),
    states.AWAITING_DATE: (
        "Le greffe fixera une date d’audience et vous enverra l’avis au moins 30 jours avant.",
        "The court office will set a hearing date and send you the notice at least 30 days before.",
    ),
    states.SCHEDULED: (
        "Présentez-vous à l’audience, à l’heure dite. Sans vous, un juge peut vous juger par défaut.",
        "Attend the hearing, on time. Without you, a judge may convict you by default.",
    ),
    states.POSTPONE_REQ: (
        "Une demande de report attend une décision. L’audience reste fixée jusque-là.",
        "A postponement was asked for. Until it is decided, the hearing stands.",
    ),
    states.IN_SESSION: ("L’audience est en cours.", "The hearing is under way."),
    states.ADJOURNED: (
        "L’audience est ajournée. Vous recevrez un avis avec la prochaine date.",
        "The hearing is adjourned. You will receive a notice with the next date.",
    ),
    states.RESERVED: (
        "Le juge réfléchit à son jugement et l’écrira. Vous n’avez rien à faire pour le moment.",
        "The judge is considering the judgment and will give it in writing. You have nothing to do for now.",
    ),
    states.GUILTY_UNPAID: (
        "Vous avez plaidé coupable. Il reste à payer.",
        "You pleaded guilty. What is left is to pay.",
    ),
    states.CONVICTED: ("Vous êtes déclaré coupable. Il reste à payer.", "You are convicted. What is left is to pay."),
    states.CONVICTED_DEFAULT: (
        "Vous êtes déclaré coupable en votre absence. Vous pouvez payer, ou demander la rétractation du jugement.",
        "You were convicted in your absence. You can pay, or ask for revocation of the judgment.",
    ),
    states.PAYABLE: (
        "C’est à vous : payez avant la date limite, ou demandez un délai ou une entente à la perception.",
        "It is your turn: pay before the deadline, or ask the collector for time or an agreement.",
    ),
    states.AGREEMENT: (
        "Faites chaque versement de l’entente à sa date. Un versement manqué met fin à l’entente.",
        "Pay each instalment of the agreement on its date. A missed instalment ends the agreement.",
    ),
    states.ENFORCEMENT: (
        "La somme n’a pas été payée à temps : la perception a le dossier. Payez, ou communiquez avec elle.",
        "The amount was not paid in time: the collector has the file. Pay, or get in touch with the collector.",
    ),
    states.REVOCATION_REQ: (
        "Un juge décidera de la rétractation. Rien n’est à payer d’ici là.",
        "A judge will decide on the revocation. Nothing is to be paid until then.",
    ),
    states.APPEALED: (
        "La Cour supérieure est saisie d’un appel. Rien n’est à payer d’ici son jugement.",
        "An appeal is before the Superior Court. Nothing is to be paid until its judgment.",
    ),
    states.GUILTY_PAID: (
        "Tout est payé : vous êtes réputé coupable. L’appel est le seul recours.",
        "Everything is paid: you are deemed guilty. An appeal is the only remedy.",
    ),
    states.PAID: ("Tout est payé. Vous n’avez plus rien à faire.", "Everything is paid. You have nothing left to do."),
    states.WITHDRAWN: (
        "Le constat est retiré : vous ne devez rien. Ce que vous avez payé vous est remboursé.",
        "The statement is withdrawn: you owe nothing. What you paid is refunded.",
    ),
    states.STAYED: (
        "Les procédures sont arrêtées : vous ne devez rien. Ce que vous avez payé vous est remboursé.",
        "The proceedings are stayed: you owe nothing. What you paid is refunded.",
    ),
    states.ACQUITTED: (
        "Vous êtes acquitté : vous ne devez rien. Ce que vous avez payé vous est remboursé.",
        "You are acquitted: you owe nothing. What you paid is refunded.",
    ),
    states.ANNULLED: (
        "La poursuite est annulée : vous ne devez rien. Ce que vous avez payé vous est remboursé.",
        "The proceedings are annulled: you owe nothing. What you paid is refunded.",
    ),
    states.CLOSED: ("Le dossier est fermé.", "The file is closed."),
}

NEXT_FOR_THE_COURT: Final[dict[str, Pair]] = {
    states.SERVED: ("En attente de la réponse de la défense.", "Waiting for the defence’s answer."),
    states.PLEA_OVERDUE: (
        "Au tribunal : juger faute de réponse. Un plaidoyer tardif se décide d’abord au greffe.",
        "For the judge: judge for want of an answer. A late plea is first decided by the court office.",
    ),
    states.ADMIN_REVIEW: (
        "À la poursuite : retirer les accusations ou poursuivre les procédures.",
        "For the prosecution: withdraw the counts or continue the proceedings.",
    ),
    states.AWAITING_DATE: ("Au greffe : fixer l’audience.", "For the court office: schedule the hearing."),
    states.SCHEDULED: ("En attente de l’audience.", "Waiting for the hearing."),
    states.POSTPONE_REQ: ("À décider : la demande de report.", "To be decided: the postponement."),
    states.IN_SESSION: ("Au tribunal : tenir l’audience.", "For the judge: hold the hearing."),
    states.ADJOURNED: ("Au greffe : fixer la prochaine date.", "For the court office: set the next date."),
    states.RESERVED: ("Au tribunal : rendre le jugement.", "For the judge: give the judgment."),
    states.PAYABLE: ("En attente du paiement.", "Waiting for payment."),
    states.AGREEMENT: ("En attente des versements de l’entente.", "Waiting for the agreement’s instalments."),
    states.ENFORCEMENT: ("À la perception : percevoir la somme due.", "For the collector: collect what is owed."),
    states.REVOCATION_REQ: (
        "Au tribunal : décider de la rétractation. Ce qui est dû est suspendu.",
        "For the judge: decide on the revocation. What is owed is suspended.",
    ),
    states.APPEALED: ("En attente du jugement d’appel.", "Waiting for the appeal judgment."),
    states.GUILTY_PAID: ("Payé en entier : réputé coupable.", "Paid in full: deemed guilty."),
    states.PAID: ("Tout est payé.", "Everything is paid."),
    states.WITHDRAWN: ("Les accusations sont retirées.", "The counts are withdrawn."),
    states.STAYED: ("Les procédures sont arrêtées.", "The proceedings are stayed."),
    states.ACQUITTED: ("La défense est acquittée.", "The defence is acquitted."),
    states.ANNULLED: ("La poursuite est annulée.", "The proceedings are annulled."),
    states.GUILTY_UNPAID: ("Coupable ; la somme devient payable.", "Guilty; the amount becomes payable."),
    states.SENTENCE_CONTESTED: ("La peine est contestée.", "The sentence is contested."),
    states.CONVICTED: ("Déclaré coupable ; la somme devient payable.", "Convicted; the amount becomes payable."),
    states.CONVICTED_DEFAULT: (
        "Déclaré coupable par défaut ; la somme devient payable.",
        "Convicted by default; the amount becomes payable.",
    ),
    states.CLOSED: ("Le dossier est fermé.", "The file is closed."),
}

NEXT: Final = {True: NEXT_FOR_THE_DEFENCE, False: NEXT_FOR_THE_COURT}  # by whether the case is one's own

COURT_DONE: Final[dict[str, Pair]] = {
    "plead": (
        "Le plaidoyer est reçu. Un accusé de réception paraît parmi les lettres.",
        "The plea is received. An acknowledgement appears among the letters.",
    ),
    "take_offer": (
        "La date est prise. Un nouvel avis d’audition paraît parmi les lettres.",
        "The date is taken. A new notice of hearing appears among the letters.",
    ),
    "move_hearing": (
        "L’audience est déplacée. Un nouvel avis d’audition paraît parmi les lettres.",
        "The hearing is moved. A new notice of hearing appears among the letters.",
    ),
    "claim": ("Le dossier est rattaché à votre compte.", "The file is added to your account."),
    "offer_payment": ("Le paiement est prêt ; il reste à le faire.", "The payment is ready; it remains to be made."),
    "change_address": ("L’adresse est changée au dossier.", "The address is changed on file."),
    "attach_document": ("Le document est joint au dossier.", "The document is attached to the file."),
    "ask_revocation": ("La demande en rétractation est reçue.", "The application for revocation is received."),
    "ask_postponement": ("La demande de report est reçue.", "The request for postponement is received."),
    "ask_mode": ("La demande est reçue. Une décision suivra.", "The request is received. A decision follows."),
    "file_exhibit": ("C’est déposé pour le procès.", "It is filed for the trial."),
    "apply_to_court": ("La demande est au dossier.", "The application is on file."),
    "": ("C’est consigné au dossier.", "It is recorded on file."),  # of any other act
}

DEADLINES: Final[dict[str, Pair]] = {
    "plead_by": ("Dernier jour pour répondre", "Last day to answer"),
    "pay_by": ("Dernier jour pour payer", "Last day to pay"),
    "appeal_by": ("Dernier jour pour faire appel", "Last day to appeal"),
}
EXPLAINED: Final[dict[str, Pair]] = {
    "ask_postponement": (
        "Demandez-le au moins 10 jours avant l’audience. Tant que rien n’est décidé, l’audience reste fixée.",
        "Ask at least 10 days before the hearing. Until it is decided, the hearing stands.",
    ),
    "ask_mode": (
        "Il faut un endroit calme, une bonne connexion et pouvoir être vu et entendu. Le greffe ou un juge décide.",
        "You need a quiet place, a good connection, and to be seen and heard. The court office or a judge decides.",
    ),
    "file_exhibit": (
        "Les pièces déposées servent au procès : la poursuite et le juge les voient.",
        "Exhibits are for the trial: the prosecution and the judge see them.",
    ),
    "attach_document": (
        "Ce document va à la poursuite, pour sa révision. Le juge ne le voit pas : pour le procès, déposez une pièce.",
        "This document goes to the prosecution, for its review. The judge does not see it: for the trial, file an "
        "exhibit.",
    ),
    "ask_revocation": (
        "Si vous avez été jugé en votre absence et n’avez pas pu vous défendre, demandez la rétractation dans les "
        "15 jours où vous l’apprenez. Un juge décide.",
        "If you were judged in your absence and could not defend yourself, ask for revocation within 15 days of "
        "learning of it. A judge decides.",
    ),
    "disclose": (
        "Les pièces sont publiées au dossier de la défense et pourront servir au procès.",
        "The exhibits are published to the defence’s file and may be used at the trial.",
    ),
    "withdraw_charges": (
        "Si tous les chefs sont retirés, le dossier se ferme et ce qui a été payé est remboursé.",
        "If every count is withdrawn, the file is closed and what was paid is refunded.",
    ),
    "stay_proceedings": (
        "Les procédures prennent fin, le dossier se ferme et ce qui a été payé est remboursé.",
        "The proceedings end, the file is closed and what was paid is refunded.",
    ),
    "order_refund": (
        "Ce qui a été payé au comptoir se rend au comptoir, de la même façon. La défense en est avisée par courriel.",
        "What was paid at the counter is given back at the counter, the same way. The defence is told by e-mail.",
    ),
    "confirm_judgment": (
        "Le jugement oral compte à partir de votre confirmation ; sa date est celle de l’audience.",
        "The oral judgment counts once you confirm it; its date is that of the hearing.",
    ),
    "agree": (
        "Le dépôt et les versements font ensemble toute la somme due. L’argent paie d’abord les frais.",
        "The deposit and the instalments together make the whole amount. Money pays the costs first.",
    ),
}

# The acts that each person comes for; the others stand in a list below them.
MAIN: Final[dict[Role, list[str]]] = {
    Role.CITIZEN: ["plead", "offer_payment", "ask_revocation"],
    Role.CLERK: [
        "decide_late_plea", "schedule", "decide_postponement", "open_session", "record_oral_judgment", "decide_appeal",
    ],
    Role.PROSECUTOR: ["continue_proceedings", "withdraw_charges", "disclose"],
    Role.ADJUDICATOR: [
        "judge", "judge_on_record", "confirm_judgment", "decide_revocation", "decide_postponement", "rule_on_exhibit",
        "decide_application",
    ],
    Role.COLLECTOR: ["order_refund", "agree", "grant_time", "hand_back"],
}  # fmt: skip
GRAVE: Final = ("withdraw_charges", "stay_proceedings", "recuse")


def name(visit: Visit, act: str, state: str) -> str:
    """What the button and the page of an act are called, for this reader."""
    if act == "plead" and state in states.PENDING:
        return visit.say("Plaider coupable", "Plead guilty")
    if act == "offer_payment" and visit.actor.role is Role.CLERK:
        return visit.say("Préparer un paiement", "Prepare a payment")
    said = act_name(act, visit.lang)
    return visit.say(said[:1].upper() + said[1:], said[:1].upper() + said[1:])
