"""The check of dockets: a sound one passes, and each way of spoiling it is seen."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checks.docket import figures, judge, moves
from cli.docket_files import Docket, write
from domain.docket_greedy import greedy, suiting
from tests.dockets import court, interpreter, matter, sitting

Spoil = Callable[[dict[str, Any]], None]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A sound docket of two rooms on two days."""
    matters = [
        matter("a", people=("officer",)), matter("b", people=("officer",)), matter("c", interpreter="es"),
        matter("d", language="en", party="party-a"),
    ]  # fmt: skip
    sittings = [sitting("s"), sitting("t"), sitting("late", 1, mode="video", language="fr", kinds=("traffic",))]
    of = court(sittings, matters, interpreters=(interpreter("i", "es", 0),))
    write(tmp_path / "docket.json", Docket(of, greedy(of, suiting(of))))
    return tmp_path / "docket.json"


def spoilt(file: Path, spoil: Spoil) -> Path:
    docket = json.loads(file.read_text(encoding="utf-8"))
    spoil(docket)
    file.write_text(json.dumps(docket), encoding="utf-8")
    return file


def test_a_sound_docket_passes(file: Path) -> None:
    assert figures(file) == {"overlaps": 0, "violations": 0, "offenders": []}


def test_a_file_may_leave_out_what_is_empty(file: Path) -> None:
    def leave_out(docket: dict[str, Any]) -> None:
        court = docket["instance"]
        for one in (court, *court["matters"], *court["sittings"], *docket["placed"].values()):
            for name in [name for name, value in one.items() if value in ("", [], {}, None)]:
                del one[name]

    assert figures(spoilt(file, leave_out)) == {"overlaps": 0, "violations": 0, "offenders": []}


def _same_seat(docket: dict[str, Any]) -> None:
    docket["placed"]["b"]["seat"] = docket["placed"]["a"]["seat"]


def _first_of_both_rooms(docket: dict[str, Any], one: str, other: str) -> None:
    """Two matters at the same minute in two rooms, the others after them."""
    rest = [name for name in "abcd" if name not in (one, other)]
    seats = {one: ("s", 0), other: ("t", 0)} | {name: ("s", slot) for slot, name in enumerate(rest, 1)}
    for name, (sitting_id, slot) in seats.items():
        docket["placed"][name]["seat"] = {"sitting": sitting_id, "slot": slot}


def _officer_twice(docket: dict[str, Any]) -> None:
    _first_of_both_rooms(docket, "a", "b")


def _party_twice(docket: dict[str, Any]) -> None:
    _first_of_both_rooms(docket, "a", "d")


def _judge_twice(docket: dict[str, Any]) -> None:
    _officer_twice(docket)
    docket["instance"]["matters"][1]["people"] = []
    docket["instance"]["sittings"][1]["judge"] = docket["instance"]["sittings"][0]["judge"]


def _officer_needed_before_the_slot_is_over(docket: dict[str, Any]) -> None:
    _officer_twice(docket)
    _sitting(minutes=40)(docket)
    docket["instance"]["sittings"][1]["starts"] += 20  # the first matter lasts twenty minutes, its slot forty


@pytest.mark.parametrize(
    "spoil", [_same_seat, _officer_twice, _party_twice, _judge_twice, _officer_needed_before_the_slot_is_over]
)
def test_two_places_at_once_are_seen(file: Path, spoil: Spoil) -> None:
    assert judge(spoilt(file, spoil)).overlaps


def _late(docket: dict[str, Any]) -> None:
    docket["placed"]["d"]["seat"] = {"sitting": "late", "slot": 0}


def _matter(name: str, **changes: Any) -> Spoil:
    def spoil(docket: dict[str, Any]) -> None:
        for one in docket["instance"]["matters"]:
            if one["id"] == name:
                one.update(changes)

    return spoil


def _sitting(**changes: Any) -> Spoil:
    def spoil(docket: dict[str, Any]) -> None:
        for one in docket["instance"]["sittings"]:
            one.update(changes)

    return spoil


def _set(*path: str, to: Any) -> Spoil:
    def spoil(docket: dict[str, Any]) -> None:
        for name in path[:-1]:
            docket = docket[name]
        docket[path[-1]] = to

    return spoil


@pytest.mark.parametrize(
    ("rule", "spoil"),
    [
        ("language", _late),
        ("mode", _late),
        ("kind", _late),
        ("conflict", _matter("a", avoid=["judge-s", "judge-t"])),
        ("notice", _matter("a", earliest="2027-03-02")),
        ("longer", _matter("a", minutes=40)),
        ("away", _set("instance", "absences", to={"officer": ["2027-03-01"]})),
        ("away", _set("instance", "absences", to={"party-c": ["2027-03-01"]})),
        ("taken", _sitting(taken=[0, 1, 2])),
        ("no such slot", _set("placed", "a", "seat", "slot", to=3)),
        ("no such slot", _set("placed", "a", "seat", "slot", to=-1)),
        ("not interpreted", _set("placed", "c", "interpreter", to="")),
        ("not interpreted", _set("placed", "a", "interpreter", to="i")),
        ("cannot that day", _matter("c", interpreter="ar")),
        ("outside", _set("instance", "days", to=["2027-03-02"])),
        ("no matter", _set("placed", "x", to={"seat": {"sitting": "s", "slot": 0}, "interpreter": ""})),
        ("is 2 matters", _matter("b", id="a")),
    ],
)  # fmt: skip
def test_each_broken_rule_is_named(file: Path, rule: str, spoil: Spoil) -> None:
    found = judge(spoilt(file, spoil)).violations
    assert any(rule in one for one in found), found


def test_moves_are_counted_against_the_fewest_that_there_could_be(file: Path) -> None:
    def publish(docket: dict[str, Any]) -> None:
        for one in docket["instance"]["matters"]:
            one["published"] = docket["placed"][one["id"]]["seat"]

    assert moves(spoilt(file, publish)) == {"moved_published": 0, "bound": 0}
    assert moves(spoilt(file, lambda docket: docket["placed"].pop("a"))) == {"moved_published": 1, "bound": 0}
    must = moves(spoilt(file, _set("instance", "absences", to={"party-c": ["2027-03-01"]})))
    assert must["bound"] == 1
