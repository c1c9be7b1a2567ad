"""The portal without a screen or a script: languages, sessions, forged forms, refusals, the desk."""

import pytest

from api import problems
from casework.sentences import say, say_code
from domain import city_errors, contest_errors, errors, letter_errors, publication_errors, room_errors, till_errors
from domain.errors import CaseError
from tests.conftest import City
from tests.web.visitor import H1, Visitor, title
from web.refusals import STATUS

pytestmark = pytest.mark.stack
PUBLIC = (
    "/", "/services", "/services/abattage-arbre", "/services/demolition?borough=IS", "/connexion", "/verifier",
    "/dev/outbox", "/constat",
)  # fmt: skip


def kinds(parent: type[CaseError]) -> set[type[CaseError]]:
    """An error and all its kinds."""
    return {parent}.union(*(kinds(child) for child in parent.__subclasses__()))


def test_every_refusal_has_a_status_and_it_is_the_api_s() -> None:
    modules = (errors, till_errors, contest_errors, publication_errors, letter_errors, city_errors, room_errors)
    ours = {one.__name__ for one in modules}
    assert set(STATUS) == {kind for kind in kinds(CaseError) if kind.__module__ in ours}
    told = {kind: status for kind, status in STATUS.items() if kind is not CaseError}
    assert told == {kind: problems.STATUS[kind] for kind in told}


@pytest.mark.parametrize("path", PUBLIC)
async def test_a_page_is_whole_in_both_languages(visitor: Visitor, path: str) -> None:
    for prefix, lang in (("", "fr-CA"), ("/en", "en-CA")):
        page = await visitor.get(prefix + path)
        assert page.status_code == 200
        assert f'<html lang="{lang}"' in page.text
        assert len(H1.findall(page.text)) == 1
        assert title(page).endswith(" – Guichet")
        assert 'href="#main"' in page.text


async def test_titles_tell_pages_apart(visitor: Visitor) -> None:
    for prefix in ("", "/en"):
        titles = [title(await visitor.get(prefix + path)) for path in PUBLIC]
        assert len(set(titles)) == len(titles)


async def test_french_is_shown_first_whatever_the_browser_asks_for(visitor: Visitor) -> None:
    page = await visitor.get("/", headers={"accept-language": "en-CA,en;q=0.9"})
    assert '<html lang="fr-CA"' in page.text


async def test_the_same_page_in_the_other_language_is_one_click_away(visitor: Visitor) -> None:
    french = await visitor.get("/services/demolition?borough=IS")
    assert 'href="/en/services/demolition?borough=IS"' in french.text
    english = await visitor.get("/en/services/demolition?borough=IS")
    assert 'href="/services/demolition?borough=IS" lang="fr"' in english.text


async def test_a_service_that_is_not_open_says_where_to_go(visitor: Visitor) -> None:
    page = await visitor.get("/services/demolition?borough=IS")
    assert page.status_code == 200
    assert "311" in page.text
    assert "/demande?borough=IS" not in page.text


async def test_an_application_where_the_service_is_not_open_leads_to_that_page(citizen: Visitor) -> None:
    answer = await citizen.send("/services/demolition/demande", {"borough": "IS", "language": "fr"})
    assert answer.headers["location"] == "/services/demolition?borough=IS#arrondissement"


async def test_unknown_pages_and_cases_are_refused_alike_in_words(citizen: Visitor) -> None:
    refusal = say(errors.NotFound(), "fr")
    for path in ("/rien", "/services/rien", f"/dossier/{'0' * 32}", "/dossier/x", f"/demande/{'0' * 32}/questions"):
        page = await citizen.get(path)
        assert page.status_code == 404
        assert refusal.detail in page.text


async def test_a_method_that_a_page_has_not_is_refused(visitor: Visitor) -> None:
    answer = await visitor.http.post("/services", data={})
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize("path", ["/dossiers", "/bureau", f"/dossier/{'0' * 32}", "/services/demolition/demande"])
async def test_whoever_is_not_signed_in_is_asked_to_and_comes_back(visitor: Visitor, path: str) -> None:
    answer = await visitor.http.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/connexion?suite={path}"


