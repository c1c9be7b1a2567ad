"""Facts of the letters of contested statements, C01 to C23, in each shape that a contest gives them."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from domain.letter import Language, LetterData
from tests.letters.contest_words import (
    ADDRESS,
    CAMERA,
    CORRECTION,
    ERROR,
    EXHIBITS,
    MODE_REASONS,
    NOISE,
    PROVISION,
    REASONS,
    REPEATED,
    SERVICE,
    SPEEDING,
    WHY_MOVED,
    explained,
)
from tests.letters.samples import letter

URL: Final = "https://guichet.example/dossier/0123456789abcdef0123456789abcdef"
Facts = dict[str, Any]


def amounts(fine: int = 23_500, costs: int = 9_200, contribution: int = 6_000, paid: int = 0) -> Facts:
    """What is owed, paid and left."""
    owed = fine + costs + contribution
    return {
        "fine_cents": fine,
        "costs_cents": costs,
        "contribution_cents": contribution,
        "owed_cents": owed,
        "paid_cents": paid,
        "balance_cents": max(0, owed - paid),
    }


NOTHING: Final = amounts(0, 0, 0)


def counts(language: Language, *outcomes: str, plea: str | None = "not_guilty") -> list[Facts]:
    """Two counts of a traffic stop, with their outcomes."""
    texts = (SPEEDING[language], NOISE[language])
    return [
        {"number": rank, "provision": PROVISION[language][rank - 1], "description": text, "plea": plea}
        | {"outcome": outcome, "fine_cents": claimed if outcome in ("convicted", "") else 0, "claimed_cents": claimed}
        for rank, (text, claimed, outcome) in enumerate(
            zip(texts, (8_500, 15_000), outcomes or ("", ""), strict=True), start=1
        )
    ]


def charges(language: Language) -> list[Facts]:
    """The same two counts as the statement claims them."""
    more = {"costs_cents": 4_600, "contribution_cents": 3_000, "greater": False, "greater_reasons": ""}
    return [one | more for one in counts(language, plea=None)]


def hearing(**changes: Any) -> Facts:
    """A hearing in person, on a winter's morning in Montréal."""
    said: Facts = {
        "hearing_id": "A-2027-0412",
        "starts_at": "2027-02-10T14:00:00+00:00",
        "ends_at": "2027-02-10T14:30:00+00:00",
        "room": "1.12",
        "mode": "in_person",
        "interpreter": "",
        "peremptory": False,
    }
    return said | changes


def shapes(language: Language) -> dict[str, Facts]:
    """Every shape by its name: a code, then what makes it another."""
    return (
        _beginning(language) | _judgments(language) | _before_trial(language) | _hearings(language) | _after(language)
    )


