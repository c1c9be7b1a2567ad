"""Hearings of a contest and the judgments that end them: dates, absence, exhibits, oral and reserved judgments."""

from datetime import date

import pytest

from domain.contest_errors import ConflictOfInterest, SlotNotBookable
from domain.errors import Forbidden, Invalid
from domain.hearing_acts import NoteIncident
from domain.judgment_acts import ConfirmJudgment, CorrectJudgment, RecordOralJudgment
from tests.contests import (
    ANOTHER_JUDGE,
    CLERK,
    HOLDER,
    JUDGE,
    PROSECUTOR,
    Adjourn,
    AskPostponement,
    DecidePostponement,
    Disclose,
    ExhibitGiven,
    FileExhibit,
    Recuse,
    Reserve,
    RuleOnExhibit,
    Story,
)

WHOLE = 15_100


def test_a_hearing_needs_thirty_days_of_notice_and_a_judge_who_did_not_stand_aside() -> None:
    story = Story().on("2026-11-10")
    story.plead("not_guilty", interpreter="es")
    story.review()
    with pytest.raises(SlotNotBookable):
        story.schedule("2026-12-01", interpreter="es")
    with pytest.raises(Invalid):
        story.schedule("2027-02-10")
    story.schedule("2027-02-10", interpreter="es")
    story.do(Recuse, JUDGE, reasons="Je connais le défendeur.")
    assert story.state == "AWAITING_DATE"
    assert story.case.released == {"h1": "recused"}
    with pytest.raises(ConflictOfInterest):
        story.schedule("2027-03-10", "h2", interpreter="es")
    story.schedule("2027-03-10", "h2", interpreter="es", judge=ANOTHER_JUDGE.id)
    assert story.state == "SCHEDULED"


def test_the_first_postponement_is_the_clerk_s_and_the_second_a_judge_s_with_a_peremptory_date() -> None:
    story = Story().on("2026-11-10")
    story.plead("not_guilty")
    story.review()
    story.schedule("2027-02-10")
    story.do(AskPostponement, HOLDER, reasons="Voyage")
    story.do(DecidePostponement, CLERK, granted=True, reasons="Accordé", hearing=story.hearing("2027-03-10", "h2"))
    assert (story.state, story.case.released) == ("SCHEDULED", {"h1": "postponed"})
    story.do(AskPostponement, HOLDER, reasons="Encore")
    again = story.hearing("2027-04-14", "h3")
    with pytest.raises(Forbidden):
        story.do(DecidePostponement, CLERK, granted=True, reasons="Non", hearing=again)
    with pytest.raises(Invalid):
        story.do(DecidePostponement, JUDGE, granted=True, reasons="Oui", hearing=again)
    last = story.hearing("2027-04-14", "h3", peremptory=True)
    story.do(DecidePostponement, JUDGE, granted=True, reasons="Oui", hearing=last)
    assert [(one.side, one.days) for one in story.case.dates.late] == [("defence", 28), ("defence", 35)]


def test_an_absence_is_a_default_after_the_grace_but_never_after_a_technical_failure() -> None:
    story = Story().on("2026-11-10")
    story.plead("not_guilty")
    story.review()
    story.schedule("2027-02-10")
    story.open("2027-02-10", "prosecution")
    story.do(NoteIncident, CLERK, technical=True, text="La salle virtuelle est tombée.")
    with pytest.raises(Invalid) as refused:
        story.judge("convicted", in_absence=True)
    assert refused.value.errors == {"in_absence": "technical-failure"}
    story.do(Adjourn, JUDGE, reasons="Panne", charged_to="court", hearing=story.hearing("2027-03-10", "h2"))
    assert story.state == "ADJOURNED"
    assert story.through().state == "SCHEDULED"
    story.open("2027-03-10", "prosecution")
    story.judge("convicted", in_absence=True)
    assert story.state == "CONVICTED_DEFAULT"


def test_a_judgment_waits_for_every_exhibit_to_be_ruled_on_and_acknowledged() -> None:
    story = Story().heard()
    story.do(Disclose, PROSECUTOR, exhibits=(ExhibitGiven("Rapport", "d1"),))
    story.do(FileExhibit, HOLDER, exhibits=(ExhibitGiven("Photo", "d2"),))
    with pytest.raises(Invalid) as refused:
        story.judge("acquitted")
    assert refused.value.errors == {"exhibits.1": "ruling-missing", "exhibits.2": "ruling-missing"}
    story.do(RuleOnExhibit, JUDGE, number=1, ruling="admitted")
    story.do(RuleOnExhibit, JUDGE, number=2, ruling="admitted")
    with pytest.raises(Invalid) as refused:
        story.judge("acquitted", considered=(1,))
    assert refused.value.errors == {"considered.2": "not-acknowledged"}
    story.judge("acquitted", considered=(1, 2))
    assert [one["label"] for one in story.letter("C04")["exhibits"]] == ["Rapport", "Photo"]


def test_an_oral_judgment_counts_once_the_judge_who_gave_it_confirms_the_minutes() -> None:
    story = Story().heard()
    story.judge("convicted", by=CLERK, kind=RecordOralJudgment)
    assert story.state == "IN_SESSION"
    with pytest.raises(Forbidden):
        story.do(ConfirmJudgment, ANOTHER_JUDGE)
    story.do(ConfirmJudgment, JUDGE)
    assert story.state == "CONVICTED"


def test_a_reserved_judgment_has_a_target_and_is_corrected_with_both_versions() -> None:
    story = Story().heard()
    story.do(Reserve, JUDGE)
    assert story.case.promised_on == date(2027, 4, 12)
    story.judge("convicted")
    first = story.case.judgment_letter
    event = story.do(CorrectJudgment, JUDGE, error="amende de 58 $", correction="amende de 85 $")
    assert (event.type, event.facts["number"]) == ("JudgmentCorrected", first)
    assert story.letter("C04")["corrects"] == first
