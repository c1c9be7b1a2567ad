"""Rows of the City's food-safety prosecutions as statements of offence, or the reasons why they are none."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from catalogue.boroughs import borough_code
from cli.offence_words import in_english
from cli.statement_rows import Prosecution

FRENCH: Final = 0.85  # share of the statements
LONGEST: Final = 4000
PROVISION: Final = "Loi sur les produits alimentaires, RLRQ, c. P-29"
COSTS: Final = ((300, 4600), (1000, 10_400), (2000, 18_000))  # [CFG] fines up to so many dollars bring so many cents
MOST_COSTS: Final = 25_100
POSTAL: Final = "ABCEGHJKLMNPRSTVWXYZ"


@dataclass(frozen=True)
class ToServe:
    """A statement that waits to be served. `fact` is what its defendant shows beside the number.

    `assumed` names what the row does not give; `row` is 0 for a made-up statement.
    """

    number: str
    body: Mapping[str, Any]
    fact: str
    row: int = 0
    assumed: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """parking, traffic, bylaw or camera."""
        return str(self.body["kind"])

    @property
    def several(self) -> bool:
        """Whether it has more than one count."""
        return len(self.body["counts"]) > 1

    @property
    def greater(self) -> bool:
        """Whether a greater sentence is asked for a count."""
        return any(count.get("greater_fine") for count in self.body["counts"])

    @property
    def warned(self) -> bool:
        """Whether silence is no contest (art. 146 para. 2)."""
        return bool(self.body.get("warned")) or self.kind == "camera"

    @property
    def by_mail(self) -> bool:
        """Whether only an answer completes its service (art. 157.1)."""
        return self.body["service_mode"] == "ordinary_mail"

    @property
    def names(self) -> str:
        """Who answers for it."""
        return str(self.body["party"]["name"])

    def served_on(self, day: date) -> dict[str, Any]:
        """The body of its service on a local day; by ordinary mail it has no day yet."""
        return {**self.body, "number": self.number, "served_on": None if self.by_mail else day.isoformat()}


@dataclass(frozen=True)
class Mapped:
    """The statements to serve, and what became of the rows that are none, by reason."""

    statements: list[ToServe]
    unmapped: dict[str, int]


def choose(rows: Iterable[Prosecution], limit: int, seed: int) -> Mapped:
    """So many statements drawn from all the rows; every row that is none is counted with its reason. Seeded."""
    found: dict[str, ToServe] = {}
    unmapped: Counter[str] = Counter()
    for row in rows:
        made = map_row(row, seed)
        if isinstance(made, str):
            unmapped[made] += 1
        elif made.number in found:
            unmapped["number-twice"] += 1
        else:
            found[made.number] = made
    drawn = list(found.values())
    Random(seed).shuffle(drawn)  # noqa: S311
    return Mapped(drawn[:limit], dict(unmapped))


def map_row(row: Prosecution, seed: int) -> ToServe | str:
    """The statement that a row makes, or why it makes none. Equal rows and an equal seed give equal statements."""
    if reason := _why_not(row):
        return reason
    assert row.offence_on is not None and row.fine is not None
    chance, assumed = Random(f"{seed}/{row.rank}"), ["time", "postal_code", "costs"]  # noqa: S311
    party, fact = _party(row, chance, assumed)
    count = {
        "number": 1, "provision": PROVISION, "description_fr": row.description,
        "description_en": in_english(row.description), "fine": row.fine * 100, "costs": costs_of(row.fine),
        "contribution": contribution_of(row.fine * 100),
    }  # fmt: skip
    body: dict[str, Any] = {
        "kind": "bylaw", "offence_at": f"{row.offence_on.isoformat()}T{chance.randint(9, 20):02d}:30",
        "place": row.address[:300], "district": borough_code(row.town) or "", "officer": "", "counts": [count],
        "party": party, "service_mode": chance.choice(("registered_mail", "bailiff")),
        "warned": False, "language": "fr" if chance.random() < FRENCH else "en",
    }  # fmt: skip
    return ToServe(f"P{row.number}", body, fact, row.rank, tuple(assumed))


def costs_of(fine: int) -> int:
    """The costs that a fine of so many dollars brings, in cents: a table of ours."""
    return next((cents for most, cents in COSTS if fine <= most), MOST_COSTS)


def contribution_of(fine: int) -> int:
    """The contribution that a fine brings, both in cents: the scale that is often quoted (DOMAIN §2.9)."""
    return 2000 if fine <= 10_000 else 4000 if fine <= 50_000 else fine // 4


def _why_not(row: Prosecution) -> str:
    reasons = {
        "no-number": not row.number,
        "no-description": not row.description,
        "description-too-long": len(row.description) > LONGEST,
        "no-offence-date": row.offence_on is None,
        "no-amount": row.fine is None,
        "nobody-named": not (row.owner or row.establishment),
        "no-place": not row.address,
        "judged-before-the-offence": bool(row.offence_on and row.judged_on and row.judged_on < row.offence_on),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _party(row: Prosecution, chance: Random, assumed: list[str]) -> tuple[dict[str, Any], str]:
    """A named owner is an organization, for the file names no person; a blank one is a person whom nobody may name."""
    postal = postal_code(chance)
    address = [*(part.strip() for part in row.address.split(",")[:-2]), f"{row.town} (Québec)  {postal}"]
    party: dict[str, Any] = {"address": [line for line in address if line][:8]}
    if row.owner:
        return party | {"kind": "company", "name": row.owner}, postal
    born = birth_date(chance, row.offence_on or date.min, chance.randint(25, 60)).isoformat()
    assumed += ["name", "born_on"]
    return party | {"kind": "person", "name": f"Exploitante ou exploitant {row.rank}", "born_on": born}, born


def postal_code(chance: Random) -> str:
    """A made-up postal code of Montréal."""
    letters = [chance.choice(POSTAL) for _ in range(2)]
    return f"H{chance.randint(1, 9)}{letters[0]} {chance.randint(0, 9)}{letters[1]}{chance.randint(0, 9)}"


def birth_date(chance: Random, offence_on: date, years: int) -> date:
    """A birthday of somebody who was so many years old on a day."""
    return date(offence_on.year - years, 1, 1) - timedelta(days=chance.randint(0, 20))
