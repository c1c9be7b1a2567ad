"""A free slot chosen on a form, which the act makes the hearing of the case."""

from datetime import date, timedelta
from typing import Any, Final

from casework import hearings
from casework.hearings import Filters, Terms
from casework.reading import CaseFile
from casework.setting_dates import Slot
from domain.contest_rules import ContestDelays
from web.contest_forms import slot_label
from web.fields import Option
from web.visit import Visit

ACTS: Final = ("schedule", "decide_postponement", "adjourn")
NOTICE_DAYS: Final = ContestDelays().hearing_notice  # the case itself asks again, by its own rules
MOST: Final = 24


async def free(visit: Visit, file: CaseFile, act: str) -> tuple[Option, ...]:
    """The first free slots from the day that was asked for, in the language and the mode that the defence needs."""
    if act not in ACTS or not visit.may("hold_slot"):
        return ()
    standing = file.standing or {}
    needs, every = standing["needs"], visit.asked("tout") == "1"
    filters = Filters(first=await first_day(visit, act), language="" if every else needs["language"],
                      mode="" if every else needs["mode"])  # fmt: skip
    found = await hearings.free_slots(visit.doors, visit.actor, filters)
    heard = [one for one in found if one.judge not in standing["conflicts"]][:MOST]
    return tuple(Option(one.id, slot_label(visit, one.span.starts_at, one.room, one.judge)) for one in heard)


async def first_day(visit: Visit, act: str) -> date:
    """From which day slots are shown: the one asked for, or the first that leaves time for the notice."""
    try:
        return date.fromisoformat(visit.asked("des"))
    except ValueError:
        return await visit.today() + timedelta(days=NOTICE_DAYS if act == "schedule" else 1)


def chosen(file: CaseFile, act: str, content: dict[str, Any]) -> Slot | None:
    """The slot that the form names, taken out of what it says; None where the act needs none."""
    slot = content.pop("slot", "") if act in ACTS else ""
    if not slot or content.get("granted") is False:
        return None
    notice = NOTICE_DAYS if act == "schedule" and not content["notice_waived"] else 0
    return Slot(slot, Terms(notice, str((file.standing or {})["needs"]["interpreter"])))
