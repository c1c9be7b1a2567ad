"""Facts of the letters of contested statements, C01 to C23, in each shape that a contest gives them."""

from dataclasses import replace
from typing import Any, Final

from casework.specimens import contests
from casework.specimens.contest_words import (
    CAMERA,
    CORRECTION,
    ERROR,
    MODE_REASONS,
    REASONS,
    REPEATED,
    WHY_MOVED,
    explained,
)
from casework.specimens.contests import NO_DAY, Facts, amounts, charges, common, counts, hearing, judged, told
from casework.specimens.letters import specimen
from catalogue.letters import shipped
from domain.letter import Language, LetterData
from tests.letters.samples import SENT

NOTHING: Final = amounts(0, 0, 0)
CODES: Final = tuple(f"C{number:02d}" for number in range(1, 24))


def shapes(language: Language) -> dict[str, Facts]:
    """Every shape by its name: a code, then what makes it another."""
    said = contests.shapes(language)
    more = (_beginning, _judgments, _before_trial, _hearings, _after)
    found = said | {name: one for make in more for name, one in make(language, said).items()}
    return {name: found[name] for name in sorted(found)}


def _beginning(language: Language, said: dict[str, Facts]) -> dict[str, Facts]:
    statement, reminder, receipt = said["C01"], said["C02"], said["C03"]
    pay_by = {"pay_by": "2027-03-30", "pay_by_explanation": explained("pay", language)}
    pay_by |= {"plead_by": None, "plead_by_explanation": "", "closed_on": "2027-03-29"}
    camera = {"kind": "camera", "warned": True, "silence": "deemed_no_contest", "plate": "ABC 123"}
    camera |= {"counts": [charges(language)[0] | {"description": CAMERA[language]}]}
    greater = {"greater": True, "greater_reasons": REPEATED[language]}
    not_served = {"served_on": None, "plead_by": None, "plead_by_explanation": ""}
    suspended = {"plead_by": None, "plead_by_explanation": explained("stopped", language)}
    no_appeal = {"deemed_guilty": False, "appeal_by": None, "appeal_by_explanation": ""}
    part = no_appeal | {"amount_cents": 5_000, "method": "cash"} | amounts(paid=5_000)
    return {
        "C01 camera": statement | camera,
        "C01 parking": statement
        | {"kind": "parking", "plate": "ABC 123", "vehicle": "Toyota Corolla", "pleas": ["guilty", "not_guilty"]},
        "C01 greater": statement | {"counts": [one | greater for one in charges(language)]},
        "C01 not served": statement | not_served | {"claim_code": ""},
        "C01 suspended": statement | suspended,
        "C02 courtesy": reminder | {"cause": "courtesy"},
        "C02 outage": reminder | {"cause": "outage", "closed_on": "2026-12-25"},
        "C02 proclaimed": reminder | pay_by | {"cause": "proclaimed"},
        "C02 by-law": reminder | pay_by | {"cause": "outage", "kind": "bylaw"},
        "C03 part": receipt | part | {"applied": {"costs_cents": 5_000, "contribution_cents": 0, "fine_cents": 0}},
        "C03 debt": receipt | no_appeal | {"method": "cheque"},
        "C03 terminal": receipt | {"method": "terminal"},
        "C03 transfer": receipt | no_appeal | {"method": "transfer"},
    }


def _judgments(language: Language, _: dict[str, Facts]) -> dict[str, Facts]:
    trial, reasons = judged(language), told(language)
    default = {"by_default": True, "revocation_days": 15}
    convicted = {"counts": counts(language, "convicted", "convicted")}
    silent = {"counts": counts(language, "convicted", "convicted", plea=None)}
    stayed = NOTHING | NO_DAY | {"judged_on": None, "by_default": False, "revocation_days": 0}
    stayed |= {"appeal_by": None, "appeal_by_explanation": ""}
    corrected = {"error": ERROR[language], "correction": CORRECTION[language]}
    return {
        "C04 acquitted": trial | NOTHING | NO_DAY | reasons
        | {"cause": "trial", "exhibits": [], "counts": counts(language, "acquitted", "annulled")},
        "C04 absence": trial | default | reasons | convicted | {"cause": "in_absence"},
        "C04 silence": trial | default | reasons | silent | {"cause": "silence", "exhibits": []},
        "C04 default acquitted": trial | default | NOTHING | NO_DAY | reasons
        | {"cause": "silence", "counts": counts(language, "acquitted", "withdrawn", plea=None)},
        "C04 guilty": trial
        | {"cause": "guilty_plea", "counts": counts(language, "convicted", "withdrawn", plea="guilty")},
        "C04 suspended": trial | convicted
        | {"cause": "guilty_plea", "pay_by": None, "pay_by_explanation": explained("stopped", language)},
        "C04 paid": trial | NO_DAY | reasons | convicted | amounts(paid=38_700) | {"cause": "trial"},
        "C04 stayed": stayed
        | {"cause": "stayed", "counts": counts(language, "stayed", "withdrawn"), "reasons": REASONS[language]},
        "C04 corrected": trial | convicted | corrected
        | {"cause": "corrected", "corrects": 6, "corrects_dated": "2027-02-24"},
    }  # fmt: skip


