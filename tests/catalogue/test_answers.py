"""Answers that are kept, and answers that are refused with the code of their fault (RELIABILITY §4)."""

from dataclasses import replace

import pytest

from catalogue.load import Catalogue
from catalogue.rules import RuleEngine
from domain.errors import Invalid, InvalidAmount, InvalidText, TextTooLong, UnknownField
from tests.catalogue.filled import APPLICANT, BUILDING, DEMOLITION, FILLED, TREE


@pytest.mark.parametrize("code", FILLED)
def test_a_filled_form_is_kept_as_it_was_filled(code: str, shipped: Catalogue, engine: RuleEngine) -> None:
    assert engine.validate_answers(shipped.services[code], FILLED[code]) == FILLED[code]


@pytest.mark.parametrize(
    ("name", "value", "code", "family"),
    [
        pytest.param("trees", None, "required", Invalid, id="nothing"),
        pytest.param("species", " \u00a0\n", "required", Invalid, id="only spaces"),
        pytest.param("trees", "3", "not-a-number", Invalid, id="text for a number"),
        pytest.param("trees", True, "not-a-number", Invalid, id="boolean for a number"),
        pytest.param("trees", 1.0, "not-a-number", Invalid, id="float for a number"),
        pytest.param("trees", 0, "too-small", Invalid, id="no tree"),
        pytest.param("trees", 201, "too-large", Invalid, id="too many trees"),
        pytest.param("trees", 10**5000, "too-large", Invalid, id="a number of 5,001 digits"),
        pytest.param("reason", "shade", "not-a-choice", Invalid, id="not a choice"),
        pytest.param("reason", ["dead"], "not-a-choice", Invalid, id="a list for a choice"),
        pytest.param("replanting", "yes", "not-a-boolean", Invalid, id="text for a boolean"),
        pytest.param("replanting", 1, "not-a-boolean", Invalid, id="number for a boolean"),
        pytest.param("species", 3, "not-a-text", Invalid, id="number for a text"),
        pytest.param("species", "a\0b", "invalid-text", InvalidText, id="NUL"),
        pytest.param("species", "a\ud800b", "invalid-text", InvalidText, id="lone surrogate"),
        pytest.param("species", "a\x1bb", "invalid-text", InvalidText, id="escape"),
        pytest.param("species", "a" * 201, "too-long", TextTooLong, id="201 characters"),
        pytest.param("species", "a" + "\u0301" * 65, "too-long", TextTooLong, id="65 marks in a row"),
        pytest.param("description", "a\u0301" * 50_001, "too-long", TextTooLong, id="100,002 characters"),
        pytest.param("description", "\u0301" * 100_000, "too-long", TextTooLong, id="100,000 marks"),
        pytest.param("applicant_email", "andree", "not-an-email", Invalid, id="no at sign"),
        pytest.param("applicant_email", "a@b.ca\r\nBcc: c@d.ca", "not-an-email", Invalid, id="a header in an address"),
        pytest.param("applicant_email", "a@b.ca,c@d.ca", "not-an-email", Invalid, id="two addresses"),
        pytest.param("applicant_email", f"a@{'b' * 250}.ca", "too-long", TextTooLong, id="an endless address"),
        pytest.param("applicant_phone", "call me", "not-a-phone", Invalid, id="words for a phone"),
        pytest.param("applicant_phone", "555-0123", "not-a-phone", Invalid, id="seven digits"),
        pytest.param("work_point", {"lon": -73.55}, "not-a-point", Invalid, id="half a point"),
        pytest.param("work_point", {"lon": 181, "lat": 45.5}, "not-a-point", Invalid, id="longitude 181"),
        pytest.param("work_point", {"lon": -73.5, "lat": float("nan")}, "not-a-point", Invalid, id="latitude NaN"),
        pytest.param("work_point", "-73.5,45.5", "not-a-point", Invalid, id="text for a point"),
    ],
)
def test_a_wrong_answer_is_refused_with_the_code_of_its_fault(
    name: str, value: object, code: str, family: type[Invalid], shipped: Catalogue, engine: RuleEngine
) -> None:
    with pytest.raises(Invalid) as refused:
        engine.validate_answers(shipped.services["abattage-arbre"], TREE | {name: value})
    assert type(refused.value) is family
    assert refused.value.errors == {name: code}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        pytest.param(-1, "too-small", id="minus one"),
        pytest.param(0, "too-small", id="zero"),
        pytest.param(99, "too-small", id="under the minimum"),
        pytest.param(1.005, "invalid-amount", id="a fraction of a cent"),
        pytest.param(1e308, "invalid-amount", id="1e308"),
        pytest.param(float("nan"), "invalid-amount", id="NaN"),
        pytest.param(True, "invalid-amount", id="boolean"),
        pytest.param("1000 USD", "invalid-amount", id="another currency"),
        pytest.param(10**12 + 1, "too-large", id="over ten billion dollars"),
    ],
)
def test_money_is_a_positive_whole_number_of_cents(
    value: object, code: str, shipped: Catalogue, engine: RuleEngine
) -> None:
    with pytest.raises(InvalidAmount) as refused:
        engine.validate_answers(shipped.services["construction-batiment"], BUILDING | {"work_value": value})
    assert refused.value.errors == {"work_value": code}


