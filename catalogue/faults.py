"""What is wrong in a catalogue folder, and where: a file, a line, a reason in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to correct. `file` is relative to the catalogue folder, `line` counts from 1."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class CatalogueFaults(Exception):
    """The folder cannot be used; `faults` holds all that is wrong with it, in the order of files and lines."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)
