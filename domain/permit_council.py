"""The committee (CCU), the public notice and the council of a permit case (LAU 145.1-145.8; DOMAIN §3.1, §7.1)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from domain import clock, permit_dates
from domain import permit_letters as letters
from domain import permit_states as states
from domain.acts import Act
from domain.change import Change
from domain.errors import Invalid
from domain.permit_money import write_off
from domain.permit_review import missing_opinions
from domain.review_acts import PublishNotice, RecordCommitteeOpinion, RecordResolution, Refer

if TYPE_CHECKING:
    from domain.permit import Permit


def _refer(permit: "Permit", act: Refer) -> Change:
    permit.dates.meeting = act.meeting_on
    heard = [f"{one.discipline}: {one.outcome}" for one in permit.opinions.values()]
    facts = {"meeting_on": act.meeting_on.isoformat(), "kind": permit.rules.council}
    letter = letters.letter(permit, "referred", **facts, review_summary="")
    return Change("ReferredToCommittee", states.CCU_PENDING, facts | {"opinions": heard}, (letter,))


def _advise(permit: "Permit", act: RecordCommitteeOpinion) -> Change:
    next_meeting = act.next_meeting_on if act.outcome == "postponed" else None
    permit.dates.meeting = next_meeting or permit.dates.meeting
    facts: dict[str, Any] = {
        "kind": permit.rules.council,
        "opinion": act.outcome,
        "given_on": act.given_on.isoformat(),
        "conditions": list(act.conditions),
        "motives": act.motives,
        "next_meeting_on": next_meeting.isoformat() if next_meeting else None,
    }
    to = states.CCU_PENDING if act.outcome == "postponed" else _after_the_committee(permit)
    letter = letters.letter(permit, "recommended", **facts)
    return Change("CommitteeOpinionRecorded", to, facts, (letter,), anew=True)


def _after_the_committee(permit: "Permit") -> str:
    return states.NOTICE_PERIOD if permit.rules.council == "minor_exemption" else states.COUNCIL_PENDING


def _publish(permit: "Permit", act: PublishNotice) -> Change:
    permit.dates.published, permit.dates.council = act.published_on, act.council_on
    facts = {
        "published_on": act.published_on.isoformat(),
        "council_on": act.council_on.isoformat(),
        "council_time": act.council_time,
        "place": act.place,
        "nature": act.nature,
        "effects": act.effects,
        "comment_until": act.council_on.isoformat(),
    }
    letter = letters.letter(permit, "notice_published", **facts, explanation="")
    return Change("NoticePublished", states.COUNCIL_PENDING, facts, (letter,))


def _resolve(permit: "Permit", act: RecordResolution) -> Change:
    permit.dates.council = act.resolved_on
    facts: dict[str, Any] = {
        "resolution": act.resolution,
        "resolved_on": act.resolved_on.isoformat(),
        "kind": permit.rules.council,
        "outcome": act.outcome,
        "comments": act.comments,
    }
    if act.outcome == "granted":
        permit.conditions = act.conditions
        letter = letters.letter(permit, "resolved", kind=permit.rules.council, resolution=act.resolution,
                                resolved_on=act.resolved_on.isoformat(), conditions=list(act.conditions))  # fmt: skip
        return Change(
            "ResolutionRecorded", states.DECISION_READY, facts | {"conditions": list(act.conditions)}, (letter,)
        )
    reasons = {"reasons": act.reasons, "provision": act.provision, "remedies": list(act.remedies)}
    letter = letters.letter(permit, "refused", **reasons, decided_on=act.resolved_on.isoformat(), decided_by="council")
    return Change("ResolutionRecorded", states.REFUSED, facts | reasons, (letter,), write_off(permit))


def _ready_in_time(permit: "Permit", act: Refer) -> None:
    if not permit.rules.council:
        raise Invalid({"meeting_on": "no-council"})
    faults = {name: code for name, code in missing_opinions(permit).items() if code != "unfavourable"}
    if faults:
        raise Invalid(faults)
    ready = clock.local_date(act.received_at)
    if act.meeting_on < permit_dates.whole_days_after(permit.rules, ready, permit.rules.delays.committee_file):
        raise Invalid({"meeting_on": "file-not-ready-in-time"})


def _whole_opinion(permit: "Permit", act: RecordCommitteeOpinion) -> None:
    faults = {} if act.motives.strip() else {"motives": "required"}
    if permit.dates.meeting is not None and act.given_on < permit.dates.meeting:
        faults["given_on"] = "before-the-meeting"
    if act.given_on > clock.local_date(act.received_at):
        faults["given_on"] = "in-the-future"
    if act.outcome == "favourable_with_conditions" and not act.conditions:
        faults["conditions"] = "required"
    if act.outcome == "postponed" and (act.next_meeting_on is None or act.next_meeting_on <= act.given_on):
        faults["next_meeting_on"] = "required"
    if faults:
        raise Invalid(faults)


def _fifteen_days(permit: "Permit", act: PublishNotice) -> None:
    """The hard guard of LAU 145.6: the notice stands at least fifteen days before the sitting."""
    names = ("council_time", "place", "nature", "effects")
    faults = {name: "required" for name in names if not getattr(act, name).strip()}
    if act.published_on > clock.local_date(act.received_at):
        faults["published_on"] = "in-the-future"
    if permit.dates.meeting is not None and act.published_on < permit.dates.meeting:
        faults["published_on"] = "before-the-meeting"
    if act.council_on < permit_dates.whole_days_after(permit.rules, act.published_on, permit.rules.delays.notice):
        faults["council_on"] = "notice-too-short"
    if faults:
        raise Invalid(faults)


def _a_resolution(permit: "Permit", act: RecordResolution) -> None:
    faults = {} if act.resolution.strip() else {"resolution": "required"}
    if act.resolved_on > clock.local_date(act.received_at):
        faults["resolved_on"] = "in-the-future"
    earliest = permit.dates.council or permit.dates.meeting
    if earliest is not None and act.resolved_on < earliest:
        faults["resolved_on"] = "before-the-sitting"
    if act.outcome == "refused":
        faults |= {name: "required" for name in ("reasons", "provision") if not getattr(act, name).strip()}
        faults |= {} if [one for one in act.remedies if one.strip()] else {"remedies": "required"}
    if faults:
        raise Invalid(faults)


STEPS: dict[type[Act], Callable[["Permit", Any], Change]] = {
    Refer: _refer,
    RecordCommitteeOpinion: _advise,
    PublishNotice: _publish,
    RecordResolution: _resolve,
}
GUARDS: dict[type[Act], Callable[["Permit", Any], None]] = {
    Refer: _ready_in_time,
    RecordCommitteeOpinion: _whole_opinion,
    PublishNotice: _fifteen_days,
    RecordResolution: _a_resolution,
}
