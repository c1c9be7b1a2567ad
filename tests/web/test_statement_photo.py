"""A statement found by a photograph: read, confirmed field by field, searched for, and the photograph kept nowhere."""

import secrets
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TypeVar

import httpx
import pytest

from casework.limits import RATES, RateLimits
from casework.sentences import say
from domain.errors import CaseError, FileType, ImageTooLarge, TemporarilyUnavailable
from domain.inspected import Inspected
from tests.casework import made_files as made
from tests.conftest import City
from tests.drawn_statement import drawn, photographed
from tests.web.chromium import chromium
from tests.web.page_forms import posted
from tests.web.page_gate import faults
from tests.web.test_contest_pages import served
from tests.web.test_refusals import NPM, doors_to_nowhere
from tests.web.test_trial import rows
from tests.web.visitor import Visitor, title
from web.app import create_web

T = TypeVar("T")
PHOTO = "/constat/photo"
TEXT = "No du constat : 8123 456 789\nPlaque : ABC 123"
KEPT = ("documents", "mail", "sms", "gateway")
MARK = "Lu sur la photographie, vérifiez."


class Inspecting:
    """`Inspector` that finds every file good, or refuses it."""

    def __init__(self, refusal: CaseError | None = None) -> None:
        self.refusal = refusal

    async def inspect(self, content: bytes, formats: Collection[str], max_mb: int) -> Inspected:
        """The file as it came."""
        if self.refusal is not None:
            raise self.refusal
        return Inspected(content, "jpg")


class Reading:
    """`TextReader` that says what it was told to."""

    def __init__(self, text: str | None) -> None:
        self.text = text

    async def read(self, picture: bytes) -> str | None:
        """The same for every picture."""
        return self.text


def desk(text: str | None = TEXT, *, refusal: CaseError | None = None, limited: bool = False) -> Visitor:
    """A portal of which only the reading of photographs leads somewhere."""
    doors = replace(doors_to_nowhere(), inspector=Inspecting(refusal), reader=Reading(text),
                    limits=RateLimits(RATES if limited else None))  # fmt: skip
    visitor = Visitor("https://guichet.example")
    transport = httpx.ASGITransport(create_web(doors, NPM), raise_app_exceptions=False)
    visitor.http = httpx.AsyncClient(transport=transport, base_url="https://guichet.example")
    return visitor


async def sent(visitor: Visitor, photo: bytes = b"photo", field: str = "photo", prefix: str = "") -> httpx.Response:
    """Send a photograph as the page has it."""
    return await visitor.send(prefix + PHOTO, {}, files={field: ("constat.jpg", photo, "image/jpeg")})


def search(page: httpx.Response) -> dict[str, str]:
    """The search as the page fills it in."""
    return next(form for form in posted(page.text) if "number" in form.fields).sent()


async def test_the_form_takes_a_photograph_from_the_camera_or_from_a_file() -> None:
    async with desk() as visitor:
        page, search_page = await visitor.get(PHOTO), await visitor.get("/constat")
    assert 'enctype="multipart/form-data"' in page.text and page.text.count('accept="image/*"') == 2
    assert 'capture="environment"' in page.text and f'href="{PHOTO}"' in search_page.text


@pytest.mark.parametrize("field", ["camera", "photo"])
async def test_what_was_read_stands_in_the_search_marked_and_unconfirmed(field: str) -> None:
    async with desk() as visitor:
        page = await sent(visitor, field=field)
        english = await sent(visitor, prefix="/en")
    assert page.status_code == 200 and unescape(page.text).count(MARK) == 2
    assert search(page) | {"csrf": ""} == {
        "csrf": "", "number": "8123 456 789", "number_read": "8123 456 789", "fact": "ABC123", "fact_read": "ABC123",
    }  # fmt: skip
    assert "Je confirme ce numéro" in page.text and "I confirm this number" in english.text
    assert english.text.count("Read on the photograph, please check.") == 2


