"""A city at rest, where it keeps its data, and what was witnessed in it."""

from dataclasses import dataclass
from pathlib import Path

from cli.simulated_city import SimulatedCity
from tests.keeping.witness import Witness


@dataclass(frozen=True)
class Archive:
    """The city, where it keeps its data, and what the witness saw while six lives were played."""

    city: SimulatedCity
    var: Path
    witness: Witness

    @property
    def worker_url(self) -> str:
        """The database as the workers see it."""
        return self.city.stack.env["DATABASE_WORKER_URL"]

    @property
    def owner_url(self) -> str:
        """The database as its owner sees it."""
        return self.city.stack.env["DATABASE_URL"]
