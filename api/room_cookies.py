"""What browsers bring to a hearing's room: their device, and who is signed in."""

import secrets
from datetime import timedelta
from typing import Final

from starlette.requests import HTTPConnection
from starlette.responses import Response

from casework import people, room_tickets
from casework.doors import Doors
from domain.errors import Unauthenticated
from domain.people import Actor

LASTS: Final = timedelta(days=1)
LONGEST: Final = 200


def name_of(doors: Doors) -> str:
    """The name of the device's cookie; `__Host-` needs https."""
    return "__Host-guichet_device" if doors.base_url.startswith("https://") else "guichet_device"


def brought(doors: Doors, connection: HTTPConnection) -> str:
    """The device's cookie; empty for a browser that has none yet."""
    return connection.cookies.get(name_of(doors), "")[:LONGEST]


def device(doors: Doors, connection: HTTPConnection) -> str:
    """The device of a browser, as tickets and seats know it."""
    return room_tickets.device_of(doors, brought(doors, connection))


def new() -> str:
    """A device that was never here."""
    return secrets.token_urlsafe(32)


def give(doors: Doors, answer: Response, cookie: str) -> None:
    """Let the browser be known as a device for a day."""
    secure = doors.base_url.startswith("https://")
    answer.set_cookie(name_of(doors), cookie, max_age=int(LASTS.total_seconds()), httponly=True, samesite="strict",
                      secure=secure)  # fmt: skip


async def signed_in(doors: Doors, connection: HTTPConnection) -> Actor | None:
    """Who is signed in: by a bearer token, or by the pages' session; None for nobody. Raises Unauthenticated."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        if not 0 < len(token) <= LONGEST:
            raise Unauthenticated
        return await people.by_token(doors, token)
    cookie = connection.cookies.get(people.session_cookie(doors.base_url), "")
    found = await people.by_cookie(doors, cookie) if cookie else None
    return found.account.actor if found is not None else None
