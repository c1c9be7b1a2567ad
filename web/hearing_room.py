"""A hearing by video as its people see it: the room, the test of one's equipment before the day, the way to both."""

import re
from typing import Any, Final

from starlette.responses import Response

from casework import joining
from casework.reading import CaseFile
from domain.errors import NotFound
from domain.people import Role
from web.bench_minutes import IDENTIFIED_BY
from web.visit import Visit

HEARING: Final = re.compile(r"[0-9a-f]{32}")
# On these pages alone: every other page may use none of them.
DEVICES: Final = "camera=(self), display-capture=(), geolocation=(), microphone=(self), speaker-selection=(self)"
AS: Final[dict[Role, str]] = {
    Role.CITIZEN: "defence", Role.PROSECUTOR: "prosecution", Role.ADJUDICATOR: "judge", Role.CLERK: "clerk",
}  # fmt: skip
BY_VIDEO: Final = ("SCHEDULED", "POSTPONE_REQ", "IN_SESSION")  # a case in one of these states has its room to come


async def room(visit: Visit) -> Response:
    """The room of a hearing: the page is the same for everybody, its script comes in with the link. Raises NotFound."""
    return _page(visit, "hearing/room.html", how=IDENTIFIED_BY)


async def self_test(visit: Visit) -> Response:
    """The test of one's equipment, for the holder of a link, from the day on which it was made. Raises NotFound."""
    return _page(visit, "hearing/self_test.html")


async def join(visit: Visit) -> Response:
    """Send somebody of the case to its room, or to the test, by their own link; it is made where there is none.

    Raises NotFound without a hearing, Invalid for one in person, Forbidden for who is not of it.
    """
    actor = visit.actor
    who = AS.get(actor.role, "observer")
    link = await joining.link(visit.doors, actor, visit.part("case_id"), who)
    page = "/essai" if visit.asked("essai") else ""
    answer = visit.go(f"/audience/{link.door.hearing_id}{page}#{link.token}")
    answer.headers["cache-control"] = "no-store"
    return answer


def joins(visit: Visit, file: CaseFile) -> bool:
    """Whether the reader of a case's page is somebody of its hearing by video."""
    hearing: dict[str, Any] | None = (file.standing or {}).get("hearing")
    if not hearing or hearing["mode"] != "video" or file.row.state not in BY_VIDEO:
        return False
    role = visit.actor.role
    return role in AS and (role is not Role.ADJUDICATOR or visit.actor.id == hearing["judge"])


def _page(visit: Visit, template: str, **facts: Any) -> Response:
    hearing_id = visit.part("hearing_id")
    if not HEARING.fullmatch(hearing_id):
        raise NotFound
    answer = visit.page(template, hearing_id=hearing_id, **facts)
    answer.headers["permissions-policy"] = DEVICES
    answer.headers["cache-control"] = "no-store"
    return answer
