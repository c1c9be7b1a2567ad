"""Each letter × language × channel: sealed, tagged, in our fonts; a flipped byte fails; withdrawn, it says so; printed.

Codes are those that have a template: a new one is in this table by itself. Each is rendered once for all tests.
"""

import asyncio
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from activities import posting
from activities.manifests import JSON_NAME, PDF_NAME
from adapters.letter_pool import LetterPool
from adapters.seal_verify import load_roots, verify_pdf
from casework import reading
from casework.specimens.permits import facts
from domain.events import Order
from domain.letter import Language, SealedLetter
from domain.letter_acts import WithdrawLetter
from tests.post.conftest import CODES, LANGUAGES
from tests.post.house import ANSWERS, BY_POST, CLERK, START, Filed, House

CHANNELS = {"electronic": ANSWERS, "post": BY_POST}
EACH: list[tuple[str, Language]] = [(code, lang) for code in CODES for lang in LANGUAGES]
ALL = [(code, lang, channel) for code, lang in EACH for channel in CHANNELS]
OURS = re.compile(r"/[A-Z]{6}\+Noto-?Sans.*")
FLIPPED_AT = (0.01, 0.3, 0.5, 0.9)  # parts of the file


@dataclass(frozen=True)
class Arrived:
    """One letter after the outbox and the batch: its way, its line of the manifest, and what its job shows of it."""

    case: Filed
    channel: str
    line: dict[str, Any] | None
    printed: tuple[str, ...]
    status_once_withdrawn: str


@pytest.fixture(scope="module")
async def arrived(house_of_this_module: House) -> dict[tuple[str, str, str], Arrived]:
    """Every letter of the table through the real record, outbox, batch and withdrawal."""
    house = house_of_this_module
    cases = {
        (code, lang, channel): await house.file(Order("letter", code, recorded(code, lang)), lang=lang, **answers)
        for code, lang in EACH
        for channel, answers in CHANNELS.items()
    }
    await house.carry_out()
    lines = await manifest_lines(house)
    made: dict[tuple[str, str, str], Arrived] = {}
    for (code, lang, channel), case in cases.items():
        (row,) = await house.deliveries(case)
        await house.change(case, withdrawal(code))
        said = await reading.verify(house.doors, await house.verify_code(case))
        line, printed = lines.get(case.reference, (None, ()))
        made[code, lang, channel] = Arrived(case, row.channel, line, printed, said.status)
    return made


def recorded(code: str, lang: Language) -> dict[str, Any]:
    """A letter's facts as a case records them: codes of fees, no labels; dates as text."""
    said = facts(code, lang)
    if "fees" in said:
        told = [{"code": "study", "cents": fee["cents"], "calculation": fee["calculation"]} for fee in said["fees"]]
        said |= {"fees": told}
    return json.loads(json.dumps(said, default=str))


async def manifest_lines(house: House) -> dict[str, tuple[dict[str, Any], tuple[str, ...]]]:
    """What the manifests say and the jobs show, by the case's reference."""
    found: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {}
    for name in await posting.batch(house.room, START):
        manifest = json.loads(await house.room.store.get(posting.file_key(name, JSON_NAME)))
        job = PdfReader(io.BytesIO(await house.room.store.get(posting.file_key(name, PDF_NAME))))
        assert manifest["totals"]["pages"] == len(job.pages)
        assert manifest["totals"]["letters"] == len(manifest["letters"])
        for line in manifest["letters"]:
            pages = job.pages[line["first_page"] - 1 : line["first_page"] - 1 + line["pages"]]
            found[line["reference"]] = line, tuple(page.extract_text() for page in pages)
    return found


def withdrawal(code: str) -> WithdrawLetter:
    return WithdrawLetter(act_id="w", by=CLERK, received_at=START, number=1, code=code, dated=date(2026, 11, 23),
                          reason="issued_in_error")  # fmt: skip


@pytest.mark.parametrize(("code", "lang"), EACH)
async def test_the_seal_is_valid_and_one_flipped_byte_fails(
    sealed: dict[tuple[str, str], SealedLetter], pool: LetterPool, code: str, lang: Language
) -> None:
    pdf, roots = sealed[code, lang].pdf, load_roots(pool.authority.folder)
    assert (await asyncio.to_thread(verify_pdf, pdf, roots)).valid
    for part in FLIPPED_AT:
        changed = bytearray(pdf)
        changed[int(len(pdf) * part)] ^= 1
        assert not (await asyncio.to_thread(verify_pdf, bytes(changed), roots)).valid


@pytest.mark.parametrize(("code", "lang"), EACH)
def test_it_is_tagged_in_its_language_and_its_fonts_are_ours(
    sealed: dict[tuple[str, str], SealedLetter], code: str, lang: Language
) -> None:
    pdf = PdfReader(io.BytesIO(sealed[code, lang].pdf))
    root: Any = pdf.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/StructTreeRoot"]["/K"]
    assert str(root["/Lang"]) == f"{lang}-CA"
    found = list(fonts_of(pdf))
    assert found
    assert all(OURS.fullmatch(name) for name, _ in found), found
    assert all(embedded for _, embedded in found)


def fonts_of(pdf: PdfReader) -> Iterator[tuple[str, bool]]:
    """The base name of each font that a page may use, and whether its file is inside."""
    for page in pdf.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            inner = font.get_object()
            descendant = inner["/DescendantFonts"][0].get_object() if "/DescendantFonts" in inner else inner
            descriptor = descendant["/FontDescriptor"].get_object()
            embedded = any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))
            yield str(inner["/BaseFont"]), embedded


@pytest.mark.parametrize(("code", "lang", "channel"), ALL)
async def test_it_takes_its_channel_and_once_withdrawn_it_says_so(
    arrived: dict[tuple[str, str, str], Arrived], code: str, lang: str, channel: str
) -> None:
    letter = arrived[code, lang, channel]
    assert letter.channel == channel
    assert letter.status_once_withdrawn == "withdrawn"
    assert (letter.line is None) == (channel == "electronic")


@pytest.mark.parametrize(("code", "lang"), EACH)
async def test_print_job_and_manifest_agree_with_the_sealed_letter(
    arrived: dict[tuple[str, str, str], Arrived], sealed: dict[tuple[str, str], SealedLetter], code: str, lang: str
) -> None:
    letter = arrived[code, lang, "post"]
    line = letter.line
    assert line is not None
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(sealed[code, lang].pdf)).pages]
    assert (line["code"], line["language"], line["number"]) == (code, lang, 1)
    assert line["sha256"] == sealed[code, lang].sealed_sha256
    assert line["pages"] == len(pages)
    assert list(letter.printed) == pages
    assert line["address"][0] == ANSWERS["applicant_name"]


async def test_each_electronic_letter_was_announced_once_and_no_posted_one_was(
    arrived: dict[tuple[str, str, str], Arrived], house_of_this_module: House
) -> None:
    assert len(arrived) == len(ALL)
    ids = [mail["message_id"] for mail in house_of_this_module.mailer.sent]
    assert len(ids) == len(set(ids)) == len(EACH)
