"""Cases destroyed under the schedule: nothing of them can be had any more, and nothing else is touched."""

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from pyhanko.keys import load_certs_from_pemder

from checks import chain, conservation, letters, recoverable
from checks.pdf_words import visible_text
from tests.checks.lives import DIRECTION
from tests.keeping.crowd import CITIZEN
from tests.keeping.ground import TWO_YEARS, Ground, code_of, fall_before_the_files, in_state, run
from tests.web.visitor import Visitor

pytestmark = pytest.mark.stack
ADMINISTRATION, DIRECTION_ELSEWHERE, AGENT = "administration", "direction-ro", "agent-vd"
PATIENCE_SECONDS = 120


async def test_before_anything_is_erased_all_of_it_can_be_had(ground: Ground) -> None:
    """The search has something to find."""
    words, ids = ground.to_erase[0].words, [ground.to_erase[0].case_id]
    found = await asyncio.to_thread(recoverable.search, ground.evidence, words, ids)
    places = found["places"]
    assert places["letters"] and places["files_left"] >= 2 and places["keys_left"] == 1 and places["opened"] > 5, found
    assert places["database"] > 0  # the client's own key said too much


async def test_the_schedule_says_what_is_due(ground: Ground) -> None:
    assert code_of(await ground.ask("GET", "/retention/due", AGENT)) == (403, "forbidden")
    due = (await ground.ask("GET", "/retention/due", ADMINISTRATION)).json()
    ids = {one["case_id"]: one for one in due["cases"]}
    assert {filed.case_id for filed in [*ground.to_erase, ground.held, *ground.intact]} <= ids.keys()
    assert ground.young.case_id not in ids
    one = ids[ground.to_erase[0].case_id]
    assert (one["rule"], one["refused"]) == ("retrait-sans-paiement", "")


async def test_what_the_schedule_or_a_hold_keeps_is_refused(ground: Ground) -> None:
    why = {"reason": f"Litige de Mme Gardée-{ground.held.token}"}
    hold = f"/cases/{ground.held.case_id}/holds"
    assert code_of(await ground.ask("POST", hold, AGENT, why)) == (403, "forbidden")
    assert (await ground.ask("POST", hold, DIRECTION, why)).status_code == 201
    for case_id, code in (
        (ground.held.case_id, "legal-hold"),
        (ground.young.case_id, "not-due"),
        (in_state(ground.archive, "REFUSED"), "not-due"),  # a decision on a building: permanent
        (in_state(ground.archive, "ADMISSIBILITY"), "not-due"),  # open
    ):
        refused = await ground.ask("POST", "/destructions", ADMINISTRATION, {"cases": [case_id]})
        assert code_of(refused) == (409, code)
        assert refused.json()["detail"].endswith("Rien n’a été détruit.")
        code_shown, shown = await run("erase", case_id, "--var", str(ground.archive.var))
        assert (code_shown, shown["refused"]) == (1, code)
    mixed = [ground.to_erase[0].case_id, ground.held.case_id]
    assert code_of(await ground.ask("POST", "/destructions", ADMINISTRATION, {"cases": mixed})) == (409, "legal-hold")
    assert code_of(await ground.ask("POST", "/destructions", DIRECTION, {"cases": mixed})) == (403, "forbidden")


async def test_two_different_persons_must_approve(ground: Ground) -> None:
    ids = [filed.case_id for filed in ground.to_erase]
    code, shown = await run("erase", *ids, "--var", str(ground.archive.var))
    assert (code, shown["refused"]) == (1, "not-approved")
    made = await ground.ask("POST", "/destructions", ADMINISTRATION, {"cases": ids})
    assert made.status_code == 201, made.text
    path = f"/destructions/{made.json()['id']}"
    assert code_of(await ground.ask("POST", "/destructions", ADMINISTRATION, {"cases": ids})) == (409, "already-listed")
    assert code_of(await ground.ask("POST", f"{path}/approve", DIRECTION_ELSEWHERE)) == (404, "not-found")
    for _ in range(2):  # one person twice is one person
        assert len((await ground.ask("POST", f"{path}/approve", ADMINISTRATION)).json()["approvals"]) == 1
    assert code_of(await ground.ask("POST", f"{path}/order", ADMINISTRATION)) == (409, "not-approved")
    assert code_of(await ground.ask("POST", f"{path}/order", DIRECTION)) == (403, "forbidden")
    assert len((await ground.ask("POST", f"{path}/approve", DIRECTION)).json()["approvals"]) == 2
    ground.destruction = (await ground.ask("GET", path, ADMINISTRATION)).json()


