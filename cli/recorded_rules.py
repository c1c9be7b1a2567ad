"""The rules of the made-up cases: the plain permit, and what differs from it, by name."""

from datetime import date, timedelta
from typing import Any, Final

from cli.recorded_paths import Told
from domain.rules import Delays, PermitRules

LETTERS: Final = {
    "acknowledged": "P01", "paid": "P02", "complete": "P03", "information_requested": "P04",
    "information_received": "P05", "closed": "P06", "ready_to_pay": "P12", "refused": "P13", "issued": "P14",
    "expired": "P16",
}  # fmt: skip
WINDOW_ALREADY_OPEN: Final = timedelta(days=40)  # less than the forty-five days of the renewal window
ENDS_SOON: Final = "ends_soon"
SETS: Final[dict[str, dict[str, Any]]] = {
    "": {},
    "steps": {"steps": (("zoning",), ("heritage",)), "outside": ("heritage",)},
    "piia": {"council": "piia"},
    "exemption": {"council": "minor_exemption"},
    "second": {"second_person_above_cents": 100_000},
    "season": {"annual": True, "season_until": "10-31"},
    ENDS_SOON: {"annual": True},
    "works": {"delays": Delays(start_within="P6M", extension="P12M")},
    "watched": {"watches_promises": True},
}


def rules_of(told: Told, filed: date) -> PermitRules:
    """The rules that a case carries when it is filed on a local day. `ends_soon` is a season in its last weeks."""
    differs = dict(SETS[told.rules])
    if told.rules == ENDS_SOON:
        differs["season_until"] = f"{filed + WINDOW_ALREADY_OPEN:%m-%d}"
    return PermitRules(service="demolition", version="f" * 64, borough="VD", fees=told.fees,
                       opinions=("zoning", "heritage"), letters=dict(LETTERS), clock=told.clock, **differs)  # fmt: skip
