"""What becomes of a permit in force: started, inspected, extended, completed, renewed, revoked, or left to expire."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from cli.city_client import CityClient
from cli.permit_life import Days, Life, Step, citizen_act, desk_act, refusal

REVOCABLE = ("revoked", "kept")


def _issued(life: Life, client: CityClient) -> Step:
    if life.holding in REVOCABLE and not life.notes.get("noticed"):
        return Days(life.rng).between(5, 20), lambda: _notice(life, client)
    if "declare_start" not in life.case["acts"] or life.holding == "never_started":
        return None
    if life.holding == "renewed" and not life.notes.get("renewed"):
        return None  # never started: it expires, and is had again
    return Days(life.rng).between(10, 120), lambda: citizen_act(
        life, client, "declare_start", {"started_on": life.today.isoformat()}
    )


def _working(life: Life, client: CityClient) -> Step:
    if life.holding in REVOCABLE and not life.notes.get("noticed"):
        return Days(life.rng).between(5, 20), lambda: _notice(life, client)
    if life.holding == "left_to_expire":
        return None
    if life.holding == "corrected" and not life.notes.get("found"):
        return Days(life.rng).between(5, 40), lambda: _find(life, client, "non_conform", "during")
    if life.holding == "extended" and life.case["state"] == "IN_PROGRESS":
        return Days(life.rng).between(20, 60), lambda: desk_act(life, client, "agent", "extend", {})
    if life.holding == "inspected":
        return Days(life.rng).between(20, 90), lambda: _find(life, client, "conform", "final")
    return Days(life.rng).between(20, 90), lambda: citizen_act(
        life, client, "declare_completion", {"completed_on": life.today.isoformat()}
    )


async def _find(life: Life, client: CityClient, outcome: str, kind: str) -> None:
    """An inspector's visit."""
    life.notes["found"] = True
    findings = "" if outcome == "conform" else "La clôture du chantier manque."
    body = {"kind": kind, "outcome": outcome, "found_on": life.today.isoformat(), "findings": findings}
    await desk_act(life, client, "inspection", "inspect", body)


def _to_correct(life: Life, client: CityClient) -> Step:
    return Days(life.rng).between(5, 25), lambda: _find(life, client, "conform", "during")


async def _notice(life: Life, client: CityClient) -> None:
    life.notes["noticed"] = True
    body = {"ground": "false_information", "grounds": "La superficie déclarée n’est pas celle du bâtiment."}
    await desk_act(life, client, "direction", "give_notice_of_revocation", body)


def _noticed(life: Life, client: CityClient) -> Step:
    if life.number % 2 and not life.notes.get("answered"):
        life.notes["answered"] = True
        return Days(life.rng).between(1, 6), lambda: citizen_act(
            life, client, "comment_on_revocation", {"comments": "Le plan joint était une version antérieure."}
        )
    wait = timedelta(days=16)
    if life.holding == "revoked":
        return wait, lambda: desk_act(life, client, "direction", "revoke", refusal(life))
    reason: dict[str, Any] = {"reason": "Les plans corrigés sont conformes."}
    return wait, lambda: desk_act(life, client, "direction", "keep", reason)


def _to_renew(life: Life, client: CityClient) -> Step:
    """Once: a permit that was renewed is then left to its end."""
    if life.holding != "renewed" or life.notes.get("renewed") or "renew" not in life.case["acts"]:
        return None
    life.notes["renewed"] = True
    return Days(life.rng).between(1, 12), lambda: citizen_act(life, client, "renew", {})


STEPS: dict[str, Callable[[Life, CityClient], Step]] = {
    "ISSUED": _issued,
    "IN_PROGRESS": _working,
    "EXTENDED": _working,
    "INSPECTION_NC": _to_correct,
    "REVOCATION_NOTICE": _noticed,
    "RENEWAL_PENDING": _to_renew,
    "EXPIRED": _to_renew,
}
