"""Hearings of a contest: set, moved, opened, adjourned, put off for judgment (DOMAIN §2.5 to §2.7, §7.2)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from domain import clock, contest_dates, contest_outcomes
from domain import contest_letters as letters
from domain import contest_states as states
from domain.acts import Act
from domain.change import Change
from domain.contest_dates import Charged
from domain.contest_errors import ConflictOfInterest, SlotNotBookable
from domain.contest_review import may_judge
from domain.contest_rules import Side
from domain.errors import Forbidden, Invalid
from domain.hearing_acts import (
    Adjourn,
    AskMode,
    AskPostponement,
    DecideMode,
    DecidePostponement,
    Hearing,
    NoteIncident,
    OpenSession,
    Recuse,
    Reserve,
    Schedule,
    SendInstructions,
)
from domain.people import Role

if TYPE_CHECKING:
    from domain.contest import Contest

OPENS_BEFORE: Final = timedelta(minutes=30)


def _schedule(contest: "Contest", act: Schedule) -> Change:
    set_hearing(contest, act.hearing, act.received_at)
    facts = letters.hearing(act.hearing) | {"judge": act.hearing.judge}
    return Change("HearingScheduled", states.SCHEDULED, facts, (letters.summons(contest, act.hearing),))


def set_hearing(contest: "Contest", hearing: Hearing, at: datetime) -> None:
    """The hearing that stands from an instant on; whose delay it was until then is settled."""
    contest.hearing, contest.failed = hearing, False
    contest.heard_of_at = at
    if contest.charging is not None:
        side, since = contest.charging
        contest.dates.late.append(Charged(side, since, clock.local_date(hearing.starts_at)))
        contest.charging = None


def _ask_mode(contest: "Contest", act: AskMode) -> Change:
    contest.mode_asked = act
    return Change("ModeAsked", contest.state, {"mode": act.mode, "reasons": act.reasons}, anew=True)


def _decide_mode(contest: "Contest", act: DecideMode) -> Change:
    if act.outcome != "refused":
        contest.needs.mode = act.mode
        if contest.hearing is not None:
            contest.hearing = replace(contest.hearing, mode=act.mode)
    contest.mode_asked = None
    facts = {"outcome": act.outcome, "mode": act.mode, "reasons": act.reasons}
    letter = letters.letter(contest, "mode_decided", **facts)
    return Change("ModeDecided", contest.state, facts, (letter,), anew=True)


def _send_instructions(contest: "Contest", act: SendInstructions) -> Change:
    assert contest.hearing is not None
    facts = letters.hearing(contest.hearing) | {"days_before": act.days_before}
    return Change("InstructionsSent", contest.state, facts, (letters.letter(contest, "connection", **facts),))


def side_of(act: Act) -> Side:
    """The side that an act comes from."""
    return "prosecution" if act.by.role is Role.PROSECUTOR else "defence"


def _ask_postponement(contest: "Contest", act: AskPostponement) -> Change:
    contest.asked_by = side_of(act)
    facts = {"side": contest.asked_by, "reasons": act.reasons, "late": _late_request(contest, act)}
    return Change("PostponementAsked", states.POSTPONE_REQ, facts)


def _late_request(contest: "Contest", act: AskPostponement) -> bool:
    assert contest.hearing is not None
    day, notice = clock.local_date(contest.hearing.starts_at), contest.rules.delays.postponement
    return clock.local_date(act.received_at) > contest_dates.whole_days_before(day, notice)


def _decide_postponement(contest: "Contest", act: DecidePostponement) -> Change:
    side, old = contest.asked_by or "defence", contest.hearing
    contest.asked_by = None
    assert old is not None
    facts: dict[str, Any] = {"granted": act.granted, "reasons": act.reasons, "side": side}
    if not act.granted:
        letter = letters.letter(contest, "postponement_decided", **facts, **letters.hearing(old))
        return Change("PostponementRefused", states.SCHEDULED, facts, (letter,))
    assert act.hearing is not None
    contest.postponed[side] = contest.postponed.get(side, 0) + 1
    contest.charging = (side, clock.local_date(old.starts_at))
    contest_outcomes.release_hearing(contest, "postponed")
    set_hearing(contest, act.hearing, act.received_at)
    facts |= letters.hearing(act.hearing) | {"judge": act.hearing.judge, "replaces": old.hearing_id}
    letter = letters.letter(contest, "postponement_decided", **facts)
    return Change("HearingPostponed", states.SCHEDULED, facts, (letter,))


def _open(contest: "Contest", act: OpenSession) -> Change:
    assert contest.hearing is not None
    contest.present, contest.asked_by = act.present, None
    contest_outcomes.drop_offer(contest)  # the whole can be paid before the trial only
    contest.heard_by = act.by.id if act.by.role is Role.ADJUDICATOR else contest.hearing.judge
    facts = {"present": list(act.present), "identified_by": act.identified_by, "hearing_id": contest.hearing.hearing_id}
    return Change("SessionOpened", states.IN_SESSION, facts)


def _incident(contest: "Contest", act: NoteIncident) -> Change:
    contest.failed = contest.failed or act.technical
    return Change("IncidentNoted", contest.state, {"technical": act.technical, "text": act.text})


def _adjourn(contest: "Contest", act: Adjourn) -> Change:
    old = contest.hearing
    assert old is not None
    contest.charging, contest.oral = (act.charged_to, clock.local_date(old.starts_at)), None
    contest_outcomes.release_hearing(contest, "held")
    contest.dates.moved_at = act.received_at
    facts: dict[str, Any] = {"reasons": act.reasons, "charged_to": act.charged_to}
    if act.hearing is not None:
        set_hearing(contest, act.hearing, act.received_at)
        facts |= letters.hearing(act.hearing) | {"judge": act.hearing.judge}
    letter = letters.letter(contest, "adjourned", set=act.hearing is not None, **facts)
    return Change("HearingAdjourned", states.ADJOURNED, facts, (letter,))


def _reserve(contest: "Contest", act: Reserve) -> Change:
    contest_outcomes.release_hearing(contest, "held")
    contest.dates.reserved, contest.oral = clock.local_date(act.received_at), None
    target = contest_dates.after(contest.rules, contest.dates, contest.dates.reserved, contest.rules.delays.reserved)
    letter = letters.letter(contest, "reserved", **letters.due_facts("judgment_by", target, contest))
    return Change("JudgmentReserved", states.RESERVED, {}, (letter,))


def _recuse(contest: "Contest", act: Recuse) -> Change:
    contest.conflicts.add(act.by.id)
    day = clock.local_date(contest.hearing.starts_at if contest.hearing else act.received_at)
    contest.charging, contest.asked_by, contest.oral = ("court", day), None, None
    contest_outcomes.release_hearing(contest, "recused")
    mail = contest.mail("hearing_cancelled", reason="recused")
    return Change("JudgeStoodAside", states.AWAITING_DATE, {"judge": act.by.id, "reasons": act.reasons}, (mail,))


def _a_date(contest: "Contest", act: Schedule) -> None:
    fits(contest, act.hearing, act.received_at)
    notice = contest.rules.delays.hearing_notice
    first = clock.local_date(act.received_at) + timedelta(days=notice)
    if not act.notice_waived and clock.local_date(act.hearing.starts_at) < first:
        raise SlotNotBookable({"hearing": "slot-too-soon"}, notice=notice)


def fits(contest: "Contest", hearing: Hearing, now: datetime) -> None:
    """A hearing that may be set at all. Raises SlotNotBookable, ConflictOfInterest, Invalid."""
    if hearing.starts_at <= now or hearing.ends_at <= hearing.starts_at:
        raise SlotNotBookable({"hearing": "in-the-past"})
    if hearing.judge in contest.conflicts:
        raise ConflictOfInterest
    if hearing.mode not in contest.rules.modes:
        raise Invalid({"hearing.mode": "not-a-choice"})
    if contest.needs.interpreter and hearing.interpreter != contest.needs.interpreter:
        raise Invalid({"hearing.interpreter": "interpreter-needed"})


def _another_mode(contest: "Contest", act: AskMode) -> None:
    if act.mode not in contest.rules.modes:
        raise Invalid({"mode": "not-a-choice"})
    if contest.mode_asked is not None:
        raise Invalid({"mode": "already-asked"})


def _a_decision_on_mode(contest: "Contest", act: DecideMode) -> None:
    may_judge(contest, act)
    faults = {} if act.reasons.strip() else {"reasons": "required"}
    if act.outcome != "imposed" and (contest.mode_asked is None or contest.mode_asked.mode != act.mode):
        faults["mode"] = "not-asked"
    if act.mode not in contest.rules.modes:
        faults["mode"] = "not-a-choice"
    if faults:
        raise Invalid(faults)


def _this_hearing(contest: "Contest", act: SendInstructions) -> None:
    if contest.hearing is None or contest.hearing.hearing_id != act.hearing_id:
        raise Invalid({"hearing_id": "unknown"})
    if contest.hearing.mode == "in_person":
        raise Invalid({"hearing_id": "in-person"})


def _reasons_given(contest: "Contest", act: AskPostponement | Recuse) -> None:
    if not act.reasons.strip():
        raise Invalid({"reasons": "required"})


def _who_may_move_it(contest: "Contest", act: DecidePostponement) -> None:
    may_judge(contest, act)
    if contest.needs_a_judge(contest.asked_by or "defence") and act.by.role is not Role.ADJUDICATOR:
        raise Forbidden(act=act.action)
    if not act.reasons.strip():
        raise Invalid({"reasons": "required"})
    if not act.granted:
        return
    if act.hearing is None:
        raise Invalid({"hearing": "required"})
    fits(contest, act.hearing, act.received_at)
    second = contest.postponed.get(contest.asked_by or "defence", 0) + 1 > contest.rules.postponements_by_clerk
    if second and not act.hearing.peremptory:
        raise Invalid({"hearing.peremptory": "required"})


def _not_before_time(contest: "Contest", act: OpenSession) -> None:
    may_judge(contest, act)
    if contest.hearing is None or act.received_at < contest.hearing.starts_at - OPENS_BEFORE:
        raise Invalid({"hearing": "not-open-yet"})
    if "defence" in act.present and not act.identified_by.strip():
        raise Invalid({"identified_by": "required"})


def _something_happened(contest: "Contest", act: NoteIncident) -> None:
    if not act.text.strip():
        raise Invalid({"text": "required"})


def _reasons_and_date(contest: "Contest", act: Adjourn) -> None:
    may_judge(contest, act)
    if not act.reasons.strip():
        raise Invalid({"reasons": "required"})
    if act.hearing is not None:
        fits(contest, act.hearing, act.received_at)


STEPS: dict[type[Act], Callable[["Contest", Any], Change]] = {
    Schedule: _schedule,
    AskMode: _ask_mode,
    DecideMode: _decide_mode,
    SendInstructions: _send_instructions,
    AskPostponement: _ask_postponement,
    DecidePostponement: _decide_postponement,
    OpenSession: _open,
    NoteIncident: _incident,
    Adjourn: _adjourn,
    Reserve: _reserve,
    Recuse: _recuse,
}
GUARDS: dict[type[Act], Callable[["Contest", Any], None]] = {
    Schedule: _a_date,
    AskMode: _another_mode,
    DecideMode: _a_decision_on_mode,
    SendInstructions: _this_hearing,
    AskPostponement: _reasons_given,
    DecidePostponement: _who_may_move_it,
    OpenSession: _not_before_time,
    NoteIncident: _something_happened,
    Adjourn: _reasons_and_date,
    Reserve: may_judge,
    Recuse: _reasons_given,
}
