"""The tariffs of alteration, pool, exemption, patio, occupation and sticker: DOMAIN §3.2 and §3.3, in cents."""

from typing import Any

import pytest

from catalogue.load import Catalogue
from catalogue.rules import RuleEngine
from domain.rules import PermitRules, When
from tests.catalogue.filled import FILLED


class Tariffs:
    """What a whole form costs where some answers differ."""

    def __init__(self, shipped: Catalogue, engine: RuleEngine) -> None:
        self._shipped, self._engine = shipped, engine

    def rules(self, code: str, borough: str = "VM", **changed: Any) -> PermitRules:
        service = self._shipped.services[code]
        answers = self._engine.validate_answers(service, FILLED[code] | changed)
        return self._engine.resolve(service, borough, answers, clock="real")

    def cents(self, code: str, when: When, borough: str = "VM", **changed: Any) -> int:
        return sum(fee.cents for fee in self.rules(code, borough, **changed).owed(when))


@pytest.fixture(scope="module")
def tariffs(shipped: Catalogue, engine: RuleEngine) -> Tariffs:
    return Tariffs(shipped, engine)


VOLUME = {"nature": "volume", "added_area_m2": 20}


@pytest.mark.parametrize(
    ("borough", "changed", "cents"),
    [
        pytest.param("VM", {}, 19_600, id="20 thousands at $9.80"),
        pytest.param("VM", {"work_value": 100}, 16_100, id="minimum for a dwelling"),
        pytest.param("VM", {"work_value": 100, "use": "commercial"}, 47_300, id="minimum for other uses"),
        pytest.param("VM", VOLUME, 25_480, id="declared too low: 20 m² added at $1,260"),
        pytest.param("VM", VOLUME | {"use": "institutional"}, 47_300, id="20 m² of school at $1,840: the minimum"),
        pytest.param(
            "VM", VOLUME | {"use": "commercial", "added_area_m2": 200}, 294_000, id="200 m² of shop at $1,500"
        ),
        pytest.param("VM", VOLUME | {"use": "industrial", "added_area_m2": 200}, 190_120, id="200 m² of plant at $970"),
        pytest.param("VM", {"facade": True}, 19_600 + 64_000, id="a façade: PIIA, $640 more"),
        pytest.param("VM", {"heritage": True}, 19_600 + 64_000, id="a heritage site: PIIA, $640 more"),
        pytest.param("MH", {}, 17_800, id="MHM: $8.90"),
        pytest.param("MH", {"work_value": 100}, 16_100, id="MHM: the city's minimum"),
    ],
)
def test_an_alteration_costs_a_rate_per_thousand_dollars(
    borough: str, changed: dict[str, object], cents: int, tariffs: Tariffs
) -> None:
    assert tariffs.cents("transformation-exterieure", "at_submission", borough, **changed) == cents


@pytest.mark.parametrize(
    ("borough", "changed", "first", "renewed"),
    [
        pytest.param("VD", {}, 44_100, 14_900, id="45 thousands; a quarter is under the minimum"),
        pytest.param("VD", {"work_value": 10_000_000}, 98_000, 24_500, id="a quarter of $980"),
        pytest.param("VD", {"work_value": 100}, 14_900, 14_900, id="minimum"),
        pytest.param("VD", {"use": "other"}, 44_100, 43_900, id="Verdun: $439 for other uses"),
        pytest.param("LS", {"use": "other"}, 44_100, 14_900, id="elsewhere the one minimum that was found"),
    ],
)
def test_a_pool_renews_for_a_quarter(
    borough: str, changed: dict[str, object], first: int, renewed: int, tariffs: Tariffs
) -> None:
    assert tariffs.cents("piscine-spa", "at_submission", borough, **changed) == first
    assert tariffs.cents("piscine-spa", "at_renewal", borough, **changed) == renewed


@pytest.mark.parametrize(("building", "cents"), [("h1-h2", 77_500), ("other-residential", 112_500), ("other", 112_500)])
def test_an_exemption_costs_less_for_a_house(building: str, cents: int, tariffs: Tariffs) -> None:
    assert tariffs.cents("derogation-mineure", "at_submission", building=building) == cents


