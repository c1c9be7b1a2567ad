"""The alarms of a contest (DOMAIN §7.2, §7.5): absolute instants, made when a state is entered."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from domain import contest_dates, contest_states
from domain.alarms import Alarm, at_the_end_of, instant, lapse, morning
from domain.deadlines import Due

if TYPE_CHECKING:
    from domain.contest import Contest

GIVEN_BACK_WITHIN: Final = timedelta(days=7)  # of the end, by a person: ours, the law sets no day
# How much later the file closes while money is still to go back, each time it is put off; then the last one again.
CLOSES_LATER_BY: Final = (timedelta(days=7), timedelta(days=14), timedelta(days=28))


def alarms_of(contest: "Contest") -> list[Alarm]:
    """Every alarm of the present state, earliest first, without those that rang already."""
    found = [*MAKERS.get(contest.state, _none)(contest), *_promise(contest)]
    waiting = (alarm for alarm in found if (alarm.name, alarm.deadline) not in contest.dates.fired)
    return sorted(waiting, key=lambda alarm: alarm.at)


def _none(contest: "Contest") -> Iterator[Alarm]:
    return iter(())


def _proceed(contest: "Contest") -> Iterator[Alarm]:
    """A passing state is left by itself, at once."""
    assert contest.dates.moved_at is not None
    yield instant("proceed", contest.dates.moved_at)


def _served(contest: "Contest") -> Iterator[Alarm]:
    due = contest_dates.plea_due(contest.rules, contest.dates)
    if not isinstance(due, Due):
        return  # not served yet, or delays are suspended
    reminder = due.on - timedelta(days=contest.rules.delays.plea_reminder)
    if reminder > due.start:
        yield morning("plea_reminder", reminder)
    yield lapse("silence", due.on, contest.rules.grace_minutes)


def _overdue(contest: "Contest") -> Iterator[Alarm]:
    due = contest_dates.plea_due(contest.rules, contest.dates)
    if contest.rules.courtesy_reminder and isinstance(due, Due):
        yield morning("courtesy_reminder", due.on + timedelta(days=1))


def _payable(contest: "Contest") -> Iterator[Alarm]:
    last = contest_dates.pay_by(contest.rules, contest.dates)
    if last is None:
        return
    warning = last - timedelta(days=contest.rules.delays.unpaid_warning)
    if contest.dates.judged is None or warning > contest.dates.judged:
        yield morning("unpaid_warning", warning)
    yield lapse("unpaid", last, contest.rules.grace_minutes)


def _agreement(contest: "Contest") -> Iterator[Alarm]:
    if not contest.agreement:
        return
    start = contest.agreement[0].due_on
    last = contest_dates.after(contest.rules, contest.dates, start, contest.rules.delays.agreement_grace).on
    if last is not None:
        yield lapse("instalment_missed", last, contest.rules.grace_minutes)


def _closing(contest: "Contest") -> Iterator[Alarm]:
    """The file is closed once no remedy is left: after the appeal delay, or the next day where nobody can appeal."""
    day = closes_on(contest)
    if day is not None:
        yield at_the_end_of("close", day)


def closes_on(contest: "Contest") -> date | None:
    """The last day to appeal from an end that was judged, None while delays are stopped; its own day otherwise."""
    day, undecided = contest.dates.close_from, (contest_states.WITHDRAWN, contest_states.STAYED)
    if day is None or contest.dates.judged is None or contest.state in undecided:
        return day
    due = contest_dates.appeal_due(contest.rules, contest.dates)
    return max(due.on, day) if isinstance(due, Due) else None


def _promise(contest: "Contest") -> Iterator[Alarm]:
    day = contest.promise()
    if day is not None:
        yield at_the_end_of("promise_broken", day)


def _adjourned(contest: "Contest") -> Iterator[Alarm]:
    if contest.hearing is not None:
        yield from _proceed(contest)


MAKERS: Final[dict[str, Callable[["Contest"], Iterator[Alarm]]]] = {
    contest_states.SERVED: _served,
    contest_states.PLEA_OVERDUE: _overdue,
    contest_states.GUILTY_UNPAID: _proceed,
    contest_states.SENTENCE_CONTESTED: _proceed,
    contest_states.CONVICTED: _proceed,
    contest_states.CONVICTED_DEFAULT: _proceed,
    contest_states.ADJOURNED: _adjourned,
    contest_states.PAYABLE: _payable,
    contest_states.AGREEMENT: _agreement,
    **dict.fromkeys(contest_states.ENDS, _closing),
}
