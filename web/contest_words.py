"""The court's words, French and English side by side: pleas, outcomes, hearings, money, tasks (DOMAIN §2)."""

from typing import Final

from domain import contest_states as states
from domain.people import Role
from web.words import Pair

STATEMENT_SERVICES: Final[dict[str, Pair]] = {
    "contester-constat-stationnement": ("Constat – stationnement", "Statement – parking"),
    "contester-constat-circulation": ("Constat – circulation", "Statement – traffic"),
    "contester-constat-reglement": ("Constat – règlement municipal", "Statement – by-law"),
    "contester-constat-camera": ("Constat – appareil de contrôle automatisé", "Statement – automated camera"),
}

STATEMENT_KINDS: Final[dict[str, Pair]] = {
    "parking": ("Stationnement", "Parking"),
    "traffic": ("Circulation", "Traffic"),
    "bylaw": ("Règlement municipal", "By-law"),
    "camera": ("Appareil de contrôle automatisé", "Automated camera"),
}

PLEAS: Final[dict[str, Pair]] = {
    "not_guilty": ("Non coupable", "Not guilty"),
    "guilty": ("Coupable", "Guilty"),
    "guilty_contest_sentence": (
        "Coupable, mais je conteste la peine plus forte",
        "Guilty, but I contest the greater sentence",
    ),
}

PLEA_MEANINGS: Final[dict[str, Pair]] = {
    "not_guilty": (
        "La poursuite révise votre dossier. Elle retire le constat, ou un juge vous entend et décide.",
        "The prosecution reviews your file. It withdraws the statement, or a judge hears you and decides.",
    ),
    "guilty": (
        "Vous êtes déclaré coupable, sans audience. Des frais s’ajoutent si le tout n’est pas payé en même temps ; "
        "vous avez ensuite 30 jours pour payer.",
        "You are convicted, without a hearing. Costs are added if the whole is not paid at the same time; "
        "you then have 30 days to pay.",
    ),
    "guilty_contest_sentence": (
        "Vous êtes déclaré coupable. Un juge vous entend sur la peine seulement.",
        "You are convicted. A judge hears you on the sentence only.",
    ),
}

COUNT_OUTCOMES: Final[dict[str, Pair]] = {
    "convicted": ("Déclaré coupable", "Convicted"),
    "acquitted": ("Acquitté", "Acquitted"),
    "annulled": ("Annulé", "Annulled"),
    "withdrawn": ("Retiré", "Withdrawn"),
    "stayed": ("Arrêté", "Stayed"),
}

VERDICTS: Final[dict[str, Pair]] = {
    "convicted": ("Coupable", "Guilty"),
    "acquitted": ("Acquittement", "Acquittal"),
    "annulled": ("Annulation", "Annulment"),
}

HEARING_MODES: Final[dict[str, Pair]] = {
    "in_person": ("En personne", "In person"),
    "video": ("Par vidéo", "By video"),
    "phone": ("Par téléphone", "By telephone"),
}

SITTING_LANGUAGES: Final[dict[str, Pair]] = {
    "fr": ("En français", "In French"),
    "en": ("En anglais", "In English"),
    "both": ("Dans les deux langues", "In both languages"),
}

# What a hearing that is set still lacks (DOMAIN §2.6).
LACKING: Final[dict[str, Pair]] = {
    "room": ("Salle", "Room"),
    "notice": ("Avis d’audition", "Notice of hearing"),
    "instructions": ("Instructions de connexion", "Connection instructions"),
    "room_unmade": ("Salle virtuelle", "Virtual room"),
    "links": ("Liens de connexion", "Joining links"),
    "self_test": ("Essai du matériel par la défense", "Equipment test by the defence"),
    "interpreter": ("Confirmation de l’interprète", "Confirmation by the interpreter"),
    "disclosure": ("Communication de la preuve", "Disclosure of evidence"),
}

# Why a case that waits was given no slot.
UNPLACED: Final[dict[str, Pair]] = {
    "no-slot": ("Aucune plage n’est libre.", "No slot is free."),
    "language": ("Aucune plage libre dans sa langue.", "No free slot in its language."),
    "mode": ("Aucune plage libre dans son mode.", "No free slot in its mode."),
    "judge": ("Seuls des juges en conflit d’intérêts ont une plage.", "Only judges in conflict have a slot."),
    "notice": ("Aucune plage ne laisse le temps de l’avis.", "No slot leaves time for the notice."),
    "interpreter": ("L’interprète est pris à ces heures.", "The interpreter is taken at those hours."),
    "party": ("La partie a d’autres audiences à ces heures.", "The party has other hearings at those hours."),
    "taken": ("Les plages qui conviennent vont à des dossiers plus anciens.", "Slots that suit go to older files."),
}

