"""A letter read before it is sent: in both languages, with nothing done, by those alone who may do the act."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from html import unescape
from typing import Any

import httpx
import pytest

from catalogue.load import load
from cli.city_client import CityClient
from domain.letter import Language
from tests.conftest import City
from tests.web.people import PEOPLE
from tests.web.place_builder import CLERK, FELLING, OWNER, Builder, builder_of
from tests.web.test_contest_pages import at_work
from tests.web.visitor import H1, Visitor, hidden
from tests.web.written import TREE_DOCUMENTS

pytestmark = pytest.mark.stack
SERVICE = load().services["abattage-arbre"]
REASONS = "Le frêne est sain.\n\nIl n’y a pas de <danger>."
REFUSAL: dict[str, Any] = {
    "provision": SERVICE.provisions[0].code, "article": "article 12", "reasons": REASONS,
    "remedies": [SERVICE.remedies[0].code], "other_remedies": "Demander une révision au bureau.",
}  # fmt: skip
PROOF = re.compile(r'<article class="city-proof govuk-body" lang="(fr|en)".*?</article>', re.DOTALL)
MARKS = {"": "Aperçu, non envoyé", "/en": "Preview, not sent"}


@pytest.fixture
async def builder(city: City) -> AsyncIterator[Builder]:
    client = CityClient(city.base_url, city.tokens)
    yield builder_of(city, client)
    await client.close()


async def in_study(to: Builder) -> str:
    """A tree whose felling is paid for."""
    return await to.paid(await to.filed("abattage-arbre", FELLING, *TREE_DOCUMENTS))


async def to_decide(to: Builder) -> str:
    """The same, ready to be decided."""
    case_id = await in_study(to)
    await to.act(CLERK, case_id, "declare-complete", {})
    asked = (await to.client.get(CLERK, f"/cases/{case_id}"))["opinions"]
    given = [{"discipline": one, "outcome": "favourable"} for one in asked]
    await to.act(CLERK, case_id, "conclude-review", {"opinions": given})
    return case_id


async def preview(one: Visitor, path: str, fields: dict[str, Any]) -> httpx.Response:
    """Ask for the letter from the page of the act."""
    page = await one.get(path)
    assert page.status_code == 200 and 'value="preview"' in page.text
    return await one.http.post(path, data=hidden(page) | fields | {"action": "preview"})


def proofs(page: httpx.Response) -> dict[Language, str]:
    """The letters shown, by language, in order."""
    assert page.status_code == 200, page.text
    assert len(H1.findall(page.text)) == 1 and "<danger>" not in page.text
    shown = PROOF.finditer(page.text)
    return {"en" if found[1] == "en" else "fr": unescape(found[0]).replace("\u00a0", " ") for found in shown}


async def nothing_happened(to: Builder, case_id: str, before: dict[str, Any]) -> None:
    """The case, its timeline and its letters are what they were."""
    assert await seen(to, case_id) == before


async def seen(to: Builder, case_id: str) -> dict[str, Any]:
    """A case with what happened to it."""
    client = to.client
    return {"case": await client.get(OWNER, f"/cases/{case_id}"),
            "events": await client.get(OWNER, f"/cases/{case_id}/timeline")}  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "/en"])
async def test_a_refusal_is_read_in_both_languages_before_it_is_sent(city: City, builder: Builder, prefix: str) -> None:
    case_id = await to_decide(builder)
    path, before = f"{prefix}/dossier/{case_id}/actes/refuse", await seen(builder, case_id)
    async with at_work(city, PEOPLE["director"]) as director:
        page = await preview(director, path, REFUSAL)
        letters = proofs(page)
        assert [*letters] == ["fr", "en"] and MARKS[prefix] in page.text
        for language, letter in letters.items():
            for text in (SERVICE.provisions[0].citation, SERVICE.remedies[0].text):
                assert unescape(text.say(language)).replace("\u00a0", " ") in letter
            for typed in ("Le frêne est sain.", "Il n’y a pas de <danger>.", "article 12", "une révision au bureau"):
                assert typed in letter
        assert "décidé de la refuser" in re.sub("<[^>]+>", "", letters["fr"])
        assert "decided to refuse it" in re.sub("<[^>]+>", "", letters["en"])
        await nothing_happened(builder, case_id, before)
        assert unescape(page.text).count("Le frêne est sain.") == 3  # in two letters, and kept in the form
        done = await director.http.post(path, data=hidden(page) | REFUSAL | {"action": "do"})
        assert done.headers["location"] == f"{prefix}/dossier/{case_id}?fait=refuse"


async def test_what_is_missing_is_said_beside_its_field(city: City, builder: Builder) -> None:
    case_id = await to_decide(builder)
    before = await seen(builder, case_id)
    async with at_work(city, PEOPLE["director"]) as director:
        page = await preview(director, f"/dossier/{case_id}/actes/refuse", REFUSAL | {"reasons": " "})
        assert page.status_code == 422 and 'href="#reasons"' in page.text and not PROOF.search(page.text)
        assert "une révision au bureau" in page.text
    await nothing_happened(builder, case_id, before)


async def test_an_approval_and_a_request_are_read_before_they_are_sent(city: City, builder: Builder) -> None:
    asked, ready = await in_study(builder), await to_decide(builder)
    before = await seen(builder, asked), await seen(builder, ready)
    async with at_work(city, CLERK) as clerk:
        request = {"label_1": "Un plan à l’échelle", "kind_1": "document", "note_1": "1:100"}
        letters = proofs(await preview(clerk, f"/dossier/{asked}/actes/ask_information", request))
        assert [*letters] == ["fr", "en"]
        assert all("Un plan à l’échelle" in letter for letter in letters.values())
        path = f"/dossier/{ready}/actes/approve"
        letters = proofs(await preview(clerk, path, {"other_conditions": "Planter deux érables."}))
        assert all("Planter deux érables." in letter for letter in letters.values())
        assert "Bonne nouvelle" in letters["fr"] or "PERMIS" in letters["fr"]
    assert before == (await seen(builder, asked), await seen(builder, ready))


async def test_a_moved_promise_is_read_before_it_is_told(city: City, builder: Builder) -> None:
    case_id = await in_study(builder)
    await builder.act(CLERK, case_id, "declare-complete", {})
    before = await seen(builder, case_id)
    later = builder.today + timedelta(days=120)
    async with at_work(city, CLERK) as clerk:
        moved = {"promised_on": later.isoformat(), "reason": "L’ingénieure forestière est absente."}
        letters = proofs(await preview(clerk, f"/dossier/{case_id}/actes/move_promise", moved))
        assert [*letters] == ["fr", "en"]
        assert all("L’ingénieure forestière est absente." in letter for letter in letters.values())
        assert all(str(later.year) in letter for letter in letters.values())
    await nothing_happened(builder, case_id, before)


async def test_nobody_else_previews_and_nothing_else_is_previewed(city: City, builder: Builder) -> None:
    case_id = await to_decide(builder)
    before = await seen(builder, case_id)
    path = f"/dossier/{case_id}/actes/refuse"
    statuses = {"clerk": 403, "owner": 403, "elsewhere": 404, "other": 404, "inspector": 403}
    for who, status in statuses.items():
        async with at_work(city, PEOPLE[who]) as one:
            sent = await one.hidden("/deconnexion") | REFUSAL | {"seq": before["case"]["seq"], "key": "0" * 16}
            answer = await one.http.post(path, data=sent | {"action": "preview"})
            assert (who, answer.status_code) == (who, status) and not PROOF.search(answer.text)
    async with at_work(city, OWNER) as owner:
        page = f"/dossier/{case_id}/actes/withdraw"
        answer = await owner.send(page, {"action": "preview"})
        assert answer.status_code == 404 and 'value="preview"' not in (await owner.get(page)).text
    await nothing_happened(builder, case_id, before)