async def test_the_database_itself_refuses_a_key_s_end_without_an_order(ground: Ground) -> None:
    for filed in (ground.held, ground.to_erase[0]):
        async with await psycopg.AsyncConnection.connect(ground.archive.worker_url) as worker:
            with pytest.raises(psycopg.errors.RaiseException):
                await worker.execute(
                    "UPDATE case_keys SET wrapped = NULL, destroyed_at = %s WHERE case_id = %s",
                    (ground.archive.city.instant, filed.case_id),
                )


async def test_the_verb_erases_the_approved_list_and_tells_when_the_keys_are_forgotten(ground: Ground) -> None:
    code, shown = await run("erase", *(filed.case_id for filed in ground.to_erase), "--var", str(ground.archive.var))
    assert (code, shown["erased"], shown["kept"]) == (0, len(ground.to_erase), []), shown
    assert {one["outcome"] for one in shown["cases"]} == {"erased"}
    assert all(one["files"] >= 2 for one in shown["cases"])
    assert shown["keys_gone_at"] and shown["certificate_sha256"]
    ground.destruction = shown


async def test_nothing_of_them_can_be_had_any_more(ground: Ground) -> None:
    words = [word for filed in ground.to_erase for word in filed.words]
    ids = [filed.case_id for filed in ground.to_erase]
    found = await asyncio.to_thread(recoverable.search, ground.evidence, words, ids)
    assert found["hits"] == 0, found
    assert found["events"] > 5 * len(ids)  # the engine still holds their histories, and nobody reads them


async def test_a_word_put_back_is_found_in_each_place(ground: Ground, tmp_path: Path) -> None:
    filed, word = ground.to_erase[0], ground.to_erase[0].words[0]
    var = tmp_path / "var"
    planted = replace(ground.evidence, var=var)
    for folder in ("log", f"documents/letters/{filed.case_id}/P01"):
        (var / folder).mkdir(parents=True)
    (var / "log" / "doors.log").write_text(f"who: {word}")
    (var / "temporal.db-wal").write_bytes(b"\0" + word.encode("utf-16-le"))
    (var / f"documents/letters/{filed.case_id}/P01/1.pdf").write_bytes(f"/Author ({word})".encode())
    kept = next(ground.evidence.documents.glob(f"letters/{ground.held.case_id}/*/*.pdf"))
    shutil.copy(kept, var / "documents" / "kept.pdf")
    async with await psycopg.AsyncConnection.connect(ground.archive.owner_url, autocommit=True) as owner:
        await owner.execute(
            "INSERT INTO faults (kind, detail, seen_at) VALUES ('planted', %s, %s)", (word, ground.archive.city.instant)
        )
        words, ids = [word, ground.held.words[0]], [filed.case_id, ground.held.case_id]
        found = await asyncio.to_thread(recoverable.search, planted, words, ids)
        await owner.execute("DELETE FROM faults WHERE kind = 'planted'")
    assert {place for place in recoverable.PLACES if not found["places"][place]} == {"histories"}, found


