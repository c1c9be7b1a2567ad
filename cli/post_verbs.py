"""What the verbs of `./guichet post` do, in the post room of the city that lies in a folder."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from activities import posted, posting
from activities.manifests import FILES
from activities.post_room import PostRoom
from activities.posted import NewAddress, Returned
from adapters.letter_pool import LetterPool
from adapters.settings import CitySettings, DatabaseSettings, TemporalSettings
from cli.compose import ROOT, Settings, parts
from cli.places import environment, keep_secrets, read_places
from cli.post_room import post_room
from db import deliveries, post
from domain.clock import local_date, parse_date
from domain.errors import Invalid

Figures = dict[str, Any]


async def batch(var: Path) -> Figures:
    """Gather what waits; the batches with their figures and files."""
    async with _room(var) as room:
        made = await posting.batch(room, await room.clock.now())
        async with room.sessions() as session:
            rows = [row for name in made if (row := await post.find(session, name))]
    folder = var / "documents" / "post"
    shown = [
        {"batch": row.id, "letters": row.letters, "pages": row.pages, "sheets": row.sheets,
         "files": [str(folder / row.id / name) for name in FILES]}
        for row in rows
    ]  # fmt: skip
    return {"batches": shown, "letters": sum(row.letters or 0 for row in rows)}


async def standing(var: Path) -> Figures:
    """Batches, latest first, and how many letters stand where."""
    async with _room(var) as room, room.sessions() as session:
        rows = await post.latest(session)
        counts = {name: await deliveries.count(session, name) for name in ("waiting", "addressless", "posted")}
    shown = [
        {"batch": row.id, "status": row.status, "letters": row.letters, "pages": row.pages, "posted_on": row.posted_on}
        for row in rows
    ]
    return {**counts, "batches": shown}


async def was_posted(var: Path, batch_id: str, on: str) -> Figures:
    """Note that a batch left. Raises NotFound, Invalid, PostStage."""
    async with _room(var) as room:
        today = local_date(await room.clock.now())
        async with room.sessions.begin() as session:
            row = await posted.mark_posted(session, batch_id, parse_date(on, "on"), today)
    return {"batch": row.id, "status": row.status, "posted_on": row.posted_on, "letters": row.letters}


async def returned(var: Path, letter: str, reason: str) -> Figures:
    """Note that an envelope came back. Raises NotFound, Invalid, PostStage."""
    async with _room(var) as room:
        told = Returned(*_letter(letter), reason, local_date(await room.clock.now()))
        async with room.sessions.begin() as session:
            status = await posted.mark_returned(session, room.keys, told)
    return {"letter": letter, "status": status}


async def address(var: Path, letter: str, name: str, lines: tuple[str, ...]) -> Figures:
    """Give a new postal address to a letter's case. Raises NotFound, Invalid."""
    async with _room(var) as room:
        given = NewAddress(*_letter(letter), name, lines, "operator", await room.clock.now())
        async with room.sessions.begin() as session:
            return {"letter": letter, "on_their_way": await posted.give_address(session, room.keys, given)}


def _letter(text: str) -> tuple[str, int]:
    reference, _, number = text.rpartition("/")
    if not reference or not number.isdecimal():
        raise Invalid({"letter": "not-a-choice"})
    return reference, int(number)


@asynccontextmanager
async def _room(var: Path) -> AsyncGenerator[PostRoom]:
    """The post room as the letters' process has it; it renders nothing."""
    settings = _settings_of(var)
    async with parts(settings, settings.database.worker_url) as made:
        yield post_room(settings, made, LetterPool(ROOT, settings.city.var / "seal", 1))


def _settings_of(var: Path) -> Settings:
    """The settings that the city's processes were started with. Raises FileNotFoundError where none ever was."""
    env = environment(var.resolve(), read_places(var), keep_secrets(var), clock="real")

    def named(prefix: str) -> dict[str, Any]:
        return {name.removeprefix(prefix).lower(): value for name, value in env.items() if name.startswith(prefix)}

    return Settings(
        CitySettings(**named("GUICHET_")),
        DatabaseSettings(**named("DATABASE_")),
        TemporalSettings(**named("TEMPORAL_")),
    )
