"""A co-owner signs by a link: what they read and signed is a paper of the application, once."""

import io
import re
from html import unescape

import pytest
from pypdf import PdfReader

from tests.conftest import City
from tests.web.test_contest_pages import at_work
from tests.web.visitor import TREE, Visitor, hidden

pytestmark = pytest.mark.stack
SIGNED = {"name": "Camille Copropriétaire", "agreed": "yes"}


async def asked(citizen: Visitor, draft: str) -> str:
    """A new link to sign, as a path."""
    page = await citizen.send(f"{draft}/signature", {"document": "power_of_attorney"})
    (path,) = re.findall(r'value="https?://[^/]+(/signature/[\w-]{43})"', page.text)
    return path


async def test_two_co_owners_sign_from_home_and_both_papers_are_with_the_application(
    city: City, citizen: Visitor, visitor: Visitor
) -> None:
    draft = await citizen.draft(answers=TREE | {"owner": "no"})
    await citizen.send(f"{draft}/precisions", {"owner_name": "Camille Copropriétaire", "action": "continue"})
    links = [await asked(citizen, draft) for _ in range(2)]
    page = await visitor.get(links[0])
    assert page.status_code == 200 and page.headers["referrer-policy"] == "no-referrer"
    text = unescape(page.text)
    assert "Abattre un frêne mort" in text and "Élodie Tremblay" in text and "elodie@exemple.ca" not in text
    lacking = await visitor.send(links[0], {"name": " "})
    assert lacking.status_code == 422 and 'href="#agreed"' in lacking.text and 'href="#name"' in lacking.text
    form = hidden(await visitor.get(links[0])) | SIGNED
    assert "C’est signé" in (await visitor.http.post(links[0], data=form)).text
    assert (await visitor.http.post(links[0], data=form)).status_code == 410
    assert (await visitor.send(links[1], SIGNED | {"name": "Dominique Copropriétaire"})).status_code == 200
    page = unescape((await citizen.get(f"{draft}/documents")).text)
    assert "Camille Copropriétaire.pdf" in page and "Dominique Copropriétaire.pdf" in page


async def test_the_paper_says_who_signed_what_and_when(city: City, citizen: Visitor, visitor: Visitor) -> None:
    case_id = await filed_with_a_signature(citizen, visitor)
    async with at_work(city, "agent-vd") as clerk:
        page = (await clerk.get(f"/dossier/{case_id}")).text
        papers = re.findall(rf'href="(/dossier/{case_id}/documents/\w+)">([^<]*)', page)
        (path,) = [path for path, name in papers if "Camille" in unescape(name)]
        paper = PdfReader(io.BytesIO((await clerk.get(path)).content))
    text = "\n".join(page.extract_text() for page in paper.pages).replace("\u00a0", " ")
    assert "Signé par : Camille Copropriétaire" in text and "Abattre un frêne mort" in text
    assert "Élodie Tremblay" in text and "elodie@exemple.ca" not in text


async def filed_with_a_signature(citizen: Visitor, visitor: Visitor) -> str:
    """A felling filed for an owner who signed by a link; its case id."""
    path = await citizen.ready()
    answers = TREE | {"owner": "no"}
    await citizen.send(f"{path}/questions", answers)
    await citizen.send(f"{path}/precisions", {"owner_name": "Camille Copropriétaire", "action": "continue"})
    lacking = await citizen.send(f"{path}/documents", {"action": "continue"})
    assert lacking.status_code == 422
    assert (await visitor.send(await asked(citizen, path), SIGNED)).status_code == 200
    answer = await citizen.send(f"{path}/verification", {"declared": "yes"})
    assert "/dossier/" in answer.headers["location"], answer.text
    return answer.headers["location"].split("/dossier/")[1][:32]


async def test_answers_that_changed_meanwhile_are_read_again_before_they_are_signed(
    citizen: Visitor, visitor: Visitor
) -> None:
    draft = await citizen.draft(answers=TREE | {"owner": "no"})
    link = await asked(citizen, draft)
    form = hidden(await visitor.get(link)) | SIGNED
    await citizen.send(f"{draft}/questions", TREE | {"owner": "no", "description": "Abattre trois chênes."})
    stale = await visitor.http.post(link, data=form)
    assert stale.status_code == 412 and "Abattre trois chênes" in unescape(stale.text)
    assert SIGNED["name"] in unescape(stale.text)
    assert (await visitor.http.post(link, data=hidden(stale) | SIGNED)).status_code == 200


async def test_a_signed_paper_that_the_applicant_takes_out_stays_out(citizen: Visitor, visitor: Visitor) -> None:
    draft = await citizen.draft(answers=TREE | {"owner": "no"})
    await visitor.send(await asked(citizen, draft), SIGNED)
    assert "Camille Copropriétaire.pdf" in unescape((await citizen.get(f"{draft}/documents")).text)
    await citizen.send(f"{draft}/documents", {"remove": "power_of_attorney"})
    assert "Camille" not in (await citizen.get(f"{draft}/documents")).text


async def test_a_link_to_sign_is_over_once_the_application_is_filed(citizen: Visitor, visitor: Visitor) -> None:
    path = await citizen.ready()
    link = await asked(citizen, path)
    assert (await visitor.get(link)).status_code == 200
    await citizen.send(f"{path}/verification", {"declared": "yes"})
    assert (await visitor.get(link)).status_code == 410
    assert (await visitor.get("/signature/" + "x" * 43)).status_code == 410


async def test_nobody_makes_a_link_for_another_s_draft_nor_for_a_paper_that_is_not_signed_online(
    city: City, citizen: Visitor
) -> None:
    draft = await citizen.draft()
    other = await citizen.send(f"{draft}/signature", {"document": "photos"})
    assert other.status_code == 422
    async with at_work(city, "citoyen-6") as stranger:
        assert (await stranger.get(f"{draft}/signature")).status_code == 404
