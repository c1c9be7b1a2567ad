"""Named faults in small sizes: the same code as `crash --scenario`, on one city; the rest with `--deep`."""

from collections.abc import AsyncIterator

import pytest

from cli import scenario_kills, scenario_reports
from cli.scenario_disks import DISKS, may_mount
from cli.scenarios import MUST_BE_NOUGHT, MUST_BE_SOME, SCENARIOS, broken, play
from cli.scene import Scene, scene

pytestmark = pytest.mark.stack

QUICK = ("mail-dropped",)
DEEP = (*QUICK, "door-killed", "record-restored", "engine-restored", *(f"disk-full-{name}" for name in DISKS))


@pytest.fixture(scope="module")
async def town() -> AsyncIterator[Scene]:
    async with scene(5, 3) as made:
        yield made


async def test_temporal_is_killed_again_and_again_and_nothing_is_lost(town: Scene) -> None:
    figures = await scenario_kills.temporal_killed(town, every=2.0, at_most=2)
    assert broken(figures) == {}
    assert figures["kills"] >= 1


async def test_postgresql_is_killed_again_and_again_and_nothing_is_lost(town: Scene) -> None:
    figures = await scenario_kills.postgres_killed(town, every=2.0, at_most=2)
    assert broken(figures) == {}
    assert figures["kills"] >= 1


async def test_everything_is_killed_at_once_and_the_city_converges(town: Scene) -> None:
    figures = await scenario_kills.everything_killed(town, rounds=1, every=1.0)
    assert broken(figures) == {}
    assert figures["converged_seconds"] <= 60


async def test_the_worker_is_killed_once_money_was_taken_and_it_is_taken_once(town: Scene) -> None:
    figures = await scenario_reports.captured_then_killed(town, at_most=3)
    assert broken(figures) == {}
    assert figures["captures"] >= 1


async def test_whoever_files_without_temporal_is_told_to_come_back_and_is_not_lost(town: Scene) -> None:
    figures = await scenario_kills.filed_without_temporal(town, seconds=2.0)
    assert broken(figures) == {}
    assert figures["answers"].keys() <= {"202", "503"}


async def test_letters_under_way_are_finished_when_their_process_is_told_to_stop(town: Scene) -> None:
    figures = await scenario_kills.told_to_stop(town, times=3, seconds=15.0)
    assert broken(figures) == {}
    assert figures["sigterms"] >= 1


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The longer faults, a minute each, are there with `--deep`; one of them always."""
    if "longer" in metafunc.fixturenames:
        metafunc.parametrize("longer", DEEP if metafunc.config.getoption("--deep") else QUICK)


def test_every_row_of_the_table_of_faults_has_a_scenario() -> None:
    assert {one.row for one in SCENARIOS.values()} == {"F2", "F3", "F4", "F5", "F6", "F10", "F12", "F13", "F15", "F20"}


@pytest.mark.parametrize("figure", MUST_BE_NOUGHT)
def test_one_figure_that_is_not_nought_fails_the_scenario(figure: str) -> None:
    assert broken({"lost": 0}) == {}
    assert broken({"lost": 0} | {figure: 1}) == {figure: 1}


@pytest.mark.parametrize("figure", MUST_BE_SOME)
def test_a_scenario_that_broke_nothing_does_not_hold(figure: str) -> None:
    assert broken({"lost": 0, figure: 0}) == {figure: 0}


async def test_a_longer_fault(longer: str) -> None:
    if longer.startswith("disk-full") and not may_mount():
        pytest.skip("a full disk needs the right to mount one")
    figures = await play(longer, 18 if longer == "door-killed" else 6, 3)
    assert broken(figures) == {}
