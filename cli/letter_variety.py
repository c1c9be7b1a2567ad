"""Made-up letters for the bench: seeded, each one different in code, language, names and length."""

from datetime import date, timedelta
from random import Random
from typing import Any

from catalogue.letters import shipped
from domain.letter import Language, LetterData

CODES = ("P01", "P02", "P03", "P04", "P05", "P06", "P12", "P13", "P14", "P16")
FIRST = ("Zoé", "Anne-Sophie", "Ngọc Ánh", "Jean-François", "Łukasz", "Maëlle", "Δημήτρης", "Olivier", "Fatoumata")
LAST = ("Tremblay", "Nguyễn", "Gagnon-Côté", "Papadopoulos", "Kowalski", "Diallo", "L’Écuyer", "Pérez-Muñoz", "Roy")
STREETS = ("rue Saint-Denis", "avenue du Parc", "boulevard Gouin Est", "rue Sherbrooke Ouest", "chemin Queen-Mary")
BOROUGHS = ("Rosemont–La Petite-Patrie", "Ville-Marie", "Le Sud-Ouest", "Côte-des-Neiges–Notre-Dame-de-Grâce", "Verdun")
WORDS: dict[Language, tuple[str, ...]] = {
    "fr": (
        "la marge latérale prévue est inférieure à celle qu’exige la grille de zonage",
        "la hauteur proposée dépasse la hauteur maximale permise dans cette zone",
        "l’arbre visé est en bonne santé et ne présente aucun danger",
        "les matériaux choisis ne s’intègrent pas au bâtiment d’origine",
        "le plan d’implantation ne montre pas les servitudes enregistrées",
    ),
    "en": (
        "the planned side setback is smaller than the zoning grid requires",
        "the proposed height exceeds the maximum allowed in this zone",
        "the tree in question is healthy and presents no danger",
        "the materials chosen do not suit the original building",
        "the site plan does not show the registered servitudes",
    ),
}
SERVICES: dict[Language, tuple[str, ...]] = {
    "fr": ("Abattage d’un arbre", "Agrandissement d’un bâtiment", "Installation d’une piscine", "Café-terrasse"),
    "en": ("Tree felling", "Extension of a building", "Swimming pool", "Sidewalk café"),
}


class LetterVariety:
    """An endless, repeatable supply of letters that differ."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)  # noqa: S311
        self._count = 0

    def letters(self, count: int) -> list[LetterData]:
        """The next letters."""
        return [self._letter() for _ in range(count)]

    def _letter(self) -> LetterData:
        self._count += 1
        language: Language = self._chance.choice(("fr", "en"))
        code = CODES[self._count % len(CODES)]
        reference = f"VM-2026-{self._count:06d}"
        verify_code = f"{self._chance.getrandbits(60):015X}"
        street = f"{self._chance.randint(1, 12000)}, {self._chance.choice(STREETS)}"
        return LetterData(
            code=code,
            language=language,
            number=self._chance.randint(1, 9),
            reference=reference,
            service_title=self._chance.choice(SERVICES[language]),
            borough_name=self._chance.choice(BOROUGHS),
            addressee=f"{self._chance.choice(FIRST)} {self._chance.choice(LAST)}-{self._chance.choice(LAST)}",
            address_lines=(street, f"Montréal (Québec)  H2X {self._chance.randint(1, 9)}Y7"),
            dated=self._day(),
            verify_code=verify_code,
            verify_url=f"https://guichet.example/verify/{verify_code}",
            place=street,
            facts=self._facts(language, reference),
            paragraphs=shipped(code, language),
        )

    def _facts(self, language: Language, reference: str) -> dict[str, Any]:
        """Facts of every code at once: a template reads its own."""
        return {**self._money(language, reference), **self._words(language, reference), **self._dates()}

    def _money(self, language: Language, reference: str) -> dict[str, Any]:
        fees: list[dict[str, Any]] = [
            {"label": self._sentence(language), "cents": self._chance.randint(100, 500_000), "calculation": "9,80 × 42"}
            for _ in range(self._chance.randint(1, 3))
        ]
        return {
            "fees": fees,
            "amount_cents": sum(fee["cents"] for fee in fees),
            "purpose": self._chance.choice(("at_submission", "at_issue")),
            "pay_url": f"https://guichet.example/payer/{reference}",
            "receipt_number": f"R-{reference}",
            "tariff_version": "2026-01",
            "method": self._chance.choice(("online", "cash", "cheque", "terminal", "transfer")),
        }

    def _words(self, language: Language, reference: str) -> dict[str, Any]:
        several = [self._sentence(language) for _ in range(self._chance.randint(1, 5))]
        return {
            "items": [
                {"label": each, "kind": self._chance.choice(("text", "document")), "note": ""} for each in several
            ],
            "conditions": several,
            "remedies": several,
            "reasons": "\n\n".join(self._sentence(language) for _ in range(self._chance.randint(1, 6))),
            "provision": f"01-279, art. {self._chance.randint(1, 700)}",
            "cause": self._chance.choice(("validity", "not_started", "not_renewed")),
            "reason": self._chance.choice(("silence", "fee_unpaid", "issue_fee_unpaid")),
            "explanation": self._sentence(language),
            "pay_by_explanation": self._sentence(language),
            "work": self._sentence(language),
            "start_note": self._sentence(language),
            "decided_by_title": self._sentence(language)[:40],
            "warning_days": 15,
            "answer_url": f"https://guichet.example/repondre/{reference}",
            "status_url": f"https://guichet.example/dossiers/{reference}",
        }

    def _dates(self) -> dict[str, Any]:
        days = ("pay_by", "promised_on", "answer_by", "closed_on", "asked_on", "deadline", "decided_on", "valid_from")
        instants = ("received_at", "paid_at", "answered_at")
        return {name: self._day() for name in (*days, "valid_until", "expired_on")} | {
            name: f"{self._day().isoformat()}T1{self._chance.randint(0, 9)}:30:00Z" for name in instants
        }

    def _sentence(self, language: Language) -> str:
        return f"{self._chance.choice(WORDS[language])} ({self._chance.randint(1, 9999)})".capitalize()

    def _day(self) -> date:
        return date(2026, 1, 1) + timedelta(days=self._chance.randrange(700))
