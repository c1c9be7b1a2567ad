"""What the law asks of every contest, written again from DOMAIN §2.4, §2.7, §2.8, §7.2 and §7.5: each rule by its name.

A rule is given one contest whose facts can be read, and says whether it was broken.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

from checks.accounts import ASSESSED, AT_THE_COUNTER, PAID, WRITTEN_OFF
from checks.contest_facts import Contest, Told
from checks.contest_money import kind_of
from checks.court_days import Stop, last_day, local_day

PLEA_DAYS: Final = 30  # from service, art. 160
APPEAL_DAYS: Final = 30  # from judgment, rendered or deemed, art. 271
GRACE: Final = timedelta(minutes=15)  # before an absence is one, DOMAIN §7.2
PROSECUTED_FROM, ADULT_FROM = 14, 18  # art. 5, DOMAIN §2.4
MOST_FINE, MOST_COSTS = 10_000, 3_000  # of a minor, in cents, DOMAIN §2.4 and the regime's own number
PLEAS: Final = ("PleaEntered", "LatePleaAccepted")
PAYMENTS: Final = ("PaymentReceived", "PaymentTaken")
HEARING_SET: Final = ("HearingScheduled", "HearingPostponed", "HearingAdjourned", "HearingMoved")
PASSING: Final = frozenset({"GUILTY_UNPAID", "CONVICTED", "CONVICTED_DEFAULT"})
NOTICE: Final = "C04"
SIGNS: Final[dict[tuple[str, str], int]] = {ASSESSED: 1, WRITTEN_OFF: -1}  # what makes up what is owed
SETTLES_WHAT_IS_OWED: Final = ("AmountPayable", "NothingLeftToPay")


def judged_before_the_deadline(contest: Contest) -> bool:
    """Silence noted, or a judgment without a plea, before the last day to plead was over."""
    return any(
        _day_of(contest, event) <= (plead_by(contest, event.seq) or date.max)
        for event in contest.events
        if event.type == "PleaOverdue"
        or (event.type == "JudgmentRendered" and not contest.last(*PLEAS, until=event.seq))
    )


def default_without_silence_or_absence(contest: Contest) -> bool:
    """Convicted by default though the person answered, or was there, or was kept away by a failure of ours."""
    return any(
        not (_silent(contest, event) if event.before == "PLEA_OVERDUE" else _absent(contest, event))
        for event in _judgments(contest, "CONVICTED_DEFAULT")
    )


def convicted_unheard(contest: Contest) -> bool:
    """Convicted at a trial where the defendant was not present: that is a judgment by default, with its remedy."""
    return any("defence" not in _present(contest, event) for event in _judgments(contest, "CONVICTED"))


def minor_above_the_cap(contest: Contest) -> bool:
    """A child prosecuted, or more asked of a minor than the law allows, at any moment."""
    age = _age(contest)
    if age is None or age >= ADULT_FROM:
        return False
    counts = len(_served(contest)["counts"])
    appealed = contest.last("AppealDecided", until=len(contest.events) + 1)  # there, one count bears the whole fine
    most = MOST_FINE * counts if appealed else MOST_FINE
    return age < PROSECUTED_FROM or any(
        max(standing[kind] for kind in standing if kind.startswith("fine")) > most
        or sum(cents for kind, cents in standing.items() if kind_of(kind) not in ("fine", "contribution")) > MOST_COSTS
        for standing in _standings(contest)
        if any(kind.startswith("fine") for kind in standing)
    )


def paid_without_a_plea(contest: Contest) -> bool:
    """The whole was paid before judgment, and no plea of guilty was recorded with it (art. 162)."""
    for event in contest.events:
        if event.type not in PAYMENTS:
            continue
        unanswered = event.before in ("SERVED", "PLEA_OVERDUE")
        if unanswered and event.after != "GUILTY_PAID" and _left(contest, event.seq) <= 0:
            return True
        if event.after == "GUILTY_PAID" and not _pleads_guilty(event):
            return True
    return False


def closed_before_the_appeal_delay(contest: Contest) -> bool:
    """A judged file was closed while somebody could still appeal."""
    for event in contest.events:
        if event.type != "FileClosed":
            continue
        judged = judged_on(contest, event.seq)
        if judged is None and event.before not in ("WITHDRAWN", "STAYED"):
            return True
        if judged is None or event.before in ("WITHDRAWN", "STAYED"):
            continue
        due = last_day(judged, APPEAL_DAYS, _stops(contest, event.seq), _closed(contest, event.seq))
        if due is None or local_day(event.at) <= due:
            return True
    return False


def notices_off(contest: Contest) -> bool:
    """A notice of judgment asks for another amount than what is owed once its costs are in (DOMAIN §7.2, §2.9)."""
    by_seq = {event.seq: event for event in contest.events}
    for letter in contest.letters:
        judged, then = by_seq.get(letter.seq), by_seq.get(letter.seq + 1)
        if letter.code != NOTICE or judged is None or letter.facts is None:
            continue
        settled = judged.after in PASSING and then is not None and then.type in SETTLES_WHAT_IS_OWED
        told_again = any(one.code == NOTICE and one.seq == letter.seq + 1 for one in contest.letters)
        if not told_again and letter.facts["owed_cents"] != _owed(contest, letter.seq + settled):
            return True
    return False


RULES: Final[dict[str, Callable[[Contest], bool]]] = {
    "judged_before_the_deadline": judged_before_the_deadline,
    "default_without_silence_or_absence": default_without_silence_or_absence,
    "convicted_unheard": convicted_unheard,
    "minor_above_the_cap": minor_above_the_cap,
    "paid_without_a_plea": paid_without_a_plea,
    "closed_before_the_appeal_delay": closed_before_the_appeal_delay,
    "notices_off": notices_off,
}


def plead_by(contest: Contest, seq: int) -> date | None:
    """The last day to plead as it stood before a place of the chain; None while there was none."""
    served = _served_on(contest, seq)
    return last_day(served, PLEA_DAYS, _stops(contest, seq), _closed(contest, seq)) if served else None


def judged_on(contest: Contest, seq: int) -> date | None:
    """The day of the judgment that stood before a place of the chain, rendered or deemed."""
    judged: date | None = None
    for event in contest.events:
        if event.seq >= seq:
            break
        if event.type == "JudgmentRendered" or (event.after == "GUILTY_UNPAID" and event.type in PLEAS):
            judged = _day_of(contest, event)
        if event.type in PAYMENTS and event.after == "GUILTY_PAID":
            judged = local_day(datetime.fromisoformat(_facts(event)["captured_at"]))
        if event.type in ("JudgmentRevoked", "AppealDecided") and event.after == "AWAITING_DATE":
            judged = None
    return judged


def _day_of(contest: Contest, event: Told) -> date:
    """An oral judgment is of the day on which it was given, not of the day on which the judge confirmed it."""
    spoken = contest.last("OralJudgmentRecorded", "SessionOpened", *PLEAS, until=event.seq)
    oral = event.type == "JudgmentRendered" and spoken is not None and spoken.type == "OralJudgmentRecorded"
    return local_day(spoken.at if oral and spoken else event.at)


def _served_on(contest: Contest, seq: int) -> date | None:
    """A day said by the statement or by a later service; by ordinary mail, the day of the first answer (art. 157.1)."""
    again = contest.last("StatementServedAgain", until=seq)
    said = _facts(again)["served_on"] if again else _served(contest)["served_on"]
    if said:
        return date.fromisoformat(said)
    for event in contest.events:
        if event.seq < seq and event.type in PAYMENTS:
            return local_day(datetime.fromisoformat(_facts(event)["captured_at"]))
        defence = event.type == "ApplicationMade" and _facts(event)["side"] == "defence"
        if event.seq < seq and (defence or event.type in (*PLEAS, "LatePleaReceived")):
            return local_day(event.at)
    return None


def _silent(contest: Contest, event: Told) -> bool:
    """Nobody answered: the deadline passed, and no late plea waits for an answer."""
    last = contest.last("LatePleaReceived", "LatePleaRefused", until=event.seq)
    undecided = last is not None and last.type == "LatePleaReceived"
    return contest.last("PleaOverdue", until=event.seq) is not None and not undecided


def _absent(contest: Contest, event: Told) -> bool:
    """Convened and not there, after the grace, and no failure of ours since that hearing was set."""
    hearing = contest.last(*HEARING_SET, until=event.seq)
    if hearing is None or "defence" in _present(contest, event) or not _facts(event)["in_absence"]:
        return False
    failed = any(
        hearing.seq < one.seq < event.seq and one.type == "IncidentNoted" and _facts(one)["technical"]
        for one in contest.events
    )
    given = contest.last("OralJudgmentRecorded", until=event.seq)
    at = given.at if given and given.seq > hearing.seq else event.at
    return not failed and at >= datetime.fromisoformat(_facts(hearing)["starts_at"]) + GRACE


def _present(contest: Contest, event: Told) -> list[str]:
    opened = contest.last("SessionOpened", until=event.seq)
    return _facts(opened)["present"] if opened else []


def _pleads_guilty(event: Told) -> bool:
    """Deemed guilty, and each count that was not withdrawn is a conviction."""
    facts = _facts(event)
    return bool(facts.get("deemed_guilty")) and all(
        one["outcome"] in ("convicted", "withdrawn") for one in facts["standing"]["counts"]
    )


def _judgments(contest: Contest, state: str) -> list[Told]:
    return [event for event in contest.events if event.type == "JudgmentRendered" and event.after == state]


def _age(contest: Contest) -> int | None:
    """Full years on the day of the offence."""
    statement = _served(contest)
    if not statement["party"]["born_on"]:
        return None
    born = date.fromisoformat(statement["party"]["born_on"])
    day = local_day(datetime.fromisoformat(statement["offence_at"]))
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _stops(contest: Contest, seq: int) -> list[Stop]:
    stops: list[Stop] = []
    for event in contest.events:
        if event.seq < seq and event.type == "DelaysSuspended":
            stops.append(Stop(local_day(event.at)))
        if event.seq < seq and event.type == "DelaysResumed":
            stops.append(Stop(stops.pop().since, local_day(event.at)))
    return stops


def _closed(contest: Contest, seq: int) -> set[date]:
    found = [one for one in contest.events if one.seq < seq and one.type == "DayClosed"]
    return {date.fromisoformat(_facts(one)["day"]) for one in found}


def _standings(contest: Contest) -> Iterator[dict[str, int]]:
    """What stands under each purpose after each event that changed it."""
    standing: defaultdict[str, int] = defaultdict(int)
    seq = 0
    for line in contest.lines:
        if line.seq != seq:
            yield dict(standing)
        seq = line.seq
        standing[line.purpose] += SIGNS.get((line.debit, line.credit), 0) * line.cents
    yield dict(standing)


def _owed(contest: Contest, seq: int) -> int:
    """All that is owed after an event, paid or not."""
    return sum(SIGNS.get((one.debit, one.credit), 0) * one.cents for one in contest.lines if one.seq <= seq)


def _left(contest: Contest, seq: int) -> int:
    """What is left to pay after an event; what goes back is not counted."""
    paid = [one.cents for one in contest.lines if one.seq <= seq and (one.debit, one.credit) in (PAID, AT_THE_COUNTER)]
    return _owed(contest, seq) - sum(paid)


def _served(contest: Contest) -> dict[str, Any]:
    return _facts(contest.events[0])["answers"]


def _facts(event: Told) -> dict[str, Any]:
    assert event.facts is not None
    return event.facts
