"""The court's recording of a hearing: sealed, listed and listened to by few, noted each time, destroyed when due."""

import hashlib
import secrets
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from activities import recordings
from activities.recordings import Keeper, destroy_due, keep_some
from db import recordings as rows
from tests.conftest import City
from tests.fakes import FakeClock
from tests.web.place_builder import PLEA
from tests.web.recorded import Folder, keeping, recorded, room_of
from tests.web.test_bench import JUDGE, OFFICE, OWNER, builder
from tests.web.test_contest_pages import PLATE, served
from tests.web.visitor import Visitor

pytestmark = pytest.mark.stack
NOT_THEIRS = {"juge-1": 403, "poursuite": 403, "perception": 403, "administration": 403, "agent-vd": 404,
              OWNER: 404, "citoyen-1": 404}  # fmt: skip


async def heard(city: City) -> str:
    """A case with a hearing before JUDGE."""
    async with builder(city) as to:
        one = await served(city)
        await to.post(OWNER, "/statements/claim", {"number": one.number, "code": PLATE})
        await to.act(OWNER, one.case_id, "plead", PLEA)
        await to.act("poursuite", one.case_id, "continue-proceedings", {})
        await to.hearing_of(one.case_id, f"Salle {secrets.token_hex(3)}", JUDGE)
    return one.case_id


@pytest.fixture(scope="module")
async def case_id(city: City) -> str:
    return await heard(city)


@pytest.fixture
async def keeper(city: City, tmp_path: Path) -> AsyncIterator[Keeper]:
    async with keeping(city, tmp_path) as one:
        yield one


def asked(city: City, statement: str, *values: object) -> list[tuple[object, ...]]:
    with psycopg.connect(city.database_url, autocommit=True) as owner:
        found = owner.execute(statement, values)  # pyright: ignore[reportArgumentType]
        return list(found.fetchall()) if found.description else []


async def seen(city: City, account: str, path: str) -> tuple[int, bytes]:
    async with Visitor(city.base_url) as one:
        await one.sign_in(account)
        answer = await one.http.get(path)
        return answer.status_code, answer.content


async def test_what_was_recorded_is_sealed_listed_heard_and_noted(city: City, case_id: str, tmp_path: Path) -> None:
    hearing_id, recording_id = await recorded(city, tmp_path, case_id, "defence", "judge")
    assert not list(tmp_path.iterdir())  # nothing is left in clear
    ((key, sha256, size, form),) = asked(
        city, "SELECT storage_key, sha256, size, form FROM recordings WHERE id = %s", recording_id
    )
    (stored,) = [file for file in (city.var / "documents" / str(key)).iterdir()]
    assert b"OggS" not in stored.read_bytes() and (size, form) != (0, "mjr")

    page = f"/bureau/audiences/{hearing_id}/enregistrement"
    async with Visitor(city.base_url) as judge:
        await judge.sign_in(JUDGE)
        listed = await judge.get(page)
        assert listed.status_code == 200 and f"{page}/{recording_id}" in listed.text
        heard_ = await judge.get(f"{page}/{recording_id}")
        again = (await judge.get(page)).text
    assert heard_.content.startswith(b"OggS") and hashlib.sha256(heard_.content).hexdigest() == sha256
    assert heard_.headers["content-type"] == "audio/ogg"
    assert heard_.headers["content-disposition"].startswith("attachment")
    assert "Juge 4 (juge) – Défense, son" in again and "Juge 4 (juge) – la liste" in again
    noted = asked(city, "SELECT what FROM accesses WHERE case_id = %s AND person = %s", case_id, JUDGE)
    assert (f"recording {recording_id}",) in noted and (f"recordings {hearing_id}",) in noted

    answers = {who: (await seen(city, who, page))[0] for who in NOT_THEIRS}
    files = {who: await seen(city, who, f"{page}/{recording_id}") for who in NOT_THEIRS}
    assert answers == NOT_THEIRS
    assert {who: status for who, (status, _) in files.items()} == NOT_THEIRS
    assert not any(b"OggS" in content for _, content in files.values())
    assert (await seen(city, OFFICE, f"{page}/{recording_id}"))[1] == heard_.content
    assert (await seen(city, OFFICE, f"{page}/{'0' * 32}"))[0] == 404


async def test_the_days_hearings_lead_to_it(city: City, tmp_path: Path) -> None:
    """For whoever may listen; another judge does not see the hearing at all."""
    case_id = await heard(city)
    hearing_id, _ = await recorded(city, tmp_path, case_id, "defence")
    ((day,),) = asked(city, "SELECT CAST(lower(during) AS date) FROM bookings WHERE id = %s", hearing_id)
    link = f'href="/bureau/audiences/{hearing_id}/enregistrement"'.encode()
    for account, shown in ((JUDGE, True), (OFFICE, True), ("juge-1", False)):
        assert (link in (await seen(city, account, f"/bureau/audiences?jour={day}"))[1]) is shown, account