@pytest.mark.parametrize(
    ("changes", "unconfirmed"),
    [
        ({}, ["number", "fact"]),
        ({"number_confirmed": "yes"}, ["fact"]),
        ({"fact_confirmed": "yes"}, ["number"]),
        ({"number": "8123 456 780"}, ["fact"]),
        ({"fact": "ABC124", "number_confirmed": "no"}, ["number"]),
        ({"number": " 8123 456 789 ", "fact_confirmed": "yes"}, ["number"]),
    ],
    ids=["nothing", "the number", "the fact", "the number retyped", "the fact retyped", "blanks are not retyping"],
)
async def test_the_search_refuses_until_each_field_is_confirmed_or_retyped(
    changes: dict[str, str], unconfirmed: list[str]
) -> None:
    async with desk() as visitor:
        answer = await visitor.http.post("/constat", data=search(await sent(visitor)) | changes)
    assert answer.status_code == 422 and title(answer).startswith("Erreur")
    for name in ("number", "fact"):
        assert (f'href="#{name}_confirmed"' in answer.text) is (name in unconfirmed)
        assert (f'id="{name}_confirmed-error"' in answer.text) is (name in unconfirmed)
    for name in unconfirmed:  # what is shown again still has to be confirmed
        assert search(answer)[name + "_read"]


async def test_an_emptied_field_is_asked_for_and_no_box_stands_beside_it() -> None:
    async with desk() as visitor:
        answer = await visitor.http.post("/constat", data=search(await sent(visitor)) | {"fact": ""})
    assert answer.status_code == 422 and 'id="fact-error"' in answer.text
    assert 'name="fact_confirmed"' not in answer.text and 'name="number_confirmed"' in answer.text


async def test_only_what_was_read_is_marked() -> None:
    async with desk("Constat no 8123456789") as visitor:
        page = await sent(visitor)
    assert unescape(page.text).count(MARK) == 1 and 'name="fact_confirmed"' not in page.text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "Rien n’a pu être lu"), ("tarte", "Rien n’a pu être lu"), (None, "Lecture impossible pour le moment")],
    ids=["blank", "another paper", "no reader"],
)
async def test_where_nothing_is_read_the_page_says_so_and_asks_to_type(text: str | None, sentence: str) -> None:
    async with desk(text) as visitor:
        page = await sent(visitor)
    assert page.status_code == 200 and sentence in unescape(page.text)
    assert MARK not in unescape(page.text) and search(page)["number"] == ""


@pytest.mark.parametrize(
    ("refusal", "status", "words"),
    [
        (FileType(), 415, "type"), (ImageTooLarge(limit=50_000_000), 422, "50"),
        (TemporarilyUnavailable(part="inspection", retry_after=10), 503, ""),
    ],
    ids=lambda one: type(one).__name__,
)  # fmt: skip
async def test_a_refused_file_is_told_beside_its_field(refusal: CaseError, status: int, words: str) -> None:
    async with desk(refusal=refusal) as visitor:
        answer = await sent(visitor)
    assert answer.status_code == status and 'id="photo-error"' in answer.text and words in answer.text


async def test_no_photograph_and_one_too_large_are_told_beside_the_field() -> None:
    async with desk() as visitor:
        none = await visitor.send(PHOTO, {})
        large = await sent(visitor, b"0" * 10_000_001, "camera")
    assert none.status_code == 422 and 'href="#photo"' in none.text
    assert large.status_code == 413 and 'id="camera-error"' in large.text


async def test_photographs_are_counted_by_address() -> None:
    async with desk(limited=True) as visitor:
        statuses = [(await sent(visitor)).status_code for _ in range(6)]
        assert (await visitor.get(PHOTO)).status_code == 200
    assert statuses == [200] * 5 + [429]


async def test_a_text_that_looks_like_a_page_is_shown_as_a_text() -> None:
    fields = {"number": '"><script>1</script>', "number_read": '"><script>1</script>', "fact": "A"}
    async with desk() as visitor:
        answer = await visitor.send("/constat", fields)
    assert answer.status_code == 422 and "<script>1" not in answer.text