async def test_every_route_of_an_erased_case_says_that_it_is_gone(ground: Ground) -> None:
    filed = ground.to_erase[0]
    case = f"/cases/{filed.case_id}"
    for path in (case, f"{case}/timeline", f"{case}/letters", f"{case}/letters/1", f"{case}/payments",
                 f"{case}/documents", f"/documents/{filed.document_id}", f"/acts/{filed.act_id}"):  # fmt: skip
        assert code_of(await ground.ask("GET", path, CITIZEN)) == (410, "erased"), path
    for account in (AGENT, DIRECTION, ADMINISTRATION):
        assert code_of(await ground.ask("GET", case, account)) == (410, "erased")
    assert code_of(await ground.ask("GET", case, "citoyen-3")) == (404, "not-found")
    assert code_of(await ground.ask("POST", f"{case}/withdraw", CITIZEN, {"reason": "x"})) == (410, "erased")
    assert code_of(await ground.ask("POST", f"{case}/holds", DIRECTION, {"reason": "x"})) == (410, "erased")
    listed = (await ground.ask("GET", "/cases?page_size=100", ADMINISTRATION)).json()["cases"]
    assert filed.case_id not in {one["id"] for one in listed}
    assert (await ground.ask("GET", "/export.csv", ADMINISTRATION)).status_code == 200


async def test_every_page_of_an_erased_case_says_so_too(ground: Ground) -> None:
    filed = ground.to_erase[0]
    async with Visitor(ground.archive.city.stack.base_url) as visitor:
        await visitor.sign_in(CITIZEN)
        for path in ("", "/recu", "/lettres/1.pdf", f"/documents/{filed.document_id}", "/actes/withdraw"):
            page = await visitor.get(f"/dossier/{filed.case_id}{path}")
            assert page.status_code == 410, path
            assert "Dossier détruit" in page.text
        english = await visitor.get(f"/en/dossier/{filed.case_id}")
        assert english.status_code == 410 and "destroyed at the end of its retention" in english.text
        assert (await visitor.get("/dossiers")).status_code == 200


async def test_whoever_holds_a_letter_learns_that_it_was_erased(ground: Ground) -> None:
    code = ground.verify_codes[ground.to_erase[0].case_id]
    answer = await ground.http.get(f"/api/v1/verify/{code}")
    assert (answer.status_code, answer.json()["status"]) == (200, "erased")
    page = await ground.http.get(f"/verify/{code}")
    assert page.status_code == 200 and "Détruite à la fin de la conservation" in page.text


async def test_the_certificate_is_sealed_and_names_every_case(ground: Ground) -> None:
    path = f"/destructions/{ground.destruction['id']}/certificate"
    pdf = (await ground.ask("GET", path, DIRECTION)).content
    file = ground.evidence.documents / "certificates" / f"{ground.destruction['id']}.pdf"
    assert file.read_bytes() == pdf
    roots = list(load_certs_from_pemder([str(ground.evidence.root_certificate)]))
    asked = letters.Asked(file, ground.destruction["certificate_sha256"], ground.destruction["reference"])
    assert await asyncio.to_thread(letters.fault_of, asked, roots) == ""
    shown = visible_text(pdf)
    for filed in ground.to_erase:
        assert filed.case_id in shown
    for words in (ADMINISTRATION, DIRECTION, "A-21.1", ground.destruction["schedule"]):
        assert words in shown
    async with await psycopg.AsyncConnection.connect(ground.archive.owner_url) as owner:
        code = await (await owner.execute("SELECT verify_code FROM destructions WHERE id = %s",
                                          (ground.destruction["id"],))).fetchone()  # fmt: skip
    assert code is not None
    verified = await ground.http.get(f"/api/v1/verify/{code[0]}")
    assert (verified.status_code, verified.json()["code"], verified.json()["status"]) == (200, "D01", "valid")
    assert "Certificat de destruction" in (await ground.http.get(f"/verify/{code[0]}")).text


async def test_all_others_are_whole(ground: Ground) -> None:
    for filed in [ground.held, ground.young, *ground.intact]:
        answer = (await ground.ask("GET", f"/cases/{filed.case_id}", CITIZEN)).json()
        assert answer["answers"]["applicant_name"] == filed.answers["applicant_name"]
        document = await ground.ask("GET", f"/documents/{filed.document_id}", CITIZEN)
        assert document.status_code == 200
    figures = await asyncio.to_thread(letters.verify_letters, ground.evidence)
    assert figures["invalid"] == 0, figures
    assert figures["letters"] >= len(ground.intact)


