"""What a service says of its procedure: steps of review, council, season, later fees, exclusions."""

from pathlib import Path

import pytest

from catalogue.faults import CatalogueFaults
from catalogue.load import Catalogue, load
from catalogue.rules import RuleEngine
from domain.errors import NotEligible
from domain.rules import PermitRules
from tests.catalogue.folders import SAMPLE, add_service, shared_files

PROCEDURE = """
[council]
kind = "minor_exemption"
needed_when = "trees > 1"

[season]
from = "05-01"
until = "10-31"

[[ineligible]]
code = "too-many"
when = "trees > 50"
text.fr = "Une demande ne peut viser plus de cinquante arbres."
text.en = "An application cannot concern more than fifty trees."

[[opinions]]
code = "fire"
label.fr = "Incendie"
label.en = "Fire"
step = 2
outside = true

[[fees]]
code = "renewal"
label.fr = "Renouvellement"
label.en = "Renewal"
when = "at_renewal"
cents = "max(original_fee / 4, 100)"
"""
ANSWERS = {"trees": 2}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = shared_files(tmp_path_factory.mktemp("catalogue"))
    add_service(folder, SAMPLE.replace('code = "sample"', 'code = "sample"\nannual = true', 1) + PROCEDURE)
    return load(folder)


def rules(found: Catalogue, **answers: object) -> PermitRules:
    return RuleEngine(found).resolve(found.services["sample"], "VM", ANSWERS | answers, clock="real")


def test_opinions_of_one_step_stand_side_by_side_and_steps_follow(found: Catalogue) -> None:
    resolved = rules(found)
    assert resolved.steps[-1] == ("fire",)
    assert resolved.outside == ("fire",)
    assert tuple(code for step in resolved.steps for code in step) == resolved.opinions


def test_the_council_decides_only_where_the_answers_say_so(found: Catalogue) -> None:
    assert rules(found).council == "minor_exemption"
    assert rules(found, trees=1).council == ""


def test_a_renewal_costs_a_share_of_the_first_fees(found: Catalogue) -> None:
    resolved = rules(found)
    first = sum(fee.cents for fee in (*resolved.owed("at_submission"), *resolved.owed("at_issue")))
    assert [fee.cents for fee in resolved.owed("at_renewal")] == [max(first // 4, 100)]


def test_a_season_and_a_year_are_carried_by_the_case(found: Catalogue) -> None:
    resolved = rules(found)
    assert (resolved.season_until, resolved.annual) == ("10-31", True)


def test_an_application_that_the_by_law_excludes_is_refused_in_its_words(found: Catalogue) -> None:
    engine = RuleEngine(found)
    engine.refuse_ineligible(found.services["sample"], {"trees": 50})
    with pytest.raises(NotEligible) as refused:
        engine.refuse_ineligible(found.services["sample"], {"trees": 51})
    assert refused.value.facts["en"] == "An application cannot concern more than fifty trees."


def test_events_that_a_service_does_not_name_have_the_usual_letters(tmp_path: Path) -> None:
    add_service(shared_files(tmp_path), SAMPLE)
    found = load(tmp_path)
    assert rules(found).letters["revoked"] == "P23"


@pytest.mark.parametrize("written", ["P14D", "P1D", "B15"])
def test_no_service_shortens_the_public_notice_that_the_law_asks_for(tmp_path: Path, written: str) -> None:
    add_service(shared_files(tmp_path), SAMPLE.replace("[delays]", f'[delays]\nnotice = "{written}"', 1))
    with pytest.raises(CatalogueFaults, match="15 whole days"):
        load(tmp_path)


@pytest.mark.parametrize("written", ["P15D", "P30D", "P1M"])
def test_a_service_may_give_a_longer_public_notice(tmp_path: Path, written: str) -> None:
    add_service(shared_files(tmp_path), SAMPLE.replace("[delays]", f'[delays]\nnotice = "{written}"', 1))
    assert load(tmp_path).services["sample"].delays.get("notice") == written


def test_no_borough_shortens_it_either(tmp_path: Path) -> None:
    add_service(shared_files(tmp_path), SAMPLE + '\n[overrides.OU.delays]\nnotice = "P10D"\n')
    with pytest.raises(CatalogueFaults, match=r"overrides\.OU\.delays\.notice"):
        load(tmp_path)
