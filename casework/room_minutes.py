"""The minutes of a hearing's room: kept by the door that ended it, and read by those whose case it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from activities.minutes import MinutesKeeper
from casework import reading
from casework.doors import Doors
from db.cases import CaseRow
from domain.errors import NotFound
from domain.people import Actor


@dataclass(frozen=True)
class KeptMinutes:
    """The minutes as the case keeps them, with the judge and whoever else is known by name."""

    row: CaseRow
    hearing_id: str
    minutes: dict[str, Any]
    names: dict[str, str]
    kept_at: datetime
    seq: int


async def keep(doors: Doors, hearing_id: str) -> None:
    """Keep the minutes of a room that has ended with its case, once; a room that goes on is left alone."""
    await MinutesKeeper(doors.sessions, doors.keys, doors.temporal).keep(hearing_id)


async def of_hearing(doors: Doors, actor: Actor, case_id: str, hearing_id: str) -> KeptMinutes:
    """The minutes of a hearing, for those who may read its case. Raises NotFound while none are kept, Erased."""
    file = await reading.case_file(doors, actor, case_id)
    moments = await reading.timeline(doors, actor, case_id)
    kept = [one for one in moments if one.type == "MinutesKept" and one.facts.get("hearing_id") == hearing_id]
    if not kept:
        raise NotFound
    moment = kept[-1]
    minutes: dict[str, Any] = moment.facts["minutes"]
    defendant = str((file.answers.get("party") or {}).get("name") or "")
    names = {"defence": defendant} | {one["key"]: one["name"] for one in minutes["attendance"] if one["name"]}
    return KeptMinutes(file.row, hearing_id, minutes, names, moment.at, moment.seq)
