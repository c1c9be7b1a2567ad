"""The Code of Penal Procedure as shipped, against DOMAIN's own numbers; and what a resolved regime never carries."""

import json
from dataclasses import FrozenInstanceError, asdict, fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from catalogue.faults import CatalogueFaults
from catalogue.load import FOLDER, Catalogue, load
from catalogue.published import territory_content, with_service
from catalogue.regime_schema import CostsOfRegime, DelaysOfRegime, Regime
from catalogue.regimes import MOST_BYTES, load_regime, resolve
from domain.contest_letters import STANDARD
from domain.contest_rules import (
    Bracket,
    ContestDelays,
    ContestRules,
    Contribution,
    Costs,
    Minors,
    Silence,
    StatementKind,
)
from tests.catalogue.folders import shared_files
from tests.contests import Story, rules, statement

FILE = FOLDER / "regimes" / "QC-CPP.toml"
KINDS: tuple[StatementKind, ...] = get_args(StatementKind)

# DOMAIN §8 (codes), §2.11 (silence), §2.10 (courtesy reminder, points), by kind.
BY_KIND: dict[StatementKind, tuple[str, Silence, bool, bool]] = {
    "parking": ("contester-constat-stationnement", "deemed_not_guilty", True, False),
    "traffic": ("contester-constat-circulation", "deemed_not_guilty", False, True),
    "bylaw": ("contester-constat-reglement", "deemed_not_guilty", False, False),
    "camera": ("contester-constat-camera", "deemed_no_contest", False, False),
}


@pytest.fixture(scope="session")
def penal(shipped: Catalogue) -> Regime:
    return shipped.regimes["QC-CPP"]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_resolves_to_the_numbers_of_the_law(penal: Regime, kind: StatementKind) -> None:
    service, silence, courtesy_reminder, points = BY_KIND[kind]
    assert resolve(penal, statement(kind=kind), clock="real") == ContestRules(
        regime="QC-CPP",
        version=penal.version,
        service=service,
        borough="COUR",
        pleas=("guilty", "guilty_contest_sentence", "not_guilty"),
        silence=silence,
        letters={event: f"C{number:02}" for number, event in enumerate(STANDARD, 1)},
        delays=ContestDelays(
            plea="P30D", pay_after_judgment="P30D", revocation="P15D", appeal="P30D", review="P60D", reserved="P60D",
            agreement_grace="P10D", ceiling="P18M", plea_reminder=7, unpaid_warning=7, hearing_notice=30,
            disclosure=30, postponement=10, interpreter=15,
        ),
        costs=Costs(800, 2_800, 9_900, 6_200, 2_300),
        contribution=Contribution((Bracket(10_000, 2_000), Bracket(50_000, 4_000)), 25, ("parking",)),
        minors=Minors(14, 18, 10_000, 3_000),
        modes=("in_person", "video", "phone"),
        postponements_by_clerk=1,
        moves=0,
        absence_grace_minutes=15,
        deposit_percent=10,
        record="none",
        public=True,
        failure_undoes_default=True,
        courtesy_reminder=courtesy_reminder,
        points=points,
        calendar="qc-judicial",
        closed_days=(),
        clock="real",
        grace_minutes=15,
    )  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_statement_that_warns_of_it_is_not_contested_by_silence(penal: Regime, kind: StatementKind) -> None:
    assert resolve(penal, statement(kind=kind, warned=True), clock="real").silence == "deemed_no_contest"


def test_the_domain_acts_on_the_resolved_rules_as_on_those_of_its_own_tests(penal: Regime) -> None:
    found = resolve(penal, statement(), clock="simulated")
    assert found == rules(version=penal.version)
    silent = Story(**{field.name: getattr(found, field.name) for field in fields(found)}).in_default()
    assert silent.state == "PAYABLE"
    assert silent.letters == ["C01", "C02", "C04", "C15"]


