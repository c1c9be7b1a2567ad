"""A contest’s dates against an oracle that counts day by day, with `datetime` alone (art. 17 C-25.1, DOMAIN §6.5)."""

import json
from copy import deepcopy
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain import contest_dates
from domain.acts import Act
from domain.contest_acts import CloseDay, ResumeDelays, SuspendDelays
from domain.errors import CaseError
from domain.judgment_acts import JudgeOnRecord
from domain.people import SYSTEM, Actor
from tests.contests import (
    CLERK,
    COLLECTOR,
    HOLDER,
    JUDGE,
    Adjourn,
    Agree,
    AskRevocation,
    DecideAppeal,
    DecideRevocation,
    GrantTime,
    Instalment,
    RecordAppeal,
    Story,
    local,
    statement,
)

DAY = timedelta(days=1)
TORONTO = ZoneInfo("America/Toronto")
EXPLAINED = json.loads(Path(__file__).with_name("contest_explanations.json").read_text())


def easter(year: int) -> date:
    """By Gauss, with the two exceptions."""
    century = year // 100
    m = (15 + century - century // 4 - (13 + 8 * century) // 25) % 30
    d = (19 * (year % 19) + m) % 30
    e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 4 + century - century // 4) % 7
    days = 22 + d + e
    if (d == 29 and e == 6) or (d == 28 and e == 6 and year % 19 > 10):
        days -= 7
    return date(year, 3, 1) + (days - 1) * DAY


def nth_monday(year: int, month: int, nth: int) -> date:
    mondays = [day for day in (date(year, month, 1) + n * DAY for n in range(28)) if day.weekday() == 0]
    return mondays[nth - 1]


def holiday(day: date) -> bool:
    """The eleven rules, and the weekend."""
    year = day.year
    patriots = next(date(year, 5, n) for n in range(24, 17, -1) if date(year, 5, n).weekday() == 0)
    canada = date(year, 7, 2) if date(year, 7, 1).weekday() == 6 else date(year, 7, 1)
    fixed = {(1, 1), (1, 2), (6, 24), (12, 25), (12, 26)}
    moving = {easter(year) - 2 * DAY, easter(year) + DAY, patriots, canada, nth_monday(year, 9, 1),
              nth_monday(year, 10, 2)}  # fmt: skip
    return day.weekday() >= 5 or (day.month, day.day) in fixed or day in moving


class Oracle:
    """Days closed since, and when the clock stood still: after a day, up to another one, itself not counted."""

    def __init__(self) -> None:
        self.closed: set[date] = set()
        self.stops: list[tuple[date, date]] = []

    def juridical(self, day: date) -> date:
        while holiday(day) or day in self.closed:
            day += DAY
        return day

    def due(self, start: date, days: int) -> date:
        """So many days that run, the first not counted; then the next juridical day."""
        day = start
        while days:
            day += DAY
            days -= not any(stopped < day <= resumed for stopped, resumed in self.stops)
        return self.juridical(day)


def months_later(day: date, months: int) -> date:
    """The same date, or the last of the month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - DAY).day
    return date(year, month + 1, min(day.day, last))


def midnight_after(day: date) -> datetime:
    return datetime.combine(day + DAY, time(), TORONTO).astimezone(UTC)


def last_day(story: Story, name: str) -> date:
    """The local day on which a right ends, by the alarm’s own deadline."""
    (alarm,) = [one for one in story.case.alarms if one.name == name]
    day = (alarm.deadline - timedelta(minutes=1)).astimezone(TORONTO).date()
    assert alarm.deadline == midnight_after(day)
    return day


def served(day: date, **changes: str) -> Story:
    at = datetime.combine(day, time(9), TORONTO).astimezone(UTC)
    return Story(statement(served_on=day, offence_at=at), **changes).on(day.isoformat())


def closes(story: Story, oracle: Oracle, day: date, why: str) -> None:
    story.do(CloseDay, SYSTEM, day=day, why=why)
    oracle.closed.add(day)


def stands_still(story: Story, oracle: Oracle, until: date) -> None:
    """From today until a day."""
    story.do(SuspendDelays, CLERK, reasons="Arrêté")
    today = story.now.astimezone(TORONTO).date()
    assert not [alarm for alarm in story.case.alarms if alarm.name != "close"]
    story.on(until.isoformat()).do(ResumeDelays, CLERK)
    oracle.stops.append((today, until))


def disturbed(story: Story, oracle: Oracle, chance: Random, start: date, days: int) -> None:
    """The delay that runs is stopped, its last day closed late, or both, some times."""
    for _ in range(chance.randint(0, 3)):
        today, last = story.now.astimezone(TORONTO).date(), oracle.due(start, days)
        open_days = (last - today).days
        if open_days > 8 and chance.random() < 0.5:
            story.on((today + chance.randint(0, open_days - 8) * DAY).isoformat())
            stands_still(story, oracle, story.now.astimezone(TORONTO).date() + chance.randint(1, 400) * DAY)
        else:
            closes(story, oracle, last, chance.choice(("proclaimed", "outage")))
        if not story.case.alarms:
            return


def refused(story: Story, at: datetime, kind: type[Act], by: Actor, **content: Any) -> bool:
    """Whether an act is refused at an instant."""
    try:
        story.case.check(kind(act_id="asked", by=by, received_at=at, **content))
    except CaseError:
        return True
    return False


def is_late(story: Story, at: datetime, known: date) -> bool:
    """Whether revocation asked for at an instant needs relief from the delay; the story itself goes on without it."""
    apart = deepcopy(story.case)
    apart.apply(AskRevocation(act_id="asked", by=HOLDER, received_at=at, known_on=known, grounds="", merits=""))
    return apart.late_revocation


@pytest.mark.parametrize("seed", range(30))
def test_every_date_of_a_life_is_the_oracle_s(seed: int) -> None:
    """Ten lives each, 300 in all: silence, a judgment by default, what follows, and a failed agreement."""
    for rank in range(10):
        chance, oracle = Random(seed * 100 + rank), Oracle()
        day = date(2026, 1, 5) + chance.randint(0, 4 * 365) * DAY
        story = served(day)
        disturbed(story, oracle, chance, day, 30)
        assert last_day(story, "silence") == oracle.due(day, 30)
        story.until("silence")
        judged = oracle.due(day, 30) + chance.randint(2, 60) * DAY
        story.on(judged.isoformat()).judge("convicted", kind=JudgeOnRecord)
        story.through()
        assert story.letter("C04")["appeal_by"] == story.letter("C04")["pay_by"] == str(oracle.due(judged, 30))
        disturbed(story, oracle, chance, judged, 30)
        _after_judgment(story, oracle, chance, judged)
        ceiling = contest_dates.age(story.case.rules, story.case.dates, judged)
        assert ceiling is not None
        assert (ceiling.ceiling_on, ceiling.days) == (months_later(day, 18), (judged - day).days)


def _after_judgment(story: Story, oracle: Oracle, chance: Random, judged: date) -> None:
    last = oracle.due(judged, 30)
    assert last_day(story, "unpaid") == last
    for filed, extended, taken in ((last, False, True), (last + DAY, False, False), (last + DAY, True, True)):
        told = {"side": "defence", "filed_on": filed, "court_number": "500-36", "extended": extended}
        assert refused(story, midnight_after(filed), RecordAppeal, CLERK, **told) is not taken
    known = judged + chance.randint(0, 200) * DAY
    ends = midnight_after(oracle.due(known, 15))
    assert [is_late(story, at, known) for at in (ends - timedelta(seconds=1), ends)] == [False, True]
    today = story.now.astimezone(TORONTO).date()
    first = today + chance.randint(5, 90) * DAY
    rest = (Instalment(first, 5_000), Instalment(first + 30 * DAY, story.case.balance - 3_000 - 5_000))
    story.do(Agree, COLLECTOR, deposit=3_000, instalments=rest)
    assert last_day(story, "instalment_missed") == oracle.due(today, 10)
    story.pay(3_000)
    assert last_day(story, "instalment_missed") == oracle.due(first, 10)
    story.until("instalment_missed")
    story.pay()
    assert last_day(story, "close") >= oracle.due(judged, 30)


@pytest.mark.parametrize("seed", range(60))
def test_a_paid_statement_closes_the_day_after_the_last_day_to_appeal(seed: int) -> None:
    chance, oracle = Random(seed), Oracle()
    day = date(2026, 1, 5) + chance.randint(0, 4 * 365) * DAY
    story = served(day)
    paid = day + chance.randint(0, 20) * DAY
    story.on(paid.isoformat()).pay()
    disturbed(story, oracle, chance, paid, 30)
    assert last_day(story, "close") == oracle.due(paid, 30)


def test_four_years_with_suspensions_a_late_holiday_a_leap_day_and_an_outage() -> None:
    story, oracle = served(date(2026, 8, 31)), Oracle()
    stands_still(story.on("2026-09-14"), oracle, date(2027, 2, 28))
    closes(story, oracle, date(2027, 3, 16), "proclaimed")
    assert oracle.due(date(2026, 8, 31), 30) == date(2027, 3, 17) == last_day(story, "silence")
    story.on("2027-03-17").plead("not_guilty")
    assert story.case.promised_on == oracle.due(date(2027, 3, 17), 60) == date(2027, 5, 17)
    story.on("2027-05-17").review()
    story.schedule("2027-11-10")
    story.open("2027-11-10", "defence")
    story.do(Adjourn, JUDGE, reasons="Témoin", charged_to="defence", hearing=story.hearing("2028-01-31", "h2"))
    story.through().open("2028-01-31", "prosecution")
    story.judge("convicted", in_absence=True)
    story.through()
    assert last_day(story, "unpaid") == oracle.due(date(2028, 1, 31), 30) == date(2028, 3, 1)
    said = {"known_on": date(2028, 2, 14), "grounds": "Maladie", "merits": "Absente"}
    closes(story.on("2028-02-29"), oracle, date(2028, 2, 29), "outage")
    assert not is_late(story, midnight_after(date(2028, 2, 29)), date(2028, 2, 14))
    story.on("2028-03-01").do(AskRevocation, HOLDER, **said)
    assert (oracle.due(date(2028, 2, 14), 15), story.case.late_revocation) == (date(2028, 3, 1), False)
    story.on("2028-06-01").do(DecideRevocation, JUDGE, granted=True, reasons="Motif sérieux")
    story.schedule("2029-09-12", "h3")
    story.open("2029-09-12", "defence")
    story.judge("convicted")
    filed = date(2029, 10, 12)
    story.on("2029-10-12").do(RecordAppeal, CLERK, side="defence", filed_on=filed, court_number="500-36")
    story.on("2030-09-03").do(DecideAppeal, CLERK, outcome="upheld", decided_on=date(2030, 9, 3))
    story.through()
    assert (story.state, last_day(story, "unpaid")) == ("PAYABLE", date(2030, 9, 10))
    age = contest_dates.age(story.case.rules, story.case.dates, date(2030, 9, 10))
    assert age is not None
    assert (age.defence, age.net) == (82, (date(2029, 9, 12) - date(2026, 8, 31)).days - 82)
    assert age.ceiling_on == date(2028, 2, 29) + 82 * DAY


CLOCK_CHANGES = {  # served, last day to plead, its end in UTC
    "spring, on the day before the last": ("2027-02-12", "2027-03-15", "2027-03-16T04:00"),
    "spring, in between": ("2027-03-01", "2027-03-31", "2027-04-01T04:00"),
    "autumn, on the day before the last": ("2027-10-08", "2027-11-08", "2027-11-09T05:00"),
    "a leap day": ("2028-01-30", "2028-02-29", "2028-03-01T05:00"),
    "the year’s end": ("2027-12-01", "2027-12-31", "2028-01-01T05:00"),
}


@pytest.mark.parametrize(("day", "last", "ends"), CLOCK_CHANGES.values(), ids=list(CLOCK_CHANGES))
def test_a_day_ends_at_local_midnight_whatever_the_clocks_do(day: str, last: str, ends: str) -> None:
    (alarm,) = [one for one in served(date.fromisoformat(day)).case.alarms if one.name == "silence"]
    assert alarm.deadline == datetime.fromisoformat(f"{ends}+00:00") == midnight_after(date.fromisoformat(last))


def test_a_warning_on_the_day_the_clocks_change_comes_at_eight_by_the_wall() -> None:
    story = Story().in_default().on("2027-02-01")
    story.do(GrantTime, COLLECTOR, until=date(2027, 3, 21), reasons="Maladie")
    assert local(story.case.alarms[0]) == ("unpaid_warning", "2027-03-14 08:00")
    assert story.case.alarms[0].at == datetime(2027, 3, 14, 12, tzinfo=UTC)


VECTORS = {
    "2026-11-02": "2026-12-02", "2026-11-25": "2026-12-28", "2026-11-26": "2026-12-28", "2026-12-03": "2027-01-04",
    "2027-02-24": "2027-03-30", "2026-05-25": "2026-06-25", "2026-06-01": "2026-07-02",
}  # fmt: skip


@pytest.mark.parametrize(("day", "last"), VECTORS.items())
def test_the_vectors_of_the_reference_hold_for_pleas_and_for_the_oracle(day: str, last: str) -> None:
    start = date.fromisoformat(day)
    assert str(last_day(served(start), "silence")) == str(Oracle().due(start, 30)) == last


def _explained() -> dict[str, contest_dates.clock.Due | contest_dates.clock.Stopped | None]:
    christmas, easter_time, plain, stopped = (
        served(date.fromisoformat(day)) for day in ("2026-11-25", "2027-02-24", "2026-11-02", "2026-11-02")
    )
    outage, proclaimed = deepcopy(plain), deepcopy(plain)
    closes(outage.on("2026-12-02"), Oracle(), date(2026, 12, 2), "outage")
    closes(proclaimed.on("2026-11-20"), Oracle(), date(2026, 12, 2), "proclaimed")
    stopped.on("2026-11-12").do(SuspendDelays, CLERK, reasons="Arrêté")
    resumed = deepcopy(stopped).on("2027-02-12")
    resumed.do(ResumeDelays, CLERK)
    stories = {"christmas": christmas, "good friday": easter_time, "outage": outage, "proclaimed": proclaimed,
               "suspended": stopped, "resumed": resumed}  # fmt: skip
    dues = {name: contest_dates.plea_due(one.case.rules, one.case.dates) for name, one in stories.items()}
    dues["revocation"] = contest_dates.revocation_due(plain.case.rules, plain.case.dates, date(2027, 3, 12))
    return dues


def test_explanations_are_those_that_were_read_in_both_languages() -> None:
    told = {name: {"fr": due.explain("fr"), "en": due.explain("en")} for name, due in _explained().items() if due}
    assert told == EXPLAINED
