"""The fields of each act on a contest that is a plain form; what is chosen from the case is filled in later."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from web import contest_words as words
from web.words import Pair

Kind = Literal[
    "text", "longtext", "lines", "date", "choice", "yesno", "check", "checks", "money", "instalments", "slot", "file",
]  # fmt: skip
NOBODY: Final = "nobody"
NO_HINT: Final[Pair] = ("", "")


@dataclass(frozen=True)
class Ask:
    """One field. The choices of one without any come from the case; `number` reads a choice as a whole number."""

    name: str
    kind: Kind
    label: Pair
    hint: Pair = NO_HINT
    choices: tuple[tuple[str, Pair], ...] = ()
    required: bool = True
    number: bool = False


def _of(table: Mapping[str, Pair], *only: str) -> tuple[tuple[str, Pair], ...]:
    return tuple((value, pair) for value, pair in table.items() if not only or value in only)


def _granted(yes: Pair = ("Accorder", "Grant"), no: Pair = ("Refuser", "Refuse")) -> tuple[tuple[str, Pair], ...]:
    return (("yes", yes), ("no", no))


REASONS: Final = Ask("reasons", "longtext", ("Motifs", "Reasons"))
NOTE: Final = Ask("note", "longtext", ("Note (facultatif)", "Note (optional)"), required=False)
MODE: Final = Ask("mode", "choice", ("Mode d’audience", "How the hearing is held"), choices=_of(words.HEARING_MODES))
SLOT: Final = Ask("slot", "slot", ("Plage d’audience", "Hearing slot"))
LATER_SLOT: Final = Ask(
    "slot", "slot", ("Nouvelle plage", "New slot"),
    ("Laissez ce choix vide si la date n’est pas encore connue ou si vous refusez.",
     "Leave this choice empty if the date is not known yet or if you refuse."), required=False,
)  # fmt: skip
EXHIBITS: Final = (Ask("file", "file", ("Fichiers", "Files")),)
VERDICT: Final = (
    Ask("considered", "checks", ("Pièces admises que vous avez examinées", "Admitted exhibits that you considered"),
        required=False, number=True),
    Ask("in_absence", "check", ("Rendu en l’absence de la défense", "Given in the absence of the defence")),
    Ask("without_costs", "check", ("Sans frais de cour", "Without court costs")),
    Ask("reasons", "longtext", ("Motifs, repris dans l’avis de jugement", "Reasons, repeated in the notice")),
)  # fmt: skip

FIELDS: Final[dict[str, tuple[Ask, ...]]] = {
    "record_service": (
        Ask("mode", "choice", ("Mode de signification", "Mode of service"),
            choices=_of(words.SERVED_BY, "on_the_spot", "on_vehicle", "registered_mail", "bailiff")),
        Ask("served_on", "date", ("Date de la signification", "Date of service")),
    ),
    "decide_late_plea": (
        Ask("accepted", "yesno", ("Plaidoyer tardif", "Late plea"), choices=_granted(("Accepter", "Accept"))),
        Ask("reasons", "longtext", ("Motifs, si vous refusez", "Reasons, if you refuse"), required=False),
    ),
    "change_address": (
        Ask("address", "lines", ("Adresse postale", "Postal address"),
            ("Une ligne pour le numéro et la rue, une pour la ville, la province et le code postal.",
             "One line for the number and street, one for the city, province and postal code.")),
        Ask("email", "text", ("Courriel (facultatif)", "Email (optional)"),
            ("Si vous en donnez un, la cour vous écrit par courriel plutôt que par la poste.",
             "If you give one, the court writes to you by email rather than by post."), required=False),
    ),
    "represent": (
        Ask("lawyer", "text", ("Nom de l’avocate ou de l’avocat", "Name of the lawyer"),
            ("Laissez vide si plus personne ne vous représente.", "Leave empty if nobody represents you any more."),
            required=False),
        Ask("bar_number", "text", ("Numéro de membre du Barreau", "Bar number"), required=False),
    ),
    "withdraw_charges": (
        Ask("counts", "checks", ("Chefs à retirer", "Counts to withdraw"), number=True),
        Ask("reason_code", "choice", ("Motif", "Reason"), choices=_of(words.WITHDRAWALS)),
        NOTE,
    ),
    "continue_proceedings": (NOTE,),
    "stay_proceedings": (REASONS,),
    "disclose": EXHIBITS,
    "file_exhibit": EXHIBITS,
    "attach_document": (Ask("file", "file", ("Fichier", "File")),),
    "rule_on_exhibit": (
        Ask("number", "choice", ("Pièce", "Exhibit"), number=True),
        Ask("ruling", "choice", ("Décision", "Ruling"),
            choices=(("admitted", ("Admettre", "Admit")), ("refused", ("Refuser", "Refuse")))),
        Ask("reasons", "longtext", ("Motifs, si vous refusez", "Reasons, if you refuse"), required=False),
    ),
    "apply_to_court": (
        Ask("subject", "choice", ("Ce que vous demandez", "What you are asking for"), choices=_of(words.SUBJECTS)),
        Ask("text", "longtext", ("Votre demande et ses motifs", "Your application and its grounds")),
    ),
    "decide_application": (
        Ask("number", "choice", ("Demande", "Application"), number=True),
        Ask("granted", "yesno", ("Décision", "Decision"), choices=_granted(no=("Rejeter", "Dismiss"))),
        REASONS,
    ),
    "suspend_delays": (REASONS,),
    "resume_delays": (Ask("reasons", "longtext", ("Motifs (facultatif)", "Reasons (optional)"), required=False),),
    "schedule": (
        SLOT,
        Ask("notice_waived", "check", ("Les deux parties renoncent au préavis de 30 jours",
                                       "Both sides waive the 30 days of notice")),
    ),
    "ask_mode": (
        MODE,
        Ask("reasons", "longtext", ("Pourquoi", "Why")),
    ),
    "decide_mode": (
        Ask("outcome", "choice", ("Décision", "Decision"),
            choices=(("granted", ("Accorder ce qui est demandé", "Grant what was asked for")),
                     ("refused", ("Refuser ce qui est demandé", "Refuse what was asked for")),
                     ("imposed", ("Imposer un mode", "Impose a mode")))),
        MODE, REASONS,
    ),
    "ask_postponement": (REASONS,),
    "decide_postponement": (
        Ask("granted", "yesno", ("Décision", "Decision"), choices=_granted()),
        REASONS, LATER_SLOT,
        Ask("peremptory", "check", ("Date péremptoire : elle ne sera plus reportée",
                                    "Peremptory date: it will not be moved again")),
    ),
    "open_session": (
        Ask("present", "checks", ("Qui est présent", "Who is present"),
            choices=(*_of(words.SIDES, "defence", "prosecution"), (NOBODY, ("Personne", "Nobody")))),
        Ask("identified_by", "text", ("Comment la défense a été identifiée", "How the defence was identified"),
            ("Par exemple : permis de conduire. Vide si la défense est absente.",
             "For example: driver’s licence. Empty if the defence is absent."), required=False),
    ),
    "note_incident": (
        Ask("technical", "yesno", ("Nature de l’incident", "Kind of incident"),
            choices=_granted(("Panne technique : ce n’est jamais une absence", "Technical failure: never an absence"),
                             ("Autre incident", "Another incident"))),
        Ask("text", "longtext", ("Ce qui s’est passé", "What happened")),
    ),
    "adjourn": (
        REASONS,
        Ask("charged_to", "choice", ("Le délai est imputé à", "The delay is charged to"), choices=_of(words.SIDES)),
        LATER_SLOT,
    ),
    "reserve": (),
    "recuse": (REASONS,),
    "judge": VERDICT,
    "record_oral_judgment": VERDICT,
    "judge_on_record": (
        Ask("record_complete", "check", ("Le dossier est complet (art. 218.4)", "The record is complete (s. 218.4)")),
        *(one for one in VERDICT if one.name != "in_absence"),
    ),
    "confirm_judgment": (),
    "correct_judgment": (
        Ask("error", "longtext", ("Ce qui est écrit par erreur", "What was written in error")),
        Ask("correction", "longtext", ("Ce qu’il faut lire", "What it should read")),
    ),
    "ask_revocation": (
        Ask("known_on", "date", ("Quand avez-vous appris le jugement ?", "When did you learn of the judgment?")),
        Ask("grounds", "longtext", ("Pourquoi vous n’avez pas pu vous défendre", "Why you could not defend yourself")),
        Ask("merits", "longtext", ("Ce que vous contestez au fond", "What you contest on the merits")),
        Ask("relief", "longtext", ("Si plus de 15 jours ont passé : pourquoi", "If more than 15 days have passed: why"),
            required=False),
        Ask("stay", "check", ("Je demande aussi de ne pas payer d’ici la décision",
                              "I also ask not to pay until it is decided")),
    ),
    "apply_for_revocation": (Ask("grounds", "longtext", ("Motifs (art. 257)", "Grounds (s. 257)")),),
    "decide_revocation": (
        Ask("granted", "yesno", ("Décision", "Decision"),
            choices=_granted(("Accueillir", "Grant"), ("Rejeter", "Dismiss"))),
        REASONS,
        Ask("relieved", "check", ("Relever la personne du délai (demande tardive)",
                                  "Relieve the person from the delay (late application)")),
    ),
    "record_appeal": (
        Ask("side", "choice", ("Qui fait appel", "Who appeals"), choices=_of(words.SIDES, "defence", "prosecution")),
        Ask("filed_on", "date", ("Date du dépôt à la Cour supérieure", "Date of filing at the Superior Court")),
        Ask("court_number", "text", ("Numéro de la Cour supérieure", "Superior Court number")),
        Ask("extended", "check", ("Un juge a prolongé le délai", "A judge extended the delay")),
    ),
    "decide_appeal": (
        Ask("outcome", "choice", ("Ce qui est décidé", "What is decided"), choices=_of(words.APPEALS)),
        Ask("decided_on", "date", ("Date du jugement", "Date of the judgment")),
        Ask("fine", "money", ("Amende, si elle est modifiée", "Fine, if it was varied"), required=False),
    ),
    "take_payment": (
        Ask("method", "choice", ("Mode de paiement", "Method of payment"),
            choices=(("cash", ("Comptant", "Cash")), ("cheque", ("Chèque", "Cheque")),
                     ("terminal", ("Terminal", "Terminal")))),
    ),
    "order_refund": (
        Ask("payment_id", "choice", ("Paiement reçu", "Payment received")),
        Ask("cents", "money", ("Montant rendu", "Amount given back")),
        Ask("reason_code", "choice", ("Motif", "Reason"),
            choices=(("overpayment", ("N’est plus dû", "Owed no more")),
                     ("city_error", ("Erreur de la Ville", "City’s error")))),
        Ask("note", "longtext", ("Explication", "Explanation")),
    ),
    "correct_entry": (
        Ask("entry", "choice", ("Votre inscription", "Your entry"), number=True),
        Ask("note", "longtext", ("Quelle était l’erreur ?", "What was the mistake?"),
            ("L’inscription reste au dossier, avec ce que vous écrivez ici. La défense le lit aussi.",
             "The entry stays on file, with what you write here. The defence reads it too.")),
    ),
    "grant_time": (Ask("until", "date", ("Nouveau dernier jour pour payer", "New last day to pay")), REASONS),
    "hand_back": (Ask("until", "date", ("Nouveau dernier jour pour payer", "New last day to pay")), REASONS),
    "agree": (
        Ask("deposit", "money", ("Dépôt, à verser tout de suite", "Deposit, to be paid at once")),
        Ask("instalments", "instalments", ("Versements", "Instalments"),
            ("Un par ligne : la date, puis le montant. Par exemple : 2027-03-01 50,00",
             "One a line: the date, then the amount. For example: 2027-03-01 50.00")),
    ),
}  # fmt: skip
