"""`./guichet crash --scenario NAME`: one named fault of RELIABILITY §2.3 at a time, judged by the checks."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from cli import scenario_backup, scenario_kills, scenario_reports
from cli.scenario_disks import DISKS, disk_full, may_mount
from cli.scenario_post import mail_dropped
from cli.scene import Scene, scene
from cli.show import progress, result

Figures = dict[str, Any]
MUST_BE_NOUGHT = (
    "lost", "duplicated_cases", "doubled_fees", "doubled_letters", "unbalanced_ledgers", "chain_broken", "diverged",
    "contradicted", "unfinished_orders", "other_answers", "without_retry_after", "not_done_later", "worker_shutdowns",
    "letters_redone", "never_sent_again", "two_contents_under_one_id", "missed", "listed_without_a_difference",
    "new_duplicates", "points_missed", "another_case", "orphans",
)  # fmt: skip

MUST_BE_SOME = ("cases", "kills", "rounds", "sigterms", "mails", "dropped_after_accepting", "differences", "captures")


@dataclass(frozen=True)
class Scenario:
    """What is broken, the row of RELIABILITY, and how many cases it takes when none are asked for."""

    row: str
    what: str
    cases: int
    run: Callable[[int, int], Awaitable[Figures]]


def _on_a_city(act: Callable[[Scene], Awaitable[Figures]]) -> Callable[[int, int], Awaitable[Figures]]:
    async def run(cases: int, seed: int) -> Figures:
        async with scene(cases, seed) as made:
            return await act(made)

    return run


def _full(name: str) -> Callable[[int, int], Awaitable[Figures]]:
    return lambda cases, seed: disk_full(name, cases, seed)


SCENARIOS: dict[str, Scenario] = {
    "door-killed": Scenario("F2", "the door killed at six points of a filing", 120, scenario_reports.door_killed),
    "captured-then-killed": Scenario(
        "F10", "the worker killed once money was taken", 60, _on_a_city(scenario_reports.captured_then_killed)
    ),
    "temporal-killed": Scenario("F3", "Temporal killed every 5 s", 60, _on_a_city(scenario_kills.temporal_killed)),
    "postgres-killed": Scenario("F4", "PostgreSQL killed every 5 s", 60, _on_a_city(scenario_kills.postgres_killed)),
    "everything-killed": Scenario(
        "F5", "every part and their parent killed at once, 10 times", 60, _on_a_city(scenario_kills.everything_killed)
    ),
    **{f"disk-full-{name}": Scenario("F6", f"no room left: {name}", 20, _full(name)) for name in DISKS},
    "mail-dropped": Scenario("F12", "the mail server accepts, then drops the line", 60, mail_dropped),
    "temporal-down": Scenario(
        "F13", "Temporal down while citizens file", 60, _on_a_city(scenario_kills.filed_without_temporal)
    ),
    "told-to-stop": Scenario("F15", "SIGTERM while letters are rendered", 120, _on_a_city(scenario_kills.told_to_stop)),
    "record-restored": Scenario(
        "F20", "the database restored, older than Temporal", 18,
        _on_a_city(lambda made: scenario_backup.restored(made, "postgres")),
    ),
    "engine-restored": Scenario(
        "F20", "Temporal restored, older than the database", 18,
        _on_a_city(lambda made: scenario_backup.restored(made, "temporal")),
    ),
}  # fmt: skip


async def play(name: str, cases: int | None, seed: int) -> Figures:
    """Play a scenario. Raises KeyError for an unknown name."""
    found = SCENARIOS[name]
    figures = await found.run(cases or found.cases, seed)
    return {"scenario": name, "row": found.row, **figures, "holds": not broken(figures)}


def broken(figures: Figures) -> Figures:
    """The figures that do not hold: not nought though they must be, or nought though something had to be broken."""
    found = {name: figures[name] for name in MUST_BE_NOUGHT if figures.get(name)}
    idle = {name: 0 for name in MUST_BE_SOME if figures.get(name) == 0}
    offenders = {"offenders": figures["offenders"]} if found and figures.get("offenders") else {}
    return found | idle | offenders


async def show(name: str, cases: int | None, seed: int, *, as_json: bool) -> int:
    """Play a scenario, or `list` them, and print its figures; 0 when it holds."""
    if name not in SCENARIOS:
        named = {code: f"{found.row}: {found.what}" for code, found in SCENARIOS.items()}
        result(named, as_json=as_json, title="scenarios")
        return 0 if name == "list" else 2
    if name.startswith("disk-full") and not may_mount():
        progress("[red]a full disk needs the right to mount one: run as root[/red]")
        return 2
    figures = await play(name, cases, seed)
    result(figures, as_json=as_json, title=f"crash: {name}")
    return 0 if figures["holds"] else 1
