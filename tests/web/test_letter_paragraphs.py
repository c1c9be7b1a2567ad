"""The paragraphs of letters that a city edits: who, what is refused, what is tried out, and what letters then say."""

import io
import re
import secrets
from collections.abc import AsyncIterator
from html import unescape
from typing import Any

import httpx
import pytest
from playwright.async_api import Page
from pypdf import PdfReader

from cli.city_client import CityClient
from tests.conftest import City
from tests.web.chromium import chromium
from tests.web.people import PEOPLE
from tests.web.place_builder import FELLING, Builder, builder_of
from tests.web.test_contest_pages import at_work
from tests.web.visitor import Visitor, hidden
from tests.web.walk import ENGLISH, FRENCH, Words, sign_in
from tests.web.written import TREE_DOCUMENTS

pytestmark = pytest.mark.stack
LETTERS = "/bureau/ville/lettres"
PLACES = f"{LETTERS}/paragraphes"
CONTACT, ADDED = f"{PLACES}/contact", f"{PLACES}/added_p01"
TYPED = "Guichet {{ 7*7 }} <b>ouvert</b> & {% raw %}"


@pytest.fixture
async def builder(city: City) -> AsyncIterator[Builder]:
    client = CityClient(city.base_url, city.tokens)
    yield builder_of(city, client)
    await client.close()


async def send(one: Visitor, path: str, action: str, **fields: Any) -> httpx.Response:
    """Send the form of a place as its page has it, with other fields."""
    page = await one.get(path)
    found = form_of(page) if "formulaire" in page.text else hidden(page)
    return await one.http.post(path, data=found | {"action": action} | fields)


def form_of(page: httpx.Response) -> dict[str, str]:
    """The hidden fields of the form that edits, and not of those that restore."""
    form = re.search(r'<form id="formulaire".*?</form>', page.text, re.DOTALL)
    assert form is not None, page.text
    return {name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0])}


async def saved(one: Visitor, path: str, fr: str, en: str) -> None:
    """Edit a place, and be told that it is done."""
    done = await send(one, path, "save", fr=fr, en=en, reason="Essai")
    assert done.status_code == 303, done.text


async def back(account: str, city: City, path: str) -> None:
    """Leave a place as others expect it."""
    async with at_work(city, account) as one:
        page = await one.get(path)
        number = re.search(r'name="read" value="(\d+)"', page.text)
        assert number is not None
        fields = {"key": secrets.token_hex(8), "read": number[1], "number": "0", "action": "restore"}
        assert (await one.http.post(path, data=form_of(page) | fields)).status_code == 303


