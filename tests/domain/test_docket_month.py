"""A month as a docket: sittings with their taken slots, nobody's name, and each place a slot again."""

from datetime import date, datetime, timedelta
from pathlib import Path

from checks import docket as judged
from cli.docket_files import Docket, write
from domain.clock import LOCAL
from domain.docket_answer import answered
from domain.docket_greedy import greedy, suiting
from domain.docket_month import Month, OpenSitting, month_of, rank_in
from domain.placement import OpenSlot, Span, Waiting

FIRST = date(2029, 3, 5)
LAST = date(2029, 3, 30)
HALF_HOUR = timedelta(minutes=30)


def at(day: int, hour: int) -> datetime:
    """An hour of March 2029, in which the clocks go forward on the 11th."""
    return datetime(2029, 3, day, hour, tzinfo=LOCAL)


def sitting(name: str, day: int, count: int = 4) -> OpenSitting:
    return OpenSitting(name, f"judge-{name}", f"room-{name}", "in_person", "both", at(day, 9), 30, count)


def free(of: OpenSitting, *ranks: int) -> list[OpenSlot]:
    starts = [of.starts_at + HALF_HOUR * rank for rank in ranks]
    return [
        OpenSlot(f"{of.id}-{rank}", of.id, of.judge, of.room, of.mode, of.language, Span(start, start + HALF_HOUR))
        for rank, start in zip(ranks, starts, strict=True)
    ]


def waits(name: str, party: str = "", **more: object) -> Waiting:
    return Waiting(name, party or f"party of {name}", "fr", "in_person", FIRST, **more)  # pyright: ignore


def march(cases: list[Waiting]) -> Month:
    one, other = sitting("a", 6), sitting("b", 13)
    return month_of((FIRST, LAST), cases, [one, other], [*free(one, 1, 3), *free(other, 0)])


def test_a_slot_that_is_not_free_is_taken_and_each_place_is_a_slot_again() -> None:
    month = march([waits("x"), waits("y"), waits("z"), waits("w")])
    assert {one.id: one.taken for one in month.instance.sittings} == {"a": (0, 2), "b": (1, 2, 3)}
    placed = greedy(month.instance, suiting(month.instance))
    assert sorted(month.slot_of(where) for where in placed.values()) == ["a-1", "a-3", "b-0"]


def test_an_hour_is_the_same_before_and_after_the_clocks_go_forward() -> None:
    starts = {one.starts for one in march([]).instance.sittings}
    assert starts == {540}
    assert rank_in(540, 30, at(13, 9) + HALF_HOUR * 3) == 3


def test_a_docket_names_nobody_and_still_knows_who_is_the_same() -> None:
    cases = [
        waits("x", "Camille Exemple", people=("Matricule 4021",), interpreter="Ana"),
        waits("y", "Camille Exemple", people=("Matricule 4021",)),
        waits("z", "Dominique Essai", interpreter="Ana"),
    ]
    told = march(cases).instance
    text = str(told)
    assert not [name for name in ("Camille", "Dominique", "4021", "Ana") if name in text]
    x, y, z = told.matters
    assert x.party == y.party != z.party
    assert set(x.people) & set(y.people) and set(x.people) & set(z.people) and not set(y.people) & set(z.people)


def test_whoever_is_at_another_hearing_is_engaged() -> None:
    busy = Span(at(6, 9), at(6, 10))
    month = march([waits("x", "p", party_busy=(busy,)), waits("y", "p", party_busy=(busy,))])
    (met,) = month.instance.engaged
    assert (met.day, met.begins, met.ends) == (date(2029, 3, 6), 540, 600)
    assert "a-1" not in {
        month.slot_of(one) for one in greedy(month.instance, suiting(month.instance)).values()
    }  # fmt: skip


def test_the_check_finds_nothing_wrong_with_it(tmp_path: Path) -> None:
    cases = [waits(f"c{rank}", f"p{rank % 2}", people=("one officer",)) for rank in range(5)]
    month = march(cases)
    answer = answered(month.instance, greedy(month.instance, suiting(month.instance)), final=True)
    write(tmp_path / "docket.json", Docket(month.instance, answer.placed))
    found = judged.figures(tmp_path / "docket.json")
    assert (found["overlaps"], found["violations"]) == (0, 0)
    assert (answer.own.placed, answer.own.unplaced) == (3, 2)
    assert answer.reasons["c4"].against or answer.reasons["c3"].against


def test_a_month_without_anything_is_a_docket_too() -> None:
    month = month_of((FIRST, LAST), [], [], [])
    answer = answered(month.instance, {}, final=True)
    assert (answer.own.placed, answer.own.median_wait, answer.gap) == (0, 0, None)
