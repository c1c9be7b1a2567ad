"""The plea: one answer for each count, what goes with it, and what the defence needs at a hearing."""

from typing import Any, Final

from casework.reading import CaseFile
from casework.statements import REGIME
from domain import contest_states as states
from domain.errors import Invalid
from domain.people import Role
from web import contest_words as words
from web.contest_fields import Ask
from web.contest_forms import open_counts, read
from web.visit import Visit

CAPACITY: Final = Ask("capacity", "choice", ("Vous plaidez comme", "You plead as"))
NAME: Final = Ask("name", "text", ("Nom de la personne qui plaide", "Name of the person who pleads"))
WITH_IT: Final = (
    Ask(
        "explanations", "longtext", ("Vos explications (facultatif)", "Your explanations (optional)"),
        ("La poursuite seule les lit, pour décider si elle retire le constat. Le juge ne les voit pas.",
         "Only the prosecution reads them, to decide whether to withdraw. The judge does not see them."),
        required=False,
    ),
    Ask("disclosure", "check", ("Je demande à recevoir la preuve", "I ask to receive the evidence")),
    Ask(
        "application", "longtext", ("Demande préliminaire (facultatif)", "Preliminary application (optional)"),
        ("Par exemple : un autre district, des précisions, un procès séparé.",
         "For example: another district, particulars, a separate trial."), required=False,
    ),
    Ask("hearing_language", "choice", ("Langue de l’audience", "Language of the hearing"),
        choices=tuple(words.LANGUAGES.items())),
    Ask(
        "interpreter", "text", ("Langue de l’interprète, s’il en faut un", "Interpreter’s language, if one is needed"),
        ("Le service est gratuit.", "The service is free."), required=False,
    ),
    Ask("mode", "choice", ("Comment participer à l’audience", "How to attend the hearing"),
        choices=tuple(words.HEARING_MODES.items())),
)  # fmt: skip
CONTACT: Final = (
    Ask(
        "email", "text", ("Courriel (facultatif)", "Email (optional)"),
        ("Si vous en donnez un, la cour vous écrit par courriel plutôt que par la poste.",
         "If you give one, the court writes to you by email rather than by post."), required=False,
    ),
    Ask("entered_by", "text", ("Quelqu’un remplit ce formulaire pour vous ? Son nom (facultatif)",
                               "Is someone filling in this form for you? Their name (optional)"), required=False),
)  # fmt: skip


def changes(file: CaseFile) -> bool:
    """Whether a plea stands already: it can only become guilty."""
    return file.row.state in states.PENDING


def asked(visit: Visit, file: CaseFile) -> tuple[Ask, ...]:
    """The form's fields beside the pleas."""
    capacity = Ask("capacity", "choice", CAPACITY.label, choices=_capacities(visit, file))
    if changes(file):
        return (NAME, capacity, CONTACT[1])
    return (NAME, capacity, *WITH_IT, *CONTACT)


def typed_before(file: CaseFile) -> dict[str, str]:
    """What the form says before anybody types."""
    party: dict[str, Any] = file.answers.get("party", {})
    return {"name": str(party.get("name", "")), "hearing_language": file.row.language, "mode": "in_person"}


def offered(one: dict[str, Any]) -> tuple[str, ...]:
    """The pleas that can be entered to a count."""
    return tuple(plea for plea in words.PLEAS if one["greater"] or plea != "guilty_contest_sentence")


def content(visit: Visit, file: CaseFile) -> dict[str, Any]:
    """The plea as typed. Raises Invalid."""
    faults: dict[str, str] = {}
    pleas = _pleas(visit, file, faults)
    try:
        said = read(visit, asked(visit, file), {})
    except Invalid as refusal:
        raise Invalid({**faults, **refusal.errors}) from refusal
    if faults:
        raise Invalid(faults)
    documents = [one for one in visit.form.all("documents") if one]
    return said | {"pleas": pleas, "documents": documents, "on_paper": visit.actor.role is Role.CLERK}


def _pleas(visit: Visit, file: CaseFile, faults: dict[str, str]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for one in open_counts(file):
        name = f"pleas.{one['number']}"
        plea = "guilty" if changes(file) else visit.form.one(name)
        if plea not in offered(one):
            faults[name] = "required"
        made.append({"count": one["number"], "plea": plea})
    return made


def _capacities(visit: Visit, file: CaseFile) -> tuple[tuple[str, tuple[str, str]], ...]:
    """As whom one may plead, by the kind of statement and of party (DOMAIN §2.4)."""
    regime = visit.doors.regimes.get(REGIME)
    allowed = regime.kinds[file.answers["kind"]].may_plead if regime else tuple(words.CAPACITIES)
    never = {"person": ("officer_of_company",), "company": ("self", "owner", "lessee", "driver")}
    shut = never.get(file.answers["party"]["kind"], ())
    return tuple((one, words.CAPACITIES[one]) for one in allowed if one not in shut)
