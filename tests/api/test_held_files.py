"""Files that nobody could scan are held and given to nobody; limits on files; what the clerk thinks of each."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import psycopg
import pytest

from adapters.clamd import ClamdScanner
from adapters.scanner import EICAR
from casework.rescanning import settle_held_files
from cli.compose import Parts, parts
from db.ciphertext import encrypt
from domain.upload_rules import UploadRules
from tests.adapters.clamd_stand_in import ClamdStandIn, listening
from tests.api.town import CLERK, OTHER, OWNER, Town, application, problem_type, settings_of
from tests.casework import made_files as made
from tests.web.visitor import Visitor

pytestmark = pytest.mark.stack
HOLDING = UploadRules()
AWAY = ClamdScanner("127.0.0.1:1", 7)


@asynccontextmanager
async def worker(town: Town) -> AsyncIterator[Parts]:
    """The parts of the worker, with its own role."""
    async with parts(settings_of(town.city.env, {}), town.city.worker_url) as made_parts:
        yield made_parts


async def scan_again(town: Town, daemon: ClamdStandIn, hours: int = 1) -> None:
    """The scanner is back, and the worker's loop comes round, so many hours from now."""
    async with listening(daemon) as address, worker(town) as found:
        doors = replace(found.doors, scanner=ClamdScanner(address, 7))
        while await settle_held_files(doors, datetime.now(UTC) + timedelta(hours=hours)):
            pass


def copies(town: Town, document_id: str) -> list[str]:
    """Where the bytes of a file are kept."""
    folder = town.city.var / "documents"
    return sorted(str(path.relative_to(folder).parts[0]) for path in folder.rglob(document_id))


async def row_of(town: Town, document_id: str) -> tuple[object, ...]:
    async with await psycopg.AsyncConnection.connect(town.city.database_url) as owner:
        query = "SELECT status, scan, spare_key, flags FROM documents WHERE id = %s"
        return await (await owner.execute(query, (document_id,))).fetchone() or ()


async def test_a_file_waits_for_its_scan_and_is_then_given_out(town: Town) -> None:
    path = f"/cases/{(await town.filed())['case_id']}/documents"
    async with town.broken(scanner=AWAY, uploads=HOLDING) as there:
        kept = (await there.upload(path, made.photograph(made.MONTREAL))).json()
    assert (kept["status"], kept["scan"], kept["flags"]) == ("received", "held", ["not-scanned"])
    for account, status, code in ((OWNER, 409, "file-held"), (CLERK, 409, "file-held"), (OTHER, 404, "not-found")):
        refused = await town.get(f"/documents/{kept['id']}", account)
        assert (refused.status_code, problem_type(refused)) == (status, code)
    assert copies(town, kept["id"]) == ["documents", "quarantine"]
    await scan_again(town, ClamdStandIn())
    assert await row_of(town, kept["id"]) == ("received", "clean", None, [])
    assert copies(town, kept["id"]) == ["documents"]
    given = await town.get(f"/documents/{kept['id']}", CLERK)
    assert given.status_code == 200
    assert b"Canary" not in given.content


@pytest.mark.parametrize(
    "content", [made.jpeg() + EICAR, made.jpeg(comment=EICAR), made.pdf_with_stream(EICAR)], ids=["behind", "in", "pdf"]
)
async def test_malware_that_came_while_the_scanner_was_away_is_never_given_out(town: Town, content: bytes) -> None:
    path = f"/cases/{(await town.filed())['case_id']}/documents"
    async with town.broken(scanner=AWAY, uploads=HOLDING) as there:
        kept = (await there.upload(path, content)).json()
        assert (await there.get(f"/documents/{kept['id']}")).status_code in (409, 422)
    await scan_again(town, ClamdStandIn(reply=b"stream: Test.Malware FOUND"))
    assert (await row_of(town, kept["id"]))[:3] == ("quarantined", "infected", None)
    assert copies(town, kept["id"]) == ["quarantine"]
    for account in (OWNER, CLERK):
        refused = await town.get(f"/documents/{kept['id']}", account)
        assert (refused.status_code, problem_type(refused)) == (422, "malware")
    told = {one["id"]: one["scan"] for one in (await town.get(path, CLERK)).json()["documents"]}
    assert told[kept["id"]] == "infected"


@pytest.mark.parametrize("daemon", [ClamdStandIn(version=b"ClamAV 1.4.6"), ClamdStandIn(stream_bytes=10)],
                         ids=["no database", "too large"])  # fmt: skip
async def test_a_scanner_that_cannot_say_releases_nothing(town: Town, daemon: ClamdStandIn) -> None:
    async with town.broken(scanner=AWAY, uploads=HOLDING) as there:
        kept = (await there.upload("/documents", made.jpeg())).json()
    await scan_again(town, daemon)
    assert (await row_of(town, kept["id"]))[1] == "held"
    async with await psycopg.AsyncConnection.connect(town.city.database_url) as owner:
        found = await owner.execute("SELECT 1 FROM faults WHERE kind = 'files-held' AND closed_at IS NULL")
        assert await found.fetchone()
    await scan_again(town, ClamdStandIn(), hours=2)
    async with await psycopg.AsyncConnection.connect(town.city.database_url) as owner:
        found = await owner.execute("SELECT 1 FROM faults WHERE kind = 'files-held' AND closed_at IS NULL")
        assert not await found.fetchone()


