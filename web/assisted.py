"""Filing for somebody who telephones, comes to the counter or writes: the same form, the same receipt (DOMAIN §7.5)."""

from typing import Final

from starlette.responses import Response

from casework import drafts
from casework.reading import CaseFile
from domain.acts import Channel
from domain.case_ids import holder_of, paper_code
from domain.people import Role
from web import services
from web.visit import Visit

HOME: Final = "/bureau/demandes"


async def index(visit: Visit) -> Response:
    """The applications begun for people and not filed yet, and the services to begin one."""
    actor = visit.require("file_for_somebody")
    return visit.page("bureau/assisted.html", drafts=await drafts.own(visit.doors, actor),
                      families=services.by_family(visit))  # fmt: skip


def for_somebody(visit: Visit) -> bool:
    """Whether the visitor files for other people: the desk does, a citizen does not."""
    return visit.may("file_for_somebody")


def channel(visit: Visit) -> Channel | None:
    """How the person asked, as the form says; None where the desk has not said it."""
    if not for_somebody(visit):
        return ""
    match visit.form.one("channel"):
        case "phone" | "counter" | "mail" as said:
            return said
        case _:
            return None


def code_to_give(visit: Visit, file: CaseFile) -> str:
    """What the person types in their own account to find the file there; "" once an account holds it."""
    if visit.actor.role is Role.CITIZEN or file.row.owner != holder_of(file.row.id):
        return ""
    return paper_code(visit.doors.secret, file.row.id)
