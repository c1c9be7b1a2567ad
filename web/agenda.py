"""The agenda of the committee and of the council, to be read on the screen or printed, a file a page."""

from typing import Final

from starlette.responses import Response

from casework import agenda
from web.court_days import a_day
from web.visit import Visit
from web.words import Pair

BODIES: Final = {"comite": "committee", "conseil": "council"}
NAMES: Final[dict[str, Pair]] = {
    "committee": ("Comité consultatif d’urbanisme", "Planning advisory committee"),
    "council": ("Conseil d’arrondissement", "Borough council"),
}


async def show(visit: Visit) -> Response:
    """What waits for both, or for the one and the day that the address names."""
    actor, asked = visit.require("read_agenda"), visit.asked("pour")
    day = a_day(visit.asked("jour"))
    bodies = (BODIES[asked],) if asked in BODIES else ()
    found = await agenda.read(visit.doors, actor, bodies, day)
    return visit.page(
        "bureau/agenda.html",
        agenda=found,
        asked=asked,
        day=day.isoformat() if day else "",
        bodies={word: NAMES[body] for word, body in BODIES.items()},
        names=NAMES,
        boroughs={one.code: one for one in visit.doors.catalogue.boroughs},
    )
