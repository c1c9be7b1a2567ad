"""The clerk's post and the citizen's preferences in a browser's eyes: pages and forms over the real record."""

import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from activities import posting
from casework import people, post_room
from casework.specimens.permits import facts
from domain.errors import Forbidden, NotFound
from domain.events import Order
from tests.letters.samples import ROOT
from tests.post.house import BY_POST, CLERK, CLERK_ELSEWHERE, OWNER, START, House
from web.app import create_web

LETTER = Order("letter", "P13", facts("P13", "fr"))
TODAY = date(2026, 11, 23)


@pytest.fixture
async def browser(house: House) -> AsyncIterator[httpx.AsyncClient]:
    app = create_web(house.doors, ROOT / "node_modules", mail_folder=Path("/nowhere"))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url=house.doors.base_url, follow_redirects=True
    ) as client:
        yield client


async def sign_in(house: House, browser: httpx.AsyncClient, account: str) -> None:
    opened = await people.sign_in_as(house.doors, account)
    browser.cookies.set("guichet_session", opened.cookie)


async def send(browser: httpx.AsyncClient, path: str, **fields: str) -> httpx.Response:
    """Send a form of the page with its token."""
    page = (await browser.get(path)).text
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    assert token is not None
    hidden = dict(re.findall(r'name="(revision)" value="([^"]*)"', page))
    return await browser.post(
        path, data={**hidden, "csrf": token[1], **fields}, headers={"origin": str(browser.base_url)}
    )


def plain(answer: httpx.Response) -> str:
    return re.sub(r"\s+", " ", answer.text.replace("\u00a0", " "))


async def test_a_clerk_notes_a_posting_a_return_and_a_new_address(house: House, browser: httpx.AsyncClient) -> None:
    case = await house.file(LETTER, **BY_POST)
    await house.carry_out()
    (name,) = await posting.batch(house.room, START)
    await sign_in(house, browser, CLERK.id)
    shown = await browser.get("/bureau/poste")
    assert name in shown.text and "À expédier" in plain(shown)
    job = await browser.get(f"/bureau/poste/{name}/letters.pdf")
    assert job.content.startswith(b"%PDF") and "attachment" in job.headers["content-disposition"]
    posted = await send(browser, "/bureau/poste", do="posted", batch=name, on=TODAY.isoformat())
    assert "C’est noté" in plain(posted) and "Expédié" in plain(posted)
    letter = f"{case.reference}/1"
    back = await send(browser, "/bureau/poste", do="returned", letter=letter, reason="moved")
    assert "Dernière adresse : Anne-Sophie Nguyễn-Gauthier" in plain(back)
    lines = "12, chemin Neuf\r\nLaval (Québec)  H7A 1A1"
    again = await send(browser, "/bureau/poste", do="address", letter=letter, name="A. Nguyễn", lines=lines)
    assert "Aucune lettre n’attend d’adresse" in plain(again)
    assert [row.status for row in await house.deliveries(case)] == ["returned", "waiting"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"do": "posted", "batch": "VD-2026-11-23-0", "on": "2026-11-23"}, 404),
        ({"do": "posted", "batch": "x", "on": "demain"}, 422),
        ({"do": "returned", "letter": "rien", "reason": "moved"}, 404),
    ],
)
async def test_what_the_post_cannot_note_is_said_above_the_lists(
    house: House, browser: httpx.AsyncClient, fields: dict[str, str], status: int
) -> None:
    await sign_in(house, browser, CLERK.id)
    answer = await send(browser, "/bureau/poste", **fields)
    assert answer.status_code == status
    assert "Courrier revenu" in plain(answer)


async def test_a_borough_sees_its_own_post_only_and_a_citizen_none(house: House) -> None:
    await house.file(LETTER, **BY_POST)
    await house.carry_out()
    (name,) = await posting.batch(house.room, START)
    assert len((await post_room.overview(house.doors, CLERK)).batches) == 1
    assert (await post_room.overview(house.doors, CLERK_ELSEWHERE)).batches == []
    with pytest.raises(NotFound):
        await post_room.file(house.doors, CLERK_ELSEWHERE, name, "letters.pdf")
    with pytest.raises(NotFound):
        await post_room.mark_posted(house.doors, CLERK_ELSEWHERE, name, TODAY)
    with pytest.raises(Forbidden):
        await post_room.overview(house.doors, OWNER)


async def test_a_citizen_says_how_to_be_reached_and_the_counter_answers_in_their_language(
    house: House, browser: httpx.AsyncClient
) -> None:
    await sign_in(house, browser, OWNER.id)
    wanted = {"channel": "electronic", "email": "choisie@exemple.invalid", "language": "en"}
    refused = await send(browser, "/preferences", **wanted)
    assert refused.status_code == 422 and "choisie@exemple.invalid" in refused.text
    kept = await send(browser, "/preferences", **wanted, accepted="yes")
    assert "Vos préférences sont enregistrées" in plain(kept) and "Acceptée le" in plain(kept)
    assert (await browser.get("/accueil")).url.path == "/en/dossiers"


async def test_both_pages_are_there_in_english(house: House, browser: httpx.AsyncClient) -> None:
    await sign_in(house, browser, CLERK.id)
    assert "Waiting for an address" in plain(await browser.get("/en/bureau/poste"))
    await sign_in(house, browser, OWNER.id)
    assert "How do you want to receive your letters?" in plain(await browser.get("/en/preferences"))