async def test_the_chain_verifies_and_the_record_still_adds_up(ground: Ground) -> None:
    chained = await asyncio.to_thread(chain.verify, ground.evidence)
    assert (chained["broken"], chained["unpublished_heads"]) == (0, [])
    assert chained["cases"] >= len(ground.intact) + len(ground.to_erase)
    told = replace(ground.evidence, acknowledgements=None)
    figures = await asyncio.to_thread(conservation.judge_at_once, told)
    faults = [figure for figure in conservation.FIGURES if figures[figure]]
    assert faults == ["unfounded_standings"], figures  # the two letters that the witness changed without an event


async def test_an_erased_case_can_still_be_read_as_of_then(ground: Ground) -> None:
    code, shown = await run(
        "show", ground.to_erase[0].case_id, "--at", (ground.archive.city.instant - TWO_YEARS).date().isoformat(),
        "--var", str(ground.archive.var),
    )  # fmt: skip
    assert (code, shown["state"]) == (0, "WITHDRAWN")
    assert {letter["status"] for letter in shown["letters"]} == {"valid"}


async def test_a_hold_that_comes_after_the_order_wins_and_a_fall_loses_nothing(ground: Ground) -> None:
    """The worker is away while a hold is placed on one case of an ordered list; then it comes back."""
    kept, gone = ground.intact[0], ground.intact[1]
    worker = ground.archive.city.stack.parts["letters"]
    await worker.stop()
    for one in (kept, gone):
        piece = ground.evidence.documents / "recordings" / one.case_id / "of-a-hearing" / "000000"
        piece.parent.mkdir(parents=True)
        piece.write_bytes(b"sealed")
    made = await ground.ask("POST", "/destructions", ADMINISTRATION, {"cases": [kept.case_id, gone.case_id]})
    path = f"/destructions/{made.json()['id']}"
    for account in (ADMINISTRATION, DIRECTION):
        assert (await ground.ask("POST", f"{path}/approve", account)).status_code == 200
    assert (await ground.ask("POST", f"{path}/order", ADMINISTRATION)).status_code == 202
    why = {"reason": "Enquête en cours."}
    assert (await ground.ask("POST", f"/cases/{kept.case_id}/holds", DIRECTION, why)).status_code == 201
    await fall_before_the_files(ground.archive)
    half = (await ground.ask("GET", path, ADMINISTRATION)).json()
    assert half["status"] == "ordered"
    assert {(one["outcome"], one["files"]) for one in half["cases"]} == {("legal-hold", None), ("erased", None)}
    assert (await ground.ask("GET", f"/cases/{gone.case_id}", CITIZEN)).status_code == 410
    worker.start()
    await worker.until_ready()
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (found := (await ground.ask("GET", path, ADMINISTRATION)).json())["status"] != "carried_out":
            await asyncio.sleep(0.2)
    assert {one["case_id"]: one["outcome"] for one in found["cases"]} == {
        kept.case_id: "legal-hold", gone.case_id: "erased",
    }  # fmt: skip
    assert recoverable.files_left(ground.evidence, [gone.case_id]) == []
    assert len(recoverable.files_left(ground.evidence, [kept.case_id])) >= 3
    assert (await ground.ask("GET", f"/cases/{kept.case_id}", CITIZEN)).status_code == 200
    [hold] = (await ground.ask("GET", f"/cases/{kept.case_id}/holds", DIRECTION)).json()["holds"]
    assert hold["reason"] == why["reason"]
    lifted = await ground.ask("POST", f"/cases/{kept.case_id}/holds/{hold['id']}/lift", DIRECTION, why)
    assert lifted.json()["lifted_by"] == DIRECTION
    again = await ground.ask("POST", "/destructions", ADMINISTRATION, {"cases": [kept.case_id]})
    assert again.status_code == 201