def _before_trial(language: Language, said: dict[str, Facts]) -> dict[str, Facts]:
    sentence = {"counts": counts(language, plea="guilty_contest_sentence"), "disclosure": False, "documents": 0}
    sentence |= {"interpreter": "", "mode": "in_person", "application": False, "hearing_language": "en"}
    whole = said["C06"]
    some = {"counts": counts(language, "withdrawn", ""), "whole": False, "refund_cents": 0}
    reasons = ("evidence", "error", "explanations_accepted", "programme", "public_interest", "other")
    return {
        "C05 sentence": said["C05"] | sentence,
        **{f"C06 whole {reason}": whole | {"reason_code": reason, "refund_cents": 0} for reason in reasons},
        **{f"C06 some {reason}": some | {"reason_code": reason} for reason in reasons},
        "C07 remote": {"counts": counts(language), "mode": "phone"},
        "C14 suspended": {"judgment_by": None, "judgment_by_explanation": explained("stopped", language)},
    }


def _hearings(language: Language, said: dict[str, Facts]) -> dict[str, Facts]:
    summons = hearing() | {"counts": counts(language), "interpreter_asked": ""}
    refused = hearing() | {"granted": False, "reasons": WHY_MOVED[language], "side": "prosecution"}
    adjourned = {"reasons": WHY_MOVED[language], "set": False}
    found: dict[str, Facts] = {
        "C08 video": summons | hearing(mode="video", room="V-3", peremptory=True),
        "C08 phone": summons | hearing(mode="phone", room="V-3") | {"interpreter_asked": "español"},
        "C11 phone": hearing(mode="phone", room="V-3") | {"days_before": 1},
        "C11 in person": hearing() | {"days_before": 7},
        "C12 refused": refused,
        "C12 court": said["C12"] | {"side": "court"},
        "C13 no date": adjourned | {"charged_to": "defence"},
        "C13 prosecution": adjourned | {"charged_to": "prosecution"},
    }
    for outcome in ("granted", "refused", "imposed"):
        for one in ("in_person", "video", "phone"):
            found[f"C10 {outcome} {one}"] = {"reasons": MODE_REASONS[language], "outcome": outcome, "mode": one}
    return found


def _after(language: Language, said: dict[str, Facts]) -> dict[str, Facts]:
    revocation, asked, appeal, decided = said["C20"], said["C19"], said["C21"], said["C22"]
    return {
        "C15 reversed": {"points": 2, "reversed": True},
        "C16 by-law": said["C16"] | {"kind": "bylaw"},
        "C18 by-law": said["C18"] | {"pay_by": None, "kind": "bylaw"},
        "C19 late": asked | {"late": True},
        "C19 prosecution": asked | {"side": "prosecution", "judged_on": None},
        "C20 late": revocation | {"late": True},
        "C20 paid": revocation | amounts(paid=38_700),
        "C20 granted": revocation | {"granted": True, "late": True, "relieved": True},
        "C20 prosecution": revocation | NOTHING | {"granted": True, "side": "prosecution"},
        "C20 prosecution dismissed": revocation | {"side": "prosecution"},
        "C21 prosecution": appeal | {"side": "prosecution", "extended": True, "judged_on": None},
        "C22 paid": decided | amounts(paid=38_700),
        "C22 acquitted": decided | NOTHING | {"outcome": "acquitted"},
        "C22 varied": decided | amounts(fine=10_000) | {"outcome": "varied", "fine": 10_000},
        "C22 new trial": decided | {"outcome": "new_trial"},
    }


NAMES: Final = tuple(shapes("fr"))


def facts(name: str, language: Language) -> Facts:
    """The facts of one shape, with what every contest letter carries and what the outbox adds."""
    return common(language) | shapes(language)[name]


def court_letter(name: str, language: Language = "fr", **changes: Any) -> LetterData:
    """A letter of one shape, as the outbox makes it."""
    said, code = facts(name, language), name[:3]
    data = replace(
        specimen(code, language),
        facts=said,
        corrects=int(said.get("corrects", 0)),
        corrects_dated=str(said.get("corrects_dated", "")),
        paragraphs=shipped(code, language),
        **SENT,
    )
    return replace(data, **changes)