def test_the_titles_are_those_of_the_list_of_services(penal: Regime) -> None:
    said = {kind: (one.title.fr, one.title.en) for kind, one in penal.kinds.items()}
    assert said == {
        "parking": ("Contester un constat – stationnement", "Contest a statement of offence – parking"),
        "traffic": ("Contester un constat – circulation", "Contest a statement of offence – traffic"),
        "bylaw": ("Contester un constat – règlement municipal", "Contest a statement of offence – by-law"),
        "camera": (
            "Contester un constat – appareil de contrôle automatisé",
            "Contest a statement of offence – automated camera",
        ),
    }
    assert [penal.kind_of(one.service) for one in penal.kinds.values()] == list(penal.kinds)
    assert penal.kind_of("abattage-arbre") is None


def test_a_bylaw_is_the_one_kind_that_is_not_paid_online(penal: Regime) -> None:
    assert [kind for kind, one in penal.kinds.items() if not one.pay_online] == ["bylaw"]


def test_an_owner_answers_for_a_parked_car_and_a_driver_for_driving(penal: Regime) -> None:
    plead = {kind: set(one.may_plead) for kind, one in penal.kinds.items()}
    assert all({"self", "lawyer", "officer_of_company"} <= who for who in plead.values())
    assert {kind for kind, who in plead.items() if {"owner", "lessee"} <= who} == {"parking", "camera"}
    assert {kind for kind, who in plead.items() if "driver" in who} == {"traffic"}


def test_the_schema_names_every_delay_and_cost_of_the_domain() -> None:
    for written, read in ((DelaysOfRegime, ContestDelays), (CostsOfRegime, Costs)):
        assert [field.name for field in fields(written)] == [field.name for field in fields(read)]


def test_resolved_rules_are_small_and_hold_no_text(penal: Regime) -> None:
    content = json.dumps(asdict(resolve(penal, statement(), clock="real")), default=str)
    assert len(content) < 4_096
    assert "Contest" not in content
    assert "constat d" not in content


def test_closed_days_are_kept_once_and_in_order(penal: Regime) -> None:
    days = (date(2027, 9, 30), date(2027, 6, 1), date(2027, 9, 30))
    assert resolve(penal, statement(), closed_days=days, clock="real").closed_days == (days[1], days[0])


def test_rules_that_weigh_too_much_are_refused(penal: Regime) -> None:
    many = [date(2027, 1, 1) + timedelta(days=rank) for rank in range(MOST_BYTES // 12)]
    with pytest.raises(ValueError, match="larger than 16384 bytes"):
        resolve(penal, statement(), closed_days=many, clock="real")


def test_the_version_is_that_of_the_content(penal: Regime, tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    for name, changed in (
        ("comment", "# a comment\n" + text),
        ("delay", text.replace('appeal = "P30D"', 'appeal = "P31D"')),
        ("word", text.replace('"court office"', '"registry"')),
    ):
        (tmp_path / f"{name}.toml").write_text(changed, encoding="utf-8")
    versions = [load_regime(tmp_path / f"{name}.toml").version for name in ("comment", "delay", "word")]
    assert len(penal.version) == 64
    assert versions[0] == penal.version
    assert len(set(versions)) == 3


def test_a_regime_cannot_be_changed_in_place(penal: Regime) -> None:
    regime: Any = penal
    with pytest.raises(FrozenInstanceError):
        regime.deposit_percent = 50


def test_a_regime_of_ones_own_is_read_from_anywhere(tmp_path: Path) -> None:
    ours = tmp_path / "ours.toml"
    ours.write_text(FILE.read_text(encoding="utf-8").replace('id = "QC-CPP"', 'id = "QC-TEST"'), encoding="utf-8")
    assert load_regime(ours).id == "QC-TEST"
    ours.write_text("id = 3\n", encoding="utf-8")
    with pytest.raises(CatalogueFaults):
        load_regime(ours)
    with pytest.raises(CatalogueFaults, match="cannot be read"):
        load_regime(tmp_path / "nowhere.toml")


def test_a_folder_without_regimes_has_none(tmp_path: Path) -> None:
    assert load(shared_files(tmp_path)).regimes == {}


def test_publication_is_as_it_was(shipped: Catalogue) -> None:
    assert "regimes" not in json.loads(territory_content(shipped))
    same = with_service(shipped, shipped.services["abattage-arbre"])
    assert same.regimes == shipped.regimes