def _beginning(language: Language) -> dict[str, Facts]:
    plead_by = {"plead_by": "2026-12-28", "plead_by_explanation": explained("plea", language)}
    pay_by = {"pay_by": "2027-03-30", "pay_by_explanation": explained("pay", language)}
    unpaid = {"pay_by": None, "pay_by_explanation": ""}
    statement = amounts() | plead_by | {
        "place": "rue Saint-Denis, angle de la rue Beaubien Est", "officer": "Matricule 1234",
        "counts": charges(language), "served_on": "2026-11-25", "plate": "", "vehicle": "", "warned": False,
        "silence": "deemed_not_guilty", "pleas": ["guilty", "guilty_contest_sentence", "not_guilty"],
        "claim_code": "7KQ2-M4XN-0P5R",
    }  # fmt: skip
    camera = {"kind": "camera", "warned": True, "silence": "deemed_no_contest", "plate": "ABC 123"}
    camera |= {"counts": [charges(language)[0] | {"description": CAMERA[language]}]}
    greater = {"greater": True, "greater_reasons": REPEATED[language]}
    not_served = {"served_on": None, "plead_by": None, "plead_by_explanation": ""}
    suspended = {"plead_by": None, "plead_by_explanation": explained("stopped", language)}
    reminder = amounts(paid=5_000) | plead_by | unpaid | {"closed_on": None}
    receipt = amounts(paid=38_700) | {
        "amount_cents": 38_700, "paid_at": "2026-12-01T03:05:00+00:00", "method": "online", "deemed_guilty": True,
        "receipt_number": "01234567-4", "appeal_by": "2026-12-30",
        "appeal_by_explanation": explained("appeal", language),
        "applied": {"costs_cents": 9_200, "contribution_cents": 6_000, "fine_cents": 23_500},
    }  # fmt: skip
    no_appeal = {"deemed_guilty": False, "appeal_by": None, "appeal_by_explanation": ""}
    part = no_appeal | {"amount_cents": 5_000, "method": "cash"} | amounts(paid=5_000)
    return {
        "C01": statement,
        "C01 camera": statement | camera,
        "C01 parking": statement
        | {"kind": "parking", "plate": "ABC 123", "vehicle": "Toyota Corolla", "pleas": ["guilty", "not_guilty"]},
        "C01 greater": statement | {"counts": [one | greater for one in charges(language)]},
        "C01 not served": statement | not_served | {"claim_code": ""},
        "C01 suspended": statement | suspended,
        "C02": reminder | {"cause": "reminder"},
        "C02 courtesy": reminder | {"cause": "courtesy"},
        "C02 outage": reminder | {"cause": "outage", "closed_on": "2026-12-25"},
        "C02 proclaimed": reminder | unpaid | pay_by | {"cause": "proclaimed", "closed_on": "2027-03-29"}
        | {"plead_by": None, "plead_by_explanation": ""},
        "C02 by-law": reminder | unpaid | pay_by | {"cause": "outage", "closed_on": "2027-03-29", "kind": "bylaw"}
        | {"plead_by": None, "plead_by_explanation": ""},
        "C03": receipt,
        "C03 part": receipt | part | {"applied": {"costs_cents": 5_000, "contribution_cents": 0, "fine_cents": 0}},
        "C03 debt": receipt | no_appeal | {"method": "cheque"},
        "C03 terminal": receipt | {"method": "terminal"},
        "C03 transfer": receipt | no_appeal | {"method": "transfer"},
    }  # fmt: skip


def _judgments(language: Language) -> dict[str, Facts]:
    unpaid = {"pay_by": None, "pay_by_explanation": ""}
    judged = amounts(costs=19_100) | {
        "judged_on": "2027-02-24", "by_default": False, "revocation_days": 0,
        "pay_by": "2027-03-30", "pay_by_explanation": explained("pay", language),
        "appeal_by": "2027-03-30", "appeal_by_explanation": explained("pay", language),
    }  # fmt: skip
    told = {"reasons": REASONS[language], "judge": "Claire Exemple, j.c.m.", "exhibits": EXHIBITS[language]}
    default = {"by_default": True, "revocation_days": 15}
    convicted = {"counts": counts(language, "convicted", "convicted")}
    silent = {"counts": counts(language, "convicted", "convicted", plea=None)}
    stayed = NOTHING | unpaid | {"judged_on": None, "by_default": False, "revocation_days": 0}
    stayed |= {"appeal_by": None, "appeal_by_explanation": ""}
    corrected = {"error": ERROR[language], "correction": CORRECTION[language]}
    return {
        "C04": judged | told | {"cause": "trial", "counts": counts(language, "convicted", "acquitted")},
        "C04 acquitted": judged | NOTHING | unpaid | told
        | {"cause": "trial", "exhibits": [], "counts": counts(language, "acquitted", "annulled")},
        "C04 absence": judged | default | told | convicted | {"cause": "in_absence"},
        "C04 silence": judged | default | told | silent | {"cause": "silence", "exhibits": []},
        "C04 default acquitted": judged | default | NOTHING | unpaid | told
        | {"cause": "silence", "counts": counts(language, "acquitted", "withdrawn", plea=None)},
        "C04 guilty": judged
        | {"cause": "guilty_plea", "counts": counts(language, "convicted", "withdrawn", plea="guilty")},
        "C04 suspended": judged | convicted
        | {"cause": "guilty_plea", "pay_by": None, "pay_by_explanation": explained("stopped", language)},
        "C04 paid": judged | unpaid | told | convicted | amounts(paid=38_700) | {"cause": "trial"},
        "C04 stayed": stayed
        | {"cause": "stayed", "counts": counts(language, "stayed", "withdrawn"), "reasons": REASONS[language]},
        "C04 corrected": judged | convicted | corrected
        | {"cause": "corrected", "corrects": 6, "corrects_dated": "2027-02-24"},
    }  # fmt: skip