async def test_signing_in_leads_to_no_other_site(visitor: Visitor) -> None:
    for elsewhere in ("https://ailleurs.example/", "//ailleurs.example", "/\\ailleurs.example", "javascript:x"):
        answer = await visitor.send("/connexion", {"account": "citoyen-1", "suite": elsewhere})
        assert answer.headers["location"] == "/accueil"


async def test_the_session_s_id_changes_at_sign_in_and_the_old_one_is_dead(city: City, visitor: Visitor) -> None:
    await visitor.sign_in("citoyen-1")
    first = visitor.http.cookies["guichet_session"]
    answer = await visitor.sign_in("citoyen-2")
    assert visitor.http.cookies["guichet_session"] != first
    assert "HttpOnly" in answer.headers["set-cookie"] and "SameSite=lax" in answer.headers["set-cookie"]
    async with Visitor(city.base_url) as thief:
        thief.http.cookies.set("guichet_session", first)
        assert (await thief.http.get("/dossiers")).headers["location"].startswith("/connexion")


async def test_signing_out_ends_the_session(visitor: Visitor) -> None:
    await visitor.sign_in("citoyen-1")
    session = visitor.http.cookies["guichet_session"]
    await visitor.send("/deconnexion", {})
    visitor.http.cookies.set("guichet_session", session)
    assert (await visitor.http.get("/dossiers")).status_code == 303


@pytest.mark.parametrize("path", ["/connexion", "/services/abattage-arbre/demande", "/deconnexion"])
@pytest.mark.parametrize(
    "forged",
    [
        {"headers": {"origin": "https://ailleurs.example"}},
        {"headers": {"origin": "null"}},
        {"headers": {"sec-fetch-site": "cross-site"}},
        {"headers": {"sec-fetch-site": "same-site"}},
        {"data": {"csrf": "autre"}},
        {"data": {}},
    ],
    ids=["foreign-origin", "null-origin", "cross-site", "same-site", "wrong-token", "no-token"],
)
async def test_a_forged_form_has_no_effect(citizen: Visitor, path: str, forged: dict[str, dict[str, str]]) -> None:
    fields = {"account": "citoyen-2", "borough": "VD"} | await citizen.hidden(path)
    if "data" in forged:
        fields = {name: value for name, value in fields.items() if name != "csrf"} | forged["data"]
    answer = await citizen.http.post(path, data=fields, headers=forged.get("headers", {}))
    assert answer.status_code == 403
    assert say_code("csrf", "fr").title in answer.text
    assert "Citoyenne ou citoyen 1" in (await citizen.get("/dossiers")).text


async def test_a_page_that_names_no_origin_is_believed_when_the_browser_says_that_it_is_ours(citizen: Visitor) -> None:
    unnamed = {"origin": "null", "sec-fetch-site": "same-origin"}
    answer = await citizen.send("/deconnexion", {}, headers=unnamed)
    assert answer.status_code == 303


async def test_a_token_of_another_session_is_refused(city: City, citizen: Visitor) -> None:
    async with Visitor(city.base_url) as other:
        await other.sign_in("citoyen-2")
        token = (await other.hidden("/deconnexion"))["csrf"]
    assert (await citizen.http.post("/deconnexion", data={"csrf": token})).status_code == 403


async def test_another_person_s_case_looks_like_none(city: City, citizen: Visitor) -> None:
    case_id = await citizen.filed()
    async with Visitor(city.base_url) as other:
        await other.sign_in("citoyen-2")
        for path in ("", "/recu", "/lettres/1.pdf", "/actes/withdraw"):
            theirs = await other.get(f"/dossier/{case_id}{path}")
            none = await other.get(f"/dossier/{'0' * 32}{path}")
            assert theirs.status_code == none.status_code == 404
            assert theirs.text.replace(case_id, "0" * 32) == none.text


async def test_a_citizen_has_no_desk(citizen: Visitor) -> None:
    for path in ("/bureau", "/bureau/dossiers", "/bureau/dossiers.csv"):
        assert (await citizen.get(path)).status_code == 403


