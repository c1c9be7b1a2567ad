"""Forms that lose nothing: drafts, documents, filing once, acts refused."""

import asyncio
import re

import pytest

from casework.sentences import say
from domain import errors
from tests.conftest import City
from tests.web.visitor import TREE, Visitor, hidden, title
from tests.web.walk import photo

pytestmark = pytest.mark.stack


async def test_what_is_wrong_is_listed_and_nothing_typed_is_lost(citizen: Visitor) -> None:
    path = await citizen.draft()
    typed = TREE | {"trees": "beaucoup", "applicant_email": "<b>x", "species": "Érable « argenté »"}
    page = await citizen.send(f"{path}/questions", typed)
    assert page.status_code == 422
    assert title(page).startswith("Erreur")
    assert 'href="#trees"' in page.text and 'id="trees-error"' in page.text
    again = await citizen.get(f"{path}/questions")
    for shown in (page.text, again.text):
        assert 'value="beaucoup"' in shown
        assert "&lt;b&gt;x" in shown and "<b>x" not in shown
        assert "Érable « argenté »" in shown


async def test_answers_call_for_more_questions_on_a_page_of_their_own(citizen: Visitor) -> None:
    path = await citizen.draft()
    answer = await citizen.send(f"{path}/questions", TREE | {"owner": "no"})
    assert answer.headers["location"] == f"{path}/precisions"
    page = await citizen.get(f"{path}/precisions")
    assert 'name="owner_name"' in page.text and 'name="trees"' not in page.text
    assert (await citizen.send(f"{path}/precisions", {"owner_name": ""})).status_code == 422
    onward = await citizen.send(f"{path}/precisions", {"owner_name": "Jean Roy", "action": "continue"})
    assert onward.headers["location"] == f"{path}/documents"
    assert 'name="power_of_attorney"' in (await citizen.get(f"{path}/documents")).text


async def test_a_draft_edited_elsewhere_is_not_overwritten_and_the_typing_stays(citizen: Visitor) -> None:
    path = await citizen.draft()
    stale = await citizen.hidden(f"{path}/questions")
    await citizen.send(f"{path}/questions", TREE | {"species": "Orme"})
    page = await citizen.http.post(f"{path}/questions", data=stale | TREE | {"species": "Tilleul"})
    assert page.status_code == 412
    assert 'value="Tilleul"' in page.text
    kept = await citizen.http.post(f"{path}/questions", data=hidden(page) | TREE | {"species": "Tilleul"})
    assert kept.status_code == 303


async def test_a_file_that_is_no_picture_is_refused_and_the_others_are_kept(citizen: Visitor) -> None:
    path = await citizen.draft(answers=TREE)
    files = [
        ("photos", ("page.jpg", b"<html>", "image/jpeg")),
        ("location_plan", ("plan.jpg", photo("white"), "image/jpeg")),
    ]
    page = await citizen.http.post(f"{path}/documents", data=await citizen.hidden(f"{path}/documents"), files=files)
    assert page.status_code == 415
    assert say(errors.FileType(), "fr").detail in page.text
    assert "plan.jpg" in page.text


async def test_the_last_look_shows_the_fee_and_how_it_is_worked_out(citizen: Visitor) -> None:
    page = await citizen.get(f"{await citizen.ready()}/verification")
    assert "50,00\u00a0$" in page.text
    assert "5000 + 1500" in page.text
    assert "2 fichiers" in page.text


async def test_a_double_click_files_one_case(citizen: Visitor) -> None:
    path = await citizen.ready()
    fields = await citizen.hidden(f"{path}/verification") | {"declared": "yes"}
    answers = await asyncio.gather(*(citizen.http.post(f"{path}/verification", data=fields) for _ in range(3)))
    late = await citizen.http.post(f"{path}/verification", data=fields)
    filed = {answer.headers["location"] for answer in (*answers, late) if answer.status_code == 303}
    assert filed and all(re.fullmatch(r"/dossier/[0-9a-f]{32}/recu(\?acte=.*)?", where) for where in filed)
    assert len({where[:41] for where in filed}) == 1
    assert late.status_code == 303


async def test_an_act_refused_shows_why_and_keeps_the_typing(city: City, citizen: Visitor) -> None:
    case_id = await citizen.filed()
    async with Visitor(city.base_url) as clerk:
        await clerk.sign_in("agent-vd")
        assert (await clerk.get(f"/dossier/{case_id}/actes/refuse")).status_code == 403
        assert (await clerk.get(f"/dossier/{case_id}/actes/approve")).status_code == 409
        assert (await clerk.get(f"/dossier/{case_id}/actes/rien")).status_code == 404
    form = await citizen.hidden(f"/dossier/{case_id}/actes/withdraw")
    page = await citizen.http.post(
        f"/dossier/{case_id}/actes/withdraw", data=form | {"seq": "0", "reason": "Je déménage <i>"}
    )
    assert page.status_code == 412
    assert "Je déménage &lt;i&gt;" in page.text
    done = await citizen.http.post(f"/dossier/{case_id}/actes/withdraw", data=hidden(page) | {"reason": "Je déménage"})
    assert done.headers["location"] == f"/dossier/{case_id}?fait=withdraw"
