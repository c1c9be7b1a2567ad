"""Print jobs: one PDF and a manifest that agree, each letter in one live batch, killed in the middle done once."""

import asyncio
import csv
import hashlib
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from activities import posted, posting
from activities.manifests import CSV_NAME, JSON_NAME, PDF_NAME
from activities.posted import NewAddress, Returned
from casework.specimens.permits import facts
from db import post
from domain.errors import Invalid, PostStage
from domain.events import Order
from domain.letter_acts import WithdrawLetter
from tests.post.house import BY_POST, CLERK, START, Filed, House

LETTERS = [Order("letter", code, facts(code, "fr")) for code in ("P03", "P13", "P14")]
TODAY = date(2026, 11, 23)
THERE = ("12, chemin Neuf", "Laval (Québec)  H7A 1A1")


async def printed(house: House, name: str) -> tuple[dict[str, Any], list[dict[str, str]], PdfReader]:
    """A batch's files: the manifest for programs, the one for people, and the job."""
    files = [await house.room.store.get(posting.file_key(name, one)) for one in (JSON_NAME, CSV_NAME, PDF_NAME)]
    manifest, table = json.loads(files[0]), list(csv.DictReader(io.StringIO(files[1].decode("utf-8-sig"))))
    return manifest, table, PdfReader(io.BytesIO(files[2]))


async def three_by_post(house: House) -> tuple[Filed, str]:
    """A case with three letters, in one batch."""
    case = await house.file(*LETTERS, **BY_POST)
    await house.carry_out()
    (name,) = await posting.batch(house.room, START)
    return case, name


