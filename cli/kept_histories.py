"""The kept histories of the cases' workflows: files, their index, the test key, and the state that each reached."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from temporalio.client import WorkflowHistory
from temporalio.converter import DataConverter

from activities.records import Records
from adapters.temporal import data_converter
from domain.events import Receipt
from domain.ports import DataKey

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "workflows" / "histories"
INDEX, KEY = "index.json", "test-key.json"


@dataclass(frozen=True)
class Kept:
    """One line of the index. `path` is what was done under the set of `rules`; `events` is the history's length.

    `state` is where the case stands; `ended` whether its workflow did, for a terminal state may leave a bill open.
    """

    name: str
    state: str
    clock: str
    path: str
    encrypted: bool
    events: int
    rules: str
    ended: bool
    procedure: str = "permit"


class HistoryKey:
    """`CaseKeys` of the encrypted histories: one key, made for nothing else."""

    def __init__(self, folder: Path) -> None:
        kept = json.loads((folder / KEY).read_text(encoding="utf-8"))
        self._key = DataKey(kept["key_id"], bytes.fromhex(kept["secret"]))

    async def create(self, case_id: str) -> DataKey:
        """The test key."""
        return self._key

    async def of_case(self, case_id: str) -> DataKey:
        """The test key."""
        return self._key

    async def of_cases(self, case_ids: Sequence[str]) -> dict[str, DataKey]:
        """The test key, for each."""
        return dict.fromkeys(case_ids, self._key)

    def forget(self, case_id: str) -> None:
        """Nothing: these keys are kept."""

    async def by_id(self, key_id: str) -> DataKey:
        """The test key."""
        return self._key


def index(folder: Path) -> list[Kept]:
    """What is kept. Raises ValueError when the index and the files differ."""
    lines = lines_of(folder)
    named = {f"{line.name}.json" for line in lines}
    there = {file.name for file in folder.glob("*.json")} - {INDEX, KEY}
    if named != there:
        raise ValueError(f"the index and the files differ: {sorted(named ^ there)}")
    return lines


def lines_of(folder: Path) -> list[Kept]:
    """The index alone, whatever the files are; empty where there is none."""
    file = folder / INDEX
    return [Kept(**line) for line in json.loads(file.read_text(encoding="utf-8"))] if file.exists() else []


def write_index(folder: Path, lines: list[Kept]) -> None:
    """Write the index, one history a line."""
    text = ",\n".join(json.dumps(asdict(line), ensure_ascii=False) for line in lines)
    (folder / INDEX).write_text(f"[\n{text}\n]\n", encoding="utf-8")


def history(folder: Path, kept: Kept) -> WorkflowHistory:
    """One kept history."""
    return WorkflowHistory.from_json(kept.name, (folder / f"{kept.name}.json").read_text(encoding="utf-8"))


def write_history(folder: Path, name: str, of: WorkflowHistory) -> None:
    """Keep a history, one event a line, without the stack traces of refusals: they name a machine's folders."""
    events = json.loads(of.to_json(), object_hook=_without_trace)["events"]
    lines = ",\n".join(json.dumps(event, separators=(",", ":"), ensure_ascii=False) for event in events)
    (folder / f"{name}.json").write_text(f'{{"events":[\n{lines}\n]}}\n', encoding="utf-8")


def _without_trace(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name != "stackTrace"}


def converter(folder: Path, *, encrypted: bool) -> DataConverter:
    """The converter that reads such histories."""
    return data_converter(HistoryKey(folder) if encrypted else None)


def ended(of: WorkflowHistory) -> bool:
    """Whether the workflow had ended when its history was kept."""
    return any(event.HasField("workflow_execution_completed_event_attributes") for event in of.events)


async def state_of(of: WorkflowHistory, reads: DataConverter) -> str:
    """Where a case stood when its history was kept: the state of the last receipt in it, not the index's word."""
    names: dict[int, str] = {}
    state = ""
    for event in of.events:
        scheduled = event.activity_task_scheduled_event_attributes
        if event.HasField("activity_task_scheduled_event_attributes"):
            names[event.event_id] = scheduled.activity_type.name
        done = event.activity_task_completed_event_attributes
        if names.get(done.scheduled_event_id) == Records.record.__name__:
            (receipt,) = await reads.decode(done.result.payloads, [Receipt])
            state = receipt.state
    return state
