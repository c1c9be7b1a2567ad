"""A hearing for one's own calendar (RFC 5545): when, where, which file; nothing of the offence or of the person."""

from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from icalendar import Calendar, Event
from starlette.responses import Response

from casework import reading
from casework.file_names import disposition
from domain.clock import LOCAL
from domain.errors import NotFound
from web import contest_words
from web.visit import Visit

HELD: Final = ("SCHEDULED", "POSTPONE_REQ")


async def hearing(visit: Visit) -> Response:
    """The hearing that is set; a file without one has no such page. A later copy takes the place of an earlier one."""
    case_id = visit.part("case_id")
    file = await reading.case_file(visit.doors, visit.actor, case_id)
    held: dict[str, Any] | None = (file.standing or {}).get("hearing")
    if not held or file.row.state not in HELD:
        raise NotFound
    event = Event()
    event.add("uid", f"{held['hearing_id']}@{urlsplit(visit.doors.base_url).hostname}")
    event.add("sequence", file.row.seq)
    event.add("dtstamp", await visit.doors.clock.now())
    event.add("dtstart", _local(held["starts_at"]))
    event.add("dtend", _local(held["ends_at"]))
    event.add("summary", visit.say("Audience, dossier ", "Hearing, file ") + file.row.reference)
    event.add("location", f"{held['room']} ({visit.say.of(contest_words.HEARING_MODES, held['mode'])})")
    event.add("url", f"{visit.doors.base_url}{visit.path(f'/dossier/{case_id}')}")
    calendar = Calendar()
    calendar.add("prodid", "-//Guichet//Audiences//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    headers = {"content-disposition": disposition(f"{file.row.reference}.ics"), "cache-control": "no-store"}
    return Response(calendar.to_ical(), media_type="text/calendar; charset=utf-8", headers=headers)


def _local(instant: str) -> datetime:
    return datetime.fromisoformat(instant).astimezone(LOCAL)
