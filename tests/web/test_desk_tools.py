"""The desk's small tools: notes for colleagues, requests in words that are ready, the dashboard."""

from html import unescape

import pytest

from catalogue.load import load
from tests.conftest import City
from tests.web.test_contest_pages import PLEA, act, at_work, found, served
from tests.web.visitor import Visitor
from web.dashboard import WIDTH, bars

pytestmark = pytest.mark.stack
NOTE = "A téléphoné <b>deux fois</b> ; très pressée."


async def test_a_note_is_read_by_colleagues_and_never_by_the_person(city: City) -> None:
    async with at_work(city, "citoyen-3") as citizen, at_work(city, "agent-vd") as clerk:
        case_id = await citizen.filed()
        path = f"/dossier/{case_id}/notes"
        empty = await clerk.send(path, {"note": "  "})
        assert empty.status_code == 422 and 'href="#note"' in empty.text
        assert (await clerk.send(path, {"note": NOTE})).headers["location"] == f"{path}?fait=1"
        async with at_work(city, "direction-vd") as director:
            page = unescape((await director.get(path)).text)
            assert NOTE in page and "<b>deux" not in (await director.get(path)).text
            assert "Notes pour les collègues : 1" in unescape((await director.get(f"/dossier/{case_id}")).text).replace(
                "\u00a0", " "
            )
        assert (await citizen.get(path)).status_code == 403
        assert NOTE not in unescape((await citizen.get(f"/dossier/{case_id}")).text)
        assert NOTE not in (await citizen.get("/mes-donnees.json")).text
        async with at_work(city, "agent-ro") as elsewhere:
            assert (await elsewhere.get(path)).status_code == 404


async def test_what_the_prosecution_notes_is_not_before_the_judge(city: City, visitor: Visitor) -> None:
    one = await served(city)
    await found(visitor, one)
    await act(visitor, one, "plead", PLEA)
    path = f"{one.path}/notes"
    async with at_work(city, "poursuite") as prosecutor:
        await prosecutor.send(path, {"note": NOTE})
        assert NOTE in unescape((await prosecutor.get(path)).text)
    for account in ("juge-1", "greffe"):
        async with at_work(city, account) as reader:
            page = await reader.get(path)
            assert page.status_code == 200 and NOTE not in unescape(page.text)
    assert (await visitor.get(path)).status_code == 403  # the pass opens the case, not the notes


async def test_the_dashboard_counts_what_waits_and_draws_it_to_scale(city: City) -> None:
    async with at_work(city, "agent-vd") as clerk:
        for prefix, word in (("", "Tableau de bord"), ("/en", "Dashboard")):
            page = await clerk.get(f"{prefix}/bureau/tableau")
            assert page.status_code == 200 and word in page.text and "<svg" in page.text
    async with at_work(city, "citoyen-3") as citizen:
        assert (await citizen.get("/bureau/tableau")).status_code == 403
    drawn = bars([("a", 10, 5), ("b", 20, 20), ("c", 0, 0)])
    assert [(one.drawn, one.drawn_part) for one in drawn] == [(WIDTH // 2, WIDTH // 4), (WIDTH, WIDTH), (0, 0)]
    assert bars([]) == []


def test_the_ready_requests_are_offered_in_both_languages() -> None:
    assert all(one.text.fr != one.text.en for one in load().requests)
    assert {one.kind for one in load().requests} == {"text", "document"}
