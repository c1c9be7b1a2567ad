"""Made-up applications for crash and bench: valid, different from each other, nobody's."""

import random
from typing import Any

from cli.permit_mapping import Application


def demolition(rank: int) -> Application:
    """An outbuilding to demolish in Verdun: a fee at submission and one at issue."""
    answers: dict[str, Any] = {
        **_applicant(rank, "Démolir un garage détaché."), "extent": "outbuilding", "year_built": 1950 + rank % 60,
        "floor_area_m2": 18 + rank % 20, "dwellings": 0, "tenants": False, "heritage": False, "replacement": "green",
        "reasons": "Le garage est vétuste.",
    }  # fmt: skip
    return Application("demolition", "VD", answers, ("photos",), "fr" if rank % 6 else "en", rank)


def felling(rank: int) -> Application:
    """A dead tree to fell in Verdun: one fee, at submission."""
    answers: dict[str, Any] = {
        **_applicant(rank, "Abattre un érable mort en cour arrière."), "trees": 1,
        "species": "érable argenté", "diameter_cm": 12 + rank % 9, "reason": "dead",
        "replanting": False,
    }  # fmt: skip
    return Application("abattage-arbre", "VD", answers, ("photos", "location_plan"), "fr" if rank % 6 else "en", rank)


def mixed(count: int, seed: int) -> list[Application]:
    """A seeded mix of both."""
    rng = random.Random(seed)  # noqa: S311
    return [demolition(rank) if rng.random() < 0.6 else felling(rank) for rank in range(count)]


def _applicant(rank: int, description: str) -> dict[str, Any]:
    return {
        "work_address": f"{100 + rank}, rue de Verdun, Montréal", "applicant_name": f"Requérant {rank}",
        "applicant_email": f"requerant-{rank}@guichet.invalid",
        "mailing_address": f"{100 + rank}, rue de Verdun\nMontréal",
        "owner": True, "description": description,
    }  # fmt: skip
