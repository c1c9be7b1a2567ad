"""An own mistake: the entry stays in the chain and says from then on what was wrong; nothing else changes."""

import pytest

from domain.contest_acts import SuspendDelays
from domain.entry_acts import CorrectEntry
from domain.errors import Forbidden, IllegalTransition, Invalid, TextTooLong
from domain.people import Actor
from tests import contests
from tests.permit_people import CITIZEN, CLERK, DIRECTOR
from tests.permits import Story, noon

SAID = "Le plan de localisation manquait."


def correction(entry: int = 2, note: str = SAID, by: Actor = CLERK) -> CorrectEntry:
    """The clerk's word on an entry: the second is that of the file declared complete."""
    return CorrectEntry(act_id="mistake", by=by, received_at=noon("2026-11-25"), entry=entry, note=note)


def test_a_mistake_is_said_and_the_case_stands_as_it_did() -> None:
    story = Story().completed()
    stood = (story.permit.state, list(story.permit.alarms), story.permit.promised_on)
    said = story.do(correction()).last
    assert (said.type, said.facts) == ("EntryCorrected", {"entry": 2, "mistake": SAID})
    assert (said.task, said.task_done, said.orders, said.postings) == (None, False, (), ())
    assert (story.permit.state, list(story.permit.alarms), story.permit.promised_on) == stood


@pytest.mark.parametrize(
    ("act", "faults"),
    [
        (correction(entry=1), {"entry": "not-your-own"}),
        (correction(entry=9), {"entry": "not-your-own"}),
        (correction(by=DIRECTOR), {"entry": "not-your-own"}),
        (correction(note=" \n"), {"note": "required"}),
    ],
    ids=["the applicant's", "none", "a colleague's", "empty"],
)
def test_only_an_own_entry_is_corrected_and_with_words(act: CorrectEntry, faults: dict[str, str]) -> None:
    story = Story().completed()
    with pytest.raises(Invalid) as refused:
        story.do(act)
    assert refused.value.errors == faults and len(story.events) == 2


@pytest.mark.parametrize(
    ("act", "refusal"),
    [(correction(by=CITIZEN, entry=1), Forbidden), (correction(note="x" * 4_001), TextTooLong)],
    ids=["a citizen amends", "too long"],
)
def test_a_citizen_has_other_ways_and_a_text_its_length(act: CorrectEntry, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        Story().completed().do(act)


def test_a_closed_file_is_left_as_it_is() -> None:
    story = Story().completed().refused()
    with pytest.raises(IllegalTransition):
        story.do(correction())


def test_the_court_office_corrects_its_own_entry_in_a_contest() -> None:
    story = contests.Story().on("2026-11-10")
    story.do(SuspendDelays, contests.CLERK, reasons="Panne")
    said = story.do(CorrectEntry, contests.CLERK, entry=2, note="Mauvais dossier")
    assert (said.type, said.before, said.after) == ("EntryCorrected", "SERVED", "SERVED")
    for by, entry in ((contests.COLLECTOR, 2), (contests.CLERK, 1)):
        with pytest.raises(Invalid):
            story.do(CorrectEntry, by, entry=entry, note="Mauvais dossier")
    with pytest.raises(Forbidden):
        story.do(CorrectEntry, contests.PROSECUTOR, entry=1, note="Mauvais dossier")
