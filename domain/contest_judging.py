"""Judgments on a contest, in session, reserved, oral, in absence or on the record; their correction (DOMAIN §2.7)."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from domain import clock, contest_outcomes
from domain import contest_letters as letters
from domain import contest_states as states
from domain.acts import Act
from domain.change import Change
from domain.contest_review import may_judge
from domain.errors import Forbidden, IllegalTransition, Invalid, LetterSettled
from domain.judgment_acts import (
    ConfirmJudgment,
    CorrectJudgment,
    CountVerdict,
    Judge,
    JudgeOnRecord,
    RecordOralJudgment,
)
from domain.people import Role

if TYPE_CHECKING:
    from domain.contest import Contest

Judgment = Judge | RecordOralJudgment | JudgeOnRecord


def _judge(contest: "Contest", act: Judge) -> Change:
    return _pronounced(contest, act, act, "in_absence" if act.in_absence else "trial")


def _oral(contest: "Contest", act: RecordOralJudgment) -> Change:
    contest.oral = act
    return Change("OralJudgmentRecorded", contest.state, _said(act), anew=True)


def _confirm(contest: "Contest", act: ConfirmJudgment) -> Change:
    """The judgment is of the day on which it was given; the signature is the judge's."""
    given = contest.oral
    assert given is not None
    return _pronounced(contest, given, act, "in_absence" if given.in_absence else "trial")


def _on_record(contest: "Contest", act: JudgeOnRecord) -> Change:
    contest.dates.known = None
    return _pronounced(contest, act, act, "silence")


def _pronounced(contest: "Contest", given: Judgment, by: Act, cause: str) -> Change:
    contest.oral, contest.by_default = None, cause != "trial"
    contest_outcomes.judged_on(contest, given.received_at)
    contest.dates.moved_at = by.received_at
    verdicts = {one.count: one for one in given.verdicts}
    postings = contest_outcomes.pronounce(contest, verdicts)
    to = contest_outcomes.outcome_of(contest)
    if to in (states.CONVICTED, states.CONVICTED_DEFAULT):
        if not given.without_costs:
            event = "convicted_contested" if cause == "trial" else "convicted_default"
            postings += contest_outcomes.cost(contest, event)
    else:
        postings += contest.account.drop_all()
        contest_outcomes.end(contest, to, clock.local_date(given.received_at))
    contest_outcomes.release_hearing(contest, "held")
    contest_outcomes.drop_offer(contest)
    contest_outcomes.give_back_excess(contest, by)
    contest.judgment_letter = contest.letters + 1
    considered = [
        {"number": one.number, "label": one.label, "side": one.side, "ruling": one.ruling}
        for one in contest.exhibits.values()
    ]
    letter = letters.judgment(contest, cause, reasons=given.reasons, exhibits=considered, judge=by.by.id)
    return Change("JudgmentRendered", to, _said(given) | {"cause": cause}, (letter, *contest_outcomes.points(contest)),
                  postings)  # fmt: skip


def _said(act: Judgment) -> dict[str, Any]:
    verdicts = [{"count": one.count, "verdict": one.verdict, "fine": one.fine} for one in act.verdicts]
    names = ("reasons", "in_absence", "without_costs")
    return {name: getattr(act, name) for name in names} | {"verdicts": verdicts, "considered": list(act.considered)}


def _correct(contest: "Contest", act: CorrectJudgment) -> Change:
    """Both versions stay verifiable: the first letter says that it was corrected (art. 244)."""
    contest.settled.add(contest.judgment_letter)
    before, contest.judgment_letter = contest.judgment_letter, contest.letters + 1
    facts = {
        "number": before,
        "reason": "content_error",
        "changed_on": clock.local_date(act.received_at).isoformat(),
        "error": act.error,
        "correction": act.correction,
    }
    corrects = {"corrects": before, "corrects_dated": contest.dates.judged.isoformat() if contest.dates.judged else ""}
    letter = letters.judgment(contest, "corrected", error=act.error, correction=act.correction, **corrects)
    return Change("JudgmentCorrected", contest.state, facts, (letter,))


def _a_judgment(contest: "Contest", act: Judgment) -> None:
    """Every open count is judged, every exhibit before the judge is ruled on and acknowledged (DOMAIN §7.5)."""
    if act.by.role is Role.ADJUDICATOR:
        may_judge(contest, act)
        _who_heard(contest, act)
    faults = _verdict_faults(contest, act.verdicts) | _exhibit_faults(contest, act)
    if not act.reasons.strip():
        faults["reasons"] = "required"
    if act.in_absence:
        faults |= _absence_faults(contest, act)
    elif contest.state != states.PLEA_OVERDUE and "defence" not in contest.present:
        faults["in_absence"] = "required"
    if faults:
        raise Invalid(faults)