async def test_nobody_is_late_because_the_scanner_is_away(town: Town) -> None:
    async with town.broken(scanner=AWAY, uploads=HOLDING) as there:
        answer = await there.post("/cases", application(await there.given_documents()))
    assert answer.status_code in (201, 202)


async def test_a_day_has_its_limit_and_others_go_on(town: Town) -> None:
    person, answers = "citoyen-6", list[httpx.Response]()
    async with town.broken(uploads=UploadRules(hold_unscanned=False, files_a_day=5)) as there:
        for _ in range(8):
            answers.append(await there.upload("/documents", made.jpeg((16, 16)), account=person))
        assert (await there.upload("/documents", made.jpeg((16, 16)), account="citoyen-7")).status_code == 201
    assert [answer.status_code for answer in answers] == [201] * 5 + [429] * 3
    assert problem_type(answers[-1]) == "upload-quota"
    assert int(answers[-1].headers["retry-after"]) > 0
    assert len((await town.get("/documents", person)).json()["documents"]) == 5


async def test_a_case_has_its_limit_even_for_malware(town: Town) -> None:
    path = f"/cases/{(await town.filed())['case_id']}/documents"
    async with town.broken(uploads=UploadRules(hold_unscanned=False, files_per_case=4)) as there:
        statuses = [(await there.upload(path, content)).status_code for content in (made.jpeg(), EICAR, EICAR, EICAR)]
    assert statuses == [201, 422, 413, 413]


async def test_a_door_may_neither_release_nor_judge(town: Town) -> None:
    for column in ("scan = 'clean'", "judgement = 'ACCEPTED'", "status = 'received'"):
        async with await psycopg.AsyncConnection.connect(town.city.app_url) as door:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                await door.execute(f"UPDATE documents SET {column}".encode())


async def test_the_citizen_reads_what_is_to_be_replaced_and_why(town: Town) -> None:
    case_id = (await town.filed())["case_id"]
    documents = (await town.get(f"/cases/{case_id}/documents")).json()["documents"]
    assert {one["judgement"] for one in documents} == {"RECEIVED"}
    accepted, replaced = (one["id"] for one in documents)
    await judge(town, case_id, accepted, "ACCEPTED", "")
    await judge(town, case_id, replaced, "TO_REPLACE", "Le plan est illisible <b>.")
    told = {one["id"]: one for one in (await town.get(f"/cases/{case_id}/documents")).json()["documents"]}
    assert (told[accepted]["judgement"], told[accepted]["reason"]) == ("ACCEPTED", "")
    assert (told[replaced]["judgement"], told[replaced]["reason"]) == ("TO_REPLACE", "Le plan est illisible <b>.")
    async with Visitor(town.city.base_url) as citizen:
        await citizen.sign_in(OWNER)
        french, english = [(await citizen.get(f"{lang}/dossier/{case_id}")).text for lang in ("", "/en")]
    assert all(words in french for words in ("À remplacer", "Accepté", "Le plan est illisible &lt;b&gt;."))
    assert all(words in english for words in ("To replace", "Accepted", "Reason: Le plan est illisible"))


async def test_the_page_offers_no_link_to_a_file_that_is_held(town: Town) -> None:
    case_id = (await town.filed())["case_id"]
    async with town.broken(scanner=AWAY, uploads=HOLDING) as there:
        kept = (await there.upload(f"/cases/{case_id}/documents", made.jpeg())).json()
    async with Visitor(town.city.base_url) as citizen:
        await citizen.sign_in(OWNER)
        page = (await citizen.get(f"/dossier/{case_id}")).text
        opened = await citizen.get(f"/dossier/{case_id}/documents/{kept['id']}")
    assert "Analyse antivirus en cours" in page
    assert f"/documents/{kept['id']}" not in page
    assert opened.status_code == 409
    await scan_again(town, ClamdStandIn())


async def judge(town: Town, case_id: str, document_id: str, judgement: str, reason: str) -> None:
    """What `record` will write: the columns of a judgement, the reason under the case's key."""
    async with worker(town) as found:
        key = await found.keys.of_case(case_id)
    secret = encrypt(key, f"{case_id}/judgement/{document_id}", reason) if reason else None
    async with await psycopg.AsyncConnection.connect(town.city.worker_url) as record:
        await record.execute(
            "UPDATE documents SET judgement = %s, judgement_reason = %s, judged_seq = 1, judged_at = %s WHERE id = %s",
            (judgement, secret, datetime.now(UTC), document_id),
        )


def test_what_is_tried_here_is_the_folder_of_the_city(town: Town) -> None:
    assert Path(town.city.env["GUICHET_VAR"]) == town.city.var
