"""A permit in force: start, extension, inspection, completion, expiry, revocation (DOMAIN §3.2, §7.1, §7.5)."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.errors import IllegalTransition
from domain.rules import Delays
from tests.domain.permit_leads import Leads, Rows, faults, leads, letter
from tests.permits import Story, local

WORK = Delays(start_within="P12M", extension="P6M")  # issued 2026-11-20: to start by 2027-11-22, valid to 2028-05-23


def _issued(**changes: Any) -> Story:
    carried: dict[str, Any] = {"delays": WORK} | changes
    return Story(**carried).granted()


def _working(on: str = "2026-12-01") -> Story:
    return _issued().then("start", on)


def _extended() -> Story:
    return _working().then("extend", "2028-05-01")


def _faulty(found: str = "2027-03-01") -> Story:
    return _working().then("inspect", found, "non_conform")


def _noticed(story: Story | None = None) -> Story:
    return (story or _working()).then("notice", "2027-03-01")


def _names(story: Story) -> list[str]:
    return [alarm.name for alarm in story.permit.alarms]


TRANSITIONS: Rows = {
    "started": (lambda: _working(), Leads("WorkStarted", "ISSUED", "IN_PROGRESS")),
    "not started in a year": (
        lambda: _issued().until("not_started"), Leads("PermitExpired", "ISSUED", "EXPIRED", ("P16",))),
    "reminded to start": (
        lambda: _issued().until("start_warning_15"), Leads("ReminderSent", "ISSUED", "ISSUED", ("P15",))),
    "extended": (_extended, Leads("PermitExtended", "IN_PROGRESS", "EXTENDED", ("P17",))),
    "found wanting": (
        _faulty, Leads("NonComplianceFound", "IN_PROGRESS", "INSPECTION_NC", ("P18",), (),
                       ("inspect", "inspector", "None"))),
    "found wanting when extended": (
        lambda: _extended().then("inspect", "2028-05-02", "non_conform"),
        Leads("NonComplianceFound", "EXTENDED", "INSPECTION_NC", ("P18",), (), ("inspect", "inspector", "None"))),
    "corrected": (
        lambda: _faulty().then("inspect", "2027-03-20"),
        Leads("ComplianceFound", "INSPECTION_NC", "IN_PROGRESS", ("P19",))),
    "corrected, the extension kept": (
        lambda: _extended().then("inspect", "2028-05-02", "non_conform").then("inspect", "2028-05-20"),
        Leads("ComplianceFound", "INSPECTION_NC", "EXTENDED", ("P19",))),
    "not corrected yet": (
        lambda: _faulty().then("inspect", "2027-03-20", "non_conform"),
        Leads("InspectionRecorded", "INSPECTION_NC", "INSPECTION_NC")),
    "no one let the inspector in": (
        lambda: _working().then("inspect", "2027-03-01", "not_accessible"),
        Leads("InspectionRecorded", "IN_PROGRESS", "IN_PROGRESS")),
    "inspected on the way": (
        lambda: _working().then("inspect", "2027-03-01"), Leads("InspectionRecorded", "IN_PROGRESS", "IN_PROGRESS")),
    "inspected before the start": (
        lambda: _issued().then("inspect", "2026-11-25", kind="before"),
        Leads("InspectionRecorded", "ISSUED", "ISSUED")),
    "the time to correct is over": (
        lambda: _faulty().until("correction_overdue"), Leads("DatePassed", "INSPECTION_NC", "INSPECTION_NC")),
    "done, by the final inspection": (
        lambda: _working().then("inspect", "2027-06-01", kind="final"),
        Leads("WorkCompleted", "IN_PROGRESS", "COMPLETED", ("P20",))),
    "done, by declaration": (
        lambda: _working().then("finish", "2027-06-01"),
        Leads("WorkCompleted", "IN_PROGRESS", "COMPLETED", ("P20",))),
    "done, extended": (
        lambda: _extended().then("finish", "2028-09-01"), Leads("WorkCompleted", "EXTENDED", "COMPLETED", ("P20",))),
    "validity ends during the work": (
        lambda: _working().until("expiry"), Leads("PermitExpired", "IN_PROGRESS", "EXPIRED", ("P16",))),
    "the extension ends": (
        lambda: _extended().until("expiry"), Leads("PermitExpired", "EXTENDED", "EXPIRED", ("P16",))),
    "notice of revocation before the start": (
        lambda: _noticed(_issued()),
        Leads("RevocationNoticeGiven", "ISSUED", "REVOCATION_NOTICE", ("P22",), (),
              ("decide_revocation", "director", "None"))),
    "notice of revocation": (
        _noticed, Leads("RevocationNoticeGiven", "IN_PROGRESS", "REVOCATION_NOTICE", ("P22",), (),
                        ("decide_revocation", "director", "None"))),
    "notice of revocation for what was not corrected": (
        lambda: _faulty("2027-01-11").until("correction_overdue").then("notice", "2027-03-01"),
        Leads("RevocationNoticeGiven", "INSPECTION_NC", "REVOCATION_NOTICE", ("P22",), (),
              ("decide_revocation", "director", "None"))),
    "the holder comments": (
        lambda: _noticed().then("comment", "2027-03-04"),
        Leads("RevocationCommented", "REVOCATION_NOTICE", "REVOCATION_NOTICE")),
    "the time to comment is over": (
        lambda: _noticed().until("comments_closed"), Leads("DatePassed", "REVOCATION_NOTICE", "REVOCATION_NOTICE")),
    "revoked": (
        lambda: _noticed().then("revoke", "2027-03-12"),
        Leads("PermitRevoked", "REVOCATION_NOTICE", "REVOKED", ("P23",))),
    "kept": (
        lambda: _noticed().then("keep", "2027-03-04"),
        Leads("RevocationDropped", "REVOCATION_NOTICE", "IN_PROGRESS", ("revocation_dropped",))),
    "kept before the start": (
        lambda: _noticed(_issued()).then("keep", "2027-03-04"),
        Leads("RevocationDropped", "REVOCATION_NOTICE", "ISSUED", ("revocation_dropped",))),
    "kept, extended": (
        lambda: _extended().then("notice", "2028-05-10").then("keep", "2028-05-20"),
        Leads("RevocationDropped", "REVOCATION_NOTICE", "EXTENDED", ("revocation_dropped",))),
    "kept, still to be corrected": (
        lambda: _noticed(_faulty("2027-02-01")).then("keep", "2027-03-04"),
        Leads("RevocationDropped", "REVOCATION_NOTICE", "INSPECTION_NC", ("revocation_dropped",), (),
              ("inspect", "inspector", "None"))),
}  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), TRANSITIONS.values(), ids=list(TRANSITIONS))
def test_each_step_of_a_permit_in_force_records_what_the_table_says(
    story: Callable[[], Story], expected: Leads
) -> None:
    assert leads(story()) == expected


REFUSALS: dict[str, tuple[Callable[[], Story], dict[str, str]]] = {
    "nothing to start": (
        lambda: Story().granted().then("start", "2026-12-01"), {"started_on": "nothing-to-start"}),
    "started tomorrow": (
        lambda: _issued().then("start", "2026-12-01", "2026-12-02"), {"started_on": "in-the-future"}),
    "started before the permit": (
        lambda: _issued().then("start", "2026-12-01", "2026-11-19"), {"started_on": "before-the-permit"}),
    "an extension that is not offered": (
        lambda: _issued(delays=Delays(start_within="P12M")).then("start", "2026-12-01").then("extend", "2027-01-04"),
        {"extension": "not-offered"}),
    "an extension after the end": (
        lambda: _working().then("extend", "2028-05-24"), {"extension": "too-late"}),
    "a finding of tomorrow": (
        lambda: _working().then("inspect", "2027-03-01", found="2027-03-02"), {"found_on": "in-the-future"}),
    "a finding from before the permit": (
        lambda: _working().then("inspect", "2027-03-01", found="2026-11-19"), {"found_on": "before-the-permit"}),
    "a non-compliance that is not said": (
        lambda: _working().then("inspect", "2027-03-01", "non_conform", findings=" "), {"findings": "required"}),
    "done tomorrow": (
        lambda: _working().then("finish", "2027-03-01", "2027-03-02"), {"completed_on": "in-the-future"}),
    "a notice without grounds": (lambda: _working().then("notice", "2027-03-01", grounds=""), {"grounds": "required"}),
    "an empty comment": (lambda: _noticed().then("comment", "2027-03-04", comments=" "), {"comments": "required"}),
    "kept without a reason": (lambda: _noticed().then("keep", "2027-03-04", reason=""), {"reason": "required"}),
    "revoked on the tenth day": (
        lambda: _noticed().then("revoke", "2027-03-11"), {"comments": "delay-still-runs"}),
    "revoked without reasons, provision, remedies": (
        lambda: _noticed().then("revoke", "2027-03-12", reasons="", provision=" ", remedies=()),
        {"reasons": "required", "provision": "required", "remedies": "required"}),
}  # fmt: skip


@pytest.mark.parametrize(("story", "errors"), REFUSALS.values(), ids=list(REFUSALS))
def test_what_a_permit_in_force_does_not_allow_is_refused_by_field(
    story: Callable[[], Story], errors: dict[str, str]
) -> None:
    assert faults(story) == errors


def test_a_permit_is_extended_once_and_only_when_work_started() -> None:
    for story in (_issued(), _extended()):
        with pytest.raises(IllegalTransition):
            story.then("extend", "2028-05-02")


def test_an_extension_runs_from_the_end_that_it_moves() -> None:
    story = _extended()
    facts = letter(story, "P17")
    assert (facts["previous_until"], facts["valid_until"]) == ("2028-05-23", "2028-11-23")
    assert [local(alarm) for alarm in story.permit.alarms] == [
        ("expiry_warning_60", "2028-09-24 08:00"), ("expiry_warning_15", "2028-11-08 08:00"),
        ("expiry", "2028-11-24 00:15"),
    ]  # fmt: skip


def test_an_extension_is_in_time_on_the_last_day() -> None:
    assert _working().then("extend", "2028-05-23").permit.state == "EXTENDED"


def test_the_start_is_reminded_sixty_and_fifteen_days_before_its_deadline() -> None:
    story = _issued()
    assert [local(alarm) for alarm in story.permit.alarms][:3] == [
        ("start_warning_60", "2027-09-23 08:00"), ("start_warning_15", "2027-11-07 08:00"),
        ("not_started", "2027-11-23 00:15"),
    ]  # fmt: skip
    facts = letter(story.until("start_warning_60"), "P15")
    assert (facts["start_by"], facts["days_left"]) == ("2027-11-22", 60)


def test_each_end_says_its_cause() -> None:
    causes = {
        "not_started": letter(_issued().until("not_started"), "P16"),
        "validity": letter(_working().until("expiry"), "P16"),
    }
    assert {name: facts["cause"] for name, facts in causes.items()} == {name: name for name in causes}
    assert [facts["expired_on"] for facts in causes.values()] == ["2027-11-22", "2028-05-23"]


def test_a_start_declared_disarms_its_deadline_and_leaves_the_end_of_validity() -> None:
    assert _names(_working()) == ["expiry_warning_60", "expiry_warning_15", "expiry"]


def test_thirty_days_to_correct_are_said_in_the_notice_and_end_in_nothing_by_themselves() -> None:
    story = _faulty()
    assert (letter(story, "P18")["correct_by"], _names(story)) == ("2027-03-31", ["correction_overdue"])
    assert _names(story.until("correction_overdue")) == []


def test_a_reminder_that_was_sent_is_not_sent_again_after_a_correction_or_a_notice() -> None:
    story = _working().until("expiry_warning_60").then("inspect", "2028-04-01", "non_conform")
    story.then("inspect", "2028-04-10").then("notice", "2028-04-11").then("keep", "2028-04-12")
    assert _names(story) == ["expiry_warning_15", "expiry"]


def test_a_reminder_that_fell_due_meanwhile_is_sent_when_the_permit_is_in_force_again() -> None:
    story = _working().then("inspect", "2028-03-01", "non_conform").then("inspect", "2028-05-20")
    assert _names(story) == ["expiry_warning_60", "expiry_warning_15", "expiry"]


def test_a_comment_spares_the_rest_of_the_ten_days() -> None:
    assert _noticed().then("comment", "2027-03-04").then("revoke", "2027-03-05").permit.state == "REVOKED"


def test_a_comment_on_one_notice_says_nothing_of_the_next() -> None:
    story = _noticed().then("comment", "2027-03-04").then("keep", "2027-03-05").then("notice", "2027-04-05")
    assert faults(lambda: story.then("revoke", "2027-04-06")) == {"comments": "delay-still-runs"}


def test_the_notice_of_revocation_says_the_ground_and_the_last_day_to_comment() -> None:
    facts = letter(_noticed(), "P22")
    assert (facts["ground"], facts["comment_by"]) == ("false_information", "2027-03-11")


def test_a_revocation_says_reasons_provision_and_remedies() -> None:
    facts = letter(_noticed().then("revoke", "2027-03-12"), "P23")
    assert (facts["revoked_on"], facts["provision"], facts["remedies"]) == ("2027-03-12", "art. 52", ["révision"])


def test_a_case_filed_before_these_letters_existed_takes_the_table_s_codes() -> None:
    story = _noticed()
    assert "revocation_notice" not in story.permit.rules.letters
    assert story.last.orders[0].code == "P22"
