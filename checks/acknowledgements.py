"""What the client sent and what it was told, from its own synced file."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = "file"
BEGINS = (FILE, "serve")  # the acts that a case begins with
ON_ITS_WAY = 202
NOT_IN_THIS_STATE = "illegal-transition"
IMPOSSIBLE = (NOT_IN_THIS_STATE, "precondition-failed")


@dataclass(frozen=True)
class Answer:
    """One answer as the client noted it. `seq`, `state` and `reference` are a receipt's; a 202 has none."""

    key: str
    action: str
    case_id: str | None
    seq: int | None
    state: str | None
    reference: str | None
    status: int
    refused: str | None

    @property
    def accepted(self) -> bool:
        """Whether the city said yes to an act: done, with a receipt, or on its way (202)."""
        said_yes = 200 <= self.status < 300 and self.case_id is not None
        return said_yes and (self.seq is not None or self.status == ON_ITS_WAY)

    @property
    def impossible(self) -> bool:
        """Whether the city said that the act cannot be done, or not on that copy."""
        return self.refused in IMPOSSIBLE and 400 <= self.status < 500


@dataclass(frozen=True)
class Acknowledgements:
    """The whole file, in order. `keys` are those of every request that left, answered or not; `filings` of filings."""

    answers: tuple[Answer, ...] = ()
    keys: frozenset[str] = field(default_factory=frozenset[str])
    filings: frozenset[str] = field(default_factory=frozenset[str])
    there: bool = False

    def accepted(self) -> list[Answer]:
        """Every yes."""
        return [answer for answer in self.answers if answer.accepted]


def read_acknowledgements(file: Path | None) -> Acknowledgements:
    """The client's file; a torn last line was never acted upon and is left out."""
    if file is None:
        return Acknowledgements()
    content = file.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in content[: content.rfind("\n") + 1].splitlines() if line]
    answers = tuple(_answer(line) for line in lines if "status" in line)
    keys = frozenset(line["key"] for line in lines)
    return Acknowledgements(
        answers, keys, frozenset(line["key"] for line in lines if line["action"] == FILE), there=True
    )


def _answer(line: dict[str, Any]) -> Answer:
    names = ("case_id", "seq", "state", "reference", "refused")
    return Answer(line["key"], line["action"], status=int(line["status"]), **{name: line.get(name) for name in names})
