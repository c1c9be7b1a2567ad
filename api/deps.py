"""Who asks, and under which conditions: what routes take from the headers."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from starlette.requests import HTTPConnection

from api.addresses import address_of
from casework import people
from casework.doors import Doors
from domain.case_ids import well_formed
from domain.errors import NotFound, PreconditionRequired, Unauthenticated
from domain.people import Actor

LONGEST_TOKEN = 200
SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Visit:
    """A person at the door, and the doors."""

    doors: Doors
    actor: Actor


def doors_of(request: HTTPConnection) -> Doors:
    """What the app was built on."""
    state: Any = request.app.state
    return state.doors


async def at_the_door(request: Request) -> Doors:
    """The doors, for routes that ask nobody's name."""
    return doors_of(request)


async def signed_in(request: Request) -> Visit:
    """The holder of the bearer token. Raises Unauthenticated."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not 0 < len(token) <= LONGEST_TOKEN:
        raise Unauthenticated
    doors = doors_of(request)
    try:
        actor = await people.by_token(doors, token)
    except Unauthenticated:
        doors.limits.count("sign_in", f"from {address_of(request.scope)}")  # tokens that are guessed
        raise
    if request.method not in SAFE:
        doors.limits.count("write", actor.id)
        doors.limits.count("write_from", address_of(request.scope))
    return Visit(doors, actor)


Open = Annotated[Doors, Depends(at_the_door)]
Me = Annotated[Visit, Depends(signed_in)]
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        description="8 to 200 characters, made by the client. The same key again gets the first answer.",
    ),
]
IfMatch = Annotated[
    str,
    Header(alias="If-Match", description="The ETag that was read. Without it: 428. When somebody was first: 412."),
]


def version_read(if_match: str) -> int | None:
    """The number within `"12"`; None without a header; -1, which nothing matches, for any other."""
    if not if_match or if_match.strip() == "*":
        return None
    number = if_match.strip().strip('"')
    return int(number) if number.isdecimal() and len(number) < 10 else -1


def revision_read(if_match: str) -> int:
    """The same, where it is required. Raises PreconditionRequired."""
    read = version_read(if_match)
    if read is None:
        raise PreconditionRequired
    return read


def an_id(text: str) -> str:
    """An id of ours. Raises NotFound for a text that cannot be one."""
    if not well_formed(text):
        raise NotFound
    return text
