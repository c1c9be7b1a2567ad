"""What each shipped service says of its procedure: who is heard and when, who decides, how long, what is excluded."""

from typing import Any

import pytest

from catalogue.load import Catalogue
from catalogue.rules import RuleEngine
from domain.errors import NotEligible, ServiceNotOpen
from domain.rules import PermitRules
from tests.catalogue.filled import FILLED


def rules(shipped: Catalogue, engine: RuleEngine, code: str, borough: str = "VM", **changed: Any) -> PermitRules:
    service = shipped.services[code]
    return engine.resolve(service, borough, engine.validate_answers(service, FILLED[code] | changed), clock="real")


@pytest.mark.parametrize(
    ("code", "changed", "steps", "outside"),
    [
        pytest.param("abattage-arbre", {}, "arborist", "", id="tree"),
        pytest.param("transformation-exterieure", {}, "zoning construction", "", id="windows"),
        pytest.param(
            "transformation-exterieure",
            {"heritage": True, "facade": True},
            "zoning construction heritage, heritage-council",
            "heritage-council",
            id="an old façade",
        ),
        pytest.param("piscine-spa", {"trees_near": True}, "zoning safety arborist", "", id="a pool near a tree"),
        pytest.param("piscine-spa", {"kind": "spa"}, "zoning", "", id="a spa"),
        pytest.param("derogation-mineure", {}, "zoning, fire", "fire", id="a setback"),
        pytest.param("derogation-mineure", {"standard": "height"}, "zoning", "", id="a height"),
        pytest.param("cafe-terrasse-public", {}, "public-property traffic accessibility", "", id="a patio"),
        pytest.param(
            "cafe-terrasse-public",
            {"heaters": True, "bus_stop": True},
            "public-property traffic accessibility, fire transit",
            "fire transit",
            id="a heated patio at a bus stop",
        ),
        pytest.param("certificat-occupation", {}, "zoning", "", id="a shop"),
        pytest.param("certificat-occupation", {"capacity": 61}, "zoning, fire", "fire", id="a venue"),
        pytest.param("odp-travaux", {}, "public-property", "", id="a container"),
        pytest.param(
            "odp-travaux",
            {"obstruction": "street", "bus_route": True},
            "public-property traffic, fire transit",
            "fire transit",
            id="a closed street",
        ),
        pytest.param("vignette-resident", {}, "parking", "", id="a sticker"),
    ],
)
def test_opinions_are_given_side_by_side_and_step_by_step(
    code: str, changed: dict[str, object], steps: str, outside: str, shipped: Catalogue, engine: RuleEngine
) -> None:
    found = rules(shipped, engine, code, **changed)
    assert found.steps == tuple(tuple(step.split()) for step in steps.split(", "))
    assert found.outside == tuple(outside.split())


@pytest.mark.parametrize(
    ("code", "changed", "council"),
    [
        pytest.param("transformation-exterieure", {}, "", id="the back of a house"),
        pytest.param("transformation-exterieure", {"facade": True}, "piia", id="a façade"),
        pytest.param("transformation-exterieure", {"heritage": True}, "piia", id="a heritage site"),
        pytest.param("derogation-mineure", {}, "minor_exemption", id="an exemption"),
        pytest.param("certificat-occupation", {}, "", id="a shop"),
    ],
)
def test_the_council_decides_a_piia_and_an_exemption(
    code: str, changed: dict[str, object], council: str, shipped: Catalogue, engine: RuleEngine
) -> None:
    assert rules(shipped, engine, code, **changed).council == council


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        pytest.param({"standard": "use"}, "use", id="use"),
        pytest.param({"standard": "density"}, "density", id="density"),
        pytest.param({"constrained_zone": True}, "constrained-zone", id="constrained zone"),
    ],
)
def test_an_exemption_from_use_or_density_or_in_a_constrained_zone_is_refused_at_once(
    changed: dict[str, object], rule: str, shipped: Catalogue, engine: RuleEngine
) -> None:
    service = shipped.services["derogation-mineure"]
    engine.refuse_ineligible(service, FILLED["derogation-mineure"])
    with pytest.raises(NotEligible) as refused:
        engine.refuse_ineligible(service, FILLED["derogation-mineure"] | changed)
    assert refused.value.facts["rule"] == rule
    assert "311" in refused.value.facts["fr"] and "311" in refused.value.facts["en"]


@pytest.mark.parametrize(("code", "until"), [("cafe-terrasse-public", "10-31"), ("vignette-resident", "09-30")])
def test_a_patio_and_a_sticker_are_annual_and_end_with_their_season(
    code: str, until: str, shipped: Catalogue, engine: RuleEngine
) -> None:
    found = rules(shipped, engine, code)
    assert (found.annual, found.season_until) == (True, until)


@pytest.mark.parametrize("borough", ["MN", "RP"])
def test_no_sticker_is_sold_where_no_space_is_reserved(borough: str, shipped: Catalogue, engine: RuleEngine) -> None:
    with pytest.raises(ServiceNotOpen):
        rules(shipped, engine, "vignette-resident", borough)
    notice = shipped.services["vignette-resident"].notice(borough)
    assert notice is not None and "aucune vignette" in notice.text.fr


@pytest.mark.parametrize(("borough", "review"), [("AC", "B5"), ("VM", "B10")])
def test_ahuntsic_answers_an_occupation_sooner(
    borough: str, review: str, shipped: Catalogue, engine: RuleEngine
) -> None:
    assert rules(shipped, engine, "odp-travaux", borough).delays.review == review


@pytest.mark.parametrize(
    ("code", "limit"),
    [
        ("construction-batiment", 1_000_000),
        ("transformation-exterieure", 500_000),
        ("cafe-terrasse-public", 500_000),
        ("piscine-spa", None),
    ],
)
def test_large_fees_need_a_second_person(code: str, limit: int | None, shipped: Catalogue, engine: RuleEngine) -> None:
    assert rules(shipped, engine, code).second_person_above_cents == limit


def test_two_services_at_least_hear_a_body_outside_the_city(shipped: Catalogue) -> None:
    hearing = [code for code, service in shipped.services.items() if any(one.outside for one in service.opinions)]
    assert len(hearing) >= 2
