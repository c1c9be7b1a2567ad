"""The rules of contests over records in memory: the court's calendar, letters and mails, notices of judgment."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checks import contest_law, post
from checks.contest_facts import Contest
from checks.court_days import Stop, last_day
from checks.letters import unfounded_standings
from checks.record import Letter, Order, Record
from domain.events import Event
from domain.judgment_acts import CorrectJudgment
from tests.checks.court_lives import LIVES, case_of, contest_of, lines_of, rows_of
from tests.contests import JUDGE, Story

NEW_YEAR = date(2026, 12, 31)


def record_of(events: list[Event]) -> Record:
    """The record of one contest whose letters and mails have all been sent."""
    placed = [(one.seq, line, order) for one in events for line, order in enumerate(one.orders)]
    orders = [Order(events[0].case_id, seq, line, order.kind, order.code, "sent") for seq, line, order in placed]
    case, sent = case_of(events), [order for order in orders if order.kind == "letter"]
    letters = [
        Letter(case.id, number, one.seq, one.line, one.code, f"{number}.pdf", "", "valid", None, None)
        for number, one in enumerate(sent, start=1)
    ]
    return Record({case.id: case}, {case.id: rows_of(events)}, [], {case.id: lines_of(events)}, {case.id: orders},
                  {case.id: letters}, {}, [], [])  # fmt: skip


@pytest.mark.parametrize(("served", "due"), [
    (date(2026, 11, 2), date(2026, 12, 2)), (date(2026, 11, 25), date(2026, 12, 28)),
    (date(2026, 11, 26), date(2026, 12, 28)), (date(2026, 12, 3), date(2027, 1, 4)),
    (date(2027, 2, 24), date(2027, 3, 30)), (date(2026, 5, 25), date(2026, 6, 25)),
    (date(2026, 6, 1), date(2026, 7, 2)),
])  # fmt: skip
def test_thirty_days_end_where_the_law_s_own_table_says(served: date, due: date) -> None:
    assert last_day(served, 30) == due


def test_a_stop_and_a_closed_day_move_the_end_and_an_open_stop_takes_it_away() -> None:
    served = date(2026, 11, 2)
    assert last_day(served, 30, [Stop(date(2026, 11, 10), date(2026, 11, 15))]) == date(2026, 12, 7)
    assert last_day(served, 30, [], {date(2026, 12, 2)}) == date(2026, 12, 3)
    assert last_day(served, 30, [Stop(date(2026, 11, 10))]) is None
    assert last_day(served, 30, [Stop(NEW_YEAR)]) == date(2026, 12, 2)


@pytest.mark.parametrize("name", LIVES)
def test_each_letter_and_mail_is_called_for_and_each_one_less_or_more_is_seen(name: str, tmp_path: Path) -> None:
    record = record_of(LIVES[name]().events)
    (case_id,) = record.cases
    assert (post.unfinished_orders(record), post.doubled_letters(record, tmp_path, {})) == ([], [])
    orders, letters = record.orders[case_id], record.letters[case_id]
    for place, order in enumerate(orders):
        less = replace(record, orders={case_id: orders[:place] + orders[place + 1 :]})
        more = replace(record, orders={case_id: [*orders, replace(order, line=9)]})
        may_be_missing = order.code == "C15"
        assert post.unfinished_orders(less) or may_be_missing
        assert post.doubled_letters(more, tmp_path, {}) or order.kind == "mail"
    again = replace(letters[-1], number=99, line=9, storage_key="99.pdf")
    assert post.doubled_letters(replace(record, letters={case_id: [*letters, again]}), tmp_path, {}) == [case_id]


def told(name: str, cents: int) -> Contest:
    """A life whose notice of judgment says another amount."""
    contest = contest_of(LIVES[name]().events)
    contest.letters = [
        replace(one, facts=(one.facts or {}) | {"owed_cents": cents}) if one.code == "C04" else one
        for one in contest.letters
    ]
    return contest


@pytest.mark.parametrize(("name", "cents"), [("minor", 13_500), ("paid", 21_300), ("acquitted", 0)])
def test_a_notice_of_judgment_asks_for_what_is_owed_with_the_costs_that_it_brings(name: str, cents: int) -> None:
    assert not contest_law.notices_off(told(name, cents))
    assert contest_law.notices_off(told(name, cents + 1))


def test_a_corrected_judgment_stands_in_its_letter() -> None:
    story = Story().heard()
    story.judge("acquitted")
    story.do(CorrectJudgment, JUDGE, error="Nom", correction="Exemple")
    record = record_of(story.events)
    (case_id,) = record.cases
    letters = record.letters[case_id]
    number = next(one.number for one in letters if one.code == "C04")
    standing = [
        replace(one, status="corrected", changed_seq=len(story.events)) if one.number == number else one
        for one in letters
    ]
    assert unfounded_standings(record) == [case_id]
    assert unfounded_standings(replace(record, letters={case_id: standing})) == []
