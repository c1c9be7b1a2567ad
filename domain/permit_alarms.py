"""The alarms of a permit case: absolute instants computed once, when a state is entered (DESIGN §4)."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from domain import permit_dates, permit_states
from domain.alarms import Alarm, at_the_end_of, days_before, lapse, morning
from domain.permit_dates import Dates
from domain.rules import PermitRules


def alarms_of(rules: PermitRules, state: str, dates: Dates) -> list[Alarm]:
    """Every alarm of a state just entered, earliest first, without those that rang before the state was left."""
    found = [*MAKERS.get(state, _none)(rules, dates), *_promise(rules, state, dates), *_amendment(rules, state, dates)]
    waiting = (alarm for alarm in found if (alarm.name, alarm.deadline) not in dates.fired)
    return sorted(waiting, key=lambda alarm: alarm.at)


def _none(rules: PermitRules, dates: Dates) -> Iterator[Alarm]:
    return iter(())


def _unpaid(rules: PermitRules, dates: Dates) -> Iterator[Alarm]:
    yield _lapse("fee_unpaid", permit_dates.pay_by(rules, dates).on, rules)


def _issue_unpaid(rules: PermitRules, dates: Dates) -> Iterator[Alarm]:
    assert dates.approved is not None
    yield _lapse("issue_fee_unpaid", permit_dates.pay_issue_by(rules, dates.approved).on, rules)


def _silence(rules: PermitRules, dates: Dates) -> Iterator[Alarm]:
    assert dates.asked is not None
    asked = dates.asked
    for rank, delay in enumerate(rules.delays.answer_reminders, start=1):
        yield morning(f"answer_reminder_{rank}", permit_dates.after(rules, asked, delay).on)
    yield at_the_end_of("answer_warning", permit_dates.answer_by(rules, asked).on)
    yield _lapse("silence", permit_dates.closes_on(rules, asked).on, rules)


def _issued(rules: PermitRules, dates: Dates) -> Iterator[Alarm]:
    assert dates.issued is not None
    yield from _validity(rules, dates)
    yield from _invoice(rules, dates)
    start = permit_dates.start_by(rules, dates.issued)
    if start is not None:
        for days, day in days_before(rules.delays.start_warnings, dates.issued, start.on):
            yield morning(f"start_warning_{days}", day)
        yield _lapse("not_started", start.on, rules)
    if rules.annual:
        yield morning("renewal_opens", permit_dates.renewal_opens_on(rules, _end(rules, dates)))


def _working(rules: PermitRules, dates: Dates) -> Iterator[Alarm]:
    yield from _validity(rules, dates)
    yield from _invoice(rules, dates)


def _validity(rules: PermitRules, dates: Dates) -> Iterator[Alarm]:
    assert dates.issued is not None
    end = _end(rules, dates)
    for days, day in days_before(rules.delays.expiry_warnings, dates.issued, end):
        yield morning(f"expiry_warning_{days}", day)
    yield _lapse("expiry", end, rules)


def _correction(rules: PermitRules, dates: Dates) -> Iterator[Alarm]:
    assert dates.found is not None
    yield at_the_end_of("correction_overdue", permit_dates.after(rules, dates.found, rules.delays.correction).on)


def _revocation(rules: PermitRules, dates: Dates) -> Iterator[Alarm]:
    assert dates.noticed is not None
    yield at_the_end_of("comments_closed", permit_dates.after(rules, dates.noticed, rules.delays.comment).on)


def _renewal(rules: PermitRules, dates: Dates) -> Iterator[Alarm]:
    if dates.expired is None:
        yield from _working(rules, dates)
        return
    assert dates.renewal_asked is not None
    pay_by = permit_dates.after(rules, dates.renewal_asked, rules.delays.pay_at_submission)
    yield _lapse("renewal_unpaid", pay_by.on, rules)


def _expired(rules: PermitRules, dates: Dates) -> Iterator[Alarm]:
    assert dates.expired is not None
    yield from _invoice(rules, dates)
    if rules.renewable:
        yield _lapse("renewal_closed", permit_dates.after(rules, dates.expired, rules.delays.renew_within).on, rules)


def _invoice(rules: PermitRules, dates: Dates) -> Iterator[Alarm]:
    """What is billed afterwards: the bill, then one reminder (DOMAIN §3.2, §3.4)."""
    if not rules.owed("invoice_after") or dates.issued is None:
        return
    if dates.invoiced is None:
        yield morning("invoice", permit_dates.after(rules, dates.issued, rules.delays.invoice_after).on)
    elif not dates.reminded_of_invoice:
        due = permit_dates.after(rules, dates.invoiced, rules.delays.invoice_within)
        yield at_the_end_of("invoice_overdue", due.on)


def _promise(rules: PermitRules, state: str, dates: Dates) -> Iterator[Alarm]:
    """A promised date that passes is noted once, for the supervisor."""
    if not rules.watches_promises:
        return
    day = permit_dates.promised_on(rules, state, dates)
    if day is not None and day != dates.broken:
        yield at_the_end_of("promise_broken", day)


def _amendment(rules: PermitRules, state: str, dates: Dates) -> Iterator[Alarm]:
    if dates.amended is not None and state in permit_states.BEFORE_DECISION:
        pay_by = permit_dates.after(rules, dates.amended, rules.delays.pay_at_submission)
        yield _lapse("amendment_unpaid", pay_by.on, rules)


MAKERS: Final[dict[str, Callable[[PermitRules, Dates], Iterator[Alarm]]]] = {
    permit_states.AWAITING_PAYMENT: _unpaid,
    permit_states.INFO_REQUESTED: _silence,
    permit_states.APPROVED_TO_PAY: _issue_unpaid,
    permit_states.ISSUED: _issued,
    permit_states.IN_PROGRESS: _working,
    permit_states.EXTENDED: _working,
    permit_states.INSPECTION_NC: _correction,
    permit_states.REVOCATION_NOTICE: _revocation,
    permit_states.RENEWAL_PENDING: _renewal,
    permit_states.EXPIRED: _expired,
    permit_states.COMPLETED: _invoice,
    permit_states.REVOKED: _invoice,
}


def _end(rules: PermitRules, dates: Dates) -> date:
    return permit_dates.end_of_validity(rules, dates)


def _lapse(name: str, last_day: date, rules: PermitRules) -> Alarm:
    return lapse(name, last_day, rules.grace_minutes)
