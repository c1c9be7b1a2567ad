"""Which parts of the city's workings a person is told to look at."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from casework import wellness
from casework.backlog import Backlog
from casework.operating import Operations, Part, Queue
from casework.readiness import readiness
from db.hearing_processes import DayHearing
from db.operations import FaultLine, Pass, Waiting
from db.worker_signs import Sign
from web.ages import age
from web.words import Words

NOW = datetime(2026, 11, 27, 15, tzinfo=UTC)


def at(*found: Any) -> Part[Any]:
    return Part(NOW, list(found))


def seconds(count: float) -> datetime:
    return NOW - timedelta(seconds=count)


def sign(kind: str, ago: float, *silent: str) -> Sign:
    return Sign(f"{kind}@here:{ago}", kind, seconds(9_000), seconds(ago), ["outbox"], list(silent))


def queue(kind: str, waited: float | None) -> Queue:
    return Queue(Waiting(kind, int(waited is not None), seconds(waited or 0), None, None), waited)


def hearing(hours: float, *missing: str) -> DayHearing:
    starts = NOW + timedelta(hours=hours)
    return DayHearing("h", "c", "P-1", starts, starts, "Salle 1", "juge-1", "video", "", "HEARING_SET", list(missing))


LOST = FaultLine("diverged", "c", "P-1", "", NOW, 1)
WELL = Operations(
    stuck=at(),
    reconciler=at(Pass(seconds(301), seconds(300), 12, 0)),
    workers=at(sign("cases", 9), sign("letters", 59)),
    queues=at(queue("letter", 599), queue("refund", 90_000), queue("act", None)),
    engine=at(Backlog("cases", "workflows", 3, 59.0, 1, NOW)),
    hearings=Part(NOW, readiness([hearing(25, "room"), hearing(2)], NOW)),
    faults=at(),
)


def test_a_city_in_which_all_is_well_has_nothing_to_look_at() -> None:
    assert wellness.to_look_at(WELL) == []


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("stuck", at(LOST)),
        ("faults", at(LOST)),
        ("reconciler", at()),
        ("reconciler", at(Pass(seconds(620), seconds(601), 12, 0))),
        ("reconciler", at(Pass(NOW, NOW, 12, 1))),
        ("workers", at(sign("cases", 9))),
        ("workers", at(sign("cases", 9), sign("letters", 61))),
        ("workers", at(sign("cases", 9), sign("letters", 9, "outbox"))),
        ("queues", at(queue("letter", 601))),
        ("queues", at(queue("act", 601))),
        ("engine", at(Backlog("cases", "workflows", 3, 61.0, 1, NOW))),
        ("engine", at(Backlog("payments", "activities", 0, 0.0, 0, None))),
        ("hearings", Part(NOW, readiness([hearing(23, "room")], NOW))),
        *[(name, Part(NOW, None)) for name in vars(WELL)],
    ],
)
def test_each_thing_that_is_not_well_names_its_part_alone(name: str, part: Part[Any]) -> None:
    assert wellness.to_look_at(replace(WELL, **{name: part})) == [name]


def test_a_process_that_was_replaced_is_no_alarm_while_another_answers() -> None:
    workers = at(sign("cases", 5), sign("cases", 3_000, "polls"), sign("letters", 5))
    assert wellness.to_look_at(replace(WELL, workers=workers)) == []
    assert [one.process for one in wellness.answering(workers, "cases")] == ["cases@here:5"]


def test_hearings_are_counted_within_each_time_with_what_they_lack() -> None:
    week, day, hour = readiness([hearing(0.5, "room"), hearing(20, "room", "notice"), hearing(100)], NOW)
    assert [(one.hours, one.hearings, len(one.lacking)) for one in (week, day, hour)] == [
        (168, 3, 2),
        (24, 2, 2),
        (1, 1, 1),
    ]
    assert day.missing == {"notice": 1, "room": 2} and hour.missing == {"room": 1}


@pytest.mark.parametrize(
    ("count", "said"),
    [(0.4, "0 s"), (119, "119 s"), (120, "2 min"), (7_199, "119 min"), (7_200, "2 h"), (172_799, "47 h"),
     (172_800, "2 jours"), (-5, "0 s")],
)  # fmt: skip
def test_an_age_is_said_in_one_unit(count: float, said: str) -> None:
    assert age(count, Words("fr")).replace("\u00a0", " ") == said
