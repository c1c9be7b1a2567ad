"""Made-up applications: one that the city accepts for every service, in many boroughs, the same for a seed."""

from collections import Counter
from pathlib import Path

import pytest

from catalogue.rules import RuleEngine
from cli.permit_mapping import Choice, choose
from cli.permit_rows import read_rows
from cli.synthetic_rows import Synthesizer, synthetic_applications, unreached
from tests.cli.permits import CATALOGUE, cells, written

ENGINE = RuleEngine(CATALOGUE)
CODES = sorted(CATALOGUE.services)


@pytest.mark.parametrize("code", CODES)
def test_each_is_one_that_the_city_accepts(code: str) -> None:
    service = CATALOGUE.services[code]
    made = Synthesizer(CATALOGUE, 1).applications([code], 60)
    for one in made:
        assert ENGINE.validate_answers(service, one.answers) == one.answers
        ENGINE.refuse_ineligible(service, one.answers)
        ENGINE.resolve(service, one.borough, one.answers, clock="simulated")
        assert one.documents == ENGINE.required_documents(service, one.answers, one.borough)
        assert one.synthetic and set(one.assumed) == set(one.answers)
    assert len({one.borough for one in made}) >= 17
    assert len({str(one.answers) for one in made}) == 60


@pytest.mark.parametrize("code", CODES)
def test_every_opinion_and_every_document_is_called_for_by_some(code: str) -> None:
    service = CATALOGUE.services[code]
    made = Synthesizer(CATALOGUE, 2).applications([code], 300)
    heard = {
        code for one in made for code in ENGINE.resolve(service, one.borough, one.answers, clock="simulated").opinions
    }
    assert heard == {one.code for one in service.opinions}
    assert {name for one in made for name in one.documents} == {one.name for one in service.documents}


def test_services_take_turns() -> None:
    made = Synthesizer(CATALOGUE, 1).applications(CODES, 35)
    counts = Counter(one.service for one in made)
    assert set(counts.values()) == {3, 4}
    assert min(Counter((one.service, one.borough) for one in made).values()) == 1


def test_a_seed_gives_the_same_and_another_gives_others() -> None:
    first, again, other = (Synthesizer(CATALOGUE, seed).applications(CODES, 20) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_nobody_is_named_and_no_mail_can_leave() -> None:
    for one in Synthesizer(CATALOGUE, 3).applications(CODES, 40):
        assert str(one.answers.get("applicant_email", "@guichet.invalid")).endswith("@guichet.invalid")
        assert str(one.answers["applicant_name"]).split()[0] in ("Requérant", "Applicant")


def test_only_the_services_that_no_row_reaches_are_made_up(tmp_path: Path) -> None:
    chosen = choose(read_rows(written(tmp_path, [cells(kind="Piscine", work="Piscine creusée")])), 10, 1)
    assert "piscine-spa" not in unreached(CATALOGUE, chosen)
    made = synthetic_applications(CATALOGUE, chosen, each=2, seed=1)
    assert Counter(one.service for one in made) == dict.fromkeys(unreached(CATALOGUE, chosen), 2)


def test_where_every_service_is_reached_nothing_is_made_up() -> None:
    reached = Choice([], 0, dict.fromkeys(CODES, 1), {}, {}, 0)
    assert synthetic_applications(CATALOGUE, reached, each=2, seed=1) == []