def _before_trial(language: Language) -> dict[str, Facts]:
    plea = {
        "received_at": "2026-12-02T04:59:00+00:00", "counts": counts(language), "disclosure": True, "documents": 2,
        "hearing_language": "fr", "interpreter": "español", "mode": "video", "application": True,
    }  # fmt: skip
    sentence = {"counts": counts(language, plea="guilty_contest_sentence"), "disclosure": False, "documents": 0}
    sentence |= {"interpreter": "", "mode": "in_person", "application": False, "hearing_language": "en"}
    whole = {"counts": counts(language, "withdrawn", "withdrawn"), "whole": True, "refund_cents": 5_000}
    some = {"counts": counts(language, "withdrawn", ""), "whole": False, "refund_cents": 0}
    reasons = ("evidence", "error", "explanations_accepted", "programme", "public_interest", "other")
    return {
        "C05": plea,
        "C05 sentence": plea | sentence,
        "C06": whole | {"reason_code": "explanations_accepted"},
        **{f"C06 whole {reason}": whole | {"reason_code": reason, "refund_cents": 0} for reason in reasons},
        **{f"C06 some {reason}": some | {"reason_code": reason} for reason in reasons},
        "C07": {"counts": counts(language), "mode": "in_person"},
        "C07 remote": {"counts": counts(language), "mode": "phone"},
        "C09": {"exhibits": [{"number": one["number"], "label": one["label"]} for one in EXHIBITS[language]]},
        "C14": {"judgment_by": "2027-04-13", "judgment_by_explanation": explained("reserved", language)},
        "C14 suspended": {"judgment_by": None, "judgment_by_explanation": explained("stopped", language)},
        "C23": {"address": list(ADDRESS)},
    }


def _hearings(language: Language) -> dict[str, Facts]:
    summons = hearing() | {"counts": counts(language), "interpreter_asked": ""}
    mode = {"reasons": MODE_REASONS[language]}
    moved = hearing(peremptory=True) | {"granted": True, "reasons": WHY_MOVED[language], "side": "defence"}
    moved |= {"replaces": "A-2027-0101", "judge": "juge-1"}
    refused = hearing() | {"granted": False, "reasons": WHY_MOVED[language], "side": "prosecution"}
    adjourned = {"reasons": WHY_MOVED[language], "charged_to": "court"}
    spanish = {"interpreter": "español", "interpreter_asked": "español"}
    found: dict[str, Facts] = {
        "C08": summons | spanish,
        "C08 video": summons | hearing(mode="video", room="V-3", peremptory=True),
        "C08 phone": summons | hearing(mode="phone", room="V-3") | {"interpreter_asked": "español"},
        "C10": mode | {"outcome": "granted", "mode": "video"},
        "C11": hearing(mode="video", room="V-3") | {"days_before": 7},
        "C11 phone": hearing(mode="phone", room="V-3") | {"days_before": 1},
        "C11 in person": hearing() | {"days_before": 7},
        "C12": moved,
        "C12 refused": refused,
        "C12 court": moved | {"side": "court"},
        "C13": adjourned | hearing() | {"set": True, "judge": "juge-1"},
        "C13 no date": adjourned | {"set": False, "charged_to": "defence"},
        "C13 prosecution": adjourned | {"set": False, "charged_to": "prosecution"},
    }
    for outcome in ("granted", "refused", "imposed"):
        for one in ("in_person", "video", "phone"):
            found[f"C10 {outcome} {one}"] = mode | {"outcome": outcome, "mode": one}
    return found


