"""The fields of each act that is a plain form: names, kinds, words; what is chosen from the case is filled in later."""

from dataclasses import dataclass
from typing import Final, Literal

from web.words import Pair

Kind = Literal["text", "longtext", "lines", "date", "choice", "money"]
NO_HINT: Final[Pair] = ("", "")


@dataclass(frozen=True)
class Ask:
    """One field of an act's form. `lines` is one text a line; the choices of `""` come from the case."""

    name: str
    kind: Kind
    label: Pair
    hint: Pair = NO_HINT
    choices: tuple[tuple[str, Pair], ...] = ()


ONE_A_LINE: Final[Pair] = ("Un élément par ligne.", "One item a line.")
OUTCOMES: Final = (
    ("favourable", ("Favorable", "Favourable")),
    ("favourable_with_conditions", ("Favorable, avec conditions", "Favourable, with conditions")),
    ("unfavourable", ("Défavorable", "Unfavourable")),
)
REASONS: Final = Ask("reasons", "longtext", ("Motifs", "Reasons"))
PROVISION: Final = Ask("provision", "text", ("Disposition", "Provision"))
REMEDIES: Final = Ask("remedies", "lines", ("Recours", "Remedies"), ONE_A_LINE)
OWN_MISTAKE: Final = (
    Ask("entry", "choice", ("Votre inscription", "Your entry")),
    Ask("note", "longtext", ("Quelle était l’erreur ?", "What was the mistake?"),
        ("L’inscription reste au dossier, avec ce que vous écrivez ici. La personne le lit aussi.",
         "The entry stays on file, with what you write here. The person reads it too.")),
)  # fmt: skip
CONDITIONS: Final = Ask("conditions", "lines", ("Conditions", "Conditions"), ONE_A_LINE)

FIELDS: Final[dict[str, tuple[Ask, ...]]] = {
    "second": (),
    "accept_amendment": (),
    "extend": (),
    "renew": (),
    "refuse_amendment": (REASONS,),
    "keep": (Ask("reason", "longtext", ("Motif", "Reason")),),
    "give_opinion": (
        Ask("discipline", "choice", ("Discipline", "Discipline")),
        Ask("outcome", "choice", ("Avis", "Opinion"), choices=OUTCOMES),
        Ask("note", "longtext", ("Note (facultatif)", "Note (optional)")),
    ),
    "refer": (
        Ask(
            "meeting_on", "date", ("Date de la réunion du comité", "Date of the committee’s meeting"),
            ("Au moins 21 jours après aujourd’hui.", "At least 21 days from today."),
        ),
    ),
    "record_committee_opinion": (
        Ask(
            "outcome", "choice", ("Recommandation", "Recommendation"),
            choices=(*OUTCOMES, ("postponed", ("Reportée", "Postponed"))),
        ),
        Ask("given_on", "date", ("Date de la réunion", "Date of the meeting")),
        Ask("motives", "longtext", ("Motifs", "Reasons")),
        CONDITIONS,
        Ask("next_meeting_on", "date", ("Prochaine réunion, si reportée", "Next meeting, if postponed")),
    ),
    "publish_notice": (
        Ask("published_on", "date", ("Date de publication", "Date of publication")),
        Ask(
            "council_on", "date", ("Date de la séance", "Date of the sitting"),
            ("Au moins 15 jours après la publication.", "At least 15 days after publication."),
        ),
        Ask("council_time", "text", ("Heure de la séance", "Time of the sitting")),
        Ask("place", "text", ("Lieu de la séance", "Place of the sitting")),
        Ask("nature", "longtext", ("Nature de la dérogation", "Nature of the exemption")),
        Ask("effects", "longtext", ("Effets de la dérogation", "Effects of the exemption")),
    ),
    "record_resolution": (
        Ask(
            "outcome", "choice", ("Décision du conseil", "Council’s decision"),
            choices=(("granted", ("Accordée", "Granted")), ("refused", ("Refusée", "Refused"))),
        ),
        Ask("resolution", "text", ("Numéro de la résolution", "Resolution number")),
        Ask("resolved_on", "date", ("Date de la résolution", "Date of the resolution")),
        CONDITIONS,
        Ask("reasons", "longtext", ("Motifs, si refusée", "Reasons, if refused")),
        Ask("provision", "text", ("Disposition, si refusée", "Provision, if refused")),
        Ask("remedies", "lines", ("Recours, si refusée", "Remedies, if refused"), ONE_A_LINE),
    ),
    "move_promise": (
        Ask("promised_on", "date", ("Nouvelle date promise", "New promised date")),
        Ask("reason", "longtext", ("Motif, repris dans la lettre", "Reason, repeated in the letter")),
    ),
    "judge_document": (
        Ask("document", "choice", ("Document", "Document")),
        Ask(
            "outcome", "choice", ("Examen", "Examination"),
            choices=(("accepted", ("Accepté", "Accepted")), ("to_replace", ("À remplacer", "To be replaced"))),
        ),
        Ask("reason", "longtext", ("Pourquoi le remplacer", "Why it must be replaced")),
    ),
    "replace_document": (
        Ask("document", "choice", ("Document à remplacer", "Document to be replaced")),
        Ask("replacement", "choice", ("Nouveau document", "New document")),
    ),
    "declare_start": (Ask("started_on", "date", ("Début des travaux", "Start of work")),),
    "inspect": (
        Ask(
            "kind", "choice", ("Moment", "When"),
            choices=(
                ("before", ("Avant les travaux", "Before the work")),
                ("during", ("Pendant les travaux", "During the work")),
                ("final", ("À la fin", "At the end")),
                ("complaint", ("Après une plainte", "After a complaint")),
            ),
        ),
        Ask(
            "outcome", "choice", ("Constat", "Finding"),
            choices=(
                ("conform", ("Conforme", "Compliant")),
                ("non_conform", ("Non conforme", "Not compliant")),
                ("not_accessible", ("Lieu non accessible", "Place not accessible")),
            ),
        ),
        Ask("found_on", "date", ("Date de la visite", "Date of the visit")),
        Ask("findings", "longtext", ("Constatations", "Findings")),
    ),
    "declare_completion": (Ask("completed_on", "date", ("Fin des travaux", "End of work")),),
    "give_notice_of_revocation": (
        Ask(
            "ground", "choice", ("Motif", "Ground"),
            choices=(
                ("false_information", ("Fausse déclaration", "False information")),
                ("non_payment", ("Défaut de paiement", "Non-payment")),
            ),
        ),
        Ask("grounds", "longtext", ("Faits reprochés", "Facts relied on")),
    ),
    "comment_on_revocation": (Ask("comments", "longtext", ("Vos commentaires", "Your comments")),),
    "revoke": (REASONS, PROVISION, REMEDIES),
    "correct_entry": OWN_MISTAKE,
    "take_payment": (
        Ask(
            "method", "choice", ("Mode de paiement", "Method of payment"),
            choices=(
                ("cash", ("Comptant", "Cash")),
                ("cheque", ("Chèque", "Cheque")),
                ("terminal", ("Terminal", "Terminal")),
            ),
        ),
    ),
    "order_refund": (
        Ask("payment_id", "choice", ("Paiement", "Payment")),
        Ask("cents", "money", ("Montant à rembourser", "Amount to refund")),
        Ask(
            "reason_code", "choice", ("Motif", "Reason"),
            choices=(
                ("city_error", ("Erreur de la Ville", "City’s error")),
                ("overpayment", ("Paiement en trop", "Overpayment")),
            ),
        ),
        Ask("note", "longtext", ("Explication", "Explanation")),
    ),
}  # fmt: skip
