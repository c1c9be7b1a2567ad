"""The agenda of the planning committee and of the council: what waits, by day, for the desk of the borough alone."""

from datetime import timedelta
from html import unescape

import pytest

from casework.agenda import Standing, standing
from cli.city_client import CityClient
from tests.conftest import City
from tests.web.people import PEOPLE
from tests.web.place_builder import CLERK, NOTICE, OWNER, Builder, builder_of
from tests.web.test_contest_pages import at_work
from tests.web.visitor import Visitor

PAGE = "/bureau/ordre-du-jour"
COMMENT = "La galerie me cache le <soleil>."


def test_only_the_last_way_to_the_committee_counts() -> None:
    advice = {"opinion": "favourable", "next_meeting_on": None}
    first = [("ReferredToCommittee", {"meeting_on": "2026-03-02"}), ("CommitteeOpinionRecorded", advice)]
    assert standing(first) == Standing("", advice)
    assert standing([*first, ("NoticePublished", {"council_on": "2026-04-01"})]).day == "2026-04-01"
    assert standing([*first, ("ReferredToCommittee", {"meeting_on": "2026-05-04"})]) == Standing("2026-05-04")
    postponed = {"opinion": "postponed", "next_meeting_on": "2026-06-01"}
    assert standing([*first[:1], ("CommitteeOpinionRecorded", postponed)]).day == "2026-06-01"


async def referred(to: Builder) -> tuple[str, str]:
    """A file that waits for the committee, and the day of its meeting."""
    case_id = await to.in_review()
    for discipline in ("zoning", "fire"):
        await to.act(CLERK, case_id, "give-opinion", {"discipline": discipline, "outcome": "favourable"})
    day = (to.today + timedelta(days=40)).isoformat()
    await to.act(CLERK, case_id, "refer", {"meeting_on": day})
    return case_id, day


@pytest.mark.stack
async def test_the_agenda_lists_each_file_under_its_meeting(city: City, visitor: Visitor) -> None:
    client = CityClient(city.base_url, city.tokens)
    try:
        builder = builder_of(city, client)
        waiting, day = await referred(builder)
        noticed = await builder.noticed(NOTICE)
        await comment_twice(visitor, f"/avis-publics/{noticed}")
        async with at_work(city, CLERK) as clerk:
            await _reads_both(clerk, waiting, noticed)
            await _reads_one(clerk, waiting, noticed, day)
        async with at_work(city, PEOPLE["elsewhere"]) as elsewhere:
            page = await elsewhere.get(PAGE)
            assert page.status_code == 200 and waiting not in page.text and noticed not in page.text
            assert PAGE not in (await elsewhere.get("/bureau")).text
        seen = (await client.get(OWNER, f"/cases/{waiting}/accesses"))["accesses"]
        assert any(PAGE in str(one) for one in seen), seen
    finally:
        await client.close()


async def comment_twice(visitor: Visitor, path: str) -> None:
    """One comment, whose form is sent twice."""
    fields = await visitor.hidden(path) | {"name": "Alex", "text": COMMENT}
    for _ in range(2):
        said = await visitor.http.post(path, data=fields)
        assert said.status_code == 200 and "commentaire est reçu" in said.text, said.text


async def _reads_both(clerk: Visitor, waiting: str, noticed: str) -> None:
    assert PAGE in (await clerk.get("/bureau")).text
    for prefix, words in (
        ("", ("Comité consultatif d’urbanisme", "Conseil d’arrondissement", "Le projet s’intègre.", "Favorable")),
        ("/en", ("Planning advisory committee", "Borough council", "Le projet s’intègre.", "Favourable")),
    ):
        page = await clerk.get(prefix + PAGE)
        text = unescape(page.text)
        assert page.status_code == 200
        for word in (*words, COMMENT, "4555, rue Airlie", "Ma clôture.", NOTICE["nature"]):
            assert word in text, word
        assert "<soleil>" not in page.text and text.count(COMMENT) == 1
        assert f"{prefix}/dossier/{waiting}/documents/" in page.text and f"{prefix}/dossier/{noticed}" in page.text


async def _reads_one(clerk: Visitor, waiting: str, noticed: str, day: str) -> None:
    committee = (await clerk.get(f"{PAGE}?pour=comite")).text
    council = (await clerk.get(f"{PAGE}?pour=conseil")).text
    assert waiting in committee and noticed not in committee
    assert noticed in council and waiting not in council
    assert waiting in (await clerk.get(f"{PAGE}?jour={day}")).text
    assert waiting not in (await clerk.get(f"{PAGE}?pour=comite&jour=2001-01-01")).text
