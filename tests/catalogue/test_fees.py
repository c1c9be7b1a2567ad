"""Fees of DOMAIN §3.2 and §3.3, in cents."""

import pytest

from catalogue.load import Catalogue
from catalogue.rules import RuleEngine
from domain.rules import When
from tests.catalogue.filled import BUILDING, DEMOLITION, TREE


@pytest.mark.parametrize(
    ("trees", "cents"),
    [
        pytest.param(1, 5_000, id="one tree: $50"),
        pytest.param(3, 5_000, id="three trees: $50"),
        pytest.param(4, 6_500, id="four trees: $65"),
        pytest.param(10, 15_500, id="ten trees: $155"),
        pytest.param(200, 300_500, id="two hundred trees: $3,005"),
    ],
)
def test_felling_costs_50_dollars_and_15_for_each_tree_over_three(
    trees: int, cents: int, shipped: Catalogue, engine: RuleEngine
) -> None:
    rules = engine.resolve(shipped.services["abattage-arbre"], "VM", TREE | {"trees": trees}, clock="real")
    assert [(fee.code, fee.cents) for fee in rules.owed("at_submission")] == [("study", cents)]
    assert rules.owed("at_issue") == ()
    assert [fee.cents for fee in rules.owed("at_renewal")] == [cents // 4]


@pytest.mark.parametrize(
    ("borough", "use", "dwellings", "area", "value", "cents"),
    [
        pytest.param("VM", "residential", 2, 100, 25_000_000, 245_000, id="250 thousands at $9.80"),
        pytest.param("VM", "residential", 2, 100, 25_000_001, 245_980, id="a cent more begins a thousand"),
        pytest.param("VM", "residential", 2, 100, 10_000_000, 123_480, id="declared too low: 100 m² at $1,260"),
        pytest.param("VM", "commercial", 0, 100, 10_000_000, 147_000, id="100 m² of shop at $1,500"),
        pytest.param("VM", "industrial", 0, 100, 10_000_000, 98_000, id="100 m² of plant at $970, declared more"),
        pytest.param("VM", "institutional", 0, 100, 10_000_000, 180_320, id="100 m² of school at $1,840"),
        pytest.param("VM", "residential", 1, 1, 100, 16_100, id="minimum for a dwelling"),
        pytest.param("VM", "industrial", 0, 1, 100, 47_300, id="minimum for other uses"),
        pytest.param("MH", "residential", 2, 100, 25_000_000, 222_500, id="MHM: 250 thousands at $8.90"),
        pytest.param("MH", "residential", 3, 100, 25_000_000, 256_500, id="MHM: at least $855 a dwelling"),
        pytest.param("MH", "commercial", 0, 1, 100, 47_300, id="MHM: the city's minimum for other uses"),
    ],
)
def test_building_costs_a_rate_per_thousand_dollars_of_work(
    borough: str, use: str, dwellings: int, area: int, value: int, cents: int, shipped: Catalogue, engine: RuleEngine
) -> None:
    service = shipped.services["construction-batiment"]
    given = BUILDING | {"use": use, "dwellings": dwellings, "floor_area_m2": area, "work_value": value}
    answers = engine.validate_answers(service, given if dwellings else given | {"dwellings": None})
    rules = engine.resolve(service, borough, answers, clock="real")
    assert [(fee.code, fee.cents) for fee in rules.owed("at_submission")] == [("permit", cents)]
    assert rules.owed("at_issue") == ()


@pytest.mark.parametrize(("when", "cents"), [("at_submission", 50_000), ("at_issue", 115_000)])
def test_demolition_is_paid_in_two_parts(when: When, cents: int, shipped: Catalogue, engine: RuleEngine) -> None:
    rules = engine.resolve(shipped.services["demolition"], "RO", DEMOLITION, clock="simulated")
    assert [fee.cents for fee in rules.owed(when)] == [cents]


def test_the_largest_answers_still_give_whole_cents(shipped: Catalogue, engine: RuleEngine) -> None:
    service = shipped.services["construction-batiment"]
    most = BUILDING | {"floor_area_m2": 500_000, "work_value": 1_000_000_000_000, "dwellings": 2_000}
    assert engine.fees(service, "VM", engine.validate_answers(service, most))[0].cents == 9_800_000_000


def test_the_citizen_is_shown_the_expression_on_one_line(shipped: Catalogue, engine: RuleEngine) -> None:
    fee, _ = engine.fees(shipped.services["abattage-arbre"], "VM", TREE)
    assert fee.calculation == "5000 + 1500 * max(trees - 3, 0)"
