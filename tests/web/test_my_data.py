"""A person's own data and their one thread: all that is theirs, nothing of anyone else."""

import io
import json
from html import unescape

import httpx
import pytest
from pypdf import PdfReader

from tests.conftest import City
from tests.web.test_contest_pages import PLATE, at_work, served
from tests.web.visitor import Visitor

pytestmark = pytest.mark.stack


async def test_a_person_reads_who_opened_their_files_and_takes_a_copy_away(city: City) -> None:
    async with at_work(city, "citoyen-8") as citizen:
        case_id = await citizen.filed()
        nobody = unescape((await citizen.get("/mes-donnees")).text)
        async with at_work(city, "agent-vd") as clerk:
            await clerk.get(f"/dossier/{case_id}")
        page = unescape((await citizen.get("/mes-donnees")).text)
        assert case_id in page and case_id not in nobody
        english = unescape((await citizen.get("/en/mes-donnees")).text)
        assert "Who opened your files" in english
        copy = await citizen.get("/mes-donnees.json")
        assert "attachment" in copy.headers["content-disposition"]
        whole = json.loads(copy.content)
    (case,) = [one for one in whole["cases"] if one["answers"].get("species") == "Frêne"][:1]
    assert case["events"][0]["type"] == "ApplicationFiled" and case["documents"] and case["payments"][0]["cents"] > 0
    assert {"clerk", "citizen"} <= {one["role"] for one in case["opened_by"]}
    assert not [one for one in case["opened_by"] if one["person"] not in ("", "citoyen-8")]  # staff have no name there
    async with at_work(city, "citoyen-5") as other:
        theirs = await other.get("/mes-donnees.json")
        assert theirs.status_code == 200 and case["reference"] not in theirs.text


async def test_the_same_copy_is_read_as_a_tagged_pdf_in_the_person_s_language(city: City) -> None:
    async with at_work(city, "citoyen-8") as citizen:
        await citizen.filed()
        reference = (await citizen.get("/mes-donnees.json")).json()["cases"][0]["reference"]
        papers = [await citizen.get(path) for path in ("/mes-donnees.pdf", "/en/mes-donnees.pdf")]
    texts = ["\n".join(page.extract_text() for page in _read(paper).pages) for paper in papers]
    assert all(reference in text and "Frêne" in text for text in texts)
    assert "Demande déposée" in texts[0] and "Application filed" in texts[1]
    assert [str(_read(paper).root_object["/Lang"]) for paper in papers] == ["fr-CA", "en-CA"]
    assert all(_read(paper).root_object["/MarkInfo"]["/Marked"] for paper in papers)
    assert "attachment" in papers[0].headers["content-disposition"]


def _read(paper: httpx.Response) -> PdfReader:
    assert paper.status_code == 200 and paper.headers["content-type"] == "application/pdf"
    return PdfReader(io.BytesIO(paper.content))


async def test_one_thread_holds_permits_and_statements_the_latest_first(city: City) -> None:
    one = await served(city)
    async with at_work(city, "citoyen-6") as citizen:
        await citizen.filed()
        await citizen.send("/constat/reclamer", {"number": one.number, "code": PLATE})
        pages = [unescape((await citizen.get(path)).text) for path in ("/fil", "/en/fil")]
        older = unescape((await citizen.get("/fil?avant=2001-01-01T00:00:00%2B00:00")).text)
        astray = await citizen.get("/fil?avant=hier")
    for page, filed, statement in zip(pages, ("abattage", "tree"), ("constat", "statement"), strict=True):
        assert statement in page.lower() and filed in page.lower()
    assert pages[0].index("Dossier rattaché") < pages[0].rindex("Demande déposée")
    assert "Rien encore" in older and astray.status_code == 200


async def test_a_visitor_and_a_clerk_have_no_such_pages(city: City, visitor: Visitor) -> None:
    for path in ("/fil", "/mes-donnees", "/mes-donnees.json", "/mes-donnees.pdf"):
        assert (await visitor.get(path)).url.path == "/connexion"
        async with at_work(city, "agent-vd") as clerk:
            assert (await clerk.get(path)).status_code == 403