@pytest.mark.parametrize(
    "value", ["2026-02-30", "0000-01-01", "10000-01-01", "20261130", "2026-W10-1", "tomorrow", 20261130]
)
def test_a_date_is_a_day_of_the_calendar(value: object, shipped: Catalogue, engine: RuleEngine) -> None:
    with pytest.raises(Invalid) as refused:
        engine.validate_answers(shipped.services["demolition"], DEMOLITION | {"start_date": value})
    assert refused.value.errors == {"start_date": "not-a-date"}


def test_a_name_that_the_form_does_not_have_is_refused(shipped: Catalogue, engine: RuleEngine) -> None:
    with pytest.raises(UnknownField) as refused:
        engine.validate_answers(shipped.services["demolition"], DEMOLITION | {"status": "approved", "a\ud800\0": 1})
    assert refused.value.errors == {"status": "unknown-field", "a?": "unknown-field"}


def test_every_fault_of_a_form_is_told_at_once(shipped: Catalogue, engine: RuleEngine) -> None:
    with pytest.raises(InvalidAmount) as refused:
        engine.validate_answers(shipped.services["construction-batiment"], APPLICANT | {"owner": 0, "work_value": 0})
    assert refused.value.errors == {
        "owner": "not-a-boolean", "owner_name": "required", "use": "required", "storeys": "required",
        "floor_area_m2": "required", "work_value": "too-small", "heritage": "required", "trees_felled": "required",
    }  # fmt: skip


def test_text_is_kept_in_form_c_and_on_its_lines(shipped: Catalogue, engine: RuleEngine) -> None:
    given = TREE | {"species": "  e\u0301rable\u00a0 argente\u0301\n", "description": " un\r\ndeux\rtrois \n"}
    kept = engine.validate_answers(shipped.services["abattage-arbre"], given)
    assert kept["species"] == "érable argenté"
    assert kept["description"] == "un\ndeux\ntrois"


def test_a_point_is_kept_to_six_decimals(shipped: Catalogue, engine: RuleEngine) -> None:
    given = TREE | {"work_point": {"lon": -73.55432123456, "lat": 45}}
    kept = engine.validate_answers(shipped.services["abattage-arbre"], given)
    assert kept["work_point"] == {"lon": -73.554321, "lat": 45.0}


def test_an_answer_to_a_question_that_is_not_asked_is_left_out(shipped: Catalogue, engine: RuleEngine) -> None:
    kept = engine.validate_answers(shipped.services["demolition"], DEMOLITION | {"tenants": True, "owner_name": "X"})
    assert kept == DEMOLITION


def test_a_draft_may_be_incomplete_and_not_wrong(shipped: Catalogue, engine: RuleEngine) -> None:
    service = shipped.services["abattage-arbre"]
    assert engine.validate_answers(service, {"trees": 2}, partial=True) == {"trees": 2}
    with pytest.raises(Invalid) as refused:
        engine.validate_answers(service, {"trees": 0}, partial=True)
    assert refused.value.errors == {"trees": "too-small"}


def test_a_shorter_length_than_usual_is_respected(shipped: Catalogue, engine: RuleEngine) -> None:
    service = shipped.services["abattage-arbre"]
    short = tuple(replace(one, max_length=5) if one.name == "species" else one for one in service.questions)
    with pytest.raises(TextTooLong):
        engine.validate_answers(replace(service, questions=short), TREE)
