"""Minutes taken by one touch on the bench sheet: which act each button is, and what it says of the hearing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from casework.bench import Matter
from domain.errors import IllegalTransition, Invalid
from web.visit import Visit
from web.words import Pair

IDENTIFIED_BY: Final[dict[str, Pair]] = {
    "photo": ("Pièce d’identité avec photo", "Photo identification"),
    "oath": ("Sous serment", "Under oath"),
    "lawyer": ("Par son avocate ou son avocat", "By the defence’s lawyer"),
}
GIVEN_ORALLY: Final[Pair] = (
    "Jugement rendu oralement à l’audience, motifs à l’appui.",
    "Judgment given orally at the hearing, with reasons.",
)
PRESENT: Final[dict[str, tuple[str, ...]]] = {
    "both": ("defence", "prosecution"), "defence_alone": ("defence",), "defence_absent": ("prosecution",),
    "nobody": (),
}  # fmt: skip
JUDGMENTS: Final = ("judge", "record_oral_judgment")  # a judge signs; a clerk writes what was said


@dataclass(frozen=True)
class Minute:
    """One touch: the act that it is on this matter, and its content."""

    act: str
    content: dict[str, Any]


def minute(visit: Visit, matter: Matter) -> Minute:
    """The act that the touched button stands for. Raises Invalid, and IllegalTransition for one not open now."""
    said = visit.form.one("minute")
    made = MADE.get(said)
    if made is None:
        raise Invalid({"minute": "not-a-choice"})
    found = made(visit, matter)
    if found.act not in matter.acts:
        raise IllegalTransition(state=matter.row.state, act=found.act)
    return found


def judgment_act(matter: Matter) -> str:
    """How this reader gives a judgment now; nothing where it is not open."""
    return next((act for act in JUDGMENTS if act in matter.acts), "")


def in_absence(matter: Matter) -> bool:
    """Whether the hearing was opened without the defence."""
    return "defence" not in matter.standing.get("present", ())


def to_judge(matter: Matter) -> list[dict[str, Any]]:
    """The counts that a judgment is about: open, and not pleaded guilty to."""
    return [one for one in matter.standing["counts"] if not one["outcome"] and one["plea"] != "guilty"]


def ready_reasons(matter: Matter) -> str:
    """The words that stand in the notice of an oral judgment unless others are typed, in the file's language."""
    return GIVEN_ORALLY[matter.row.language == "en"]


def _opening(present: tuple[str, ...]) -> Callable[[Visit, Matter], Minute]:
    def made(visit: Visit, matter: Matter) -> Minute:
        how = visit.form.one("identified_by")
        if "defence" in present and how not in IDENTIFIED_BY:
            raise Invalid({"identified_by": "required" if not how else "not-a-choice"})
        known = visit.say(*IDENTIFIED_BY[how]) if "defence" in present else ""
        return Minute("open_session", {"present": list(present), "identified_by": known})

    return made


def _verdict(verdict: str) -> Callable[[Visit, Matter], Minute]:
    def made(visit: Visit, matter: Matter) -> Minute:
        return Minute(judgment_act(matter) or "judge", _judgment(visit, matter, verdict))

    return made


def _judgment(visit: Visit, matter: Matter, verdict: str) -> dict[str, Any]:
    typed = visit.form.all("considered")
    known = {str(one["number"]) for one in matter.exhibits("admitted")}
    if set(typed) - known:
        raise Invalid({"considered": "unknown"})
    verdicts = [{"count": one["number"], "verdict": _of(one, verdict), "fine": None} for one in to_judge(matter)]
    return {
        "verdicts": verdicts,
        "considered": sorted({int(one) for one in typed}),
        "reasons": visit.form.one("reasons").replace("\r\n", "\n").strip(),
        "in_absence": in_absence(matter),
        "without_costs": visit.form.one("without_costs") == "yes",
    }


def _of(count: Mapping[str, Any], verdict: str) -> str:
    """Whoever pleaded guilty and contests the sentence is convicted."""
    return "convicted" if count["plea"] == "guilty_contest_sentence" else verdict


def _admit(visit: Visit, matter: Matter) -> Minute:
    number = visit.form.number("number")
    if number is None:
        raise Invalid({"number": "required"})
    return Minute("rule_on_exhibit", {"number": number, "ruling": "admitted", "reasons": ""})


def _plain(act: str) -> Callable[[Visit, Matter], Minute]:
    return lambda visit, matter: Minute(act, {})


MADE: Final[dict[str, Callable[[Visit, Matter], Minute]]] = {
    **{said: _opening(present) for said, present in PRESENT.items()},
    "convict": _verdict("convicted"),
    "acquit": _verdict("acquitted"),
    "admit": _admit,
    "reserve": _plain("reserve"),
    "confirm": _plain("confirm_judgment"),
}