async def test_a_batch_is_one_pdf_and_a_manifest_whose_totals_agree(house: House) -> None:
    case, name = await three_by_post(house)
    manifest, table, job = await printed(house, name)
    kept = await house.rows("SELECT number, code, sealed_sha256, storage_key FROM letters ORDER BY number")
    lines = manifest["letters"]
    assert [(line["number"], line["code"], line["sha256"]) for line in lines] == [
        (row["number"], row["code"], row["sealed_sha256"]) for row in kept
    ]
    assert {line["reference"] for line in lines} == {case.reference}
    assert lines[0]["address"] == ["Anne-Sophie Nguyễn-Gauthier", *BY_POST["mailing_address"].splitlines()]
    alone = [len(PdfReader(io.BytesIO(await house.room.store.get(row["storage_key"]))).pages) for row in kept]
    assert [line["pages"] for line in lines] == alone
    assert manifest["totals"] == {"letters": 3, "pages": len(job.pages), "sheets": -(-len(job.pages) // 2)}
    assert [row["sha256"] for row in table[:-1]] == [line["sha256"] for line in lines]
    assert (table[-1]["rank"], table[-1]["number"], table[-1]["pages"]) == ("TOTAL", "3", str(len(job.pages)))


async def test_in_duplex_every_letter_begins_on_a_recto_and_a_blank_page_is_blank(house: House) -> None:
    _, name = await three_by_post(house)
    manifest, _, job = await printed(house, name)
    firsts = [line["first_page"] for line in manifest["letters"]]
    assert all(first % 2 for first in firsts)
    shown = [page.extract_text() for page in job.pages]
    assert all(shown[first - 1].strip() for first in firsts)
    blank = len(job.pages) - sum(line["pages"] for line in manifest["letters"])
    assert blank == sum(not text.strip() for text in shown)


async def test_on_one_side_no_page_is_added(house: House) -> None:
    house.room = replace(house.room, duplex=False)
    _, name = await three_by_post(house)
    manifest, _, job = await printed(house, name)
    assert len(job.pages) == sum(line["pages"] for line in manifest["letters"]) == manifest["totals"]["sheets"]


async def test_a_batch_killed_in_the_middle_is_done_once(house: House) -> None:
    await house.file(*LETTERS, **BY_POST)
    await house.carry_out()
    stopped = replace(house.room, shop=Killed())
    assert await posting.batch(stopped, START) == []
    (name,) = await posting.finish_open(house.room)
    first = [await house.room.store.get(posting.file_key(name, one)) for one in (PDF_NAME, JSON_NAME, CSV_NAME)]
    await house.rows("UPDATE post_batches SET status = 'open'")  # killed after the files, before the last row
    assert await posting.batch(house.room, START) == [name]
    again = [await house.room.store.get(posting.file_key(name, one)) for one in (PDF_NAME, JSON_NAME, CSV_NAME)]
    assert again == first
    (row,) = await house.rows("SELECT letters, pdf_sha256 FROM post_batches")
    assert row == {"letters": 3, "pdf_sha256": hashlib.sha256(first[0]).hexdigest()}


class Killed:
    """A printer whose process dies."""

    async def assemble(self, *_: Any, **__: Any) -> Any:
        raise ConnectionAbortedError


async def test_printed_twice_a_job_is_the_same_to_the_byte(house: House) -> None:
    _, name = await three_by_post(house)
    before = await house.room.store.get(posting.file_key(name, PDF_NAME))
    await posting.clear(house.room, name, START)
    await house.rows("UPDATE post_batches SET status = 'open', cleared_at = NULL")
    await posting.finish_open(house.room)
    assert await house.room.store.get(posting.file_key(name, PDF_NAME)) == before


async def test_eight_at_once_put_each_letter_into_one_live_batch(house: House) -> None:
    for _ in range(10):
        await house.file(*LETTERS, **BY_POST)
    await house.carry_out()
    await asyncio.gather(*(posting.batch(house.room, START) for _ in range(8)))
    rows = await house.rows("SELECT case_id, number FROM letter_deliveries WHERE status = 'batched'")
    assert len(rows) == len({(row["case_id"], row["number"]) for row in rows}) == 30
    (sums,) = await house.rows("SELECT sum(letters) AS letters, count(*) FILTER (WHERE status = 'open') AS open "
                               "FROM post_batches")  # fmt: skip
    assert (sums["letters"], sums["open"]) == (30, 0)


async def test_the_daily_turn_makes_one_batch_a_day(house: House) -> None:
    await three_by_post(house)
    await house.file(LETTERS[0], **BY_POST)
    await house.carry_out()
    assert await posting.batch(house.room, START, daily=True) == []
    assert len(await posting.batch(house.room, START + timedelta(days=1), daily=True)) == 1


async def test_a_withdrawn_letter_is_not_posted(house: House) -> None:
    case = await house.file(LETTERS[0], **BY_POST)
    await house.carry_out()
    act = WithdrawLetter(act_id="w", by=CLERK, received_at=START, number=1, code="P03", dated=TODAY,
                         reason="issued_in_error")  # fmt: skip
    await house.change(case, act)
    await house.carry_out()
    (name,) = await posting.batch(house.room, START)
    manifest, _, _ = await printed(house, name)
    assert [line["code"] for line in manifest["letters"]] == ["P26"]
    assert [row.status for row in await house.deliveries(case)] == ["stopped"]


async def test_a_letter_whose_file_is_not_the_sealed_one_is_left_out_and_somebody_is_told(house: House) -> None:
    case = await house.file(*LETTERS, **BY_POST)
    await house.carry_out()
    await house.rows("UPDATE letters SET sealed_sha256 = 'another' WHERE case_id = %s AND number = 2", case.case_id)
    (name,) = await posting.batch(house.room, START)
    manifest, _, _ = await printed(house, name)
    assert [line["number"] for line in manifest["letters"]] == [1, 3]
    assert await house.rows("SELECT kind FROM faults WHERE case_id = %s", case.case_id) == [{"kind": "letter-file"}]


async def test_a_batch_is_posted_on_a_day_and_saying_so_again_changes_nothing(house: House) -> None:
    case, name = await three_by_post(house)
    for _ in range(2):
        async with house.room.sessions.begin() as session:
            told = await posted.mark_posted(session, name, TODAY, TODAY)
            assert (told.status, told.posted_on) == ("posted", TODAY)
    assert [row.posted_on for row in await house.deliveries(case)] == [TODAY]
    async with house.room.sessions.begin() as session:
        with pytest.raises(PostStage):
            await posted.mark_posted(session, name, TODAY + timedelta(days=1), TODAY + timedelta(days=1))


@pytest.mark.parametrize("on", [TODAY - timedelta(days=1), TODAY + timedelta(days=1)])
async def test_a_batch_is_not_posted_before_it_is_made_nor_in_the_future(house: House, on: date) -> None:
    _, name = await three_by_post(house)
    async with house.room.sessions.begin() as session:
        with pytest.raises(Invalid):
            await posted.mark_posted(session, name, on, TODAY)


async def test_mail_that_came_back_waits_for_an_address_and_is_posted_again_under_a_cover(house: House) -> None:
    case, name = await three_by_post(house)
    back = Returned(case.reference, 2, "moved", TODAY + timedelta(days=4))
    there = NewAddress(case.reference, 2, "A.-S. Nguyễn-Gauthier", THERE, "agent-vd", START)
    async with house.room.sessions.begin() as session:
        await posted.mark_posted(session, name, TODAY, TODAY)
        assert await posted.mark_returned(session, house.room.keys, back) == "addressless"
        with pytest.raises(PostStage):  # it is not with the post any more
            await posted.mark_returned(session, house.room.keys, back)
        assert await posted.give_address(session, house.room.keys, there) == 1
    (again,) = await posting.batch(house.room, START + timedelta(days=5))
    manifest, _, job = await printed(house, again)
    (line,) = manifest["letters"]
    assert (line["number"], line["cover"], line["address"]) == (2, True, ["A.-S. Nguyễn-Gauthier", *THERE])
    assert "12, chemin Neuf" in job.pages[0].extract_text()
    assert not job.pages[1].extract_text().strip()
    first, second = await house.deliveries(case, 2)
    assert (first.status, first.return_reason, first.batch) == ("returned", "moved", name)
    assert (second.status, second.batch) == ("batched", again)
    async with house.room.sessions() as session:
        assert [one.row.number for one in await post.in_batch(session, name)] == [1, 2, 3]


async def test_letters_written_after_a_new_address_print_it(house: House) -> None:
    case, _ = await three_by_post(house)
    there = NewAddress(case.reference, 1, "A.-S. Nguyễn-Gauthier", THERE, "agent-vd", START)
    async with house.room.sessions.begin() as session:
        await posted.give_address(session, house.room.keys, there)
    await house.act(case, "FileDeclaredComplete", {}, LETTERS[0])
    await house.carry_out()
    (name,) = await posting.batch(house.room, START)
    manifest, _, _ = await printed(house, name)
    assert [(line["address"][1], line["cover"]) for line in manifest["letters"]] == [(THERE[0], False)]


async def test_a_posted_batchs_files_are_taken_away_after_a_month_and_the_letters_stay(house: House) -> None:
    _, name = await three_by_post(house)
    async with house.room.sessions.begin() as session:
        await posted.mark_posted(session, name, TODAY, TODAY)
    assert await posting.clear_posted(house.room, START + timedelta(days=30)) == 0
    assert await posting.clear_posted(house.room, START + timedelta(days=31)) == 1
    kept = await house.rows("SELECT storage_key FROM letters")
    assert all([await house.room.store.get(row["storage_key"]) for row in kept])
    with pytest.raises(Exception, match="not-found"):
        await house.room.store.get(posting.file_key(name, PDF_NAME))
