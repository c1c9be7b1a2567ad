"""Made-up facts of the letters of contested statements, C01 to C23: one shape of each, in both languages."""

from typing import Any, Final

from casework.specimens.contest_words import (
    ADDRESS,
    EXHIBITS,
    MODE_REASONS,
    NOISE,
    PROVISION,
    REASONS,
    SPEEDING,
    WHY_MOVED,
    explained,
)
from domain.letter import Language

URL: Final = "https://guichet.example/dossier/0123456789abcdef0123456789abcdef"
Facts = dict[str, Any]
NO_DAY: Final[Facts] = {"pay_by": None, "pay_by_explanation": ""}


def facts(code: str, language: Language) -> Facts:
    """The facts of one code, with what every letter of a contest carries."""
    return common(language) | shapes(language)[code]


def common(language: Language) -> Facts:
    """What every letter of a contest carries, and what the outbox adds."""
    url = URL if language == "fr" else URL.replace("/dossier", "/en/dossier")
    return {
        "statement_number": "801 234 567",
        "kind": "traffic",
        "offence_at": "2026-11-25T19:45:00+00:00",
        "law": "QC-CPP",
        "to": {"name": "Anne-Sophie Nguyễn-Gauthier", "address": list(ADDRESS), "email": ""},
        "status_url": url,
        "pay_url": url,
    }


def shapes(language: Language) -> dict[str, Facts]:
    """One shape of each letter, by its code."""
    return _beginning(language) | _before_trial(language) | _hearings(language) | _judged(language) | _after(language)


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


def judged(language: Language) -> Facts:
    """A judgment after trial, without what it decides of each count."""
    return amounts(costs=19_100) | {
        "judged_on": "2027-02-24", "by_default": False, "revocation_days": 0,
        "pay_by": "2027-03-30", "pay_by_explanation": explained("pay", language),
        "appeal_by": "2027-03-30", "appeal_by_explanation": explained("pay", language),
    }  # fmt: skip


def told(language: Language) -> Facts:
    """What the judge says in a judgment."""
    return {"reasons": REASONS[language], "judge": "Claire Exemple, j.c.m.", "exhibits": EXHIBITS[language]}


def _beginning(language: Language) -> dict[str, Facts]:
    plead_by = {"plead_by": "2026-12-28", "plead_by_explanation": explained("plea", language)}
    statement = amounts() | plead_by | {
        "place": "rue Saint-Denis, angle de la rue Beaubien Est", "officer": "Matricule 1234",
        "counts": charges(language), "served_on": "2026-11-25", "plate": "", "vehicle": "", "warned": False,
        "silence": "deemed_not_guilty", "pleas": ["guilty", "guilty_contest_sentence", "not_guilty"],
        "claim_code": "7KQ2-M4XN-0P5R",
    }  # fmt: skip
    receipt = amounts(paid=38_700) | {
        "amount_cents": 38_700, "paid_at": "2026-12-01T03:05:00+00:00", "method": "online", "deemed_guilty": True,
        "receipt_number": "01234567-4", "appeal_by": "2026-12-30",
        "appeal_by_explanation": explained("appeal", language),
        "applied": {"costs_cents": 9_200, "contribution_cents": 6_000, "fine_cents": 23_500},
    }  # fmt: skip
    reminder = amounts(paid=5_000) | plead_by | NO_DAY | {"closed_on": None, "cause": "reminder"}
    return {"C01": statement, "C02": reminder, "C03": receipt}


def _before_trial(language: Language) -> dict[str, Facts]:
    plea = {
        "received_at": "2026-12-02T04:59:00+00:00", "counts": counts(language), "disclosure": True, "documents": 2,
        "hearing_language": "fr", "interpreter": "español", "mode": "video", "application": True,
    }  # fmt: skip
    whole = {"counts": counts(language, "withdrawn", "withdrawn"), "whole": True, "refund_cents": 5_000}
    return {
        "C05": plea,
        "C06": whole | {"reason_code": "explanations_accepted"},
        "C07": {"counts": counts(language), "mode": "in_person"},
        "C09": {"exhibits": [{"number": one["number"], "label": one["label"]} for one in EXHIBITS[language]]},
        "C14": {"judgment_by": "2027-04-13", "judgment_by_explanation": explained("reserved", language)},
        "C23": {"address": list(ADDRESS)},
    }


def _hearings(language: Language) -> dict[str, Facts]:
    spanish = {"interpreter": "español", "interpreter_asked": "español"}
    moved = hearing(peremptory=True) | {"granted": True, "reasons": WHY_MOVED[language], "side": "defence"}
    return {
        "C08": hearing() | {"counts": counts(language)} | spanish,
        "C10": {"reasons": MODE_REASONS[language], "outcome": "granted", "mode": "video"},
        "C11": hearing(mode="video", room="V-3") | {"days_before": 7},
        "C12": moved | {"replaces": "A-2027-0101", "judge": "juge-1"},
        "C13": {"reasons": WHY_MOVED[language], "charged_to": "court"} | hearing() | {"set": True, "judge": "juge-1"},
    }


def _judged(language: Language) -> dict[str, Facts]:
    decided = {"cause": "trial", "counts": counts(language, "convicted", "acquitted")}
    person = {"name": "Anne-Sophie Nguyễn-Gauthier", "address": list(ADDRESS)}
    return {
        "C04": judged(language) | told(language) | decided,
        "C15": {"points": 2, "reversed": False, "defendant": person},
        "C18": amounts(costs=19_100) | {"pay_by": "2027-03-30"},
    }


def _after(language: Language) -> dict[str, Facts]:
    days = ("2027-03-01", "2027-04-01", "2027-05-03", "2027-06-01")
    instalments = [
        {"due_on": day, "cents": cents} for day, cents in zip(days, (4_860, 15_000, 15_000, 13_740), strict=True)
    ]
    revocation: Facts = amounts(costs=21_400) | {
        "granted": False, "reasons": REASONS[language], "relieved": False, "late": False, "side": "defence",
        "pay_by": "2027-05-12",
    }  # fmt: skip
    appeal: Facts = {
        "side": "defence", "filed_on": "2027-03-22", "court_number": "500-36-000000-277", "extended": False,
        "judged_on": "2027-02-24",
    }  # fmt: skip
    ended = {"alarm": "instalment_missed", "due_on": "2027-04-01", "cents": 15_000, "pay_by": "2027-04-13"}
    decided: Facts = {"decided_on": "2027-09-14", "fine": None, "pay_by": "2027-09-21", "outcome": "upheld"}
    return {
        "C16": amounts(costs=19_100) | {"grace_days": 10, "deposit_cents": 4_860, "instalments": instalments},
        "C17": amounts(costs=19_100, paid=4_860) | ended,
        "C19": {"side": "defence", "late": False, "judged_on": "2027-02-24"},
        "C20": revocation,
        "C21": appeal,
        "C22": amounts(costs=19_100) | decided,
    }