SIDES: Final[dict[str, Pair]] = {
    "defence": ("La défense", "The defence"),
    "prosecution": ("La poursuite", "The prosecution"),
    "court": ("La cour", "The court"),
}

CAPACITIES: Final[dict[str, Pair]] = {
    "self": ("La personne nommée au constat", "The person named on the statement"),
    "owner": ("Propriétaire du véhicule", "Owner of the vehicle"),
    "lessee": ("Locataire à long terme du véhicule", "Long-term lessee of the vehicle"),
    "driver": ("Conductrice ou conducteur", "Driver"),
    "officer_of_company": ("Membre de la direction de la société", "Director or officer of the company"),
    "lawyer": ("Avocate ou avocat de la personne", "The person’s lawyer"),
}

WITHDRAWALS: Final[dict[str, Pair]] = {
    "evidence": ("Preuve insuffisante", "Insufficient evidence"),
    "error": ("Erreur dans le constat", "Error in the statement"),
    "explanations_accepted": ("Explications acceptées", "Explanations accepted"),
    "programme": ("Programme d’adaptation terminé", "Adaptation programme completed"),
    "public_interest": ("Intérêt public", "Public interest"),
    "other": ("Autre motif", "Another reason"),
}

SUBJECTS: Final[dict[str, Pair]] = {
    "district": ("Un autre district", "Another district"),
    "separate_trial": ("Un procès séparé", "A separate trial"),
    "particulars": ("Des précisions sur l’accusation", "Particulars of the charge"),
    "amendment": ("Une modification du constat", "An amendment of the statement"),
    "dismissal": ("Le rejet du constat", "Dismissal of the statement"),
    "stay": ("L’arrêt des procédures", "A stay of proceedings"),
    "other": ("Autre demande", "Another application"),
}

DECISIONS: Final[dict[str, Pair]] = {
    "granted": ("Accordée", "Granted"),
    "refused": ("Refusée", "Refused"),
    "dismissed": ("Rejetée", "Dismissed"),
    "imposed": ("Imposée", "Imposed"),
    "admitted": ("Admise", "Admitted"),
}

APPEALS: Final[dict[str, Pair]] = {
    "acquitted": ("Acquittement", "Acquittal"),
    "upheld": ("Jugement maintenu", "Judgment upheld"),
    "varied": ("Amende modifiée", "Fine varied"),
    "new_trial": ("Nouveau procès", "New trial"),
}

SERVED_BY: Final[dict[str, Pair]] = {
    "on_the_spot": ("Remis en mains propres", "Handed over on the spot"),
    "on_vehicle": ("Déposé sur le véhicule", "Left on the vehicle"),
    "registered_mail": ("Poste recommandée", "Registered mail"),
    "bailiff": ("Huissière ou huissier", "Bailiff"),
    "ordinary_mail": ("Poste ordinaire", "Ordinary mail"),
}

CAUSES: Final[dict[str, Pair]] = {
    "trial": ("Après l’audience", "After the hearing"),
    "in_absence": ("En l’absence de la défense", "In the absence of the defence"),
    "silence": ("Faute de réponse", "For want of an answer"),
}

SILENCES: Final[dict[str, Pair]] = {
    "deemed_not_guilty": (
        "Réputé plaider non coupable ; jugé même en l’absence de la défense.",
        "Deemed to plead not guilty; judged even in the absence of the defence.",
    ),
    "deemed_no_contest": (
        "Réputé ne pas contester ; jugé sur le dossier.",
        "Deemed not to contest; judged on the record.",
    ),
}

LANGUAGES: Final[dict[str, Pair]] = {"fr": ("Français", "French"), "en": ("Anglais", "English")}

COURT_ROLES: Final[dict[str, Pair]] = {
    Role.CITIZEN: ("La défense", "The defence"),
    Role.CLERK: ("Le greffe", "The court office"),
    Role.PROSECUTOR: ("La poursuite", "The prosecution"),
    Role.ADJUDICATOR: ("Le tribunal", "The judge"),
    Role.COLLECTOR: ("La perception", "The collector"),
    Role.ADMINISTRATOR: ("Administration du guichet", "Administrator"),
    Role.SYSTEM: ("Le guichet", "The counter"),
}

