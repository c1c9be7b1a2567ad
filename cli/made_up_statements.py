"""Made-up statements of offence: four kinds, both silent routes, minors, companies, several counts; nobody's."""

from datetime import date, timedelta
from random import Random
from typing import Any, Final

from cli.statement_mapping import ToServe, birth_date, contribution_of, postal_code
from domain.contest_rules import StatementKind

KINDS: Final[tuple[StatementKind, ...]] = ("parking", "traffic", "bylaw", "camera")
OFFENCES: Final[dict[str, tuple[tuple[str, str, str, int, int], ...]]] = {  # fine and points; DOMAIN §2.9 [CFG]
    "parking": (("C-4.1, art. 12", "Stationnement sans payer au parcomètre", "Parking at an unpaid meter", 6000, 0),
                ("C-4.1, art. 35", "Stationnement pendant le nettoyage", "Parking during street cleaning", 6000, 0),
                ("C-4.1, art. 41", "Stationnement pendant le déneigement", "Parking during snow removal", 7800, 0)),
    "traffic": (("CSR, art. 329", "Vitesse de 70 km/h dans une zone de 50", "70 km/h in a 50 km/h zone", 8500, 2),
                ("CSR, art. 359", "Feu rouge non respecté", "Failing to stop at a red light", 20_000, 3),
                ("CSR, art. 443.1", "Appareil tenu en main au volant", "Hand-held device while driving", 30_000, 5)),
    "bylaw": (("B-3, art. 9", "Bruit excessif la nuit", "Excessive noise at night", 15_000, 0),
              ("P-12.2, art. 4", "Déchets déposés hors des heures", "Refuse put out outside the hours", 20_000, 0),
              ("C-10, art. 21", "Chien sans laisse dans un parc", "Dog off leash in a park", 30_000, 0)),
    "camera": (("CSR, art. 299", "Vitesse constatée par cinémomètre", "Speed seen by photo radar", 12_500, 0),
               ("CSR, art. 359", "Feu rouge constaté par appareil", "Red light seen by a camera", 20_000, 0)),
}  # fmt: skip
MODES: Final[dict[str, tuple[str, ...]]] = {
    "parking": ("on_vehicle", "registered_mail"),
    "traffic": ("on_the_spot", "bailiff"),
    "bylaw": ("on_the_spot", "registered_mail", "ordinary_mail"),
    "camera": ("registered_mail", "ordinary_mail", "bailiff"),
}
COSTS: Final = {"parking": 3000, "traffic": 4600, "bylaw": 4600, "camera": 4600}
STREETS: Final = ("rue des Essais", "avenue du Modèle", "boulevard Fictif", "rue de l’Exemple")


def made_up_statements(count: int, seed: int, today: date) -> list[ToServe]:
    """So many statements of offences before a local day. Seeded; each rank has its kind, so that all are there."""
    return [made_up(rank, seed, today) for rank in range(count)]


def made_up(rank: int, seed: int, today: date) -> ToServe:
    """One statement: kinds in turn; every fifth defendant a minor where one may be, every fourth a company."""
    chance, kind = Random(f"statement/{seed}/{rank}"), KINDS[rank % len(KINDS)]  # noqa: S311
    turn = rank // len(KINDS)
    offence_on = today - timedelta(days=chance.randint(3, 50))
    minor = kind in ("traffic", "bylaw") and turn % 5 == 2
    party, fact = _party(kind, rank, chance, offence_on, minor=minor)
    greater = kind in ("traffic", "bylaw") and turn % 3 == 0
    several = 1 + (turn % 3 == 1) + (turn % 6 == 1)
    body: dict[str, Any] = {
        "kind": kind, "offence_at": f"{offence_on.isoformat()}T{chance.randint(7, 21):02d}:{chance.randint(10, 59)}",
        "place": f"{chance.randint(10, 900)}, {chance.choice(STREETS)}", "district": "", "officer": f"{4000 + rank}",
        "counts": [_count(kind, number, chance, greater=greater) for number in range(1, several + 1)], "party": party,
        "service_mode": MODES[kind][turn % len(MODES[kind])], "warned": kind == "camera" or turn % 4 == 3,
        "language": "fr" if chance.random() < 0.8 else "en",
    }  # fmt: skip
    return ToServe(f"{8_000_000_000 + seed % 1000 * 1_000_000 + rank}", body, fact)


def _count(kind: str, number: int, chance: Random, *, greater: bool) -> dict[str, Any]:
    provision, french, english, fine, points = chance.choice(OFFENCES[kind])
    made: dict[str, Any] = {
        "number": number, "provision": provision, "description_fr": french, "description_en": english, "fine": fine,
        "costs": COSTS[kind] if number == 1 else 0,
        "contribution": 0 if kind == "parking" else contribution_of(fine), "points": points,
    }  # fmt: skip
    if greater and number == 1:
        made |= {"greater_fine": fine * 2, "greater_reasons": "Récidive dans l’année."}
    return made


def _party(kind: str, rank: int, chance: Random, offence_on: date, *, minor: bool) -> tuple[dict[str, Any], str]:
    postal = postal_code(chance)
    address = [f"{chance.randint(10, 9000)}, {chance.choice(STREETS)}", f"Montréal (Québec)  {postal}"]
    email = f"defense-{rank}@guichet.invalid" if rank % 3 else ""
    party: dict[str, Any] = {"name": f"Défense Inventée {rank}", "address": address, "email": email}
    if kind in ("parking", "camera"):
        plate = f"Z{rank % 100:02d} {chance.choice('ABCDEFGHJK')}{chance.choice('ABCDEFGHJK')}{chance.choice('ABCDEF')}"
        return party | {"kind": "owner", "plate": plate, "vehicle": "Voiture grise"}, plate
    if kind == "bylaw" and rank // len(KINDS) % 4 == 1:
        return party | {"kind": "company", "name": f"Société Inventée {rank} inc."}, postal
    born = birth_date(chance, offence_on, 16 if minor else chance.randint(19, 70)).isoformat()
    return party | {"kind": "person", "born_on": born}, born