def _after(language: Language) -> dict[str, Facts]:
    days = ("2027-03-01", "2027-04-01", "2027-05-03", "2027-06-01")
    instalments = [
        {"due_on": day, "cents": cents} for day, cents in zip(days, (4_860, 15_000, 15_000, 13_740), strict=True)
    ]
    revocation: Facts = amounts(costs=21_400) | {
        "granted": False, "reasons": REASONS[language], "relieved": False, "late": False, "side": "defence",
        "pay_by": "2027-05-12",
    }  # fmt: skip
    asked: Facts = {"side": "defence", "late": False, "judged_on": "2027-02-24"}
    appeal: Facts = {
        "side": "defence", "filed_on": "2027-03-22", "court_number": "500-36-000000-277", "extended": False,
        "judged_on": "2027-02-24",
    }  # fmt: skip
    defendant = {"defendant": {"name": "Anne-Sophie Nguyễn-Gauthier", "address": list(ADDRESS)}}
    decided = amounts(costs=19_100) | {"decided_on": "2027-09-14", "fine": None, "pay_by": "2027-09-21"}
    return {
        "C15": {"points": 2, "reversed": False} | defendant,
        "C15 reversed": {"points": 2, "reversed": True},
        "C16": amounts(costs=19_100) | {"grace_days": 10, "deposit_cents": 4_860, "instalments": instalments},
        "C16 by-law": amounts(costs=19_100)
        | {"grace_days": 10, "deposit_cents": 4_860, "instalments": instalments, "kind": "bylaw"},
        "C17": amounts(costs=19_100, paid=4_860)
        | {"alarm": "instalment_missed", "due_on": "2027-04-01", "cents": 15_000, "pay_by": "2027-04-13"},
        "C18": amounts(costs=19_100) | {"pay_by": "2027-03-30"},
        "C18 by-law": amounts(costs=19_100) | {"pay_by": None, "kind": "bylaw"},
        "C19": asked,
        "C19 late": asked | {"late": True},
        "C19 prosecution": asked | {"side": "prosecution", "judged_on": None},
        "C20": revocation,
        "C20 late": revocation | {"late": True},
        "C20 paid": revocation | amounts(paid=38_700),
        "C20 granted": revocation | {"granted": True, "late": True, "relieved": True},
        "C20 prosecution": revocation | NOTHING | {"granted": True, "side": "prosecution"},
        "C20 prosecution dismissed": revocation | {"side": "prosecution"},
        "C21": appeal,
        "C21 prosecution": appeal | {"side": "prosecution", "extended": True, "judged_on": None},
        "C22": decided | {"outcome": "upheld"},
        "C22 paid": decided | {"outcome": "upheld"} | amounts(paid=38_700),
        "C22 acquitted": decided | NOTHING | {"outcome": "acquitted"},
        "C22 varied": decided | amounts(fine=10_000) | {"outcome": "varied", "fine": 10_000},
        "C22 new trial": decided | {"outcome": "new_trial"},
    }  # fmt: skip


NAMES: Final = tuple(shapes("fr"))
CODES: Final = tuple(f"C{number:02d}" for number in range(1, 24))


def facts(name: str, language: Language) -> Facts:
    """The facts of one shape, with what every contest letter carries and what the outbox adds."""
    common: Facts = {
        "statement_number": "801 234 567",
        "kind": "traffic",
        "offence_at": "2026-11-25T19:45:00+00:00",
        "law": "QC-CPP",
        "to": {"name": "Anne-Sophie Nguyễn-Gauthier", "address": list(ADDRESS), "email": ""},
        "status_url": URL if language == "fr" else URL.replace("/dossier", "/en/dossier"),
    }
    return common | {"pay_url": common["status_url"]} | shapes(language)[name]


def court_letter(name: str, language: Language = "fr", **changes: Any) -> LetterData:
    """A letter of one shape, as the outbox makes it."""
    said = facts(name, language)
    data = replace(
        letter("P03", language),
        code=name[:3],
        reference="C-2026-0000123-41",
        service_title=SERVICE[language],
        borough_name={"fr": "Cour municipale de Montréal", "en": "Municipal Court of Montréal"}[language],
        dated=date(2026, 11, 26),
        place="rue Saint-Denis",
        facts=said,
        corrects=int(said.get("corrects", 0)),
        corrects_dated=str(said.get("corrects_dated", "")),
    )
    return replace(data, **changes)