COURT_TASKS: Final[dict[str, Pair]] = {
    "plead_or_pay": ("Plaider ou payer", "Plead or pay"),
    "judge_on_record": ("Juger faute de réponse", "Judge for want of an answer"),
    "decide_late_plea": ("Décider d’un plaidoyer tardif", "Decide on a late plea"),
    "review": ("Réviser le dossier", "Review the file"),
    "schedule": ("Fixer une audience", "Schedule a hearing"),
    "attend": ("Se présenter à l’audience", "Attend the hearing"),
    "decide_postponement": ("Décider d’un report", "Decide on a postponement"),
    "decide_application": ("Décider d’une demande préliminaire", "Decide on a preliminary application"),
    "decide_mode": ("Décider du mode d’audience", "Decide how the hearing is held"),
    "hear": ("Tenir l’audience", "Hold the hearing"),
    "confirm_judgment": ("Confirmer un jugement oral", "Confirm an oral judgment"),
    "judge": ("Rendre jugement", "Give judgment"),
    "pay": ("Payer", "Pay"),
    "enforce": ("Percevoir la somme due", "Collect what is owed"),
    "decide_revocation": ("Décider d’une rétractation", "Decide on a revocation"),
    "record_appeal_judgment": ("Consigner le jugement d’appel", "Record the appeal judgment"),
    "give_back_money": ("Rembourser la défense", "Give money back to the defence"),
}

COURT_PURPOSES: Final[dict[str, Pair]] = {
    "whole": ("Tout ce qui est dû", "Everything owed"),
    "part": ("Une partie de la somme due", "A part of what is owed"),
    "instalment": ("Versement de l’entente", "Instalment of the agreement"),
}

COURT_ALARMS: Final[dict[str, Pair]] = {
    "plea_reminder": ("Le dernier jour pour répondre approche.", "The last day to answer is near."),
    "courtesy_reminder": ("Le délai pour répondre est passé.", "The time to answer has passed."),
    "unpaid_warning": ("Le dernier jour pour payer approche.", "The last day to pay is near."),
    "unpaid": ("La somme n’a pas été payée à temps.", "The amount was not paid in time."),
    "instalment_missed": ("Un versement de l’entente n’a pas été fait.", "An instalment was not paid."),
}

COURT_TONES: Final[dict[str, str]] = {
    states.SERVED: "yellow",
    states.PLEA_OVERDUE: "orange",
    states.SCHEDULED: "purple",
    states.POSTPONE_REQ: "purple",
    states.IN_SESSION: "purple",
    states.ADJOURNED: "purple",
    states.ACQUITTED: "green",
    states.PAID: "green",
    states.GUILTY_PAID: "green",
    states.PAYABLE: "yellow",
    states.ENFORCEMENT: "red",
    states.CONVICTED_DEFAULT: "red",
    states.REVOCATION_REQ: "orange",
    states.APPEALED: "orange",
    states.CLOSED: "grey",
    states.STAYED: "grey",
    states.ANNULLED: "grey",
}

OFFER_ANSWERS: Final[dict[str, Pair]] = {
    "taken": ("Prise", "Taken"),
    "declined": ("Laissée", "Left"),
    "lapsed": ("Sans réponse", "No answer"),
    "ended": ("Rendue", "Given back"),
}

PASSED_OVER: Final[dict[str, Pair]] = {
    "state": ("N’attend plus d’audience", "Waits for no hearing any more"),
    "language": ("Autre langue", "Another language"),
    "mode": ("Autre mode", "Another mode"),
    "judge": ("Le juge est récusé ou pris", "The judge stood aside or is taken"),
    "notice": ("Trop tôt pour la défense", "Too soon for the defence"),
    "not-earlier": ("Pas plus tôt que sa date", "Not earlier than its date"),
    "on-offer": ("A déjà une offre", "Has an offer already"),
    "party": ("La défense est ailleurs à cette heure", "The defence is elsewhere at that hour"),
    "interpreter": ("L’interprète est ailleurs à cette heure", "The interpreter is elsewhere at that hour"),
    "slot": ("La plage vient d’être prise", "The slot has just been taken"),
    "room": ("La salle est prise", "The room is taken"),
}
