"""Committee, public notice and council of a permit (LAU 145.1-145.8; DOMAIN §3.1, §7.1, §7.5)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from domain.rules import Delays
from tests.domain.permit_leads import Leads, Rows, faults, leads, letter
from tests.permit_later_acts import GROUNDS
from tests.permits import PERMIT_FEE, Story

PIIA, EXEMPTION = "piia", "minor_exemption"
NEXT = date(2027, 2, 17)
REFUSED: dict[str, Any] = {"outcome": "refused", **GROUNDS}


def _ready(kind: str = PIIA, **changes: Any) -> Story:
    return Story(council=kind, **changes).completed("2026-11-05").heard()


def _noticed(**changes: Any) -> Story:
    return Story(council=EXEMPTION, **changes).advised().then("publish", "2027-01-25", "2027-02-09")


def _resolved(**changes: Any) -> Story:
    return Story(council=PIIA).advised().then("resolve", "2027-02-09", **changes)


TRANSITIONS: Rows = {
    "referred": (
        lambda: _ready().then("refer", "2026-11-20", "2027-01-20"),
        Leads("ReferredToCommittee", "UNDER_REVIEW", "CCU_PENDING", ("P08",), (),
              ("record_committee_opinion", "clerk", "None"))),
    "advised, for a PIIA": (
        lambda: Story(council=PIIA).advised(),
        Leads("CommitteeOpinionRecorded", "CCU_PENDING", "COUNCIL_PENDING", ("P09",), (),
              ("record_resolution", "clerk", "None"))),
    "advised, for a minor exemption": (
        lambda: Story(council=EXEMPTION).advised(),
        Leads("CommitteeOpinionRecorded", "CCU_PENDING", "NOTICE_PERIOD", ("P09",), (),
              ("publish_notice", "clerk", "None"))),
    "advised against: the council decides all the same": (
        lambda: Story(council=PIIA).advised(outcome="unfavourable"),
        Leads("CommitteeOpinionRecorded", "CCU_PENDING", "COUNCIL_PENDING", ("P09",), (),
              ("record_resolution", "clerk", "None"))),
    "postponed": (
        lambda: Story(council=PIIA).advised(outcome="postponed", next_meeting_on=NEXT),
        Leads("CommitteeOpinionRecorded", "CCU_PENDING", "CCU_PENDING", ("P09",), (),
              ("record_committee_opinion", "clerk", "None"))),
    "notice published": (
        _noticed,
        Leads("NoticePublished", "NOTICE_PERIOD", "COUNCIL_PENDING", ("P10",), (),
              ("record_resolution", "clerk", "None"))),
    "granted by the council": (
        _resolved,
        Leads("ResolutionRecorded", "COUNCIL_PENDING", "DECISION_READY", ("P11",), (), ("decide", "clerk", "None"))),
    "refused by the council": (
        lambda: _resolved(**REFUSED), Leads("ResolutionRecorded", "COUNCIL_PENDING", "REFUSED", ("P13",))),
    "approved after the council": (
        lambda: _resolved().approved("2027-02-10"), Leads("PermitApproved", "DECISION_READY", "ISSUED", ("P14",))),
    "refused by the director before the committee": (
        lambda: _ready().refused(), Leads("PermitRefused", "UNDER_REVIEW", "REFUSED", ("P13",))),
    "withdrawn before the committee meets": (
        lambda: _ready().then("refer", "2026-11-20").withdrawn("2026-12-01"),
        Leads("ApplicationWithdrawn", "CCU_PENDING", "WITHDRAWN", ("withdrawn",))),
    "withdrawn before the notice": (
        lambda: Story(council=EXEMPTION).advised().withdrawn("2027-01-22"),
        Leads("ApplicationWithdrawn", "NOTICE_PERIOD", "WITHDRAWN", ("withdrawn",))),
    "withdrawn before the council sits": (
        lambda: _noticed().withdrawn("2027-02-01"),
        Leads("ApplicationWithdrawn", "COUNCIL_PENDING", "WITHDRAWN", ("withdrawn",))),
}  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), TRANSITIONS.values(), ids=list(TRANSITIONS))
def test_each_step_before_the_council_records_what_the_table_says(story: Callable[[], Story], expected: Leads) -> None:
    assert leads(story()) == expected


REFUSALS: dict[str, tuple[Callable[[], Story], dict[str, str]]] = {
    "no council in this service": (
        lambda: Story().completed().heard().then("refer", "2026-11-20"), {"meeting_on": "no-council"}),
    "an opinion missing before the committee": (
        lambda: Story(council=PIIA).completed().then("give_opinion", "2026-11-09").then("refer", "2026-11-20"),
        {"opinions.heritage": "required"}),
    "the file is ready twenty days before the committee": (
        lambda: _ready().then("refer", "2026-11-20", "2026-12-10"), {"meeting_on": "file-not-ready-in-time"}),
    "three weeks are twenty-one days": (
        lambda: _ready(delays=Delays(committee_file="P3W")).then("refer", "2026-11-20", "2026-12-10"),
        {"meeting_on": "file-not-ready-in-time"}),
    "an opinion before the committee met": (
        lambda: Story(council=PIIA).advised(given="2027-01-19"), {"given_on": "before-the-meeting"}),
    "an opinion of tomorrow": (
        lambda: Story(council=PIIA).advised(given="2027-01-21"), {"given_on": "in-the-future"}),
    "an opinion without motives": (lambda: Story(council=PIIA).advised(motives=" "), {"motives": "required"}),
    "conditions that are not said": (
        lambda: Story(council=PIIA).advised(outcome="favourable_with_conditions"), {"conditions": "required"}),
    "postponed to no date": (
        lambda: Story(council=PIIA).advised(outcome="postponed"), {"next_meeting_on": "required"}),
    "postponed to the same day": (
        lambda: Story(council=PIIA).advised(outcome="postponed", next_meeting_on=date(2027, 1, 20)),
        {"next_meeting_on": "required"}),
    "a notice of fourteen days": (
        lambda: Story(council=EXEMPTION).advised().then("publish", "2027-01-25", "2027-02-08"),
        {"council_on": "notice-too-short"}),
    "a notice of fourteen days, published earlier than it was recorded": (
        lambda: Story(council=EXEMPTION).advised().then("publish", "2027-01-27", "2027-02-08", "2027-01-25"),
        {"council_on": "notice-too-short"}),
    "a notice of tomorrow": (
        lambda: Story(council=EXEMPTION).advised().then("publish", "2027-01-25", published="2027-01-26"),
        {"published_on": "in-the-future"}),
    "a notice that says nothing": (
        lambda: Story(council=EXEMPTION).advised()
        .then("publish", "2027-01-25", nature="", effects=" ", place="", council_time=""),
        {"nature": "required", "effects": "required", "place": "required", "council_time": "required"}),
    "a resolution before the sitting of the notice": (
        lambda: _noticed().then("resolve", "2027-02-09", "2027-02-08"), {"resolved_on": "before-the-sitting"}),
    "a resolution before the committee met": (
        lambda: Story(council=PIIA).advised().then("resolve", "2027-02-09", "2027-01-19"),
        {"resolved_on": "before-the-sitting"}),
    "a resolution of tomorrow": (
        lambda: Story(council=PIIA).advised().then("resolve", "2027-02-09", "2027-02-10"),
        {"resolved_on": "in-the-future"}),
    "a resolution without a number": (lambda: _resolved(resolution=""), {"resolution": "required"}),
    "a refusal of the council without reasons": (
        lambda: _resolved(**(REFUSED | {"reasons": "", "remedies": (" ",)})),
        {"reasons": "required", "remedies": "required"}),
}  # fmt: skip


@pytest.mark.parametrize(("story", "errors"), REFUSALS.values(), ids=list(REFUSALS))
def test_what_the_law_of_the_council_does_not_allow_is_refused_by_field(
    story: Callable[[], Story], errors: dict[str, str]
) -> None:
    assert faults(story) == errors


def test_a_file_is_ready_on_the_twenty_first_day_before_the_committee() -> None:
    assert _ready().then("refer", "2026-11-20", "2026-12-11").permit.state == "CCU_PENDING"


def test_fifteen_days_of_notice_are_enough_even_where_they_end_on_a_closed_day() -> None:
    story = Story(council=EXEMPTION).advised().then("publish", "2027-01-22", "2027-02-06")  # a Saturday
    assert story.permit.state == "COUNCIL_PENDING"


def test_an_unfavourable_opinion_of_a_discipline_does_not_keep_a_file_from_the_committee() -> None:
    story = _ready().then("give_opinion", "2026-11-11", outcome="unfavourable")
    story.then("refer", "2026-11-20")
    assert story.last.facts["opinions"] == ["zoning: unfavourable", "heritage: favourable"]


def test_a_postponed_file_is_advised_at_the_next_meeting_and_not_before() -> None:
    story = Story(council=PIIA).advised(outcome="postponed", next_meeting_on=NEXT)
    assert letter(story, "P09")["next_meeting_on"] == "2027-02-17"
    assert faults(lambda: story.then("advise", "2027-02-16")) == {"given_on": "before-the-meeting"}
    assert story.then("advise", "2027-02-17").permit.state == "COUNCIL_PENDING"


def test_a_next_meeting_is_kept_only_where_the_file_is_postponed() -> None:
    story = Story(council=PIIA).advised(next_meeting_on=NEXT)
    assert letter(story, "P09")["next_meeting_on"] is None
    assert story.then("resolve", "2027-02-09").permit.state == "DECISION_READY"


def test_the_notice_says_until_when_anyone_may_comment() -> None:
    facts = letter(_noticed(), "P10")
    assert (facts["published_on"], facts["council_on"], facts["comment_until"]) == (
        "2027-01-25", "2027-02-09", "2027-02-09",
    )  # fmt: skip
    assert facts["nature"] and facts["effects"] and facts["place"] and facts["council_time"]


def test_the_council_resolves_on_the_comments_that_it_was_given() -> None:
    story = _noticed().then("resolve", "2027-02-09", comments=3)
    assert (story.last.facts["comments"], story.last.facts["resolution"]) == (3, "CA26 12 0345")


def test_a_sitting_may_be_later_than_the_notice_said() -> None:
    assert _noticed().then("resolve", "2027-03-09").permit.state == "DECISION_READY"


def test_the_conditions_of_the_resolution_stand_on_the_permit_before_those_of_the_approval() -> None:
    story = _resolved(conditions=("Brique rouge",)).approved("2027-02-10", "Clôturer", "Brique rouge")
    assert letter(story, "P14")["conditions"] == ["Brique rouge", "Clôturer"]


def test_a_refusal_of_the_council_says_who_decided_and_why() -> None:
    facts = letter(_resolved(**REFUSED), "P13")
    assert (facts["decided_by"], facts["decided_on"], facts["remedies"]) == ("council", "2027-02-09", ["révision"])


def test_nothing_is_promised_while_committee_and_council_meet_when_they_meet() -> None:
    story = Story(PERMIT_FEE, council=EXEMPTION, watches_promises=True).advised()
    story.then("publish", "2027-01-25", "2027-02-09").then("resolve", "2027-02-09").approved("2027-02-10")
    assert [str(event.promised_on) for event in story.events[1:4]] == ["2026-11-26"] * 3
    assert {event.promised_on for event in story.events[4:]} == {None}
