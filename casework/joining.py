"""Joining a hearing held at a distance: a signed link for each participant, valid in its window, taken back at will."""

from dataclasses import dataclass
from typing import Any, Final

from casework import reading
from casework.doors import Doors, entering, unattended
from db import hearing_links
from db.hearing_links import LinkRow
from domain import join_tokens, policy
from domain.errors import Forbidden, Invalid, NotFound, Unauthenticated
from domain.hearing_door import Door, Participant
from domain.people import Actor, Role
from domain.room import part_of

# Whose own link a person may ask for; the court's clerk makes everybody's.
OWN: Final[dict[Role, Participant]] = {
    Role.CITIZEN: "defence", Role.PROSECUTOR: "prosecution", Role.ADJUDICATOR: "judge",
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """What a token says: a hearing, a participant, and which of their links it is."""

    hearing_id: str
    participant: Participant
    serial: int


@dataclass(frozen=True)
class Link:
    """A link given out: the door that it opens, and the token that opens it."""

    door: Door
    token: str


async def link(doors: Doors, actor: Actor, case_id: str, participant: str, *, renew: bool = False) -> Link:
    """The link of a participant to a case's hearing, when it is not held in person; `renew` takes the earlier one back.

    Raises NotFound while no hearing is set, Forbidden, Invalid for an unknown participant or a hearing in person.
    """
    who, hearing = await _may_have(doors, actor, case_id, participant)
    if renew and actor.role is not Role.CLERK:
        raise Forbidden(act="join")
    now, hearing_id = await doors.clock.now(), hearing["hearing_id"]
    async with entering(doors, actor) as session:
        if renew:
            await hearing_links.revoke(session, hearing_id, who, actor.id, now)
        await hearing_links.add(session, hearing_id, who, case_id, actor.id, now)
        row = await hearing_links.standing(session, hearing_id, who)
        found = await hearing_links.door(session, hearing_id, who, row.serial) if row else None
    if row is None or found is None:
        raise NotFound
    return Link(found, token(doors.secret, row))


async def revoke(doors: Doors, actor: Actor, case_id: str, participant: str) -> None:
    """Take back the link of a participant; taken back already, it stays so. Raises as `link` does."""
    who, hearing = await _may_have(doors, actor, case_id, participant)
    if actor.role is not Role.CLERK:
        raise Forbidden(act="join")
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        await hearing_links.revoke(session, hearing["hearing_id"], who, actor.id, now)


async def enter(doors: Doors, hearing_id: str, token: str) -> Door:
    """Come to the door of a hearing with a link.

    Raises Unauthenticated for what no door of ours signed, NotFound for a link to another hearing, HearingNotOpen
    before its window, TokenExpired after it, TokenRevoked for one that was taken back.
    """
    found = await door_of(doors, hearing_id, token)
    found.admit(await doors.clock.now())
    return found


async def door_of(doors: Doors, hearing_id: str, token: str) -> Door:
    """The door that a link is for, open or not. Raises Unauthenticated and NotFound as `enter` does."""
    shown = opened(doors.secret, token)
    if shown.hearing_id != hearing_id:
        raise NotFound
    async with unattended(doors) as session:
        found = await hearing_links.door(session, hearing_id, shown.participant, shown.serial)
    if found is None:
        raise NotFound
    return found


async def _may_have(doors: Doors, actor: Actor, case_id: str, participant: str) -> tuple[Participant, dict[str, Any]]:
    """Who the link is for, and the hearing as the case has it. Raises NotFound, Forbidden, Invalid."""
    file = await reading.case_file(doors, actor, case_id)
    if part_of(participant) is None:
        raise Invalid({"participant": "not-a-choice"})
    allowed = policy.may(actor, "join", owner=file.row.owner, borough=file.row.borough)
    if not allowed or (actor.role is not Role.CLERK and participant != OWN[actor.role]):
        raise Forbidden(act="join")
    hearing = (file.standing or {}).get("hearing")
    if hearing is None:
        raise NotFound
    if hearing["mode"] == "in_person":
        raise Invalid({"participant": "in-person"})
    if actor.role is Role.ADJUDICATOR and actor.id != hearing["judge"]:
        raise Forbidden(act="join")
    return participant, hearing


def token(secret: str, row: LinkRow) -> str:
    """A link as it is given out."""
    return join_tokens.token_of(secret, row.hearing_id, row.participant, row.serial)


def opened(secret: str, token: str) -> Shown:
    """What a token says. Raises Unauthenticated for one that we did not sign."""
    said = join_tokens.opened(secret, token)
    if said is None:
        raise Unauthenticated
    return Shown(*said)