def files(folder: Path) -> dict[str, int]:
    """The files that a city keeps for people; its engines and its logs write without end."""
    found = [one for name in KEPT for one in (folder / name).rglob("*") if one.is_file()]
    return {str(one): one.stat().st_size for one in found}


async def kept(city: City) -> tuple[dict[str, int], dict[str, int]]:
    """All rows and files of a city, counted."""
    return await rows(city), files(city.var)


async def read_by(visitor: Visitor, photo: bytes) -> httpx.Response:
    """Send a photograph; a machine that is busy is asked again."""
    for _ in range(4):
        page = await sent(visitor, photo)
        if "Lecture impossible" not in unescape(page.text):
            return page
    raise AssertionError("the reader is never free")


async def without_trace(city: City, ask: Callable[[], Awaitable[T]]) -> T:
    """What an act answers that changes no row and no file; what other tests left to be done may come in between."""
    for _ in range(4):
        before = await kept(city)
        answer = await ask()
        if await kept(city) == before:
            return answer
    raise AssertionError("each time something was left behind")


@pytest.mark.stack
async def test_a_statement_is_found_by_a_photograph_and_the_photograph_leaves_no_trace(
    city: City, visitor: Visitor
) -> None:
    number = f"8{secrets.randbelow(10**9):09d}"
    photo = photographed(drawn(number, "ABC 123"), 2, 0)
    page = await without_trace(city, lambda: read_by(visitor, photo))
    one = replace(await served(city, number=number), number=number)
    fields = search(page)
    assert (fields["number"].replace(" ", ""), fields["fact"]) == (one.number, "ABC123")
    unsure = await visitor.http.post("/constat", data=fields)
    assert unsure.status_code == 422 and 'id="number_confirmed-error"' in unsure.text
    sure = fields | {"number_confirmed": "yes", "fact_confirmed": "yes"}
    wrong = await visitor.http.post("/constat", data=sure | {"fact": "ZZZ999"})
    unknown = await visitor.http.post("/constat", data=sure | {"number": "1"})
    assert wrong.status_code == unknown.status_code == 404
    found = await visitor.http.post("/constat", data=sure)
    assert found.status_code == 303 and found.headers["location"] == one.path
    logs = list((city.var / "log").glob("*.log"))
    assert logs and not [log.name for log in logs if one.number in log.read_text(errors="replace")]


@pytest.mark.stack
async def test_hostile_files_are_refused_as_everywhere_and_leave_no_trace(city: City, visitor: Visitor) -> None:
    hostile = (made.blank_png(12_000), b"<svg onload=alert(1)>", made.pdf(), b"\xff\xd8\xff broken")

    async def all_of_them() -> list[httpx.Response]:
        return [await sent(visitor, file) for file in hostile]

    answers = await without_trace(city, all_of_them)
    assert [answer.status_code for answer in answers] == [422, 415, 415, 422]
    assert all('id="photo-error"' in answer.text for answer in answers)
    assert say(ImageTooLarge(limit=50_000_000), "fr").detail in unescape(answers[0].text)


@pytest.mark.stack
async def test_the_city_says_that_it_is_ready_without_naming_its_reader_as_missing(visitor: Visitor) -> None:
    assert "without" not in (await visitor.get("/readyz")).json()


@pytest.mark.stack
@pytest.mark.browser
@pytest.mark.parametrize("prefix", ["", "/en"])
async def test_the_confirmation_has_no_fault_that_axe_knows_and_fits_a_telephone(
    city: City, tmp_path: Path, prefix: str
) -> None:
    photo = tmp_path / "constat.jpg"
    photo.write_bytes(photographed(drawn("8123 456 789", "ABC 123"), 0, 0))
    async with chromium() as browser:
        page = await browser.new_page(java_script_enabled=True)
        await page.goto(city.base_url + prefix + PHOTO)
        assert not await faults(page)
        await page.locator("#photo").set_input_files(photo)
        await page.locator("main form button").click(timeout=60_000)
        await page.locator("#number_confirmed").wait_for(timeout=60_000)
        assert not await faults(page)
        await page.locator("main form button").click()
        await page.locator("#number_confirmed-error").wait_for()
        assert not await faults(page)
