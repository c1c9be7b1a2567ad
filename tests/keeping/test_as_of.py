"""`audit show --at`: at random instants of both clocks, what is rebuilt is what the rows said then."""

import asyncio
import json
import random
from datetime import datetime, timedelta
from typing import Any

import pytest
from typer.testing import CliRunner

from adapters import database
from cli.audit import audit
from cli.audit_show import figures
from db.as_of import Axis, as_of
from tests.keeping.archive import Archive
from tests.keeping.witness import Image, stood

INSTANTS = 100  # of each clock
pytestmark = pytest.mark.stack


def said(answer: dict[str, Any]) -> dict[str, Any] | None:
    """The answer in the witness's terms."""
    if not answer["found"]:
        return None
    names = ("case_id", "reference", "seq", "state", "head", "promised_on", "balances")
    return {name: answer[name] for name in names} | {
        "tasks": [(task["kind"], task["role"], task["due_on"]) for task in answer["tasks"]],
        "letters": [(one["number"], one["code"], one["status"]) for one in answer["letters"]],
    }


async def rebuilt(archive: Archive, wanted: list[tuple[str, datetime]], axis: Axis) -> list[dict[str, Any] | None]:
    engine = database.engine(archive.worker_url, pool=1)
    async with database.sessions(engine)() as session:
        found = [figures(await as_of(session, case_id, at, axis), at, axis) for case_id, at in wanted]
    await engine.dispose()
    return [said(one) for one in found]


def known_then(images: list[Image], instant: datetime) -> list[Image]:
    """Images written by an instant of the machine's clock."""
    return [image for image in images if image.seen_at <= instant]


def true_then(images: list[Image], instant: datetime) -> list[Image]:
    """Images of what had happened by an instant of the city's clock: the case's rows bear it, the others a seq."""
    seq, latest = 0, datetime.min.replace(tzinfo=instant.tzinfo)
    for image in images:
        if image.of == "cases":
            latest = max(latest, datetime.fromisoformat(image.row["updated_at"]))
            seq = image.row["seq"] if latest <= instant else seq
    return [image for image in images if _is_of(image, seq, images, instant)]


def _is_of(image: Image, seq: int, images: list[Image], instant: datetime) -> bool:
    if image.of == "letters":
        return image.row["seq"] <= seq and datetime.fromisoformat(image.row["status_since"]) <= instant
    if image.of == "tasks" and image.row["done_at"]:  # closed by the case's next move, whose instant it bears
        moves = [one.row for one in images if one.of == "cases" and one.row["seq"] <= seq]
        return any(move["updated_at"] == image.row["done_at"] and move["seq"] > image.row["seq"] for move in moves)
    return image.row["seq"] <= seq


def draw(rng: random.Random, instants: list[datetime]) -> datetime:
    """A random instant around the ones when something happened."""
    first, last = min(instants), max(instants)
    if rng.random() < 0.5:
        return first + (last - first) * rng.uniform(-0.02, 1.02)
    return rng.choice(instants) + timedelta(milliseconds=rng.choice((-50, 30)))


async def test_the_record_says_at_each_instant_what_it_said_then(archive: Archive) -> None:
    rng, wanted, expected = random.Random(3), [], []
    while len(wanted) < INSTANTS:
        images = archive.witness.of_case(rng.choice(archive.witness.cases()))
        at = draw(rng, [image.seen_at for image in images])
        if any(image.stamped_at <= at < image.seen_at for image in images):
            continue  # between the stamp of a write and its end, the record is not yet what it will say it was
        wanted.append((images[0].case_id, at))
        expected.append(stood(known_then(images, at)))
    assert await rebuilt(archive, wanted, "recorded") == expected
    assert 0 < sum(one is None for one in expected) < INSTANTS / 2


async def test_the_case_stood_at_each_instant_of_the_city_s_clock_as_it_was_written(archive: Archive) -> None:
    rng, wanted, expected = random.Random(5), [], []
    while len(wanted) < INSTANTS:
        images = archive.witness.of_case(rng.choice(archive.witness.cases()))
        moves = [datetime.fromisoformat(image.row["updated_at"]) for image in images if image.of == "cases"]
        at = draw(rng, [*moves, archive.city.instant + timedelta(hours=2)])
        wanted.append((images[0].case_id, at))
        expected.append(stood(true_then(images, at)))
    for case_id in archive.witness.cases():  # after the first letter was withdrawn, and after the other was replaced
        for minutes in (30, 90):
            wanted.append((case_id, archive.city.instant + timedelta(minutes=minutes)))
            expected.append(stood(true_then(archive.witness.of_case(case_id), wanted[-1][1])))
    assert await rebuilt(archive, wanted, "at") == expected
    statuses = {status for one in expected if one for _, _, status in one["letters"]}
    assert statuses == {"valid", "withdrawn", "corrected"}


async def test_the_current_row_is_not_what_is_read(archive: Archive) -> None:
    """As of now both agree; the rows could say anything and the answer for the past would stay."""
    images = {case_id: archive.witness.of_case(case_id) for case_id in archive.witness.cases()}
    later = archive.city.instant + timedelta(days=1)
    now = await rebuilt(archive, [(case_id, later) for case_id in images], "at")
    assert now == [stood(found) for found in images.values()]


async def run(*arguments: str) -> tuple[int, str]:
    done = await asyncio.to_thread(CliRunner().invoke, audit, ["show", *arguments])
    return done.exit_code, done.stdout


async def test_the_verb_speaks_to_machines_and_to_people(archive: Archive) -> None:
    images = archive.witness.of_case(archive.witness.cases()[0])
    reference, var = images[-1].row.get("reference") or images[0].row["reference"], ("--var", str(archive.var))
    day = archive.city.instant.date().isoformat()
    code, out = await run(reference, "--at", day, "--json", *var)
    answer = json.loads(out)
    assert (code, answer["found"], answer["axis"]) == (0, True, "at")
    code, out = await run(reference, "--at", day, *var)
    assert code == 0
    assert reference in out and answer["state"] in out
    code, out = await run(reference, "--at", "2020-01-01T00:00", "--json", *var)
    assert (code, json.loads(out)["found"]) == (1, False)
    assert (await run(reference, "--at", "yesterday", *var))[0] == 2
