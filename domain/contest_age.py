"""A contest's age as its standing tells it, against the ceiling of unreasonable delay (DOMAIN §7.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class FileAge:
    """Calendar days since the service, those that are the defence's own, and what is left until the ceiling.

    `left` is negative once the ceiling is passed, and None for a record that was written before it was kept.
    """

    days: int
    defence: int
    ceiling_on: date | None
    left: int | None


def age_of(standing: Mapping[str, Any], today: date) -> FileAge | None:
    """The age on a local day; it stops at the judgment. None while the statement is not served."""
    if not standing.get("served_on"):
        return None
    served = date.fromisoformat(standing["served_on"])
    end = date.fromisoformat(standing["judged_on"]) if standing.get("judged_on") else today
    defence = sum(one["days"] for one in standing["late"] if one["side"] == "defence")
    ceiling_on = date.fromisoformat(standing["ceiling_on"]) if standing.get("ceiling_on") else None
    return FileAge((end - served).days, defence, ceiling_on, (ceiling_on - end).days if ceiling_on else None)
