"""A clerk files for somebody who telephones; the person finds the file in their account by the letter's code."""

import re
from html import unescape

import httpx
import pytest

from tests.conftest import City
from tests.web.test_contest_pages import at_work
from tests.web.visitor import TREE, Visitor
from tests.web.walk import photo

pytestmark = pytest.mark.stack
CODE = re.compile(r"\b[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}\b")


async def begun(clerk: Visitor, channel: str = "phone", borough: str = "VD") -> httpx.Response:
    """A tree-felling application begun for somebody."""
    fields = {"borough": borough, "language": "fr", "channel": channel}
    return await clerk.send("/services/abattage-arbre/demande", fields)


async def filed(clerk: Visitor) -> httpx.Response:
    """The same, filed whole; the receipt."""
    path = (await begun(clerk)).headers["location"].removesuffix("/questions")
    await clerk.send(f"{path}/questions", TREE | {"applicant_email": ""})
    files = [(name, ("photo.jpg", photo("green"), "image/jpeg")) for name in ("photos", "photos", "location_plan")]
    await clerk.http.post(f"{path}/documents", data=await clerk.hidden(f"{path}/documents"), files=files)
    answer = await clerk.send(f"{path}/verification", {"declared": "yes"})
    return await clerk.get(answer.headers["location"])


async def test_a_file_taken_by_telephone_has_the_same_receipt_and_is_claimed_by_its_letters_code(city: City) -> None:
    async with at_work(city, "agent-vd") as clerk:
        receipt = await filed(clerk)
        case_id = str(receipt.url).split("/dossier/")[1][:32]
        code = CODE.search(receipt.text)
        assert code is not None and "Prendre le paiement au comptoir" in receipt.text
        page = unescape((await clerk.get(f"/dossier/{case_id}")).text)
        assert "Au téléphone" in page and code[0] in page
    async with at_work(city, "citoyen-7") as person:
        assert (await person.get(f"/dossier/{case_id}")).status_code == 404
        wrong = await person.send("/dossiers/rattacher", {"code": "AAAA-BBBB-CCCC"})
        assert wrong.status_code == 404 and "Aucun dossier" in unescape(wrong.text)
        assert (await person.send("/dossiers/rattacher", {"code": ""})).status_code == 422
        taken = await person.send("/dossiers/rattacher", {"code": code[0].lower().replace("-", " ")})
        assert taken.headers["location"] == f"/dossier/{case_id}?fait=claim"
        mine = await person.get(f"/dossier/{case_id}")
        assert mine.status_code == 200 and code[0] not in mine.text
        assert "pay" in (await person.get(f"/dossier/{case_id}/recu")).text.lower()
    async with at_work(city, "citoyen-5") as other:
        assert (await other.send("/dossiers/rattacher", {"code": code[0]})).status_code == 409
        assert (await other.get(f"/dossier/{case_id}")).status_code == 404


async def test_the_desk_says_how_the_person_asked_and_files_in_its_own_boroughs_only(city: City) -> None:
    async with at_work(city, "agent-vd") as clerk:
        silent = await begun(clerk, channel="")
        assert silent.status_code == 422 and 'href="#channel"' in silent.text
        assert 'value="RP"' not in silent.text
        elsewhere = (await begun(clerk, borough="RP")).headers["location"].removesuffix("/questions")
        await clerk.send(f"{elsewhere}/questions", TREE)
        kept = await clerk.get("/bureau/demandes")
        assert elsewhere in kept.text
        files = [(name, ("photo.jpg", photo("green"), "image/jpeg")) for name in ("photos", "photos", "location_plan")]
        data = await clerk.hidden(f"{elsewhere}/documents")
        await clerk.http.post(f"{elsewhere}/documents", data=data, files=files)
        assert (await clerk.send(f"{elsewhere}/verification", {"declared": "yes"})).status_code == 403


async def test_a_citizen_files_for_nobody_else(city: City, citizen: Visitor) -> None:
    assert (await citizen.get("/bureau/demandes")).status_code == 403
    body = {"service": "abattage-arbre", "borough": "VD", "answers": {}, "channel": "phone"}
    headers = city.headers("citoyen-1") | {"Idempotency-Key": "for-somebody-else-01"}
    answer = await citizen.http.post("/api/v1/cases", json=body, headers=headers)
    assert answer.status_code == 403 and answer.json()["type"].endswith("forbidden")