def said(pdf: bytes) -> str:
    """The words of a PDF."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


async def test_every_letter_is_listed_and_read_as_a_specimen_in_both_languages(city: City) -> None:
    async with at_work(city, PEOPLE["clerk"]) as clerk:
        page = unescape((await clerk.get(LETTERS)).text)
        for words in ("Décision de refus motivée", "Reasoned refusal", "La demande est refusée.", "Avis d’audition"):
            assert words in page
        english = unescape((await clerk.get(f"/en{LETTERS}")).text)
        assert "The application is refused." in english and f"/en{LETTERS}/P13.pdf?langue=fr" in english
        for language, words in (("fr", "Spécimen : les noms"), ("en", "Specimen: the names")):
            pdf = await clerk.get(f"{LETTERS}/P13.pdf?langue={language}")
            assert pdf.headers["content-type"] == "application/pdf" and b"/ByteRange" not in pdf.content
            assert words in said(pdf.content) and "/verify/" not in said(pdf.content)
        assert "Specimen" in said((await clerk.get(f"/en{LETTERS}/C08.pdf")).content)
        for wrong in ("P99.pdf", "p13.pdf", "P13.pdf?pour=RO", "P13.pdf?pour=COUR", "%00.pdf", f"{'P' * 500}.pdf"):
            assert (await clerk.get(f"{LETTERS}/{wrong}")).status_code == 404, wrong


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("administrator", f"{CONTACT}?pour=ville", 422),
        ("administrator", f"{CONTACT}?pour=LS", 422),
        ("administrator", f"{PLACES}/court_contact?pour=COUR", 422),
        ("director", f"{CONTACT}?pour=LS", 422),
        ("director", f"{CONTACT}?pour=ville", 403),
        ("director", f"{CONTACT}?pour=RO", 404),
        ("clerk", f"{CONTACT}?pour=LS", 403),
        ("clerk", f"{PLACES}/court_contact", 403),
        ("office", f"{PLACES}/court_contact?pour=COUR", 422),
        ("office", f"{PLACES}/court_contact?pour=ville", 403),
        ("office", f"{CONTACT}", 403),
        ("judge", f"{PLACES}/court_contact?pour=COUR", 403),
        ("owner", f"{CONTACT}", 403),
        ("inspector", f"{CONTACT}", 403),
    ],
)
async def test_who_may_edit_what(city: City, who: str, path: str, status: int) -> None:
    async with at_work(city, PEOPLE[who]) as one:
        fields = await one.hidden("/deconnexion") | {"read": "0", "key": "k" * 16, "fr": "", "en": "", "reason": ""}
        for action in ("save", "preview"):
            assert (await one.http.post(path, data=fields | {"action": action})).status_code == status
        page = await one.get(path)
        assert ("formulaire" in page.text) is (status == 422)


@pytest.mark.parametrize(
    ("changes", "status", "fields"),
    [
        ({"en": ""}, 422, ["en"]),
        ({"fr": "  \n "}, 422, ["fr"]),
        ({"fr": "", "en": ""}, 422, ["fr", "en"]),
        ({"fr": "a" * 501}, 422, ["fr"]),
        ({"en": "a" * 10_000}, 422, ["en"]),
        ({"reason": ""}, 422, ["reason"]),
        ({"reason": "a" * 501}, 422, ["reason"]),
        ({"reason": "a\x00"}, 422, ["reason"]),
        ({"fr": "a\x00b"}, 422, ["fr"]),
        ({"fr": "a\u202eb"}, 422, ["fr"]),
        ({"en": "漢 😀"}, 422, ["en"]),
        ({"read": "9"}, 409, []),
        ({"read": ""}, 422, []),
        ({"read": "-1"}, 422, []),
        ({"key": "k"}, 400, []),
        ({"action": "restore", "number": "99"}, 404, []),
        ({"action": "restore", "number": "x"}, 404, []),
        ({"action": "preview", "letter": "C01"}, 404, []),
        ({"action": "preview", "en": ""}, 422, ["en"]),
        ({"csrf": "x"}, 403, []),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/en"])
async def test_every_refusal_keeps_what_was_typed_and_changes_nothing(
    city: City, changes: dict[str, str], status: int, fields: list[str], prefix: str
) -> None:
    path = f"{prefix}{PLACES}/contact?pour=LS"
    async with at_work(city, PEOPLE["director"]) as director:
        before = unescape((await director.get(path)).text).partition("Historique" if not prefix else "History")[2]
        typed = {"fr": "Appelez le 311.", "en": "Dial 311 <now>.", "reason": "Essai"}
        answer = await send(director, path, **{"action": "save", **typed, **changes})
        assert answer.status_code == status, answer.text
        for name in fields:
            assert f'href="#{name}"' in answer.text
        if status in (409, 422) and "en" not in changes:
            assert "Dial 311 &lt;now&gt;." in answer.text
        if "en" in changes and "漢" in changes["en"]:
            assert "U+6F22 (漢), U+1F600" in answer.text
        after = unescape((await director.get(path)).text).partition("Historique" if not prefix else "History")[2]
        assert re.sub(r'value="[^"]*"', "", after) == re.sub(r'value="[^"]*"', "", before)


async def test_what_is_typed_is_read_in_both_languages_before_anything_is_kept(city: City) -> None:
    async with at_work(city, PEOPLE["director"]) as director:
        for path in (f"{CONTACT}?pour=LS", f"{ADDED}?pour=LS"):
            before = (await director.get(path)).text
            page = await send(director, path, "preview", fr=TYPED, en=f"{TYPED} (en)", reason="Bientôt")
            assert page.status_code == 200
            proofs = re.findall(r'<article class="city-proof.*?</article>', page.text, re.DOTALL)
            assert len(proofs) == 2 and all(TYPED in unescape(one) and "<b>ouvert" not in one for one in proofs)
            assert f"{TYPED} (en)" in unescape(proofs[1]) and "Bientôt" in page.text
            assert "Guichet" not in (await director.get(path)).text.partition('id="main"')[2]
            assert len((await director.get(path)).text) == len(before)


async def test_letters_sent_after_a_change_carry_it_and_the_counter_s_own_comes_first(
    city: City, builder: Builder
) -> None:
    director, administrator = PEOPLE["director"], PEOPLE["administrator"]
    old = await builder.filed("abattage-arbre", FELLING, *TREE_DOCUMENTS)
    first = await printed(city, builder, old)
    assert "Guichet" not in first and "Accès Montréal" in first
    async with at_work(city, administrator) as one:
        await saved(one, f"{CONTACT}?pour=ville", f"Ville : {TYPED}", "City")
    try:
        assert f"Ville : {TYPED}" in await printed(city, builder, await filed(builder))
        async with at_work(city, director) as one:
            await saved(one, f"{CONTACT}?pour=LS", f"LaSalle : {TYPED}\n\nMerci.", "LaSalle")
            await saved(one, f"{ADDED}?pour=LS", "Ajout de LaSalle.", "Added by LaSalle.")
            specimen = said((await one.get(f"{LETTERS}/P01.pdf?langue=fr")).content)
            assert "Ajout de LaSalle." in specimen and "LaSalle : Guichet" in specimen
        letter = await printed(city, builder, await filed(builder))
        assert f"LaSalle : {TYPED}" in letter and "Ville :" not in letter and "Ajout de LaSalle." in letter
        assert letter.index("Ajout de LaSalle.") < letter.index("salutations distinguées")
        assert await printed(city, builder, old) == first
    finally:
        for account, path in ((administrator, f"{CONTACT}?pour=ville"), (director, f"{CONTACT}?pour=LS"),
                              (director, f"{ADDED}?pour=LS")):  # fmt: skip
            await back(account, city, path)
    assert "Accès Montréal" in await printed(city, builder, await filed(builder))


async def filed(builder: Builder) -> str:
    """An application filed now."""
    return await builder.filed("abattage-arbre", FELLING, *TREE_DOCUMENTS)


async def printed(city: City, builder: Builder, case_id: str) -> str:
    """The words of the first letter of a case, as its holder receives it."""
    await builder.until(PEOPLE["owner"], f"/cases/{case_id}/letters", "letters")
    async with at_work(city, PEOPLE["owner"]) as owner:
        return said((await owner.get(f"/dossier/{case_id}/lettres/1.pdf")).content)


async def test_two_who_edit_at_once_and_one_form_sent_twice(city: City) -> None:
    path = f"{PLACES}/hearing?pour=COUR"
    async with at_work(city, PEOPLE["office"]) as first, at_work(city, PEOPLE["administrator"]) as second:
        mine, theirs = form_of(await first.get(path)), form_of(await second.get(path))
        typed = {"fr": "Salle 2.", "en": "Room 2.", "reason": "Travaux", "action": "save"}
        for _ in range(2):
            assert (await first.http.post(path, data=mine | typed)).status_code == 303
        late = await second.http.post(path, data=theirs | typed | {"fr": "Salle 3."})
        assert late.status_code == 409 and "Salle 3." in late.text and "Salle 2." in late.text
        again = await second.http.post(path, data=form_of(late) | typed | {"fr": "Salle 3."})
        assert again.status_code == 303  # what stands was read, beside what was typed
        page = unescape((await first.get(path)).text)
        assert page.count("Travaux") == 2 and "Salle 3." in page
    await back(PEOPLE["office"], city, path)


SAYS = {
    "fr": ("Enregistrer", "Voir l’aperçu", "Rétablir la version 1", "Le texte est enregistré", "Le texte est rétabli"),
    "en": ("Save", "See the preview", "Restore version 1", "The text is saved", "The text is restored"),
}


@pytest.mark.browser
@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
async def test_a_director_reads_a_letter_edits_it_and_puts_it_back(city: City, words: Words) -> None:
    language = "en" if words.prefix else "fr"
    place = {"fr": "after_decision", "en": "payment"}[language]
    code = {"fr": "P13", "en": "P12"}[language]
    async with chromium() as browser:
        page = await browser.new_page()
        await sign_in(page, city.base_url, PEOPLE["director"], words)
        await page.goto(f"{city.base_url}{words.prefix}{LETTERS}")
        link = page.locator(f'a[href*="/{code}.pdf?langue={language}"]')
        answer = await page.request.get(f"{city.base_url}{await link.get_attribute('href')}")
        pdf = await answer.body()
        assert answer.headers["content-type"] == "application/pdf"
        assert {"fr": "Spécimen", "en": "Specimen"}[language] in said(pdf)
        await _edit_twice_and_restore(page, f"{city.base_url}{words.prefix}{PLACES}/{place}?pour=LS", language)
        answer = await page.request.get(f"{city.base_url}{LETTERS}/{code}.pdf?langue={language}")
        assert "Un. <b>" in said(await answer.body())
    await back(PEOPLE["director"], city, f"{PLACES}/{place}?pour=LS")


async def _edit_twice_and_restore(page: Page, address: str, language: str) -> None:
    save, preview, restore, done, restored = SAYS[language]
    await page.goto(address)
    for text in ("Un. <b>", "Deux."):
        await page.locator("#fr").fill(text)
        await page.locator("#en").fill(text)
        await page.locator("#reason").fill("Essai")
        await page.get_by_role("button", name=preview, exact=True).click()
        assert await page.locator(f'.city-proof:has-text("{text}")').count() == 2
        await page.get_by_role("button", name=save, exact=True).click()
        await page.get_by_text(done).wait_for()
    await page.get_by_role("button", name=restore, exact=True).click()
    await page.get_by_text(restored).wait_for()
