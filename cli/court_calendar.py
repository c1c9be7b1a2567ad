"""The court office's calendar in a demo: sittings opened week by week as they are needed, slots held for a case."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from cli.city_client import Refused
from cli.pass_client import PassClient
from cli.seed import JUDGES
from domain import counting
from domain.calendars import JUDICIAL, calendar
from domain.clock import local_date

OFFICE: Final = "greffe"
HOURS: Final = {"in_person": ("09:30", "12:00"), "video": ("13:30", "16:00"), "phone": ("13:30", "16:00")}
SLOT_MINUTES: Final = 30
WEEKS: Final = 12
MOST: Final = 20  # slots that are tried before another sitting is opened
COURT: Final = calendar(JUDICIAL)
WINDOW: Final = timedelta(days=45)  # a slot further away is not wanted while another sitting can be opened


@dataclass(frozen=True)
class Needed:
    """What a hearing needs: a mode, an interpreter, judges to avoid; `within` the notice of thirty days, or waived."""

    case_id: str
    mode: str
    interpreter: str = ""
    avoid: tuple[str, ...] = ()
    notice_days: int = 30
    waived: bool = False


class CourtCalendar:
    """Opens a sitting of each judge in turn, one a week and mode, and holds the first slot that fits."""

    def __init__(self, client: PassClient) -> None:
        self._client = client
        self._holds = 0
        self.sittings: set[str] = set()

    async def hold(self, needed: Needed, now: datetime) -> str:
        """The id of a hold. Raises Refused when no slot can be held however many sittings are opened."""
        first = local_date(now) + timedelta(days=needed.notice_days)
        last: Refused | None = None
        for week in range(WEEKS):
            for slot in await self._free(needed, first, first + WINDOW):
                try:
                    return await self._held(needed, str(slot["id"]))
                except Refused as taken:
                    last = taken
            for judge in range(1, JUDGES + 1):
                await self._open(f"juge-{judge}", needed, _weekday(first + timedelta(weeks=week), judge))
        raise last or Refused(409, "no-slot", {})

    async def _free(self, needed: Needed, first: date, last: date) -> list[dict[str, Any]]:
        query = f"/slots?from={first.isoformat()}&until={last.isoformat()}&mode={needed.mode}"
        found = await self._client.ask("GET", query, OFFICE)
        fitting = [slot for slot in found["slots"] if slot["judge"] not in needed.avoid][:MOST]
        start = self._holds % len(fitting) if fitting else 0  # clerks side by side do not all want the same slot
        return [*fitting[start:], *fitting[:start]]

    async def _held(self, needed: Needed, slot_id: str) -> str:
        self._holds += 1
        body: dict[str, Any] = {
            "case_id": needed.case_id, "interpreter": needed.interpreter, "notice_waived": needed.waived,
        }  # fmt: skip
        key = f"hold-{self._holds:06d}-{needed.case_id[:8]}"
        return str((await self._client.ask("POST", f"/slots/{slot_id}/holds", OFFICE, body, key))["id"])

    async def _open(self, judge: str, needed: Needed, day: date) -> None:
        """One sitting; asked for by several at once it is one all the same, by its key."""
        key = f"sitting-{judge}-{day.isoformat()}-{needed.mode}"
        if key in self.sittings or judge in needed.avoid:
            return
        start, end = HOURS[needed.mode]
        body: dict[str, Any] = {
            "judge": judge, "room": f"{needed.mode}-{judge}", "mode": needed.mode, "language": "both",
            "starts_at": f"{day.isoformat()}T{start}", "ends_at": f"{day.isoformat()}T{end}",
            "slot_minutes": SLOT_MINUTES,
        }  # fmt: skip
        await self._client.ask("POST", "/sittings", OFFICE, body, key)
        self.sittings.add(key)


def _weekday(day: date, judge: int) -> date:
    """The judge's own day of a week: Tuesday for the first, and so on, on or after a day; the next one if closed."""
    return open_day(day + timedelta(days=(judge - day.weekday()) % 7))


def open_day(day: date) -> date:
    """The first day, from this one on, on which the court sits."""
    return counting.open_day(day, COURT, counting.DAY)[0]


def open_days(first: date) -> Iterator[date]:
    """The days on which the court sits, from one on."""
    day = first
    while True:
        day = open_day(day)
        yield day
        day += counting.DAY


def instant(text: str) -> datetime:
    """An instant as the door writes it."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)
