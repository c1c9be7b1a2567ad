"""What a clerk does with the post: batches, their files, mail that came back, letters that wait for an address."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from activities import contacts, posted
from activities.manifests import FILES
from activities.posted import NewAddress, Returned
from activities.posting import file_key
from casework.doors import Doors, entering
from db import post
from db.ciphertext import decrypt
from db.post import BatchRow, Posted
from domain import policy
from domain.clock import local_date
from domain.errors import Erased, Forbidden, NotFound
from domain.people import Actor

ACTION: Final = "post_room"


@dataclass(frozen=True)
class Aside:
    """A letter by post as the clerk sees it; `address` is the last envelope's, empty once the key is destroyed."""

    letter: Posted
    address: tuple[str, ...]


@dataclass(frozen=True)
class Overview:
    """The post of the clerk's boroughs. `returned` also waits for an address, or has been given one."""

    waiting: int
    batches: list[BatchRow]
    without_address: list[Aside]
    on_their_way: list[Aside]


async def overview(doors: Doors, actor: Actor) -> Overview:
    """What the post holds. Raises Forbidden."""
    _allow(actor)
    async with entering(doors, actor) as session:
        waiting = len(await post.at_status(session, "waiting"))
        batches = await post.latest(session)
        aside = await post.at_status(session, "addressless")
        gone = await post.at_status(session, "posted", limit=50)
    return Overview(
        waiting, batches, [await _aside(doors, one) for one in aside], [await _aside(doors, one) for one in gone]
    )


async def file(doors: Doors, actor: Actor, batch: str, name: str) -> bytes:
    """One file of a batch. Raises Forbidden, and NotFound for a batch of another borough or one that was cleared."""
    _allow(actor)
    async with entering(doors, actor) as session:
        found = await post.find(session, batch)
    if found is None or name not in FILES:
        raise NotFound
    return await doors.store.get(file_key(batch, name))


async def mark_posted(doors: Doors, actor: Actor, batch: str, on: date) -> BatchRow:
    """The batch left on a day. Raises Forbidden, NotFound, Invalid, PostStage."""
    _allow(actor)
    today = local_date(await doors.clock.now())
    async with entering(doors, actor) as session:
        return await posted.mark_posted(session, batch, on, today)


async def mark_returned(doors: Doors, actor: Actor, reference: str, number: int, reason: str) -> str:
    """An envelope came back today. Raises Forbidden, NotFound, Invalid, PostStage."""
    _allow(actor)
    told = Returned(reference, number, reason, local_date(await doors.clock.now()))
    async with entering(doors, actor) as session:
        return await posted.mark_returned(session, doors.keys, told)


async def give_address(
    doors: Doors, actor: Actor, reference: str, number: int, name: str, lines: tuple[str, ...]
) -> int:
    """A new address for a letter's person; how many letters are on their way again. Raises Forbidden, Invalid."""
    _allow(actor)
    given = NewAddress(reference, number, name, lines, actor.id, await doors.clock.now())
    async with entering(doors, actor) as session:
        return await posted.give_address(session, doors.keys, given)


async def _aside(doors: Doors, letter: Posted) -> Aside:
    try:
        key = await doors.keys.of_case(letter.row.case_id)
    except Erased:
        return Aside(letter, ())
    used = contacts.open_used(key, letter.row)
    if used is None:
        used = contacts.of_application(decrypt(key, f"{letter.row.case_id}/summary", letter.summary))
    return Aside(letter, (used.name, *used.lines))


def _allow(actor: Actor) -> None:
    if not policy.may_at_desk(actor, ACTION):
        raise Forbidden(act=ACTION)