async def test_the_desk_s_list_is_filtered_and_goes_out_as_csv(city: City, citizen: Visitor) -> None:
    case_id = await citizen.filed()
    async with Visitor(city.base_url) as clerk:
        await clerk.sign_in("agent-vd")
        listed = await clerk.get("/bureau/dossiers?state=AWAITING_PAYMENT&service=abattage-arbre&borough=VD")
        assert f"/dossier/{case_id}" in listed.text
        assert f"/dossier/{case_id}" not in (await clerk.get("/bureau/dossiers?state=ISSUED")).text
        export = await clerk.get("/bureau/dossiers.csv?state=AWAITING_PAYMENT")
        assert export.headers["content-type"].startswith("text/csv") and "Élodie" in export.text
        bad = await clerk.get("/bureau/dossiers?suite=forged&state=rien")
        assert bad.status_code == 422
    async with Visitor(city.base_url) as elsewhere:
        await elsewhere.sign_in("agent-ro")
        assert (await elsewhere.get(f"/dossier/{case_id}")).status_code == 404


async def test_a_file_is_taken_at_the_desk_by_one_and_given_back(city: City, citizen: Visitor) -> None:
    case_id = await citizen.filed()
    waiting = "/bureau?waiting=citizen&reference="
    async with Visitor(city.base_url) as clerk, Visitor(city.base_url) as director:
        await clerk.sign_in("agent-vd")
        await director.sign_in("direction-vd")
        reference = (await clerk.get(f"/dossier/{case_id}")).text.split("<title>")[1].split("Dossier ")[1][:17]
        place = f"{waiting}{reference}"
        assert case_id in (await clerk.get(place)).text and "Prendre" in (await clerk.get(place)).text
        fields = {"case_id": case_id, "action": "take"}
        seen = await director.hidden(place)  # while it was still free
        taken = await clerk.send(place, fields)
        assert (taken.status_code, taken.headers["location"]) == (303, place)
        assert "Remettre" in (await clerk.get(place)).text
        assert "agent-vd" in (await director.get(place)).text
        second = await director.send("/bureau", seen | fields)
        assert second.status_code == 409, title(second)
        assert "déjà pris en charge" in second.text
        assert (await director.send("/bureau", seen | fields | {"action": "give_back"})).status_code == 303
        assert "Prendre" in (await clerk.get(place)).text


async def test_the_desk_counts_its_queues_and_refuses_a_date_that_does_not_exist(city: City) -> None:
    async with Visitor(city.base_url) as clerk, Visitor(city.base_url) as director:
        await clerk.sign_in("agent-vd")
        page = await clerk.get("/bureau")
        for queue in ("En retard", "Dans les sept jours", "Les miens", "Sans responsable"):
            assert queue in page.text
        assert "Promesses non tenues" not in page.text
        assert (await clerk.get("/bureau?due_before=2026-02-30")).status_code == 422
        assert (await clerk.get("/bureau/retards")).status_code == 403
        await director.sign_in("direction-vd")
        assert "Aucune promesse n’est en retard." in (await director.get("/bureau/retards")).text


async def test_an_unknown_letter_is_not_vouched_for(visitor: Visitor) -> None:
    for path in ("/verifier/ABC", "/verify/ABC", "/verifier?code=%3Cscript%3E"):
        page = await visitor.get(path)
        assert page.status_code == 404
        assert "Aucune lettre ne porte ce code" in page.text and "<script>" not in page.text


async def test_pages_of_a_session_are_kept_nowhere(citizen: Visitor) -> None:
    page = await citizen.get("/dossiers")
    assert page.headers["cache-control"] == "no-store"
    assert "script-src 'self'" in page.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/dev/outbox/..%2Fdemo-tokens.json", "/dev/outbox/.eml", "/dev/outbox/mail.jsonl"])
async def test_the_outbox_gives_mails_only(visitor: Visitor, path: str) -> None:
    assert (await visitor.get(path)).status_code == 404