@pytest.mark.parametrize(
    ("borough", "changed", "study", "issue"),
    [
        pytest.param("VM", {}, 35_000, 266_320, id="20 m² at $133.16"),
        pytest.param("VM", {"meters": 1}, 35_000, 270_720, id="a meter bag, $44"),
        pytest.param("VM", {"meters": 3}, 35_000, 272_920, id="two more at $11"),
        pytest.param("RO", {"land_value_m2": 150_000}, 65_500, 226_850, id="15 % of 20 m² at $1,500, 184 days of 365"),
        pytest.param("RO", {"land_value_m2": 100}, 65_500, 10_000, id="at least $100"),
        pytest.param("RO", {"land_value_m2": 150_000, "days": 30}, 65_500, 36_987, id="thirty days"),
    ],
)
def test_a_patio_is_paid_at_two_moments_and_each_season(
    borough: str, changed: dict[str, object], study: int, issue: int, tariffs: Tariffs
) -> None:
    assert tariffs.cents("cafe-terrasse-public", "at_submission", borough, **changed) == study
    assert tariffs.cents("cafe-terrasse-public", "at_issue", borough, **changed) == issue
    assert tariffs.cents("cafe-terrasse-public", "at_renewal", borough, **changed) == issue


@pytest.mark.parametrize(
    ("changed", "cents"),
    [
        pytest.param({}, 4_300 + 5 * 5_600, id="five days, up to 50 m²"),
        pytest.param({"area_m2": 50}, 4_300 + 5 * 5_600, id="50 m²"),
        pytest.param({"area_m2": 51}, 4_300 + 5 * 6_500, id="51 m²"),
        pytest.param({"area_m2": 101}, 4_300 + 5 * 11_110, id="101 m² at $1.10"),
        pytest.param({"days": 31, "area_m2": 300}, 4_300 + 31 * 33_000, id="300 m² for a month"),
        pytest.param({"meters": 2}, 4_300 + 5 * 5_600 + 8_800, id="two meters"),
    ],
)
def test_an_occupation_is_invoiced_afterwards(changed: dict[str, object], cents: int, tariffs: Tariffs) -> None:
    rules = tariffs.rules("odp-travaux", **changed)
    assert sum(fee.cents for fee in rules.owed("invoice_after")) == cents
    assert rules.owed("at_submission") == rules.owed("at_issue") == ()
    assert [fee.cents for fee in rules.owed("at_amendment")] == [4_300]


@pytest.mark.parametrize(
    ("changed", "cents"),
    [
        pytest.param({"engine": "electric"}, 6_000, id="electric"),
        pytest.param({"engine": "under-1600"}, 13_000, id="under 1.6 L"),
        pytest.param({}, 16_000, id="1.6 to 2.2 L"),
        pytest.param({"engine": "over-2200"}, 20_500, id="over 2.2 L"),
        pytest.param({"second_vehicle": True}, 26_000, id="second vehicle"),
        pytest.param({"low_income": True}, 8_000, id="low income"),
        pytest.param({"engine": "over-2200", "second_vehicle": True, "low_income": True}, 15_250, id="all at once"),
    ],
)
def test_a_sticker_costs_by_engine_vehicle_and_income(changed: dict[str, object], cents: int, tariffs: Tariffs) -> None:
    assert tariffs.cents("vignette-resident", "at_submission", "PM", **changed) == cents
    assert tariffs.cents("vignette-resident", "at_renewal", "PM", **changed) == cents


def test_a_certificate_of_occupancy_costs_290_dollars(tariffs: Tariffs) -> None:
    assert tariffs.cents("certificat-occupation", "at_submission") == 29_000


def test_felling_in_pierrefonds_costs_50_dollars_however_many_trees(tariffs: Tariffs) -> None:
    assert tariffs.cents("abattage-arbre", "at_submission", "PR", trees=9) == 5_000
    assert tariffs.cents("abattage-arbre", "at_submission", "VD", trees=9) == 14_000


def test_a_building_permit_renews_for_a_quarter_with_a_minimum(tariffs: Tariffs) -> None:
    assert tariffs.cents("construction-batiment", "at_renewal") == 245_000 // 4
    assert tariffs.cents("construction-batiment", "at_renewal", work_value=100, floor_area_m2=1) == 14_900