def _who_heard(contest: "Contest", act: Act) -> None:
    if contest.state == states.RESERVED and contest.heard_by and act.by.id != contest.heard_by:
        raise Forbidden(act=act.action)


def _verdict_faults(contest: "Contest", verdicts: tuple[CountVerdict, ...]) -> dict[str, str]:
    named = [one.count for one in verdicts]
    open_ = {number for number, now in contest.counts.items() if now.open}
    contested = {number for number in open_ if contest.counts[number].plea != "guilty"}
    faults = {f"verdicts.{number}": "required" for number in contested - set(named)}
    faults |= {f"verdicts.{number}": "unknown" for number in set(named) - open_}
    faults |= {f"verdicts.{number}": "duplicate" for number in named if named.count(number) > 1}
    faults |= {f"verdicts.{one.count}": "invalid-amount" for one in verdicts if one.fine is not None and one.fine <= 0}
    for one in verdicts:
        pleaded = contest.counts[one.count].plea if one.count in open_ else None
        if pleaded == "guilty_contest_sentence" and one.verdict != "convicted":
            faults[f"verdicts.{one.count}"] = "pleaded-guilty"
    return faults


def _exhibit_faults(contest: "Contest", act: Judgment) -> dict[str, str]:
    faults = {f"exhibits.{one.number}": "ruling-missing" for one in contest.exhibits.values() if not one.ruling}
    admitted = {one.number for one in contest.exhibits.values() if one.ruling == "admitted"}
    return faults | {f"considered.{number}": "not-acknowledged" for number in admitted - set(act.considered)}


def _absence_faults(contest: "Contest", act: Judgment) -> dict[str, str]:
    """Absence is told apart from a failure of ours, and from a few minutes (DOMAIN §2.6, §7.2)."""
    if contest.failed:
        return {"in_absence": "technical-failure"}
    if "defence" in contest.present:
        return {"in_absence": "defendant-present"}
    grace = timedelta(minutes=contest.rules.absence_grace_minutes)
    if contest.hearing is not None and act.received_at < contest.hearing.starts_at + grace:
        return {"in_absence": "grace-still-runs"}
    return {}


def _minutes(contest: "Contest", act: RecordOralJudgment) -> None:
    if contest.oral is not None:
        raise IllegalTransition(state=contest.state, act=act.action)
    _a_judgment(contest, act)


def _minutes_there(contest: "Contest", act: ConfirmJudgment) -> None:
    if contest.oral is None:
        raise IllegalTransition(state=contest.state, act=act.action)
    may_judge(contest, act)
    if contest.heard_by and act.by.id != contest.heard_by:
        raise Forbidden(act=act.action)
    if contest.rules.failure_undoes_default and contest.oral.in_absence and contest.failed:
        raise Invalid({"in_absence": "technical-failure"})


def _a_whole_record(contest: "Contest", act: JudgeOnRecord) -> None:
    if contest.late_plea is not None:
        raise Invalid({"late_plea": "undecided"})
    _a_judgment(contest, act)
    if contest.rules.silence == "deemed_no_contest" and not act.record_complete:
        raise Invalid({"record_complete": "required"})


def _an_error(contest: "Contest", act: CorrectJudgment) -> None:
    may_judge(contest, act)
    if not contest.judgment_letter:
        raise IllegalTransition(state=contest.state, act=act.action)
    if contest.judgment_letter in contest.settled:
        raise LetterSettled(number=contest.judgment_letter)
    faults = {name: "required" for name in ("error", "correction") if not getattr(act, name).strip()}
    if faults:
        raise Invalid(faults)


STEPS: dict[type[Act], Callable[["Contest", Any], Change]] = {
    Judge: _judge,
    RecordOralJudgment: _oral,
    ConfirmJudgment: _confirm,
    JudgeOnRecord: _on_record,
    CorrectJudgment: _correct,
}
GUARDS: dict[type[Act], Callable[["Contest", Any], None]] = {
    Judge: _a_judgment,
    RecordOralJudgment: _minutes,
    ConfirmJudgment: _minutes_there,
    JudgeOnRecord: _a_whole_record,
    CorrectJudgment: _an_error,
}
