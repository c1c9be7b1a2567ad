"""What happens to a contest when an alarm fires: silence, a passing state, a missed payment, the end of a file."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from domain import clock, contest_alarms, contest_dates, contest_outcomes
from domain import contest_letters as letters
from domain import contest_states as states
from domain.acts import Act, Lapse
from domain.change import Change

if TYPE_CHECKING:
    from domain.contest import Contest


def _lapse(contest: "Contest", act: Lapse) -> Change:
    rang = [(alarm.name, alarm.deadline) for alarm in contest.alarms if alarm.name == act.alarm]
    if act.alarm not in AGAIN:
        contest.dates.fired = (*contest.dates.fired, *rang)
    contest.alarms = [alarm for alarm in contest.alarms if alarm.name != act.alarm]
    return LAPSES[act.alarm](contest, act)


def _plea_reminder(contest: "Contest", act: Lapse) -> Change:
    return Change("ReminderSent", contest.state, {"alarm": act.alarm}, (_reminder(contest, "reminder"),))


def _courtesy(contest: "Contest", act: Lapse) -> Change:
    return Change("ReminderSent", contest.state, {"alarm": act.alarm}, (_reminder(contest, "courtesy"),))


def _reminder(contest: "Contest", cause: str) -> Any:
    due = contest_dates.plea_due(contest.rules, contest.dates)
    return letters.letter(
        contest, "reminded", cause=cause, closed_on=None, **letters.amounts(contest),
        **letters.due_facts("plead_by", due, contest), pay_by=None, pay_by_explanation="",
    )  # fmt: skip


def _silence(contest: "Contest", act: Lapse) -> Change:
    """Nobody answered, or only a part was paid: the law says what that means; a judge judges (art. 163, 188, 218.2)."""
    contest_outcomes.drop_offer(contest)
    facts = {"alarm": act.alarm, "effect": contest.rules.silence, "paid": contest.paid_cents}
    return Change("PleaOverdue", states.PLEA_OVERDUE, facts)


def _proceed(contest: "Contest", act: Lapse) -> Change:
    """A passing state leads on by itself."""
    return {
        states.GUILTY_UNPAID: _payable,
        states.CONVICTED: _payable,
        states.CONVICTED_DEFAULT: _payable,
        states.SENTENCE_CONTESTED: _await_date,
        states.ADJOURNED: _set_again,
    }[contest.state](contest)


def _payable(contest: "Contest") -> Change:
    """What is owed after the judgment; nothing left means paid."""
    if contest.balance <= 0:
        assert contest.dates.judged is not None
        contest_outcomes.end(contest, states.PAID, contest.dates.judged)
        return Change("NothingLeftToPay", states.PAID, {})
    due = contest_dates.pay_due(contest.rules, contest.dates)
    facts = letters.amounts(contest) | letters.due_facts("pay_by", due, contest)
    return Change("AmountPayable", states.PAYABLE, facts)


def _await_date(contest: "Contest") -> Change:
    return Change("HearingNeeded", states.AWAITING_DATE, {})


def _set_again(contest: "Contest") -> Change:
    hearing = contest.hearing
    assert hearing is not None
    facts = letters.hearing(hearing) | {"judge": hearing.judge}
    return Change("HearingScheduled", states.SCHEDULED, facts, (letters.summons(contest, hearing),))


def _unpaid_warning(contest: "Contest", act: Lapse) -> Change:
    last = contest_dates.pay_by(contest.rules, contest.dates)
    mail = contest.mail("unpaid_warning", pay_by=last.isoformat() if last else None, balance_cents=contest.balance)
    return Change("ReminderSent", contest.state, {"alarm": act.alarm}, (mail,))


def _unpaid(contest: "Contest", act: Lapse) -> Change:
    contest_outcomes.drop_offer(contest)
    last = contest_dates.pay_by(contest.rules, contest.dates)
    letter = letters.letter(contest, "unpaid", pay_by=last.isoformat() if last else None, **letters.amounts(contest))
    return Change("HandedToEnforcement", states.ENFORCEMENT, {"alarm": act.alarm, "cents": contest.balance}, (letter,))


def _instalment_missed(contest: "Contest", act: Lapse) -> Change:
    """The agreement is over: the whole is payable, and overdue."""
    contest_outcomes.drop_offer(contest)
    missed = contest.agreement[0]
    contest.agreement, contest.dates.pay_by = (), clock.local_date(act.received_at)
    facts = {"alarm": act.alarm, "due_on": missed.due_on.isoformat(), "cents": missed.cents}
    letter = letters.letter(contest, "agreement_default", **facts, **letters.amounts(contest),
                            pay_by=contest.dates.pay_by.isoformat())  # fmt: skip
    return Change("AgreementDefaulted", states.PAYABLE, facts, (letter,))


def _promise_broken(contest: "Contest", act: Lapse) -> Change:
    day = contest.promise()
    promised = day.isoformat() if day else None
    return Change("PromiseBroken", contest.state, {"alarm": act.alarm, "promised_on": promised})


def _close(contest: "Contest", act: Lapse) -> Change:
    """Not while money is still to go back."""
    if contest.balance or contest.refunds or contest.unapplied:
        later, closes_on = contest_alarms.CLOSES_LATER_BY, contest_alarms.closes_on(contest)
        assert closes_on is not None  # its alarm just rang
        contest.dates.close_from = closes_on + later[min(contest.put_off, len(later) - 1)]
        contest.put_off += 1
        facts = {"balance": contest.balance, "times": contest.put_off}
        return Change("ClosingPutOff", contest.state, facts, anew=True)
    return Change("FileClosed", states.CLOSED, {"ended_as": contest.ended_as})


AGAIN = ("proceed",)  # these ring as often as their state is entered
LAPSES: dict[str, Callable[["Contest", Lapse], Change]] = {
    "plea_reminder": _plea_reminder,
    "courtesy_reminder": _courtesy,
    "silence": _silence,
    "proceed": _proceed,
    "unpaid_warning": _unpaid_warning,
    "unpaid": _unpaid,
    "instalment_missed": _instalment_missed,
    "promise_broken": _promise_broken,
    "close": _close,
}
STEPS: dict[type[Act], Callable[["Contest", Any], Change]] = {Lapse: _lapse}
