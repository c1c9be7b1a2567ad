"""The shapes of what the JSON door answers about dates that are set together, and about dockets of a period."""

from typing import Any

from typing_extensions import TypedDict

from api.answers import Day, Instant, Problem
from api.problems import Scope, told
from casework.dockets import Proposal
from casework.setting_dates import Published


class DateSet(TypedDict):
    """A case that has its date now."""

    case_id: str
    reference: str


class DateRefused(TypedDict):
    """A case whose date was not set, and why; `reference` is empty where there is no such case."""

    case_id: str
    reference: str
    problem: Problem


class PublicationAnswer(TypedDict):
    """What was set, and what was refused; the others of a request go on."""

    set: list[DateSet]
    refused: list[DateRefused]


class ChosenAnswer(TypedDict):
    """How many dates are to be set that were not chosen before."""

    chosen: int


class CostAnswer(TypedDict):
    """What a docket costs, by what for; only the ratios mean something."""

    unplaced: int
    waiting: int
    trips: int
    interpreters: int
    unfair: int


class FiguresAnswer(TypedDict):
    """What a docket is worth."""

    placed: int
    unplaced: int
    trips: int
    median_wait: float
    objective: int
    cost: CostAnswer


class DocketFigures(TypedDict):
    """The docket's own figures, those of first come and of the first answer, and the least that any docket costs."""

    own: FiguresAnswer
    first_come: FiguresAnswer
    greedy: FiguresAnswer
    bound: float | None
    gap: float | None
    final: bool


class DocketAnswer(TypedDict):
    """A docket of a period: waiting, running, done, failed, publishing, published or overtaken."""

    id: str
    first: Day
    last: Day
    state: str
    asked_at: Instant
    finished_at: Instant | None
    inputs_sha256: str
    figures: DocketFigures | None


def publication(of: Published, scope: Scope) -> PublicationAnswer:
    """What became of some dates, refusals in the person's language."""
    return {
        "set": [{"case_id": case_id, "reference": reference} for case_id, reference in of.set],
        "refused": [
            {"case_id": one.case_id, "reference": one.reference, "problem": told(scope, one.refusal)}
            for one in of.refused
        ],
    }


def docket(of: Proposal) -> DocketAnswer:
    """A docket."""
    return {
        "id": of.id,
        "first": of.first_day.isoformat(),
        "last": of.last_day.isoformat(),
        "state": of.state,
        "asked_at": of.asked_at.isoformat(),
        "finished_at": of.finished_at.isoformat() if of.finished_at else None,
        "inputs_sha256": of.inputs_sha256,
        "figures": _figures(of.figures) if of.figures else None,
    }


def _figures(of: dict[str, Any]) -> DocketFigures:
    return {
        "own": _side(of["own"]),
        "first_come": _side(of["first_come"]),
        "greedy": _side(of["greedy"]),
        "bound": of["bound"],
        "gap": of["gap"],
        "final": of["final"],
    }


def _side(of: dict[str, Any]) -> FiguresAnswer:
    return {
        "placed": of["placed"],
        "unplaced": of["unplaced"],
        "trips": of["trips"],
        "median_wait": of["median_wait"],
        "objective": of["objective"],
        "cost": of["cost"],
    }