async def test_row_level_security_hides_the_row_from_another_judge(city: City, tmp_path: Path) -> None:
    _, recording_id = await recorded(city, tmp_path, await heard(city), "defence")
    visible: dict[str, int] = {}
    for role, person in (("adjudicator", JUDGE), ("adjudicator", "juge-1"), ("clerk", OFFICE), ("prosecutor", "p")):
        with psycopg.connect(city.app_url) as door:
            for name, value in (("role", role), ("principal", person), ("boroughs", "COUR")):
                door.execute("SELECT set_config(%s, %s, true)", [f"guichet.{name}", value])
            found = door.execute("SELECT count(*) FROM recordings WHERE id = %s", [recording_id]).fetchone()
            visible[person] = found[0] if found else -1
    assert visible == {JUDGE: 1, "juge-1": 0, OFFICE: 1, "p": 0}


async def test_a_hearing_that_goes_on_keeps_its_files(city: City, keeper: Keeper, tmp_path: Path) -> None:
    left = Folder(tmp_path).left(room_of(city, await heard(city), ended=False), "judge")
    assert await keep_some(keeper) == 0 and left.exists()


async def test_a_file_that_is_still_written_waits(city: City, keeper: Keeper, tmp_path: Path) -> None:
    left = Folder(tmp_path).left(room_of(city, await heard(city)), "judge", half=True)
    assert await keep_some(keeper) == 0 and left.exists()


async def test_a_fall_before_the_row_loses_nothing_and_doubles_nothing(
    city: City, keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice: once before the row is written, once after it, before the plain file is gone."""
    hearing_id = room_of(city, await heard(city))
    left = Folder(tmp_path).left(hearing_id, "witness-2")

    async def falls(*_: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken, pytest.raises(ConnectionError):
        broken.setattr(rows, "add", falls)
        await keep_some(keeper)
    assert left.exists()
    with monkeypatch.context() as broken, pytest.raises(ConnectionError):
        broken.setattr(keeper.folder, "destroy", falls)
        await keep_some(keeper)
    assert left.exists()
    assert await keep_some(keeper) == 1
    assert not left.exists() and await keep_some(keeper) == 0
    ((recording_id, key, participant),) = asked(
        city, "SELECT id, storage_key, participant FROM recordings WHERE hearing_id = %s", hearing_id
    )
    assert participant == "witness-2"
    page = f"/bureau/audiences/{hearing_id}/enregistrement/{recording_id}"
    assert (await seen(city, JUDGE, page))[1].startswith(b"OggS")
    assert len(list((city.var / "documents" / str(key)).iterdir())) == 1


async def test_what_cannot_be_played_is_kept_as_it_is(city: City, keeper: Keeper, tmp_path: Path) -> None:
    hearing_id = room_of(city, await heard(city))
    left, plain = Folder(tmp_path).left(hearing_id, "clerk"), b"no recording at all"
    left.write_bytes(plain)
    assert await keep_some(keeper) == 1
    ((recording_id, form),) = asked(city, "SELECT id, form FROM recordings WHERE hearing_id = %s", hearing_id)
    page = f"/bureau/audiences/{hearing_id}/enregistrement"
    assert form == "mjr" and (await seen(city, OFFICE, f"{page}/{recording_id}"))[1] == plain
    assert "Tel que le serveur l’a écrit".encode() in (await seen(city, OFFICE, page))[1]


async def test_a_recording_of_an_erased_case_is_destroyed_unread(city: City, keeper: Keeper, tmp_path: Path) -> None:
    case_id = await heard(city)
    hearing_id = room_of(city, case_id)
    left = Folder(tmp_path).left(hearing_id, "judge")
    asked(city, "DELETE FROM case_keys WHERE case_id = %s", case_id)
    assert await keep_some(keeper) == 1 and not left.exists()
    assert asked(city, "SELECT 1 FROM recordings WHERE hearing_id = %s", hearing_id) == []


async def test_a_recording_goes_when_its_time_is_over_and_nothing_holds_it(
    city: City, keeper: Keeper, tmp_path: Path
) -> None:
    """Five years after its case ended, not while that is open, and never while a hold stands."""
    case_id = await heard(city)
    hearing_id, recording_id = await recorded(city, tmp_path, case_id, "defence")
    later = replace(keeper, clock=FakeClock(datetime.now(UTC) + timedelta(days=5 * 366)))
    folder = city.var / "documents" / recordings.FOLDER / case_id / recording_id

    assert await destroy_due(later) == 0 and folder.exists()  # the case is open
    asked(city, "UPDATE cases SET ended = true WHERE id = %s", case_id)
    assert await destroy_due(keeper) == 0 and folder.exists()  # it is too early
    hold = secrets.token_hex(16)
    held = "INSERT INTO legal_holds (id, case_id, reason, placed_by, placed_at) VALUES (%s, %s, '', 'direction', now())"
    asked(city, held, hold, case_id)
    assert await destroy_due(later) == 0 and folder.exists()
    asked(
        city, "UPDATE legal_holds SET lifted_at = now(), lifted_by = 'direction', lift_reason = '' WHERE id = %s", hold
    )
    assert await destroy_due(later) == 1 and not folder.exists()

    page = f"/bureau/audiences/{hearing_id}/enregistrement"
    assert "Détruit le".encode() in (await seen(city, OFFICE, page))[1]
    assert (await seen(city, OFFICE, f"{page}/{recording_id}"))[0] == 404
