"""What the court sits, for a person's own calendar program (RFC 5545): files and places, nothing of the defendants."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

from icalendar import Calendar, Event
from starlette.responses import Response

from casework import calendar_feed
from casework.calendar_feed import Fed
from domain.clock import LOCAL
from web.contest_words import HEARING_MODES
from web.visit import Visit

FORM: Final = "1"  # of what is written below: another form makes programs read everything again
ASK_EVERY: Final = timedelta(minutes=15)


async def feed(visit: Visit) -> Response:
    """The calendar of a secret address; a program that has it as it stands is told so, in a few bytes.

    What is no longer set is left out, and leaves the program's calendar with the next reading.
    """
    fed = await calendar_feed.read(visit.doors, visit.part("token"))
    tag = f'"{sha256(repr((FORM, visit.lang, visit.doors.base_url, fed)).encode()).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache", "referrer-policy": "no-referrer"}
    known = [one.strip().removeprefix("W/") for one in visit.request.headers.get("if-none-match", "").split(",")]
    if tag in known:
        return Response(status_code=304, headers=headers)
    headers["content-disposition"] = 'inline; filename="cour.ics"'
    return Response(_calendar(visit, fed).to_ical(), media_type="text/calendar; charset=utf-8", headers=headers)


def _calendar(visit: Visit, fed: Fed) -> Calendar:
    made = Calendar()
    made.add("prodid", "-//Guichet//Cour//FR")
    made.add("version", "2.0")
    made.add("x-wr-calname", visit.say("Séances et audiences", "Sittings and hearings"))
    made.add("refresh-interval", ASK_EVERY, parameters={"VALUE": "DURATION"})
    for one in fed.sittings:
        judge = f" – {fed.names.get(one.judge, one.judge)}" if fed.whole_court else ""
        event = _event(visit, f"sitting-{one.id}", (one.starts_at, one.ends_at), one.set_at)
        event.add("summary", visit.say("Séance", "Sitting") + judge)
        event.add("location", _place(visit, one.room, one.mode))
        event.add("transp", "TRANSPARENT")  # the hearings in it say when somebody is taken
        made.add_component(event)
    for one in fed.hearings:
        event = _event(visit, one.id, (one.starts_at, one.ends_at), one.set_at)
        event.add("summary", visit.say("Audience, dossier ", "Hearing, file ") + one.reference)
        event.add("location", _place(visit, one.room, one.mode))
        event.add("url", f"{visit.doors.base_url}{visit.path(f'/dossier/{one.case_id}')}")
        made.add_component(event)
    made.add_missing_timezones()
    return made


def _event(visit: Visit, name: str, hours: tuple[datetime, datetime], set_at: datetime) -> Event:
    """What never changes once it is set: a hearing that moves is another one."""
    made = Event()
    made.add("uid", f"{name}@{urlsplit(visit.doors.base_url).hostname}")
    made.add("dtstamp", set_at.astimezone(UTC))
    made.add("last-modified", set_at.astimezone(UTC))
    made.add("dtstart", hours[0].astimezone(LOCAL))
    made.add("dtend", hours[1].astimezone(LOCAL))
    return made


def _place(visit: Visit, room: str, mode: str) -> str:
    return f"{room} ({visit.say.of(HEARING_MODES, mode)})"
