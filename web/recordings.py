"""The recording of a hearing, for its judge and the court office: what there is, who listened, and the files."""

from typing import Final

from starlette.responses import Response, StreamingResponse

from casework import recordings
from casework.file_names import disposition
from casework.recordings import Opened
from domain.clock import local_date
from domain.recordings import Form
from domain.room import Part, part_of
from web.uploads import SANDBOX
from web.visit import Visit
from web.words import Pair

MEDIA: Final[dict[Form, str]] = {"opus": "audio/ogg", "webm": "video/webm", "mjr": "application/octet-stream"}
KINDS: Final[dict[str, Pair]] = {"audio": ("Son", "Sound"), "video": ("Image", "Picture")}
PARTS: Final[dict[Part, Pair]] = {
    "judge": ("Juge", "Judge"),
    "clerk": ("Greffe", "Court office"),
    "prosecution": ("Poursuite", "Prosecution"),
    "defence": ("Défense", "Defence"),
    "lawyer": ("Avocate ou avocat", "Lawyer"),
    "interpreter": ("Interprète", "Interpreter"),
    "witness": ("Témoin", "Witness"),
    "observer": ("Observatrice ou observateur", "Observer"),
}
ROLES: Final[dict[str, Pair]] = {"clerk": PARTS["clerk"], "adjudicator": PARTS["judge"]}


async def show(visit: Visit) -> Response:
    """What was recorded, and everybody who looked or listened."""
    found = await recordings.of_hearing(visit.doors, visit.actor, visit.part("hearing_id"))
    who = {row.participant: called(visit, row.participant) for row in found.rows}
    return visit.page("bureau/recording.html", found=found, kinds=KINDS, roles=ROLES, who=who)


async def listen(visit: Visit) -> Response:
    """One recording, as a file; a player on the page plays it while it comes."""
    hearing_id, recording_id = visit.part("hearing_id"), visit.part("recording_id")
    opened = await recordings.opened(visit.doors, visit.actor, hearing_id, recording_id)
    headers = {
        "Content-Disposition": disposition(_name(visit, opened)),
        "Content-Length": str(opened.row.size),
        "Content-Security-Policy": SANDBOX,
        "Cache-Control": "no-store",
    }
    return StreamingResponse(opened.pieces, headers=headers, media_type=MEDIA[opened.row.form])


def called(visit: Visit, key: str) -> str:
    """A participant by their part: the second witness is “Témoin 2”."""
    part, rank = part_of(key), key.rpartition("-")[2]
    if part is None:
        return key
    return visit.say(*PARTS[part]) + (f"\u00a0{rank}" if rank.isdecimal() else "")


def _name(visit: Visit, opened: Opened) -> str:
    row = opened.row
    day = local_date(row.recorded_at).isoformat()
    return f"{opened.hearing.reference} {day} {called(visit, row.participant)}.{row.form}"
