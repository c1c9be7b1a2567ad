"""The minutes of a hearing by video, as a page to be printed."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from casework import room_minutes
from casework.room_minutes import KeptMinutes
from domain.room import part_of
from web import hearing_words as words
from web.visit import Visit


async def show(visit: Visit) -> Response:
    """The minutes, for the parties and the court."""
    kept = await room_minutes.of_hearing(visit.doors, visit.actor, visit.part("case_id"), visit.part("hearing_id"))
    watched = sum(one["part"] == "observer" for one in kept.minutes["attendance"])
    attended = [one for one in kept.minutes["attendance"] if one["part"] != "observer"]
    known = {one["key"]: one for one in kept.minutes["identities"]}
    everybody = {one["key"] for one in attended} | {one["about"] for one in kept.minutes["incidents"]} | set(known)
    everybody |= {one["by"] for name in ("identities", "exhibits") for one in kept.minutes[name]}
    called = {key: name_of(visit, key, kept) for key in everybody}
    return visit.page("minutes.html", kept=kept, minutes=kept.minutes, attended=attended, watched=watched, known=known,
                      called=called, providers=words.PROVIDERS)  # fmt: skip


def name_of(visit: Visit, key: str, kept: KeptMinutes) -> str:
    """Somebody by their part, which of several, and their name where it is known."""
    part = part_of(key)
    if part is None:
        return visit.say("la salle", "the room")
    rank = f" {key.rpartition('-')[2]}" if "-" in key else ""
    name = kept.names.get(key, "")
    return visit.say.of(words.PARTS, part) + rank + (f", {name}" if name else "")


def told(visit: Visit, minutes: Mapping[str, Any], hour: Any) -> str:
    """One line of the timeline: when the hearing was open."""
    if not minutes["opened_at"]:
        return visit.say("L’audience n’a pas été ouverte.", "The hearing was not opened.")
    opened, ended = hour(minutes["opened_at"], visit.lang), hour(minutes["ended_at"], visit.lang)
    return visit.say(f"Ouverte à {opened}, levée à {ended}", f"Opened at {opened}, ended at {ended}")
