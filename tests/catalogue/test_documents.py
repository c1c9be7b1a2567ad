"""Which documents and which opinions the answers call for."""

import pytest

from catalogue.load import Catalogue
from catalogue.rules import RuleEngine
from tests.catalogue.filled import BUILDING, DEMOLITION, FILLED, TREE


@pytest.mark.parametrize(
    ("service", "borough", "changed", "documents"),
    [
        pytest.param("abattage-arbre", "VM", {}, "photos location_plan", id="one dead tree"),
        pytest.param("abattage-arbre", "OM", {}, "photos location_plan arborist_report", id="the same in Outremont"),
        pytest.param("abattage-arbre", "VM", {"trees": 2}, "photos location_plan arborist_report", id="two trees"),
        pytest.param("abattage-arbre", "VM", {"diameter_cm": 29}, "photos location_plan", id="29 cm"),
        pytest.param("abattage-arbre", "VM", {"diameter_cm": 30}, "photos location_plan arborist_report", id="30 cm"),
        pytest.param(
            "abattage-arbre",
            "VM",
            {"reason": "construction", "replanting": True, "owner": False},
            "photos location_plan construction_plan replanting_plan power_of_attorney",
            id="a tenant who builds and replants",
        ),
        pytest.param(
            "construction-batiment", "VM", {}, "certificate_of_location plans estimate photos", id="a small house"
        ),
        pytest.param(
            "construction-batiment",
            "VM",
            {"storeys": 4, "heritage": True, "trees_felled": True},
            "certificate_of_location plans estimate photos structural_plans heritage_study tree_plan",
            id="four storeys in a heritage site with trees",
        ),
        pytest.param("demolition", "VM", {"extent": "outbuilding", "replacement": "green"}, "photos", id="a shed"),
        pytest.param(
            "demolition",
            "VM",
            {"year_built": 1939, "dwellings": 3, "tenants": True},
            "photos certificate_of_location condition_report heritage_study replacement_plans tenants_plan",
            id="a let house of 1939",
        ),
        pytest.param("transformation-exterieure", "VM", {}, "plans photos estimate", id="windows at the back"),
        pytest.param(
            "transformation-exterieure",
            "VM",
            {"facade": True, "heritage": True, "nature": "balcony"},
            "plans photos estimate certificate_of_location materials heritage_study",
            id="a balcony on an old façade",
        ),
        pytest.param("piscine-spa", "VD", {}, "site_plan enclosure_plan estimate", id="an in-ground pool"),
        pytest.param(
            "piscine-spa",
            "VD",
            {"kind": "above-ground", "wall_height_cm": 139, "trees_near": True},
            "site_plan enclosure_plan data_sheet estimate tree_plan",
            id="a low wall needs an enclosure",
        ),
        pytest.param(
            "piscine-spa",
            "VD",
            {"kind": "above-ground", "wall_height_cm": 140},
            "site_plan data_sheet estimate",
            id="a high wall is one",
        ),
        pytest.param("derogation-mineure", "VM", {}, "certificate_of_location plans photos", id="a setback"),
        pytest.param(
            "derogation-mineure",
            "VM",
            {"work_done": True},
            "certificate_of_location plans photos permit_copy",
            id="work that is done",
        ),
        pytest.param(
            "cafe-terrasse-public", "VM", {}, "layout_plan insurance occupancy_certificate_copy", id="a dry patio"
        ),
        pytest.param(
            "cafe-terrasse-public",
            "VM",
            {"alcohol": True, "heaters": True},
            "layout_plan insurance occupancy_certificate_copy alcohol_permit appliance_sheets",
            id="a warm bar",
        ),
        pytest.param("certificat-occupation", "VM", {}, "floor_plan registration", id="an owner's shop"),
        pytest.param(
            "certificat-occupation",
            "VM",
            {"owner": False, "capacity": 61},
            "floor_plan lease registration capacity_plan",
            id="a tenant's venue",
        ),
        pytest.param("odp-travaux", "VM", {}, "site_plan insurance", id="a container in a parking space"),
        pytest.param(
            "odp-travaux",
            "VM",
            {"object": "crane", "obstruction": "street"},
            "site_plan insurance traffic_plan lifting_plan",
            id="a crane across the street",
        ),
        pytest.param("vignette-resident", "VM", {}, "registration insurance residence", id="one's own car"),
        pytest.param(
            "vignette-resident",
            "VM",
            {"low_income": True, "vehicle_owner": False},
            "registration insurance residence assessment_notice vehicle_authorization",
            id="a leased car on a low income",
        ),
    ],
)
def test_documents_follow_the_answers(
    service: str, borough: str, changed: dict[str, object], documents: str, shipped: Catalogue, engine: RuleEngine
) -> None:
    answers = FILLED[service] | changed
    assert engine.required_documents(shipped.services[service], answers, borough) == tuple(documents.split())


@pytest.mark.parametrize(
    ("service", "answers", "opinions"),
    [
        pytest.param("abattage-arbre", TREE, "arborist", id="tree"),
        pytest.param("abattage-arbre", TREE | {"reason": "construction"}, "arborist zoning", id="tree in the way"),
        pytest.param("construction-batiment", BUILDING, "zoning construction", id="house"),
        pytest.param(
            "construction-batiment",
            BUILDING | {"heritage": True, "trees_felled": True},
            "zoning construction heritage arborist",
            id="house in a heritage site with trees",
        ),
        pytest.param("demolition", DEMOLITION, "zoning construction", id="warehouse"),
        pytest.param(
            "demolition",
            DEMOLITION | {"year_built": 1900, "dwellings": 1},
            "zoning construction heritage housing",
            id="old house",
        ),
    ],
)
def test_opinions_follow_the_answers(
    service: str, answers: dict[str, object], opinions: str, shipped: Catalogue, engine: RuleEngine
) -> None:
    assert engine.resolve(shipped.services[service], "VD", answers, clock="real").opinions == tuple(opinions.split())


def test_a_question_waits_for_the_answer_it_depends_on(shipped: Catalogue, engine: RuleEngine) -> None:
    service = shipped.services["demolition"]
    asked = [question.name for question in engine.asked(service, DEMOLITION)]
    assert "tenants" not in asked
    assert "owner_name" not in asked
    asked = [question.name for question in engine.asked(service, DEMOLITION | {"dwellings": 1, "owner": False})]
    assert {"tenants", "owner_name"} <= set(asked)
