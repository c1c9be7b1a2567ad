"""A clerk's own mistake: reported by whoever made it, read at the entry by everybody who reads the file."""

import re
from html import unescape

import pytest

from tests.conftest import City
from tests.web.test_contest_pages import PLATE, act, at_work, served
from tests.web.visitor import Visitor

pytestmark = pytest.mark.stack
SAID = "Rendu au mauvais dossier <b>P-2026</b>."


async def test_the_office_reports_its_mistake_and_the_defence_reads_it_at_the_entry(city: City) -> None:
    one = await served(city)
    async with at_work(city, "citoyen-6") as citizen, at_work(city, "greffe") as office:
        await citizen.send("/constat/reclamer", {"number": one.number, "code": PLATE})
        assert (await act(office, one, "suspend_delays", {"reasons": "Panne."})).status_code == 303
        page = await office.get(f"{one.path}/actes/correct_entry")
        (entry,) = re.findall(r'<option value="(\d+)"|name="entry" type="radio" value="(\d+)"', page.text)
        entry = "".join(entry)
        lacking = await act(office, one, "correct_entry", {"entry": entry, "note": ""})
        assert lacking.status_code == 422 and 'href="#note"' in lacking.text
        assert (await act(office, one, "correct_entry", {"entry": entry, "note": SAID})).status_code == 303
        for reader, wrong in ((citizen, f"{one.path}"), (citizen, f"/en{one.path}")):
            page = await reader.get(wrong)
            assert SAID in unescape(page.text) and "<b>P-2026" not in page.text
            text = re.sub(r"<[^>]+>", " ", page.text).replace("\u00a0", " ")
            assert re.search(r"Erreur signalée :|Mistake reported:", unescape(text))


async def test_nobody_reports_a_mistake_of_somebody_else(city: City, citizen: Visitor) -> None:
    case_id = await citizen.filed()
    async with at_work(city, "agent-vd") as clerk:
        assert "correct_entry" not in (await clerk.get(f"/dossier/{case_id}")).text
        assert (await clerk.get(f"/dossier/{case_id}/actes/correct_entry")).status_code == 409
    refused = await citizen.get(f"/dossier/{case_id}/actes/correct_entry")
    assert refused.status_code == 403
